import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of this package, which has facts/ and assets/; the code runs from source, or compiled in build/. */
export const ownFolder = [__dirname, path.join(__dirname, '../..')].find((folder) =>
  existsSync(path.join(folder, 'package.json')),
) as string;
