// npm run cdk-terrain: synthesizes main.ts and the examples with CDK Terrain in place of CDK for Terraform, in an empty folder
// as a user would install it, and compares the Terraform JSON. Says that it skips where npm reaches no registry.
const { spawnSync } = require('node:child_process');
const { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const root = path.join(__dirname, '..');
const terrain = 'npm:cdktn@0.24.0';
/** What cdktn 0.24 wants. */
const constructs = '10.7.2';

function main() {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-terrain-'));
  try {
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(consumer(), null, 2));
    const install = run(
      folder,
      {},
      'npm',
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    );
    if (
      install.status !== 0 &&
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/.test(install.text)
    ) {
      console.log('skipped: npm reaches no registry');
      return true;
    }
    if (install.status !== 0) throw new Error(install.text);
    for (const name of ['lib', 'charts', 'examples', 'main.ts', 'cdktf.json', 'scripts/programs.ts']) {
      cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    }
    const { name, version } = JSON.parse(readFileSync(path.join(folder, 'node_modules/cdktf/package.json'), 'utf8'));
    console.log(`cdktf is ${name} ${version}`);
    const [ours, theirs] = [root, folder].map((place) => synthesized(place, folder));
    return Object.keys(ours).filter((program) => !isSame(program, ours[program], theirs[program])).length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same versions as here, but for the engine; the overrides hold for those who name it as their peer. */
function consumer() {
  const { dependencies, devDependencies, peerDependencies } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const peers = Object.keys(peerDependencies).map((name) => [name, devDependencies[name]]);
  const { tsx, typescript } = devDependencies;
  const engine = { cdktf: terrain, constructs };
  return {
    name: 'consumer',
    private: true,
    dependencies: { ...Object.fromEntries(peers), ...dependencies, ...engine, tsx, typescript },
    overrides: { cdktf: '$cdktf', constructs: '$constructs' },
  };
}

function isSame(program, ours, theirs = {}) {
  const stacks = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const wrong = stacks.filter((stack) => planOf(ours[stack]) !== planOf(theirs[stack]));
  console.log(
    `${program}: ${wrong.length === 0 ? `the same ${stacks.length} stacks` : `differs in ${wrong.join(', ')}`}`,
  );
  return wrong.length === 0 && stacks.length > 0;
}

/** A stack without the version of the engine that wrote it. */
function planOf(text) {
  if (text === undefined) return undefined;
  const content = JSON.parse(text);
  delete content['//'].metadata.version;
  return JSON.stringify(content);
}

/** The Terraform JSON of each stack of each program, synthesized in a folder by the engine that is installed there. */
function synthesized(cwd, folder) {
  const file = path.join(mkdtempSync(path.join(folder, 'out-')), 'synthesized.json');
  const program = `
    const { programs, synthesize } = require('./scripts/programs');
    const all = programs().map((program) => [program.name, synthesize(program)]);
    require('node:fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify(Object.fromEntries(all)));`;
  const { status, text } = run(cwd, {}, process.execPath, '-r', 'tsx/cjs', '-e', program);
  if (status !== 0) throw new Error(`In ${cwd}:\n${text}`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

function run(cwd, env, command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { status, text: `${stdout}${stderr}` };
}

process.exitCode = main() ? 0 : 1;
