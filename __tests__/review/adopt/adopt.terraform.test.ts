import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Adopted, adopt } from '../../../review/adopt/adopt';
import { readState } from '../../../review/adopt/state';
import { runProgramTo } from '../../../scripts/programs';
import type { Attributes } from '../../support/planned';
import { describeWith, projectRoot } from '../../support/tools';
import { needs, TerraformFolder } from '../../terraform/terraform';
import { removeFolders } from '../output';
import { stateFile } from './state-file';
import { fileOf, names, shown, valuesOf } from './states';

jest.setTimeout(600_000);

const page = readFileSync(path.join(projectRoot, 'docs/adopt.md'), 'utf8');

const titles: { readonly [name in (typeof names)[number]]: string } = {
  'az-aks-create': 'a cluster of `az aks create`, imported',
  'azure-module': "Azure's own module, with `count` and `for_each`",
  'everything-spelled-out': 'a cluster with GPU pools, 24 public addresses and a whole autoscaler profile',
  'two-private-clusters': 'two private clusters in two subscriptions, with Windows pools',
};

function linesIn(text: string): number {
  return text.trimEnd().split('\n').length;
}

describeWith(needs, 'the plan of an adopted program', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-adopt-'));
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
    removeFolders();
  });

  test.each(names)('%s: changes nothing and creates nothing', async (name) => {
    const state = shown(valuesOf(name));
    const adopted = adopt(readState(fileOf(state)));
    const stack = stackOf(name, adopted, stateFile(state));
    await stack.init();
    const changes = await stack.plan();
    const planned = changes.map(({ address, change }) => `${change.actions.join()} ${address}`);
    const released = adopted.released.map(({ address }) => `forget ${address}`);
    expect(planned.sort()).toEqual(released.sort());
    expect(adopted.changed).toEqual([]);
    expect(adopted.created).toEqual([]);
    expect(page).toContain(rowOf(name, adopted, changes));
  });

  /** The row of docs/adopt.md about a platform. */
  function rowOf(name: (typeof names)[number], adopted: Adopted, changes: readonly Attributes[]): string {
    const count = (action: string) => changes.filter(({ change }) => change.actions.includes(action)).length;
    const forgotten = count('forget') > 0 ? `, ${count('forget')} to forget` : '';
    const cells = [
      titles[name],
      adopted.total,
      linesIn(JSON.stringify(shown(valuesOf(name)), null, 2)),
      linesIn(adopted.program),
      adopted.kept.length,
      `${count('create')} to add, ${count('update')} to change, ${count('delete')} to destroy${forgotten}`,
    ];
    return `| ${cells.join(' | ')} |`;
  }

  /** The program's stack, with the state in a local backend. */
  function stackOf(name: string, { program }: Adopted, state: object): TerraformFolder {
    const outdir = path.join(root, name);
    runProgramTo(outdir, program, path.join(projectRoot, 'main.ts'));
    const folder = path.join(outdir, 'stacks/platform');
    const file = path.join(folder, 'cdk.tf.json');
    const json = JSON.parse(readFileSync(file, 'utf8'));
    json.terraform.backend = { local: { path: 'terraform.tfstate' } };
    writeFileSync(file, JSON.stringify(json));
    writeFileSync(path.join(folder, 'terraform.tfstate'), JSON.stringify(state));
    return new TerraformFolder(folder);
  }
});
