import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { warningTable } from '../../lib/core/warning-table';
import { errorsPage } from '../../scripts/errors/page';
import { projectRoot } from '../support/tools';

function page(name: string): string {
  const file = path.join(projectRoot, 'docs', name);
  if (!existsSync(file)) throw new Error(`docs/${name} is missing.`);
  return readFileSync(file, 'utf8');
}

test('docs/errors.md lists every error of the source: else run npm run docs:errors', () => {
  expect(page('errors.md')).toBe(errorsPage());
});

test('every rule tells what must be', () => {
  const rules = [...errorsPage().matchAll(/^\| `[^`]*` \| (.*?) \| /gm)].map(([, rule]) => rule);
  expect(rules.length).toBeGreaterThan(100);
  expect(rules.filter((rule) => !/^(must|can only|`<)/.test(rule))).toEqual([]);
});

test('every warning has a section in docs/warnings.md, and every section a warning', () => {
  const sections = [...page('warnings.md').matchAll(/^## (W\d{3})/gm)].map(([, id]) => id);
  expect(sections).toEqual(Object.keys(warningTable).sort());
});
