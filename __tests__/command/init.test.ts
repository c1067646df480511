import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { initQuestions } from '../../command/init/options';
import { emptyFolder, refused, removeFolders } from '../review/output';
import { projectRoot } from '../support/tools';
import { run } from './run';

afterEach(removeFolders);

const files = [
  '.github/workflows/deploy-stack.yml',
  '.github/workflows/deploy.yml',
  '.github/workflows/drift.yml',
  '.github/workflows/review.yml',
  '.gitignore',
  '.npmrc',
  'README.md',
  'cdktf.json',
  'main.ts',
  'package.json',
  'test/platform.test.ts',
  'tsconfig.json',
];

function created(...options: string[]): (file: string) => string {
  const folder = path.join(emptyFolder(), 'orders');
  const { exitCode, error } = run(['init', folder, ...options]);
  expect([exitCode, error]).toEqual([0, '']);
  return (file) => readFileSync(path.join(folder, file), 'utf8');
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

test('writes a project, and the commands to go on with', () => {
  const folder = path.join(emptyFolder(), 'orders');
  const { output } = run(['init', folder]);
  expect(filesIn(folder)).toEqual(files);
  expect(output.split('\n').slice(0, files.length).sort()).toEqual(files.map((file) => path.join(folder, file)));
  expect(output).toContain(`Next:\n  cd ${folder}\n  npm install\n  npm test\n`);
});

test('main.ts is that of this repository, with the given names', () => {
  const read = created(
    ...['--name', 'bills', '--location', 'eastus2', '--registry', 'bills99'],
    ...['--own-range', '198.51.100.7', '--own-range', '198.51.100.64/28'],
  );
  const constants = [
    "const name = 'bills';",
    "const location = 'eastus2';",
    "const registryName = 'bills99';",
    "const ownRanges = ['198.51.100.7', '198.51.100.64/28'];",
  ];
  const isConstant = (line: string) => /^const (name|location|registryName|ownRanges) = /.test(line);
  const lines = read('main.ts').split('\n');
  expect(lines.filter(isConstant)).toEqual(constants);
  const ours = readFileSync(path.join(projectRoot, 'main.ts'), 'utf8').replace("'./lib'", "'cdktf-aks'").split('\n');
  expect(lines.filter((line) => !isConstant(line))).toEqual(ours.filter((line) => !isConstant(line)));
  expect(read('README.md')).toMatch(/^# bills\n/);
  expect(JSON.parse(read('package.json')).name).toBe('bills');
});

test('names come from the folder, and the name that all of Azure shares is random', () => {
  const registries = [created(), created()].map((read) => {
    expect(read('main.ts')).toContain("const name = 'orders';");
    const [, registry] = /^const registryName = '(orders[a-z0-9]{6})';$/m.exec(read('main.ts')) ?? [];
    return registry;
  });
  expect(new Set(registries).size).toBe(2);
  expect(registries).not.toContain(undefined);
});

test('package.json has the scripts of the workflows, and the tested versions', () => {
  const read = created();
  const { scripts, dependencies, devDependencies } = JSON.parse(read('package.json'));
  const workflows = files.filter((file) => file.startsWith('.github/')).map(read);
  const called = workflows.flatMap((text) =>
    [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name),
  );
  expect([...new Set(called)].sort()).toEqual(['drift', 'review', 'synth']);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(called));
  const ours = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
  expect(dependencies).toMatchObject({ 'cdktf-aks': ours.version, cdktf: ours.devDependencies.cdktf });
  expect(Object.values({ ...dependencies, ...devDependencies })).not.toContain(undefined);
});

test('no state is left in the output folder, and none gets into Git', () => {
  const read = created();
  expect(read('main.ts')).toContain('path: `../../../${key}`');
  expect(read('.gitignore').split('\n')).toEqual(expect.arrayContaining(['*.tfstate', '*.tfstate.*', 'cdktf.out/']));
});

describe('existing files', () => {
  test('that the project needs are named, and nothing is written', () => {
    const folder = emptyFolder();
    mkdirSync(path.join(folder, 'test'));
    for (const file of ['main.ts', 'package.json', 'test/platform.test.ts']) {
      writeFileSync(path.join(folder, file), 'mine');
    }
    expect(refused('init', folder)).toBe(
      `${folder} has main.ts, package.json, test/platform.test.ts already. Nothing was written. Name another folder: ` +
        'cdktf-aks init FOLDER',
    );
    expect(filesIn(folder)).toEqual(['main.ts', 'package.json', 'test/platform.test.ts']);
    expect(readFileSync(path.join(folder, 'main.ts'), 'utf8')).toBe('mine');
  });

  test('that new repositories have are kept, and what they lack is printed', () => {
    const folder = emptyFolder();
    for (const file of ['README.md', '.gitignore']) writeFileSync(path.join(folder, file), 'mine');
    const { exitCode, output } = run(['init', folder]);
    expect(exitCode).toBe(0);
    expect(output).toContain(`Not written, because it exists: ${folder}/README.md\n`);
    expect(output).toContain('Add to .gitignore, because states hold secrets:\n  node_modules/\n');
    expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe('mine');
    expect(existsSync(path.join(folder, 'main.ts'))).toBe(true);
  });
});

test('wrong options are reported together', () => {
  const folder = path.join(emptyFolder(), 'orders');
  const wrong = [
    '--name',
    'My Shop',
    '--location',
    'West Europe',
    '--registry',
    'shop-1',
    '--own-range',
    '10.0.0.0/33',
  ];
  expect(refused('init', folder, ...wrong).split('\n')).toEqual([
    '--name must be 2 to 40 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen, got My Shop.',
    '--location must be the name of an Azure region, such as westeurope, got West Europe. List them with: ' +
      'az account list-locations --output table',
    '--registry must be 5 to 50 lowercase letters and digits, got shop-1.',
    '--own-range must be an IPv4 address or range, such as 198.51.100.7/32, got 10.0.0.0/33.',
  ]);
  expect(existsSync(folder)).toBe(false);
});

describe('a terminal is asked', () => {
  const asked = (...args: string[]) => initQuestions(args).map(({ option }) => option);

  test('for each option that is not given', () => {
    expect(asked('orders')).toEqual(['name', 'location', 'registry', 'own-range']);
    expect(asked('orders', '--location=eastus', '--own-range=198.51.100.7')).toEqual(['name', 'registry']);
    expect(asked('orders', '--yes')).toEqual([]);
    expect(asked('--help')).toEqual([]);
  });

  test('with suggestions that follow from the folder and the answers before', () => {
    const [name] = initQuestions(['/tmp/My Orders 2']);
    expect(name.suggestion).toBe('my-orders-2');
    const [, registry] = initQuestions(['orders', '--name=bills']);
    expect(registry.suggestion).toMatch(/^bills[a-z0-9]{6}$/);
  });
});
