// npm run bench:review: time and memory of reviews of 1,000 stacks. -- --write: the table goes into docs/review.md too.
const { spawnSync } = require('node:child_process');
const { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { buildAssemblyIfStale } = require('../scripts/build.js');

const root = path.join(__dirname, '..');
const fixtures = path.join(root, '__tests__/review/fixtures');
const command = path.join(root, 'review/build/review/main.js');
const page = path.join(root, 'docs/review.md');
const pairs = 500;
const rounds = 3;
const most = { seconds: 10, megabytes: 250 };

/** Platforms with a mesh each, all different; every second pair has changes of every level in the head. */
function write(folder, isHead) {
  const stacks = {};
  let resources = 0;
  for (let index = 1; index <= pairs; index++) {
    const side = isHead && index % 2 === 0 ? 'head' : 'base';
    for (const kind of ['platform', 'mesh']) {
      const name = `${kind}-${index}`;
      const text = readFileSync(path.join(fixtures, side, 'stacks', kind, 'cdk.tf.json'), 'utf8');
      const own = text.replaceAll('shop', `shop${index}`).replaceAll('istio-', `istio${index}-`);
      mkdirSync(path.join(folder, 'stacks', name), { recursive: true });
      writeFileSync(path.join(folder, 'stacks', name, 'cdk.tf.json'), own);
      const dependencies = kind === 'mesh' ? [`platform-${index}`] : [];
      stacks[name] = { synthesizedStackPath: `stacks/${name}/cdk.tf.json`, dependencies };
      resources += Object.values(JSON.parse(text).resource).flatMap((byName) => Object.keys(byName)).length;
    }
  }
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ stacks }));
  return resources;
}

/** The least CPU time and memory of several runs. */
function measured(args) {
  const probe =
    "process.on('exit', () => { const u = process.resourceUsage(); require('node:fs').writeSync(2, JSON.stringify(u)); })";
  const hook = path.join(folder, 'probe.js');
  writeFileSync(hook, probe);
  const runs = Array.from({ length: rounds }, () => {
    const { stderr } = spawnSync(process.execPath, ['-r', hook, command, 'review', ...args], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(stderr.slice(stderr.lastIndexOf('{"userCPU')));
    return { seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  });
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    megabytes: Math.min(...runs.map(({ megabytes }) => megabytes)),
  };
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'cdktf-aks-bench-'));
try {
  buildAssemblyIfStale();
  const [base, head] = ['base', 'head'].map((side) => path.join(folder, side));
  write(base, false);
  const resources = write(head, true);
  const programs = [
    ['an output', [head]],
    ['an output and its base', [head, '--base', base]],
    ['the same, with the page for browsers', [head, '--base', base, '--html', path.join(folder, 'review.html')]],
  ];
  const rows = programs.map(([name, args]) => ({ name, ...measured(args) }));
  const lines = rows.map(
    ({ name, seconds, megabytes }) => `| ${name} | ${seconds.toFixed(1)} | ${megabytes.toFixed(0)} |`,
  );
  const text = [
    `| 1,000 stacks, ${resources.toLocaleString('en')} resources | CPU time, s | memory, MB |`,
    '| --- | ---: | ---: |',
    ...lines,
  ].join('\n');
  console.log(text);
  if (process.argv.includes('--write')) {
    const before = readFileSync(page, 'utf8');
    writeFileSync(page, before.replace(/\| 1,000 stacks, [^\n]*\n(\|[^\n]*\n)+/, `${text}\n`));
  }
  const tooMuch = rows.filter(({ seconds, megabytes }) => seconds > most.seconds || megabytes > most.megabytes);
  if (tooMuch.length > 0)
    throw new Error(`More than ${most.seconds} s or ${most.megabytes} MB: ${JSON.stringify(tooMuch)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
