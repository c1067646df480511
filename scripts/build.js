// Compiles lib/ to build/ with jsii and writes the assembly .jsii. Warnings fail the build.
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, rmSync, statSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const assembly = path.join(root, '.jsii');

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
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' };
  const { status } = spawnSync(process.execPath, [jsii, ...options], { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) {
    rmSync(assembly, { force: true });
    throw new Error('jsii found faults in lib/: see above.');
  }
}

function buildAssemblyIfStale() {
  if (!existsSync(assembly) || newest('lib') > statSync(assembly).mtimeMs) build();
}

function newest(folder) {
  const entries = readdirSync(path.join(root, folder), { recursive: true });
  return Math.max(...entries.map((entry) => statSync(path.join(root, folder, entry)).mtimeMs));
}

module.exports = { buildAssemblyIfStale };

if (require.main === module) build();
