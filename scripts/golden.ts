// Rewrites the golden files of main.ts and the examples. Review them by git diff: each changed line is a changed plan.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { golden, goldenFolder, goldenPrograms } from './golden/stacks';
import { synthesize } from './programs';

rmSync(goldenFolder, { recursive: true, force: true });
for (const { folder, program, azurerm } of goldenPrograms()) {
  const place = path.join(goldenFolder, folder);
  mkdirSync(place, { recursive: true });
  for (const [stack, text] of Object.entries(golden(synthesize(program, azurerm)))) {
    writeFileSync(path.join(place, `${stack}.json`), text);
  }
}
