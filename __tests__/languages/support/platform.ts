import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../support/tools';

const { buildAssemblyIfStale } = require('../../../scripts/build.js');
const { generate, run } = require('../../../scripts/languages.js');

/** A folder with the generated source of the library for one language, and README's platform in it. */
export class PlatformFolder {
  public readonly path = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-languages-'));

  public constructor(private readonly language: 'python' | 'java' | 'go') {
    buildAssemblyIfStale();
    generate(this.path, [language]);
  }

  /** The generated source. */
  public get generated(): string {
    return path.join(this.path, 'dist', this.language);
  }

  /** The program. */
  public get program(): string {
    return path.join(projectRoot, 'languages', this.language);
  }

  /** Runs a command in a folder for the program, and returns what it prints. */
  public run(command: string, ...args: string[]): string {
    return run(this.work, command, ...args);
  }

  public get work(): string {
    const work = path.join(this.path, 'work');
    mkdirSync(work, { recursive: true });
    return work;
  }

  /** What the program wrote, and what main.ts writes: the texts of all files, by name. */
  public outputs(): { readonly own: object; readonly ofTypeScript: object } {
    const place = path.join(this.path, 'typescript');
    mkdirSync(place);
    run(projectRoot, 'env', `CDKTF_OUTDIR=${place}`, process.execPath, '-r', 'tsx/cjs', 'main.ts');
    return { own: textsIn(path.join(this.work, 'cdktf.out')), ofTypeScript: textsIn(place) };
  }

  public remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function textsIn(folder: string): object {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(files.map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]));
}
