// npm run cdk-terrain: synthesizes main.ts and the examples with CDK Terrain in place of CDK for Terraform, in an empty folder
// as a user would install it, and compares the Terraform JSON. Says that it skips where npm reaches no registry.
const { spawnSync } = require('node:child_process');
const { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
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
    for (const name of ['lib', 'charts', 'examples', 'main.ts', 'cdktf.json']) {
      cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    }
    const { name, version } = JSON.parse(readFileSync(path.join(folder, 'node_modules/cdktf/package.json'), 'utf8'));
    console.log(`cdktf is ${name} ${version}`);
    return programs().filter((program) => !isSame(program, folder)).length === 0;
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
  const engine = { cdktf: terrain, constructs };
  return {
    name: 'consumer',
    private: true,
    dependencies: { ...Object.fromEntries(peers), ...dependencies, ...engine, tsx: devDependencies.tsx },
    overrides: { cdktf: '$cdktf', constructs: '$constructs' },
  };
}

function programs() {
  const examples = readdirSync(path.join(root, 'examples')).map((name) => `examples/${name}/main.ts`);
  return ['main.ts', ...examples.sort()].filter((program) => existsSync(path.join(root, program)));
}

function isSame(program, folder) {
  const [ours, theirs] = [root, folder].map((place) => synthesized(program, place, folder));
  const wrong = [...new Set([...ours.keys(), ...theirs.keys()])].filter(
    (stack) => ours.get(stack) !== theirs.get(stack),
  );
  console.log(`${program}: ${wrong.length === 0 ? `the same ${ours.size} stacks` : `differs in ${wrong.join(', ')}`}`);
  return wrong.length === 0 && ours.size > 0;
}

/** The Terraform JSON of each stack without the version of the engine that wrote it. */
function synthesized(program, cwd, folder) {
  const outdir = mkdtempSync(path.join(folder, 'out-'));
  const env = { CDKTF_OUTDIR: outdir, TFSTATE_STORAGE_ACCOUNT: '' };
  const { status, text } = run(cwd, env, process.execPath, '-r', 'tsx/cjs', program);
  if (status !== 0) throw new Error(`${program} in ${cwd}:\n${text}`);
  const stacks = path.join(outdir, 'stacks');
  return new Map(
    readdirSync(stacks).map((stack) => {
      const content = JSON.parse(readFileSync(path.join(stacks, stack, 'cdk.tf.json'), 'utf8'));
      delete content['//'].metadata.version;
      return [stack, JSON.stringify(content)];
    }),
  );
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
