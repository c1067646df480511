import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as ts from 'typescript';
import { projectRoot } from './programs';

/** One file of lib/, parsed. */
export interface Source {
  /** Its path from the project's root, e.g. `lib/identity/grant.ts`. */
  readonly file: string;
  /** The folder of lib/ that it is in; empty for lib/index.ts. */
  readonly room: string;
  readonly text: string;
  readonly ast: ts.SourceFile;
}

export const sources: Source[] = readdirSync(path.join(projectRoot, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort()
  .map((name) => {
    const file = `lib/${name.split(path.sep).join('/')}`;
    const text = readFileSync(path.join(projectRoot, file), 'utf8');
    const room = file.split('/').length > 2 ? file.split('/')[1] : '';
    return { file, room, text, ast: ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true) };
  });
