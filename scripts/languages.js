// npm run languages -- FOLDER [LANGUAGE ...]: the source of the library's packages for python, java, go and dotnet, as jsii-pacmak
// generates it from what npm would publish, and for java and go that of the engine and the bindings, which no registry has for them.
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { homedir } = require('node:os');
const path = require('node:path');

const root = path.join(__dirname, '..');
const languages = ['python', 'java', 'go', 'dotnet'];
const azurerm = '@cdktf/provider-azurerm';
const bindings = ['cdktf', azurerm, '@cdktf/provider-helm', '@cdktf/provider-tls'];

/**
 * @param folder an empty folder. It gets node_modules/, which has the packages, and dist/ with a folder for each language.
 * @param wanted the languages.
 */
function generate(folder, wanted) {
  const modules = path.join(folder, 'node_modules');
  const own = path.join(modules, 'cdktf-aks');
  fs.mkdirSync(own, { recursive: true });
  const [{ filename }] = JSON.parse(
    run(root, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
  );
  run(folder, 'tar', '-xzf', filename, '--strip-components=1', '-C', own);
  for (const name of ['constructs', ...bindings.filter((one) => one !== azurerm)]) link(modules, name);
  cutAzurerm(path.join(modules, azurerm), own);
  for (const language of wanted) {
    const others = ['java', 'go'].includes(language) ? bindings.map((name) => path.join(modules, name)) : [];
    const options = ['--code-only', '--target', language, '--outdir', path.join(folder, 'dist')];
    const pack = ['--pack-command', 'npm pack --ignore-scripts --loglevel=error'];
    run(folder, process.execPath, tool('jsii-pacmak'), ...options, ...pack, '--no-npmignore', own, ...others);
  }
}

/** The bindings have over a thousand types of resources: what the library and a program import is enough. */
function cutAzurerm(to, own) {
  const from = path.join(root, 'node_modules', azurerm);
  const folders = importedFolders(path.join(own, 'build'));
  const names = folders.map((name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()));
  const content = JSON.parse(fs.readFileSync(path.join(from, '.jsii'), 'utf8'));
  const only = (table) =>
    Object.fromEntries(Object.entries(table).filter(([name]) => names.includes(name.split('.')[1])));
  const cut = { ...content, types: only(content.types), submodules: only(content.submodules) };
  fs.mkdirSync(path.join(to, 'lib'), { recursive: true });
  fs.writeFileSync(path.join(to, '.jsii'), JSON.stringify(cut));
  for (const name of ['package.json', 'LICENSE', 'README.md'])
    fs.copyFileSync(path.join(from, name), path.join(to, name));
  for (const name of folders) fs.cpSync(path.join(from, 'lib', name), path.join(to, 'lib', name), { recursive: true });
  const lines = folders.map((name, index) => `exports.${names[index]} = require('./${name}');\n`);
  fs.writeFileSync(path.join(to, 'lib/index.js'), lines.join(''));
}

function importedFolders(build) {
  const files = fs.readdirSync(build, { recursive: true }).filter((name) => /\.(js|d\.ts)$/.test(name));
  const texts = files.map((name) => fs.readFileSync(path.join(build, name), 'utf8'));
  const imported = texts.flatMap((text) => [...text.matchAll(/@cdktf\/provider-azurerm\/lib\/([\w-]+)/g)]);
  return [...new Set(['provider', 'resource-group', ...imported.map(([, name]) => name)])].sort();
}

function link(modules, name) {
  const place = path.join(modules, name);
  fs.mkdirSync(path.dirname(place), { recursive: true });
  fs.cpSync(path.join(root, 'node_modules', name), place, { recursive: true });
}

/** A program of languages/package-lock.json, installed once a machine. */
function tool(name) {
  const place = path.join(root, 'languages');
  const lock = fs.readFileSync(path.join(place, 'package-lock.json'));
  const key = createHash('sha256').update(lock).digest('hex').slice(0, 16);
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'cdktf-aks');
  const folder = path.join(cache, `languages-${key}`);
  if (!fs.existsSync(folder)) {
    fs.mkdirSync(cache, { recursive: true });
    const beside = fs.mkdtempSync(path.join(cache, 'languages-'));
    for (const name of ['package.json', 'package-lock.json'])
      fs.copyFileSync(path.join(place, name), path.join(beside, name));
    run(beside, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
    fs.renameSync(beside, folder);
  }
  return path.join(folder, 'node_modules', name, 'bin', name);
}

function run(cwd, command, ...args) {
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')}:\n${stdout}${stderr}`);
  return stdout;
}

module.exports = { generate, run, tool };

if (require.main === module) {
  const [folder, ...wanted] = process.argv.slice(2);
  if (!folder) throw new Error('Name an empty folder.');
  fs.mkdirSync(folder, { recursive: true });
  generate(path.resolve(folder), wanted.length > 0 ? wanted : languages);
}
