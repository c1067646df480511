// npm run docs:commands: writes the help of each command into its section of docs/commands.md.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../__tests__/command/run';
import { projectRoot } from './programs';

const page = path.join(projectRoot, 'docs/commands.md');
const text = readFileSync(page, 'utf8');
writeFileSync(
  page,
  text.replace(/^## (\w+)\n\n```text\n.*?```/gms, (_section, name: string) => {
    return `## ${name}\n\n\`\`\`text\n${run([name, '--help']).output}\`\`\``;
  }),
);
