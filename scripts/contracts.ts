// Writes the digests of __tests__/contract/facts/ and review/facts/ from the folders that they are made of; git diff shows what changed.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digests } from './contracts/digests';
import { factsFolder } from './contracts/folders';

for (const { file, source, text } of digests) {
  if (existsSync(source)) {
    writeFileSync(path.join(factsFolder, file), text());
    console.log(`${file}: written`);
  } else {
    console.log(`${file}: left as it is, ${source} is missing`);
    process.exitCode = 1;
  }
}
