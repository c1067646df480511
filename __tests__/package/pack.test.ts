import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as ts from 'typescript';
import { shown } from '../review/adopt/states';
import { projectRoot } from '../support/tools';

jest.setTimeout(120_000);

const manifest = manifestOf('.');
const review = manifestOf('review');
const consumer = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-consumer-'));
let packed: Packed;
let packedReview: Packed;

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

beforeAll(() => {
  packed = pack('.');
  packedReview = pack('review');
  writeFileSync(path.join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
  install(consumer, packed.filename);
  for (const name of [...Object.keys(manifest.peerDependencies), '@types/node']) link(name);
});

/** Compiles only where types of the package and of its peers are found: elsewhere everything would be right. */
const wrongType = `
  import { Principal } from '${manifest.name}';
  // @ts-expect-error
  Principal.group(1);
  // @ts-expect-error
  Principal.deployer().colour;
`;

afterAll(() => rmSync(consumer, { recursive: true, force: true }));

test.each([
  ['packed-files.txt', () => packed, { module: 'lib', command: 'command' }],
  ['packed-files-review.txt', () => packedReview, { module: 'review' }],
] as const)('the package holds what %s says, and nothing else', (file, found, folders) => {
  const pinned = readFileSync(path.join(__dirname, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      const [name] = Object.keys(folders).filter((one) => line.includes(`<${one}>`));
      if (name === undefined) return [line];
      return modules(folders[name as 'module']).map((module) => line.replace(`<${name}>`, module));
    });
  expect(
    found()
      .files.map(({ path: packedPath }) => packedPath)
      .sort(),
  ).toEqual(pinned.sort());
});

test('the library carries one package, and no other is installed with it', () => {
  expect(Object.keys(manifest.dependencies)).toEqual(['ipaddr.js']);
  const installed = readdirSync(path.join(consumer, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect(installed.filter((name) => !/^(@cdktf|@types|cdktf|constructs)$/.test(name))).toEqual([manifest.name]);
});

test('main.ts compiles against the package, and writes what it writes from source', () => {
  const source = readFileSync(path.join(projectRoot, 'main.ts'), 'utf8');
  writeFileSync(path.join(consumer, 'main.ts'), source.replaceAll(/'\.\/lib(\/[^']*)?'/g, `'${manifest.name}'`));
  const options = { target: 'es2022', module: 'node20', strict: true, skipLibCheck: false, types: ['node'] };
  const files = ['main.ts', 'wrong.ts'];
  writeFileSync(path.join(consumer, 'wrong.ts'), wrongType);
  writeFileSync(path.join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files }));
  run(consumer, process.execPath, path.join(projectRoot, 'node_modules/typescript/bin/tsc'));
  run(consumer, process.execPath, 'main.js');

  const fromSource = path.join(consumer, 'from-source');
  mkdirSync(fromSource);
  run(projectRoot, 'env', `CDKTF_OUTDIR=${fromSource}`, process.execPath, '-r', 'tsx/cjs', 'main.ts');
  const stacks = readdirSync(path.join(fromSource, 'stacks'));
  expect(stacks.length).toBeGreaterThan(0);
  for (const stack of stacks) {
    const read = (folder: string) => readFileSync(path.join(folder, 'stacks', stack, 'cdk.tf.json'), 'utf8');
    expect(read(path.join(consumer, 'cdktf.out'))).toBe(read(fromSource));
  }
});

test('editors list no internal members of public types', () => {
  const index = path.join(consumer, 'node_modules', manifest.name, manifest.types);
  const program = ts.createProgram([index], { module: ts.ModuleKind.Node20, target: ts.ScriptTarget.ES2022 });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(index) as ts.SourceFile) as ts.Symbol;
  const members = checker.getExportsOfModule(module).flatMap((symbol) => {
    const statics = checker.getTypeOfSymbol(symbol).getProperties();
    const own = checker.getDeclaredTypeOfSymbol(symbol).getProperties();
    return [...statics, ...own].map(({ name }) => `${symbol.name}.${name}`);
  });
  expect(members).toContain('AksCluster.clusterName');
  expect(members).toContain('AksCluster.fromLookup');
  expect(members.filter((name) => /\._[a-z]/.test(name))).toEqual([]);
});

