import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checksPage } from '../../scripts/checks/page';
import { projectRoot } from '../support/tools';

test('docs/checks.md lists every rule between constructs: else run npm run docs:checks', () => {
  expect(readFileSync(path.join(projectRoot, 'docs/checks.md'), 'utf8')).toBe(checksPage());
});
