// Rewrites lib/core/declarations.ts from the public types of lib/: what the library checks its input against at run time.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { declarationsFile, declarationsText } from './declarations/text';
import { projectRoot } from './programs';

writeFileSync(path.join(projectRoot, declarationsFile), declarationsText());