test('a JavaScript module imports constructs by name, and synthesizes', () => {
  const program = `
    import { App, LocalBackend, TerraformStack } from 'cdktf';
    import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider/index.js';
    import { AzureRole, Grant, ManagedIdentity } from '${manifest.name}';
    const app = new App({ outdir: 'js.out' });
    const stack = new TerraformStack(app, 'platform');
    new AzurermProvider(stack, 'Azure', { features: [{}] });
    new LocalBackend(stack, { path: 'terraform.tfstate' });
    const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };
    const principal = new ManagedIdentity(stack, 'Kubelet', { ...place, identityName: 'shop-kubelet' });
    Grant.on(stack, { role: AzureRole.ACR_PULL, principal, resourceId: '/subscriptions/s' });
    import { SynthesizedStack } from '${manifest.name}/testing';
    app.synth();
    console.log(SynthesizedStack.of(stack).resource('azurerm_user_assigned_identity').construct);`;
  writeFileSync(path.join(consumer, 'program.mjs'), program);
  expect(run(consumer, process.execPath, 'program.mjs')).toBe('Kubelet\n');
  const { resource } = JSON.parse(readFileSync(path.join(consumer, 'js.out/stacks/platform/cdk.tf.json'), 'utf8'));
  expect(Object.keys(resource)).toEqual(['azurerm_role_assignment', 'azurerm_user_assigned_identity']);
});

