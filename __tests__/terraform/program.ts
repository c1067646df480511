import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../support/tools';
import { TerraformFolder } from './terraform';

const { synthesize } = require('../../scripts/synth.js');

/** The programs that users read: main.ts and every example. */
export function programs(): string[] {
  const examples = readdirSync(path.join(projectRoot, 'examples')).map((name) => `examples/${name}/main.ts`);
  return ['main.ts', ...examples.sort()].filter((program) => existsSync(path.join(projectRoot, program)));
}

/** A folder like the project's root, where programs are synthesized and leave their state. */
export class Workplace {
  private readonly root = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));

  /** Synthesizes a program to where `npm run synth` does, below this folder. Its stacks, in the order of apply. */
  public async synthesize(program: string, env: NodeJS.ProcessEnv = {}): Promise<TerraformFolder[]> {
    const example = path.dirname(program);
    const outdir = path.join(this.root, 'cdktf.out', example === '.' ? '' : example);
    const { code, output, stacks } = await synthesize(program, outdir, env);
    if (code !== 0) throw new Error(`${program}:\n${output}`);
    return stacks.map((stack: { workingDirectory: string }) => {
      return new TerraformFolder(path.join(outdir, stack.workingDirectory));
    });
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
