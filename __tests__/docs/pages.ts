import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../support/tools';

/** A page that users read. */
export interface Page {
  /** From the project's root, e.g. `docs/cluster.md`. */
  readonly file: string;
  readonly text: string;
}

/** A piece of a page between fences. */
export interface CodeBlock {
  /** `docs/cluster.md:12`, the line of its first fence. */
  readonly place: string;
  readonly language: string;
  readonly code: string;
}

export const pages: Page[] = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md', 'examples/README.md', 'tools/README.md'],
  ...readdirSync(path.join(projectRoot, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`),
]
  .filter((file) => file.endsWith('.md'))
  .sort()
  .map((file) => ({ file, text: readFileSync(path.join(projectRoot, file), 'utf8') }));

export function codeBlocksOf({ file, text }: Page): CodeBlock[] {
  return [...text.matchAll(/^([ \t]*)```(\w+)[^\n]*\n(.*?)^\1```/gms)].map(({ index, 2: language, 3: code }) => ({
    place: `${file}:${text.slice(0, index).split('\n').length}`,
    language,
    code,
  }));
}

/** The page without what is between fences, and without code in lines. */
export function proseOf({ text }: Page): string {
  return text.replace(/^([ \t]*)```.*?^\1```/gms, '').replace(/`[^`\n]*`/g, '');
}
