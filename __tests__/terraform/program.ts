import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../support/tools';
import { TerraformFolder } from './terraform';

// Set, it would put the state of main.ts into Azure.
delete process.env.TFSTATE_STORAGE_ACCOUNT;

const { synthesize } = require('../../scripts/synth.js');

/** The programs that users read: main.ts and every example. */
export function programs(): string[] {
  const examples = readdirSync(path.join(projectRoot, 'examples')).map((name) => `examples/${name}/main.ts`);
  return ['main.ts', ...examples.sort()].filter((program) => existsSync(path.join(projectRoot, program)));
}

/** A folder like the project's root, where programs are synthesized and leave their state. */
export class Workplace {
  private readonly root = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));

  /**
   * Synthesizes a program to where `npm run synth` does, below this folder. Its stacks, in the order of apply.
   *
   * @param edit a change to the program's source, as its owner would make it.
   */
  public async synthesize(program: string, edit?: (source: string) => string): Promise<TerraformFolder[]> {
    const example = path.dirname(program);
    const outdir = path.join(this.root, 'cdktf.out', example === '.' ? '' : example);
    const { code, output, stacks } = await synthesize(edit ? this.edited(program, edit) : program, outdir);
    if (code !== 0) throw new Error(`${program}:\n${output}`);
    return stacks.map((stack: { workingDirectory: string }) => {
      return new TerraformFolder(path.join(outdir, stack.workingDirectory));
    });
  }

  private edited(program: string, edit: (source: string) => string): string {
    for (const name of ['lib', 'node_modules']) {
      const link = path.join(this.root, name);
      if (!existsSync(link)) symlinkSync(path.join(projectRoot, name), link);
    }
    const copy = path.join(this.root, program);
    mkdirSync(path.dirname(copy), { recursive: true });
    writeFileSync(copy, edit(readFileSync(path.join(projectRoot, program), 'utf8')));
    return copy;
  }

  public remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Runs at most `places` of the actions given to it at a time. */
export function limited(places: number): <Result>(action: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (action) => {
    if (free > 0) free--;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await action();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
