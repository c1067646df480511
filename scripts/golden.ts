// Rewrites the golden files of main.ts and the examples. Review them by git diff: each changed line is a changed plan.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { golden, goldenFolder } from './golden/stacks';
import { programs, synthesize } from './programs';

rmSync(goldenFolder, { recursive: true, force: true });
for (const program of programs()) {
  const folder = path.join(goldenFolder, program.name);
  mkdirSync(folder, { recursive: true });
  for (const [stack, text] of Object.entries(golden(synthesize(program)))) {
    writeFileSync(path.join(folder, `${stack}.json`), text);
  }
}
