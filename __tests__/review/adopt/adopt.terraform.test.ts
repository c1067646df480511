import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Adopted, adopt } from '../../../review/adopt/adopt';
import { readState } from '../../../review/adopt/state';
import { runProgramTo } from '../../../scripts/programs';
import { describeWith, projectRoot } from '../../support/tools';
import { needs, TerraformFolder } from '../../terraform/terraform';
import { removeFolders } from '../output';
import { stateFile } from './state-file';
import { fileOf, names, shown, valuesOf } from './states';

jest.setTimeout(600_000);

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
  });

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