test('a program loads the modules of what it names, and no others', () => {
  const loaded = (names: string) => {
    const program = `
      const { ${names} } = require('${manifest.name}');
      const files = Object.keys(require.cache).filter((file) => file.includes('${manifest.name}'));
      console.log(JSON.stringify(files.map((file) => file.split('/build/')[1]).filter(Boolean)));`;
    return JSON.parse(run(consumer, process.execPath, '-e', program)) as string[];
  };
  expect(loaded('')).toEqual(['index.js']);
  const files = loaded('AksCluster');
  expect(files).toContain('cluster/aks-cluster.js');
  expect(files.filter((file) => /^(ingress|mesh|registry)\//.test(file))).toEqual([]);
});

test('commands of the other package are refused with the command that installs it', () => {
  const command = path.join(consumer, 'node_modules/.bin', manifest.name);
  const { status, stderr } = spawnSync(command, ['review', 'js.out'], { cwd: consumer, encoding: 'utf8' });
  expect([status, stderr]).toEqual([
    2,
    'cdktf-aks review needs the package cdktf-aks-review, which is not installed. ' +
      `Install it: npm install --save-dev cdktf-aks-review@${manifest.version}\n`,
  ]);
});

describe('a project that the command creates', () => {
  const project = path.join(consumer, 'project');
  const npm = (...args: string[]) => run(project, 'npm', ...args);

  beforeAll(() => {
    const command = path.join(consumer, 'node_modules/.bin', manifest.name);
    run(consumer, command, 'init', 'project', '--name', 'orders', '--registry', 'orders4711');
    const { dependencies, devDependencies, ...created } = JSON.parse(
      readFileSync(path.join(project, 'package.json'), 'utf8'),
    );
    expect([dependencies[manifest.name], devDependencies[review.name]]).toEqual([manifest.version, review.version]);
    writeFileSync(path.join(project, 'package.json'), JSON.stringify(created));
    install(project, `../${packed.filename}`, `../${packedReview.filename}`);
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      if (name !== manifest.name && name !== review.name) link(name, project);
    }
    for (const name of ['tsx', 'tsc']) {
      symlinkSync(path.join(projectRoot, 'node_modules/.bin', name), path.join(project, 'node_modules/.bin', name));
    }
  });

  test('has the right types, synthesizes and passes its tests', () => {
    npm('run', 'types');
    expect(npm('run', '--silent', 'synth')).toBe(
      [
        'Stacks, in the order to apply them in:',
        '1. platform: terraform -chdir=cdktf.out/stacks/platform apply',
        '2. mesh (after platform): terraform -chdir=cdktf.out/stacks/mesh apply',
        '',
      ].join('\n'),
    );
    expect(npm('test')).toMatch(/^# pass 2$/m);
    expect(npm('run', '--silent', 'review')).toContain('registry orders4711');
  });

  test.each([manifest.name, review.name])('has the command %s, which reviews and draws', (name) => {
    const command = path.join(project, 'node_modules/.bin', name);
    const page = path.join(project, `${name}.html`);
    expect(run(project, command, 'review', '--html', page)).toContain('registry orders4711');
    expect(readFileSync(page, 'utf8')).toContain('<svg');
  });

  test('has the command that writes a program for a running cluster, with the library of the project', () => {
    const state = path.join(projectRoot, '__tests__/review/adopt/states/az-aks-create.json');
    const file = path.join(project, 'state.json');
    writeFileSync(file, JSON.stringify(shown(JSON.parse(readFileSync(state, 'utf8')))));
    const command = path.join(project, 'node_modules/.bin', manifest.name);
    expect(run(project, command, 'adopt', 'state.json')).toContain(`from '${manifest.name}'`);
  });

  test('has a test that fails where the API server is open', () => {
    const file = path.join(project, 'main.ts');
    const program = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      program.replace('ApiServerAccess.publicFrom(ownRanges)', "ApiServerAccess.publicFrom(['0.0.0.0/0'])"),
    );
    expect(() => npm('test')).toThrow(/not ok 1 - the API server accepts listed addresses only/);
    writeFileSync(file, program);
  });
});

describe('a package of own constructs', () => {
  const team = path.join(consumer, 'own-constructs');
  const user = path.join(consumer, 'user');
  const peers = Object.keys(manifest.peerDependencies);

  beforeAll(() => {
    cpSync(path.join(projectRoot, 'docs/own-constructs/package'), team, { recursive: true });
    for (const name of [...peers, 'tsx', '@types/node']) link(name, team);
    symlinkSync(path.join(consumer, 'node_modules', manifest.name), path.join(team, 'node_modules', manifest.name));
    const tsc = path.join(projectRoot, 'node_modules/.bin/tsc');
    mkdirSync(path.join(team, 'node_modules/.bin'));
    symlinkSync(tsc, path.join(team, 'node_modules/.bin/tsc'));
  });

  test('is built, tested and packed, and a program that installs it uses one copy of the library', () => {
    expect(run(team, 'npm', 'test')).toMatch(/^# pass 2$/m);
    run(team, 'npm', 'run', 'build');
    const [{ filename, files }] = JSON.parse(
      run(team, 'npm', 'pack', '--json', '--silent', '--pack-destination', consumer),
    );
    expect(files.map((file: { path: string }) => file.path).sort()).toEqual([
      'build/index.d.ts',
      'build/index.js',
      'build/team-namespace.d.ts',
      'build/team-namespace.js',
      'package.json',
    ]);
    mkdirSync(user);
    writeFileSync(path.join(user, 'package.json'), JSON.stringify({ name: 'user', private: true }));
    run(user, 'npm', 'install', '--offline', '--legacy-peer-deps', '--no-audit', '--no-fund', `../${filename}`);
    for (const name of peers) link(name, user);
    symlinkSync(path.join(consumer, 'node_modules', manifest.name), path.join(user, 'node_modules', manifest.name));
    writeFileSync(
      path.join(user, 'program.mjs'),
      `
      import { App, TerraformStack } from 'cdktf';
      import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider/index.js';
      import { AksCluster } from '${manifest.name}';
      import { SynthesizedStack } from '${manifest.name}/testing';
      import { TeamNamespace } from '@example/aks-constructs';
      const stack = new TerraformStack(new App(), 'teams');
      new AzurermProvider(stack, 'Azure', { features: [{}] });
      const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
      new TeamNamespace(stack, 'Orders', { cluster, team: 'orders', cpus: 8 });
      console.log(SynthesizedStack.of(stack).object('ResourceQuota', 'team', 'orders').spec.hard['requests.cpu']);`,
    );
    expect(run(user, process.execPath, 'program.mjs')).toBe('8\n');
  });
});

function manifestOf(folder: string) {
  return JSON.parse(readFileSync(path.join(projectRoot, folder, 'package.json'), 'utf8'));
}

function pack(folder: string): Packed {
  const cwd = path.join(projectRoot, folder);
  const [found] = JSON.parse(run(cwd, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', consumer));
  const kilobytes = (size: number) => `${Math.round(size / 1000)} kB`;
  const sizes = `${kilobytes(found.size)}, ${kilobytes(found.unpackedSize)} unpacked, ${found.files.length} files`;
  process.stderr.write(`${found.filename}: ${sizes}\n`);
  return found;
}

/** Offline: peers are linked by the tests, and what the review depends on is packed from this repository. */
function install(folder: string, ...tarballs: string[]): void {
  const needed = tarballs.length > 1 ? ['yaml', '@dagrejs/dagre', '@dagrejs/graphlib', 'ipaddr.js'] : [];
  const more = needed.map((name) => {
    const cwd = path.join(projectRoot, 'node_modules', name);
    return path.join(
      consumer,
      JSON.parse(run(cwd, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', consumer))[0].filename,
    );
  });
  run(folder, 'npm', 'install', '--offline', '--legacy-peer-deps', '--no-audit', '--no-fund', ...tarballs, ...more);
}

/** Every module of a folder, e.g. `core/faults` of lib/. */
function modules(folder: string): string[] {
  const files = readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => file.replace(/\.ts$/, ''));
}

function link(name: string, folder = consumer): void {
  const place = path.join(folder, 'node_modules', name);
  mkdirSync(path.dirname(place), { recursive: true });
  symlinkSync(path.join(projectRoot, 'node_modules', name), place);
}

function run(cwd: string, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')}:\n${stdout}${stderr}`);
  return stdout;
}
