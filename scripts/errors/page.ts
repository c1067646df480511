import { nameRules } from '../../lib/core/names';
import { sources } from '../sources';
import { placeholder } from './expressions';
import { type FaultRow, faultsOf } from './faults';

const introduction = `# Errors

Everything that the library refuses while it synthesizes. An error names the construct, the prop, the rule, the value that it
got, and a fix; all faults of one construct come together. \`<name>\` stands for what depends on the program. A value that is
known at deployment only is not checked. This page is made from the source by \`npm run docs:errors\`.
`;

/** The text of docs/errors.md. */
export function errorsPage(): string {
  const rooms = [...new Set(sources.map(({ room }) => room).filter(Boolean))].sort();
  return `${[introduction, namesSection(), ...rooms.map(roomSection).filter(Boolean)].join('\n')}`;
}

function namesSection(): string {
  const rows = Object.entries(nameRules).map(([name, { minLength, maxLength, allowed, example }]) =>
    [words(name), `${minLength} to ${maxLength}`, cell(allowed), code(example)].join(' | '),
  );
  return `## Names\n\n${table('name of | characters | allowed | example', rows)}`;
}

function roomSection(room: string): string {
  const files = sources.filter((source) => source.room === room).map((source) => ({ source, rows: faultsOf(source) }));
  const parts = files
    .filter(({ rows }) => rows.length > 0)
    .map(({ source, rows }) => {
      const file = source.file.replace(`lib/${room}/`, '').replace(/\.ts$/, '');
      return `### ${file}\n\n${table('prop | rule | fix', rows.map(rowText))}`;
    });
  return parts.length > 0 ? `## ${room}\n\n${parts.join('\n')}` : '';
}

function rowText({ prop, must, fix }: FaultRow): string {
  return [code(prop), cell(must), cell(fix)].join(' | ');
}

function table(head: string, rows: string[]): string {
  const columns = head.split(' | ').map(() => '---');
  return `${[head, columns.join(' | '), ...rows].map((row) => `| ${row} |`).join('\n')}\n`;
}

/** Text with placeholders as code, for everything in angle brackets would be taken for HTML. */
function cell(text: string): string {
  const { start, end } = placeholder;
  const escaped = text.replaceAll('|', '\\|').replace(/[<>*]/g, (sign) => `\\${sign}`);
  const asCode = escaped.replace(new RegExp(`${start}(\\w+)${end}`, 'g'), '`<$1>`');
  return asCode.replaceAll('``', '').replaceAll('\n', ' ');
}

function code(text: string): string {
  const { start, end } = placeholder;
  return `\`${text.replaceAll(start, '<').replaceAll(end, '>').replaceAll('|', '\\|')}\``;
}

function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
