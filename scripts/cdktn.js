// npm run build:cdktn: the package cdktn-aks, from the same sources. It writes build-cdktn/, which is a package of its own: lib/ and
// the testing kit with other imports, and the files of cdktn/ in place of lib/core/bindings/.
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { homedir } = require('node:os');
const path = require('node:path');
const { compile, compileLibrary, newest } = require('./build.js');

const root = path.join(__dirname, '..');
const own = path.join(root, 'cdktn');
const target = path.join(root, 'build-cdktn');

/** Undefined if no registry has the bindings, or none is reached. */
function buildCdktn() {
  if (isFresh()) return target;
  const modules = installed();
  if (!modules) return undefined;
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(target);
  linkModules(modules, path.join(target, 'node_modules'));
  for (const folder of ['lib', 'command', 'charts']) copy(path.join(root, folder), path.join(target, folder));
  for (const file of ['azurerm.ts', 'packages.ts']) {
    fs.copyFileSync(path.join(own, file), path.join(target, 'lib/core/bindings', file));
  }
  for (const file of ['LICENSE', 'CHANGELOG.md']) fs.copyFileSync(path.join(root, file), path.join(target, file));
  fs.copyFileSync(path.join(own, 'README.md'), path.join(target, 'README.md'));
  fs.writeFileSync(path.join(target, 'package.json'), JSON.stringify(manifest(), null, 2));
  fs.writeFileSync(path.join(target, 'command/testing/tsconfig.json'), JSON.stringify(testingConfig(), null, 2));
  compileLibrary(target);
  compile(target, 'command/testing');
  return target;
}

function isFresh() {
  const assembly = path.join(target, '.jsii');
  const files = ['package.json', 'cdktn/manifest.json', 'cdktn/README.md', 'scripts/build.js', 'scripts/cdktn.js'];
  const changed = files.map((file) => fs.statSync(path.join(root, file)).mtimeMs);
  const sources = ['lib', 'command', 'cdktn'].map(newest);
  return fs.existsSync(assembly) && Math.max(...changed, ...sources) < fs.statSync(assembly).mtimeMs;
}

/** npm packs a bundled dependency only where it is a folder of its own. */
function linkModules(from, to) {
  fs.mkdirSync(to);
  const { bundledDependencies: bundled } = readJson(path.join(root, 'package.json'));
  for (const name of fs.readdirSync(from).filter((entry) => !entry.startsWith('.'))) {
    const [source, place] = [path.join(from, name), path.join(to, name)];
    if (bundled.includes(name)) fs.cpSync(source, place, { recursive: true });
    else fs.symlinkSync(source, place);
  }
}

/** The fields that both packages share, and those of cdktn/manifest.json. */
function manifest() {
  const { workspaces, scripts, bin, files, ...shared } = readJson(path.join(root, 'package.json'));
  const { devDependencies, ...different } = readJson(path.join(own, 'manifest.json'));
  const testing = { types: './build-command/testing/index.d.ts', default: './build-command/testing/index.js' };
  return {
    ...shared,
    ...different,
    exports: { ...shared.exports, './testing': testing },
    files: [
      'build/**/*.js',
      'build/**/*.d.ts',
      'build-command/**/*.js',
      'build-command/testing/*.d.ts',
      'charts/',
      '.jsii',
      'CHANGELOG.md',
    ],
    devDependencies,
  };
}

function testingConfig() {
  const { extends: base, ...config } = readJson(path.join(root, 'command/testing/tsconfig.json'));
  const { emitDeclarationOnly, ...options } = config.compilerOptions;
  return { ...config, extends: base, compilerOptions: options };
}

/** Copies a folder, with the names of CDK Terrain's packages in its imports. */
function copy(from, to) {
  fs.cpSync(from, to, { recursive: true });
  for (const name of fs.readdirSync(to, { recursive: true }).filter((entry) => entry.endsWith('.ts'))) {
    const file = path.join(to, name);
    fs.writeFileSync(file, forCdktn(fs.readFileSync(file, 'utf8')));
  }
}

/** A source with the names of CDK Terrain's packages in its imports. */
function forCdktn(text) {
  return text.replace(/(?<=\b(?:from|import|require\(|import\() *)'(@?)cdktf(?=[/'-])([^']*)'/g, "'$1cdktn$2'");
}

/** The folder of the packages that the build needs, installed once a machine. */
function installed() {
  const { devDependencies } = readJson(path.join(own, 'manifest.json'));
  const packages = { ...devDependencies, ...readJson(path.join(root, 'package.json')).dependencies };
  const key = createHash('sha256').update(JSON.stringify(packages)).digest('hex').slice(0, 16);
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'cdktf-aks');
  const folder = path.join(cache, `cdktn-${key}`);
  const modules = path.join(folder, 'node_modules');
  if (fs.existsSync(modules)) return modules;
  const beside = fs.mkdtempSync(`${fs.mkdirSync(cache, { recursive: true }) ?? cache}${path.sep}cdktn-`);
  try {
    fs.writeFileSync(path.join(beside, 'package.json'), JSON.stringify({ private: true }));
    const wanted = Object.entries(packages).map(([name, version]) => found(beside, name, version));
    if (wanted.includes(undefined)) return undefined;
    run(beside, 'npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...wanted);
    fs.renameSync(beside, folder);
    return modules;
  } finally {
    fs.rmSync(beside, { recursive: true, force: true });
  }
}

/** What to install: a version that npm has, or the npm package in the wheel of the same version. */
function found(folder, name, version) {
  const spec = `${name}@${version}`;
  if (spawnSync('npm', ['view', spec, 'version'], { cwd: folder, encoding: 'utf8' }).stdout.trim() === version)
    return spec;
  const wheel = name.replace('@cdktn/', 'cdktn-');
  const options = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    `${wheel}==${version}`,
  ];
  if (wheel === name || spawnSync('python3', options, { cwd: folder }).status !== 0) return undefined;
  const file = fs.readdirSync(folder).find((entry) => entry.startsWith(wheel.replaceAll('-', '_')));
  const archive = `${name.slice('@cdktn/'.length)}@${version}.jsii.tgz`;
  run(folder, 'python3', '-c', unpack, file, `${wheel.replaceAll('-', '_')}/_jsii/${archive}`, archive);
  return `./${archive}`;
}

const unpack = 'import sys, zipfile; open(sys.argv[3], "wb").write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))';

function run(cwd, command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')}:\n${stdout}${stderr}`);
}

function readJson(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

module.exports = { buildCdktn, forCdktn };

if (require.main === module) {
  console.log(buildCdktn() ?? 'skipped: no registry has the bindings of CDK Terrain, or none is reached');
}
