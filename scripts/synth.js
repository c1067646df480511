// Synthesizes every examples/<folder>/main.ts, to examples/<folder>/cdktf.out/, and prints the stacks and annotations of each.
const { spawn } = require('node:child_process');
const { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const levels = { '@cdktf/info': 'info', '@cdktf/warn': 'warning', '@cdktf/error': 'error' };

/** Runs a program of constructs. Resolves to what it wrote: its exit code, its output and its stacks in order. */
async function synthesize(program, outdir) {
  const manifest = path.resolve(root, outdir, 'manifest.json');
  mkdirSync(path.resolve(root, outdir), { recursive: true });
  rmSync(manifest, { force: true });
  const env = { ...process.env, CDKTF_OUTDIR: outdir, CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: 'true' };
  const options = ['-r', path.join(__dirname, 'uncaught.js'), '-r', 'tsx/cjs', program];
  const { code, output } = await run(process.execPath, options, { cwd: root, env });
  const stacks = existsSync(manifest) ? stacksOf(manifest) : [];
  return { program, outdir, code, output, stacks };
}

function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', reject).on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The stacks of a manifest behind those that they depend on, which is the order of `terraform apply`. */
function stacksOf(manifest) {
  const stacks = Object.values(JSON.parse(readFileSync(manifest, 'utf8')).stacks);
  const ordered = [];
  const visit = (stack) => {
    if (!stack || ordered.includes(stack)) return;
    for (const name of stack.dependencies)
      visit(stacks.find((other) => [other.name, other.constructPath].includes(name)));
    ordered.push(stack);
  };
  for (const stack of stacks) visit(stack);
  return ordered;
}

function report({ program, outdir, code, output, stacks }) {
  const lines = [];
  stacks.forEach(({ name, synthesizedStackPath, dependencies, annotations }, index) => {
    const after = dependencies.length > 0 ? ` (after ${dependencies.join(', ')})` : '';
    lines.push(`${index + 1}. ${name}${after}: ${path.join(outdir, synthesizedStackPath)}`);
    for (const { level, constructPath, message } of annotations) {
      lines.push(`   ${levels[level]} ${constructPath}: ${message.replaceAll('\n', '\n     ')}`);
    }
  });
  if (output.trim()) lines.push(output.trimEnd());
  if (code !== 0) lines.push(`${program} failed: nothing of it is to be deployed.`);
  else if (stacks.length === 0) lines.push(`${program} made no stack: does it end with app.synth()?`);
  return lines.join('\n');
}

function succeeded({ code, stacks }) {
  const annotations = stacks.flatMap((stack) => stack.annotations);
  return code === 0 && stacks.length > 0 && annotations.every(({ level }) => level !== '@cdktf/error');
}

async function synthExamples() {
  const folders = readdirSync(path.join(root, 'examples'))
    .filter((name) => existsSync(path.join(root, 'examples', name, 'main.ts')))
    .sort();
  const bad = [];
  const waiting = [...folders];
  const worker = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const result = await synthesize(`examples/${name}/main.ts`, `examples/${name}/cdktf.out`);
      console.log(`\nexamples/${name}\n${report(result)}`);
      if (!succeeded(result)) bad.push(name);
    }
  };
  await Promise.all([worker(), worker()]);
  console.log(`\n${folders.length - bad.length} of ${folders.length} examples synthesized.`);
  if (bad.length > 0) console.log(`Not synthesized: ${bad.sort().join(', ')}`);
  return bad.length === 0;
}

module.exports = { synthesize, succeeded, report, stacksOf };

if (require.main === module) {
  synthExamples().then((good) => {
    process.exitCode = good ? 0 : 1;
  });
}
