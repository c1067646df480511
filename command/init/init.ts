import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../problem';
import type { InitOptions } from './options';
import { projectFiles } from './project';

/** A new repository often has these; the project works without its own. */
const optional = ['.gitignore', '.npmrc', 'README.md'];

/** Writes a project and returns what was written. Writes nothing if a file that the project needs is there already. */
export function init(options: InitOptions): string {
  const { folder } = options;
  const files = projectFiles(options);
  const existing = Object.keys(files).filter((file) => existsSync(path.join(folder, file)));
  const inTheWay = existing.filter((file) => !optional.includes(file));
  if (inTheWay.length > 0) {
    const into = folder === '.' ? 'The current folder' : folder;
    throw new Problem(
      `${into} has ${inTheWay.join(', ')} already. Nothing was written. Name another folder: cdktf-aks init FOLDER`,
    );
  }
  const written = Object.entries(files).filter(([file]) => !existing.includes(file));
  for (const [file, text] of written) {
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text, { flag: 'wx' });
  }
  const kept = existing.map((file) => `Not written, because it exists: ${path.join(folder, file)}`);
  const ignore = existing.includes('.gitignore')
    ? [`Add to .gitignore, because states hold secrets:\n${indented(files['.gitignore'])}`]
    : [];
  const enter = folder === '.' ? [] : [`cd ${folder}`];
  return [
    ...written.map(([file]) => path.join(folder, file)),
    ...kept,
    ...ignore,
    '',
    'Next:',
    ...[...enter, 'npm install', 'npm test', 'npm run review'].map((command) => `  ${command}`),
    'Then see README.md before you deploy.',
    '',
  ].join('\n');
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, '  ');
}
