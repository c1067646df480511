import { readFileSync } from 'node:fs';
import { programs } from '../programs';

const introduction = `# Examples

Each folder is a complete program. \`npm run synth:examples\` writes the Terraform JSON of each to its own
\`cdktf.out/\`, and states are files beside its \`main.ts\`.
\`npm run docs:examples\` writes this page from the first comment of each program.
`;

/** The text of examples/README.md. */
export function examplesPage(): string {
  const rows = programs()
    .filter(({ name }) => name !== 'main')
    .map(({ name, file }) => `| [${name}](${name}/main.ts) | ${summaryOf(readFileSync(file, 'utf8'))} |`);
  return [introduction, '| example | shows |', '| --- | --- |', ...rows, ''].join('\n');
}

/** The first paragraph of the first doc comment that belongs to no part of a declaration. */
function summaryOf(program: string): string {
  const comment = /^\/\*\*(.*?)\*\//ms.exec(program)?.[1] ?? '';
  const [summary] = comment
    .replace(/^ \* ?/gm, '')
    .trim()
    .split(/\n\s*\n/);
  return summary.replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
