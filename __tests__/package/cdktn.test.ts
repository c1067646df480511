import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as ts from 'typescript';
import { type Program, programs, synthesize } from '../../scripts/programs';
import type { Attributes } from '../support/planned';
import { describeUnless, projectRoot } from '../support/tools';

jest.setTimeout(600_000);

const { buildCdktn, forCdktn } = require('../../scripts/cdktn.js');

const folder: string | undefined = buildCdktn();
const missing = folder ? [] : ['the bindings of CDK Terrain, in no registry that is reached'];

describeUnless([{ need: 'cdktn', missing }], 'cdktn-aks, installed in an empty project of CDK Terrain', () => {
  const consumer = mkdtempSync(path.join(tmpdir(), 'cdktn-aks-consumer-'));
  afterAll(() => rmSync(consumer, { recursive: true, force: true }));

  beforeAll(() => {
    const place = folder as string;
    const [packed] = JSON.parse(
      run(place, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', consumer),
    );
    process.stderr.write(`${packed.filename}: ${Math.round(packed.size / 1000)} kB, ${packed.files.length} files\n`);
    writeFileSync(path.join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
    // Offline: the peers are linked instead.
    run(
      consumer,
      'npm',
      'install',
      '--offline',
      '--legacy-peer-deps',
      '--no-audit',
      '--no-fund',
      `./${packed.filename}`,
    );
    const { peerDependencies } = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'));
    for (const name of [...Object.keys(peerDependencies), '@types/node']) link(place, name);
    for (const program of programs()) write(program);
  });

  test('main.ts compiles', () => {
    const options = {
      target: 'es2022',
      module: 'node20',
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      types: ['node'],
    };
    writeFileSync(path.join(consumer, 'main.ts'), sourceOf(programs()[0]));
    writeFileSync(
      path.join(consumer, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: ['main.ts'] }),
    );
    run(consumer, process.execPath, path.join(projectRoot, 'node_modules/typescript/bin/tsc'));
  });

  test('every program has the output of cdktf-aks for azurerm 5, but for versions of engine and providers', () => {
    const all = programs();
    const files = all.map(({ name }) => [name, path.join(consumer, 'programs', `${name}.js`)]);
    writeFileSync(
      path.join(consumer, 'run.js'),
      `for (const [name, file] of ${JSON.stringify(files)}) {
        process.env.CDKTF_OUTDIR = 'out/' + name;
        require(file);
      }`,
    );
    mkdirSync(path.join(consumer, 'out'));
    run(consumer, process.execPath, 'run.js');
    for (const program of all) {
      const stacks = path.join(consumer, 'out', program.name, 'stacks');
      const made = readdirSync(stacks).map((stack) => [
        stack,
        readFileSync(path.join(stacks, stack, 'cdk.tf.json'), 'utf8'),
      ]);
      expect({ [program.name]: plans(Object.fromEntries(made)) }).toEqual({
        [program.name]: plans(synthesize(program, 5)),
      });
    }
  });

  test('a stack of CDK for Terraform is an error that names the package for it', () => {
    link(projectRoot, 'cdktf');
    const program = `
      const { TerraformStack, App } = require('cdktf');
      const { ManagedIdentity } = require('cdktn-aks');
      const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };
      try { new ManagedIdentity(new TerraformStack(new App(), 'platform'), 'Identity', { ...place, identityName: 'shop' }); }
      catch (error) { console.log(error.message); }`;
    expect(run(consumer, process.execPath, '-e', program)).toBe(
      "TerraformStack 'platform': stack must be made by cdktn@0.24.0, the engine of cdktn-aks, got cdktf@0.21.0. " +
        'Install cdktf-aks in place of cdktn-aks, or create stacks with cdktn.\n',
    );
  });

  test('azurerm 4 is an error, because the bindings are of azurerm 5', () => {
    const program = `
      const { TerraformStack, App } = require('cdktn');
      const { requireProviders } = require('cdktn-aks');
      try { requireProviders(new TerraformStack(new App(), 'platform'), { azurerm: 4 }); }
      catch (error) { console.log(error.message); }`;
    expect(run(consumer, process.execPath, '-e', program)).toBe(
      "TerraformStack 'platform': azurerm must be 5, got 4. Use 5.\n",
    );
  });

  function write(program: Program): void {
    const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
    const { outputText } = ts.transpileModule(sourceOf(program), { compilerOptions: options });
    mkdirSync(path.join(consumer, 'programs'), { recursive: true });
    writeFileSync(path.join(consumer, 'programs', `${program.name}.js`), outputText);
  }

  /** A program as its owner would migrate it: other imports, and one argument that azurerm 5 names otherwise. */
  function sourceOf({ file }: Program): string {
    return forCdktn(readFileSync(file, 'utf8'))
      .replaceAll(/'[./]+\/lib(\/[^']*)?'/g, "'cdktn-aks'")
      .replace(
        "resource.serviceEndpoints = ['Microsoft.KeyVault']",
        "resource.putServiceEndpoint([{ service: 'Microsoft.KeyVault' }])",
      );
  }

  function link(from: string, name: string): void {
    const place = path.join(consumer, 'node_modules', name);
    mkdirSync(path.dirname(place), { recursive: true });
    symlinkSync(path.join(from, 'node_modules', name), place);
  }
});

/** What stacks plan, without the versions of the engine and of the providers. */
function plans(stacks: { readonly [stack: string]: string }): Attributes {
  return Object.fromEntries(
    Object.entries(stacks).map(([stack, text]) => {
      const plan = JSON.parse(text, (key, value) => (key === '//' ? undefined : value));
      for (const provider of Object.values<Attributes>(plan.terraform.required_providers)) delete provider.version;
      return [stack, plan];
    }),
  );
}

function run(cwd: string, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')}:\n${stdout}${stderr}`);
  return stdout;
}
