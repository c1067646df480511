// Writes examples/README.md from the first comment of each example.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { examplesPage } from './examples/page';
import { projectRoot } from './programs';

writeFileSync(path.join(projectRoot, 'examples/README.md'), examplesPage());
