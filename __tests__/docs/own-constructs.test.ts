import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../support/tools';

test('the page shows the construct of the package beside it', () => {
  const read = (file: string) => readFileSync(path.join(projectRoot, 'docs', file), 'utf8');
  const source = read('own-constructs/package/src/team-namespace.ts');
  const construct = source.slice(source.indexOf('export interface')).replaceAll(/^export /gm, '');
  expect(construct).toContain('class TeamNamespace');
  expect(read('own-constructs.md')).toContain(construct);
});
