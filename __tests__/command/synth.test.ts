import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from '../../command/outcome';
import { emptyFolder, removeFolders } from '../review/output';
import { projectRoot } from '../support/tools';

const previous = process.cwd();
afterEach(() => {
  process.chdir(previous);
  removeFolders();
});

/** The command in a process of its own: inside of jest, changing the current folder doesn't reach all of Node's modules. */
function run(args: readonly string[]): Outcome {
  const command = ['-r', require.resolve('tsx/cjs'), path.join(projectRoot, 'command/main.ts'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { exitCode: status as Outcome['exitCode'], output: stdout, error: stderr };
}

/** What the command says of input that it can't read. */
function refused(...args: string[]): string {
  const { exitCode, error } = run(args);
  expect(exitCode).toBe(2);
  return error.trimEnd();
}

interface Annotation {
  readonly level: 'info' | 'warn' | 'error';
  readonly text: string;
}

/** Runs the command in a project whose program writes what cdktf would. */
function synthesized(annotations: readonly Annotation[], options: string[] = [], more = ''): Outcome {
  project(annotations, more);
  return run(['synth', ...options]);
}

function project(annotations: readonly Annotation[] = [], more = ''): string {
  const folder = emptyFolder();
  process.chdir(folder);
  const entry = (name: string, dependencies: string[], own: object[]) => ({
    name,
    dependencies,
    annotations: own,
    synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
  });
  const own = annotations.map(({ level, text }) => ({
    level: `@cdktf/${level}`,
    constructPath: 'mesh/A',
    message: text,
  }));
  const manifest = { stacks: { mesh: entry('mesh', ['platform'], own), platform: entry('platform', [], []) } };
  writeFileSync(
    'program.js',
    `const fs = require('node:fs');
     const out = process.env.CDKTF_OUTDIR;
     for (const stack of ['mesh', 'platform']) {
       fs.mkdirSync(out + '/stacks/' + stack, { recursive: true });
       fs.writeFileSync(out + '/stacks/' + stack + '/cdk.tf.json', '{}');
     }
     fs.writeFileSync('context.json', process.env.CDKTF_CONTEXT_JSON);
     fs.writeFileSync(out + '/manifest.json', ${JSON.stringify(JSON.stringify(manifest))});
     ${more}`,
  );
  writeFileSync('cdktf.json', JSON.stringify({ app: 'node program.js', context: { stage: 'test' } }));
  return folder;
}

const order = [
  'Stacks, in the order to apply them in:',
  '1. platform: terraform -chdir=cdktf.out/stacks/platform apply',
  '2. mesh (after platform): terraform -chdir=cdktf.out/stacks/mesh apply',
  '',
];

test('lists the stacks in the order to apply them in', () => {
  expect(synthesized([])).toEqual({ exitCode: 0, output: order.join('\n'), error: '' });
});

const every: Annotation[] = [
  { level: 'warn', text: 'W201: open\nto all' },
  { level: 'info', text: 'not verified: a version' },
  { level: 'info', text: 'Run manually: az role assignment create' },
  { level: 'info', text: 'W202 acknowledged (small): one stack' },
  { level: 'info', text: 'Certificates end' },
];

test('lists warnings, what is not verified, manual commands, acknowledged warnings and notes', () => {
  const { exitCode, output } = synthesized(every);
  expect(exitCode).toBe(0);
  expect(output.split('\n').slice(order.length)).toEqual([
    'Warnings (1):',
    '  mesh/A: W201: open',
    '    to all',
    '',
    'Not verified, because facts are missing (1):',
    '  mesh/A: not verified: a version',
    '',
    'Run manually (1):',
    '  mesh/A: Run manually: az role assignment create',
    '',
    'Acknowledged warnings (1):',
    '  mesh/A: W202 acknowledged (small): one stack',
    '',
    'Notes (1):',
    '  mesh/A: Certificates end',
    '',
  ]);
});

test('--quiet lists errors and warnings only, --format json all', () => {
  expect(synthesized(every, ['--quiet']).output).toBe('Warnings (1):\n  mesh/A: W201: open\n    to all\n');
  const { stacks, remarks } = JSON.parse(synthesized(every, ['--format', 'json']).output);
  expect(stacks[1]).toEqual({ name: 'mesh', folder: 'cdktf.out/stacks/mesh', dependencies: ['platform'] });
  expect(remarks.manual).toEqual([{ construct: 'mesh/A', text: 'Run manually: az role assignment create' }]);
});

test.each<[Annotation['level'] | 'unchecked', string[], number]>([
  ['error', [], 1],
  ['warn', [], 0],
  ['warn', ['--fail-on', 'warning'], 1],
  ['error', ['--fail-on', 'warning'], 1],
  ['unchecked', ['--fail-on', 'warning'], 0],
  ['unchecked', ['--fail-on', 'unchecked'], 1],
  ['info', ['--fail-on', 'unchecked'], 0],
])('an output with %s and %j exits with %d', (level, options, exitCode) => {
  const annotation: Annotation =
    level === 'unchecked' ? { level: 'info', text: 'not verified: x' } : { level, text: 'something' };
  const outcome = synthesized([annotation], options);
  expect(outcome.exitCode).toBe(exitCode);
  expect(outcome.error !== '').toBe(exitCode === 1);
});

const enablesMaps = 'process.setSourceMapsEnabled(true);\nconsole.log(`maps: ${process.sourceMapsEnabled}`);';

test('a program that succeeds runs without source maps', () => {
  expect(synthesized([], [], enablesMaps).output).toMatch(/^maps: false$/m);
});

test('prints what the program prints, and passes it the context of cdktf.json', () => {
  const { output } = synthesized([], [], "console.log('hello');");
  expect(output.split('\n').slice(0, 2)).toEqual(['hello', '']);
  expect(JSON.parse(readFileSync('context.json', 'utf8'))).toEqual({
    stage: 'test',
    'cdktf-aks:printWarnings': false,
  });
});

describe('a program that fails', () => {
  test('fails the command, and leaves no manifest of an earlier run', () => {
    const folder = project();
    run(['synth']);
    writeFileSync('program.js', "console.error('no way'); process.exit(3);");
    expect(run(['synth'])).toEqual({
      exitCode: 1,
      output: '',
      error: "no way\n\nThe program failed. Don't deploy cdktf.out.\n",
    });
    expect(refused('review', path.join(folder, 'cdktf.out'))).toMatch(/no manifest\.json/);
  });

  test('is shown by the message of a construct and its own line, not by a stack trace', () => {
    project();
    mkdirSync('node_modules/cdktf-aks', { recursive: true });
    writeFileSync(
      'node_modules/cdktf-aks/index.js',
      `class ConstructError extends Error { name = 'ConstructError'; }
       exports.make = () => { throw new ConstructError("A 's/A' has 2 faults:\\n- one\\n- two"); };`,
    );
    writeFileSync('program.js', "const { make } = require('cdktf-aks');\nmake();\n");
    const lines = run(['synth']).error.split('\n');
    expect(lines.slice(0, 3)).toEqual(["A 's/A' has 2 faults:", '- one', '- two']);
    expect(lines[3]).toMatch(/^ {4}at .*program\.js:2:1\)$/);
    expect(lines.slice(4)).toEqual(['', "The program failed. Don't deploy cdktf.out.", '']);
  });

  test('runs again with source maps', () => {
    project();
    writeFileSync('program.js', `${enablesMaps}\nnull.x;`);
    expect(run(['synth']).error).toMatch(/^maps: true$/m);
  });

  test('by a rule of the finished program is shown by that rule', () => {
    project();
    writeFileSync('program.js', "throw new Error('Validation failed with the following errors:\\n  [a] b: c');");
    expect(run(['synth']).error).toMatch(/^Validation failed with the following errors:\n {2}\[a\] b: c\n/);
  });

  test('otherwise is shown by its whole stack trace', () => {
    project();
    writeFileSync('program.js', 'null.x;');
    expect(run(['synth']).error).toMatch(/program\.js:1\n.*TypeError: Cannot read.*\n {4}at /s);
  });
});

test('folders of stacks that the program no longer has are named, with the states in them', () => {
  project();
  for (const [stack, state] of [
    ['old', 'terraform.tfstate'],
    ['older', ''],
  ]) {
    mkdirSync(`cdktf.out/stacks/${stack}`, { recursive: true });
    writeFileSync(`cdktf.out/stacks/${stack}/cdk.tf.json`, '{}');
    if (state) writeFileSync(`cdktf.out/stacks/${stack}/${state}`, '{}');
  }
  expect(run(['synth']).output.split('\n').slice(order.length)).toEqual([
    'cdktf.out/stacks/old is of a stack that the program no longer has, and holds the state of what it deployed ' +
      '(terraform.tfstate). Destroy that stack (terraform -chdir=cdktf.out/stacks/old destroy), or move its state, before you ' +
      'delete the folder.',
    '',
    'cdktf.out/stacks/older is of a stack that the program no longer has. Delete it.',
    '',
  ]);
});

test('the command and the folder of the program come from options or from cdktf.json', () => {
  project();
  writeFileSync('cdktf.json', JSON.stringify({ app: 'node program.js', output: 'out' }));
  expect(run(['synth']).output).toContain('-chdir=out/stacks/platform');
  writeFileSync('cdktf.json', '{}');
  expect(refused('synth')).toBe(
    'The current folder has no cdktf.json with an "app". Run the command in the project\'s folder, create a project with ' +
      'cdktf-aks init, or pass --app, e.g. --app "npx tsx main.ts".',
  );
  expect(run(['synth', '--app', 'node program.js', '--output', 'other']).output).toContain('-chdir=other/stacks/mesh');
});

test.each([
  [['--fail-on', 'all'], '--fail-on must be one of error, warning, unchecked, got all.'],
  [['--format', 'html'], '--format must be text or json, got html.'],
  [['cdktf.out'], 'synth takes no folder, got cdktf.out. See cdktf-aks synth --help.'],
])('%j is rejected', (args, text) => {
  expect(refused('synth', ...args)).toBe(text);
});
