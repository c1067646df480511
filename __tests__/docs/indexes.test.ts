import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { examplesPage } from '../../scripts/examples/page';
import { projectRoot } from '../support/tools';

function read(file: string): string {
  return readFileSync(path.join(projectRoot, file), 'utf8');
}

describe('examples/README.md', () => {
  test('is what npm run docs:examples writes', () => {
    expect(read('examples/README.md')).toBe(examplesPage());
  });

  test('has a sentence of at most 130 characters for each example', () => {
    const rows = [...examplesPage().matchAll(/^\| \[([\w-]+)\]\(.*?\) \| (.*) \|$/gm)];
    expect(rows.map(([, name]) => name)).toEqual(
      readdirSync(path.join(projectRoot, 'examples'), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort(),
    );
    expect(rows.filter(([, , text]) => !/^[A-Z`].*\.$/.test(text) || text.length > 130).map(([row]) => row)).toEqual(
      [],
    );
  });
});

describe('docs/decisions', () => {
  const records = readdirSync(path.join(projectRoot, 'docs/decisions')).filter((file) => file !== 'README.md');

  test('README.md lists each record under its title', () => {
    const rows = records.map((file) => {
      const [, number, title] = /^# (\d{4})\. (.*)$/m.exec(read(`docs/decisions/${file}`)) ?? [];
      return `| [${number}](${file}) | ${title} |`;
    });
    expect(read('docs/decisions/README.md').match(/^\| \[\d.*$/gm)).toEqual(rows);
  });

  test.each(records)('%s has a number, a dated status, a decision and its consequences', (file) => {
    const text = read(`docs/decisions/${file}`);
    expect(text).toContain(`# ${file.slice(0, 4)}. `);
    expect(text).toMatch(/^## Status\n\n(Accepted|Replaced by \[\d{4}\]\(.*\)), \d{4}-\d{2}-\d{2}\./m);
    expect(text.match(/^## (Decision|Consequences)$/gm)).toEqual(['## Decision', '## Consequences']);
  });
});
