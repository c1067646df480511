import { statSync } from 'node:fs';
import path from 'node:path';

/** The file of a program on PATH, e.g. of `helm`. */
export function programOf(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders
    .map((folder) => path.join(folder, name))
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}
