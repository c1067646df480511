import { readFileSync } from 'node:fs';
import path from 'node:path';
import { warningTable } from '../../lib/core/warning-table';
import { projectRoot } from '../support/tools';

test('every warning has a section in docs/warnings.md, and every section a warning', () => {
  const page = readFileSync(path.join(projectRoot, 'docs/warnings.md'), 'utf8');
  const sections = [...page.matchAll(/^## (W\d{3})/gm)].map(([, id]) => id);
  expect(sections).toEqual(Object.keys(warningTable).sort());
});
