import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runProgramTo } from '../../scripts/programs';
import { projectRoot } from '../support/tools';
import { TerraformFolder } from './terraform';

const { stacksOf } = require('../../scripts/synth.js');

/** A folder like the project's root, where programs are synthesized and leave their state. */
export class Workplace {
  private readonly root = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));

  /**
   * Synthesizes a program to where `npm run synth` and `npm run synth:examples` do, below this folder. Its stacks, in the order of apply.
   *
   * @param program the program's file from the project's root, e.g. `main.ts`.
   * @param edit a change to the program's source, as its owner would make it.
   */
  public synthesize(program: string, edit = (source: string) => source): TerraformFolder[] {
    const outdir = path.join(this.root, path.dirname(program), 'cdktf.out');
    mkdirSync(outdir, { recursive: true });
    const file = path.join(projectRoot, program);
    runProgramTo(outdir, edit(readFileSync(file, 'utf8')), file);
    return stacksOf(path.join(outdir, 'manifest.json')).map((stack: { workingDirectory: string }) => {
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
