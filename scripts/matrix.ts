import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { capabilityMatrix } from '../lib/mesh/mesh-capabilities';

/** Writes what each mesh makes of each intent into docs/meshes.md, between its two marks. */
const page = path.join(__dirname, '../docs/meshes.md');
const text = readFileSync(page, 'utf8');
const marked = /(<!-- matrix -->\n\n)[\s\S]*(\n<!-- \/matrix -->)/;
if (!marked.test(text)) throw new Error('docs/meshes.md lacks the marks <!-- matrix --> and <!-- /matrix -->.');
writeFileSync(
  page,
  text.replace(marked, (_all, before, after) => `${before}${capabilityMatrix()}${after}`),
);
