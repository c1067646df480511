import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tables } from '../../scripts/matrix/tables';
import { projectRoot } from '../support/tools';

test.each(tables())(
  'docs/$file has the table $mark as the code has it: else run npm run docs:matrix',
  ({ file, mark, table }) => {
    const page = readFileSync(path.join(projectRoot, 'docs', file), 'utf8');
    expect(page).toContain(`<!-- ${mark} -->\n\n${table}\n<!-- /${mark} -->`);
  },
);
