import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tables } from './matrix/tables';

/** Writes what each mesh makes of each intent, and how it gives each signal, into the pages, between their marks. */
for (const { file, mark, table } of tables()) {
  const page = path.join(__dirname, '../docs', file);
  const text = readFileSync(page, 'utf8');
  const marked = new RegExp(`(<!-- ${mark} -->\\n\\n)[\\s\\S]*(\\n<!-- /${mark} -->)`);
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  if (!marked.test(text)) throw new Error(`docs/${file} lacks the marks ${begin} and ${end}.`);
  writeFileSync(
    page,
    text.replace(marked, (_all, before, after) => `${before}${table}${after}`),
  );
}
