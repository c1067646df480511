// Writes the digests of __tests__/contract/facts/ and review/facts/ from what they are made of; git diff shows what changed.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digests } from './contracts/digests';
import { factsFolder } from './contracts/folders';

for (const { file, sources, text } of digests) {
  const missing = sources.filter((source) => !existsSync(source));
  if (missing.length === 0) {
    writeFileSync(path.join(factsFolder, file), text());
    console.log(`${file}: written`);
  } else {
    console.log(`${file}: left as it is, ${missing.join(', ')} is missing`);
    process.exitCode = 1;
  }
}
