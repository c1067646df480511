// npm run docs:api: writes the API reference of the last build (.jsii) to docs/api/, or to the folder that is given.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { referencePages } from './api/pages';
import { projectRoot } from './programs';

const [folder = path.join(projectRoot, 'docs/api')] = process.argv.slice(2);
const pages = referencePages(JSON.parse(readFileSync(path.join(projectRoot, '.jsii'), 'utf8')));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [file, text] of Object.entries(pages)) writeFileSync(path.join(folder, file), text);
console.log(`${path.join(folder, 'index.html')}: ${Object.keys(pages).length} files`);
