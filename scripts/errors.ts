// Writes docs/errors.md from the faults in lib/.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { errorsPage } from './errors/page';
import { projectRoot } from './programs';

writeFileSync(path.join(projectRoot, 'docs/errors.md'), errorsPage());
