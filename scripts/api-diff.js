// npm run api-diff: what changed in the public API since the newest release on npm, by jsii-diff. From 1.0 on, a breaking change fails
// unless the major version is a new one.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { tool, run } = require('./languages.js');

const root = path.join(__dirname, '..');
const released = path.join(root, 'dist/released');

function main() {
  const { name, version } = readManifest(root);
  const latest = spawnSync('npm', ['view', name, 'version'], { cwd: root, encoding: 'utf8' }).stdout.trim();
  if (latest === '') {
    console.log(`skipped: no release of ${name} on npm, or npm reaches no registry`);
    return true;
  }
  fs.rmSync(released, { recursive: true, force: true });
  fs.mkdirSync(released, { recursive: true });
  const [{ filename }] = JSON.parse(run(released, 'npm', 'pack', '--json', `${name}@${latest}`));
  run(released, 'tar', '-xzf', filename, '--strip-components=1');
  return isCompatible(released, version);
}

/** @param before the folder of the released package, below this one, whose node_modules has its peers. */
function isCompatible(before, version) {
  const options = ['--error-on', 'all', before, root];
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool('jsii-diff'), ...options], { encoding: 'utf8' });
  const changes = `${stdout}${stderr}`.split('\n').filter((line) => !line.startsWith('!!'));
  console.log(changes.join('\n').trim() || 'no change');
  const [old, current] = [readManifest(before).version, version].map((text) => Number(text.split('.')[0]));
  return status === 0 || current === 0 || current > old;
}

function readManifest(folder) {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

process.exitCode = main() ? 0 : 1;
