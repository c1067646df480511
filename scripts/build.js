// Compiles lib/ to build/ with jsii and writes the assembly .jsii (warnings fail the build), and review/ to build-review/.
// With --if-stale only what is older than its sources.
const { spawnSync } = require('node:child_process');
const { chmodSync, existsSync, readdirSync, rmSync, statSync } = require('node:fs');
const path = require('node:path');
const { makeLazy } = require('./lazy-barrel.js');
const { stripInternals } = require('./strip-internals.js');

const root = path.join(__dirname, '..');
const assembly = path.join(root, '.jsii');
const command = path.join(root, 'build-review/main.js');

function build() {
  rmSync(path.join(root, 'build'), { recursive: true, force: true });
  const jsii = path.join(root, 'node_modules/jsii/bin/jsii');
  const options = [
    '--generate-tsconfig',
    'tsconfig.jsii.json',
    '--fail-on-warnings',
    '--silence-warnings',
    'reserved-word',
  ];
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  const { status } = spawnSync(process.execPath, [jsii, ...options], { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) {
    rmSync(assembly, { force: true });
    throw new Error('jsii found faults in lib/: see above.');
  }
  stripInternals(path.join(root, 'build'));
  makeLazy(path.join(root, 'build'));
}

/** The command and the testing kit are no part of the library, so jsii doesn't see them. The kit has declarations as well. */
function buildReview() {
  rmSync(path.join(root, 'build-review'), { recursive: true, force: true });
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  for (const project of ['review', 'review/testing']) {
    const { status } = spawnSync(process.execPath, [tsc, '-p', project], { cwd: root, stdio: 'inherit' });
    if (status === 0) continue;
    rmSync(command, { force: true });
    throw new Error('tsc found faults in review/: see above.');
  }
  // npm makes it executable when it installs the package; installers of other languages take it as it is.
  chmodSync(command, 0o755);
}

function buildAssemblyIfStale() {
  if (!existsSync(assembly) || newest('lib') > statSync(assembly).mtimeMs) build();
  if (!existsSync(command) || newest('review') > statSync(command).mtimeMs) buildReview();
}

function newest(folder) {
  const entries = readdirSync(path.join(root, folder), { recursive: true });
  return Math.max(...entries.map((entry) => statSync(path.join(root, folder, entry)).mtimeMs));
}

module.exports = { buildAssemblyIfStale };

if (require.main === module) {
  if (process.argv.includes('--if-stale')) buildAssemblyIfStale();
  else {
    build();
    buildReview();
  }
}
