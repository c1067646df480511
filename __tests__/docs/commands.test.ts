import { readFileSync } from 'node:fs';
import path from 'node:path';
import { commandNames } from '../../command/options';
import { run } from '../command/run';
import { projectRoot } from '../support/tools';

const page = readFileSync(path.join(projectRoot, 'docs/commands.md'), 'utf8');

test('docs/commands.md has a section for each command, in the order of the help', () => {
  expect([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([...commandNames]);
});

test.each(commandNames)('%s has the help that the command prints', (name) => {
  const { exitCode, output } = run([name, '--help']);
  expect([exitCode, page.includes(`\`\`\`text\n${output}\`\`\``)]).toEqual([0, true]);
});
