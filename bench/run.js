// npm run bench: this library against the plain provider bindings, as a table of ratios.
// npm run bench -- --write: the table goes into docs/performance.md too.
const { spawnSync } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { buildAssemblyIfStale } = require('../scripts/build.js');
const { assertSame } = require('./same');

/** How often each program runs at each size. The minimum counts: everything else is somebody else's work. */
const sizes = [
  { clusters: 1, stacks: 1, rounds: 11 },
  { clusters: 100, stacks: 1, rounds: 7 },
  { clusters: 1000, stacks: 1, rounds: 4 },
  { clusters: 200, stacks: 200, rounds: 4 },
];
const target = 1.15;
const importTargetMs = 150;
const page = path.join(__dirname, '../docs/performance.md');
const folder = mkdtempSync(path.join(os.tmpdir(), 'cdktf-aks-bench-'));

function main() {
  buildAssemblyIfStale();
  assertSame(synthesized('ours', 2), synthesized('plain', 2));
  const rows = sizes.map(measure);
  const text = [table(rows), '', ...conclusions(rows), '', machine()].join('\n');
  console.log(text);
  if (process.argv.includes('--write')) write(text);
}

function synthesized(program, clusters) {
  const outdir = path.join(folder, program);
  run(program, { clusters, stacks: 1 }, outdir);
  return path.join(outdir, 'stacks/fleet/cdk.tf.json');
}

/** The least of several runs, the two programs taking turns, and turns at being first. */
function measure(size) {
  const best = { ours: undefined, plain: undefined };
  for (let round = 0; round < size.rounds; round++) {
    process.stderr.write(`${size.clusters} clusters, ${size.stacks} stacks, round ${round + 1} of ${size.rounds}\n`);
    for (const program of round % 2 === 0 ? ['ours', 'plain'] : ['plain', 'ours']) {
      const result = run(program, size, path.join(folder, program));
      const before = best[program] ?? result;
      best[program] = Object.fromEntries(Object.keys(result).map((key) => [key, Math.min(before[key], result[key])]));
    }
  }
  return { ...size, ...best };
}

function run(program, { clusters, stacks }, outdir) {
  const started = performance.now();
  const args = [path.join(__dirname, 'measure.js'), program, String(clusters), String(stacks), outdir];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const totalMs = performance.now() - started;
  if (status !== 0) throw new Error(`${program} with ${clusters} clusters failed:\n${stderr}`);
  return { ...JSON.parse(stdout), totalMs };
}

function table(rows) {
  const header = ['clusters', 'stacks', 'plain, s', 'ours, s', 'ratio', 'CPU ratio', 'plain, MB', 'ours, MB', 'ratio'];
  const lines = rows.map(({ clusters, stacks, plain, ours }) => [
    clusters.toLocaleString('en'),
    stacks.toLocaleString('en'),
    (plain.totalMs / 1000).toFixed(2),
    (ours.totalMs / 1000).toFixed(2),
    (ours.totalMs / plain.totalMs).toFixed(2),
    (ours.cpuMs / plain.cpuMs).toFixed(2),
    plain.peakMb.toFixed(0),
    ours.peakMb.toFixed(0),
    (ours.peakMb / plain.peakMb).toFixed(2),
  ]);
  return [header, header.map(() => '---:'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function conclusions(rows) {
  const large = rows.filter(({ clusters }) => clusters >= 100);
  const worst = Math.max(...large.map(({ ours, plain }) => ours.totalMs / plain.totalMs));
  const [importOurs, importPlain] = ['ours', 'plain'].map((who) => Math.min(...rows.map((row) => row[who].importMs)));
  const [small, middle, big] = rows.filter(({ stacks }) => stacks === 1).map(({ ours }) => ours.totalMs);
  const growth = (big - small) / (middle - small) / (999 / 99);
  return [
    `- Time from 100 clusters on: ${worst.toFixed(2)} times that of the plain program (aim: at most ${target}).`,
    `- Growth from 100 to 1,000 clusters: ${growth.toFixed(2)} times as steep as from 1 to 100 (1 is linear).`,
    `- Loading what the program uses: this library in ${importOurs.toFixed(0)} ms, the bindings of the plain program in ` +
      `${importPlain.toFixed(0)} ms, a difference of ${(importOurs - importPlain).toFixed(0)} ms (aim: at most ${importTargetMs}).`,
  ];
}

function machine() {
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `Measured with Node ${process.versions.node} on ${os.platform()} ${os.arch()}, ${os.cpus().length} cores, ${memory} GB.`;
}

function write(text) {
  const marked = /(<!-- bench -->\n)[\s\S]*(<!-- \/bench -->)/;
  const before = readFileSync(page, 'utf8');
  if (!marked.test(before)) throw new Error('docs/performance.md has lost the marks of the table.');
  writeFileSync(
    page,
    before.replace(marked, (_, open, close) => `${open}\n${text}\n\n${close}`),
  );
}

try {
  main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
