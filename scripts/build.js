// Compiles lib/ to build/ with jsii and writes the assembly .jsii (warnings fail the build), command/ to
// build-command/, and the package in review/ to review/build/.
// With --if-stale only what is older than its sources.
const { spawnSync } = require('node:child_process');
const { chmodSync, copyFileSync, existsSync, readdirSync, rmSync, statSync } = require('node:fs');
const path = require('node:path');
const { makeLazy } = require('./lazy-barrel.js');
const { stripInternals } = require('./strip-internals.js');

const root = path.join(__dirname, '..');
const assembly = path.join(root, '.jsii');
const command = path.join(root, 'build-command/main.js');
const reviewCommand = path.join(root, 'review/build/review/main.js');

/** Compiles lib/ of a package. */
function compileLibrary(folder) {
  rmSync(path.join(folder, 'build'), { recursive: true, force: true });
  const jsii = path.join(root, 'node_modules/jsii/bin/jsii');
  const options = [
    '--generate-tsconfig',
    'tsconfig.jsii.json',
    '--fail-on-warnings',
    '--silence-warnings',
    'reserved-word',
  ];
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  const { status } = spawnSync(process.execPath, [jsii, ...options], { cwd: folder, env, stdio: 'inherit' });
  if (status !== 0) {
    rmSync(path.join(folder, '.jsii'), { force: true });
    throw new Error('jsii found faults in lib/: see above.');
  }
  stripInternals(path.join(folder, 'build'));
  makeLazy(path.join(folder, 'build'));
}

/** The command and the testing kit are no part of the library, so jsii doesn't see them. The kit has declarations as well. */
function buildCommand() {
  rmSync(path.join(root, 'build-command'), { recursive: true, force: true });
  compile(root, 'command', command);
  compile(root, 'command/testing', command);
  // npm makes it executable when it installs the package; installers of other languages take it as it is.
  chmodSync(command, 0o755);
}

/** The package has what it imports of command/, as code of its own. */
function buildReview() {
  rmSync(path.join(root, 'review/build'), { recursive: true, force: true });
  compile(root, 'review', reviewCommand);
  chmodSync(reviewCommand, 0o755);
  copyFileSync(path.join(root, 'LICENSE'), path.join(root, 'review/LICENSE'));
}

/** @param main what is removed if that fails. */
function compile(folder, project, main) {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', project], { cwd: folder, stdio: 'inherit' });
  if (status === 0) return;
  if (main) rmSync(main, { force: true });
  throw new Error(`tsc found faults in ${project}/: see above.`);
}

function buildAssemblyIfStale() {
  const changed = newest('command');
  if (!existsSync(assembly) || newest('lib') > statSync(assembly).mtimeMs) compileLibrary(root);
  if (!existsSync(command) || changed > statSync(command).mtimeMs) buildCommand();
  if (!existsSync(reviewCommand) || Math.max(changed, newest('review')) > statSync(reviewCommand).mtimeMs)
    buildReview();
}

/** When a source was last changed, which is never one that a build writes. */
function newest(folder) {
  const entries = readdirSync(path.join(root, folder), { recursive: true }).filter((entry) => entry.endsWith('.ts'));
  return Math.max(...entries.map((entry) => statSync(path.join(root, folder, entry)).mtimeMs));
}

module.exports = { buildAssemblyIfStale, compile, compileLibrary, newest };

if (require.main === module) {
  if (process.argv.includes('--if-stale')) buildAssemblyIfStale();
  else {
    compileLibrary(root);
    buildCommand();
    buildReview();
  }
}
