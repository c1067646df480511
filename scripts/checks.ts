// Writes docs/checks.md from the rules between constructs.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { checksPage } from './checks/page';
import { projectRoot } from './programs';

writeFileSync(path.join(projectRoot, 'docs/checks.md'), checksPage());
