// npm run review:docs: writes the reviews that docs/review/ shows; git diff shows what changed.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { shown } from '../__tests__/review/adopt/states';
import { shopJson } from '../__tests__/review/swap-programs';
import { run } from '../review/command';
import { projectRoot } from './programs';

/** A page of docs/review/. */
export interface ReviewPage {
  readonly file: string;
  readonly text: string;
}

const { synthesize } = require('./synth.js') as {
  synthesize(program: string, outdir: string, variables: object): Promise<{ code: number; output: string }>;
};
const fixtures = '__tests__/review/fixtures';
const adoptedState = '__tests__/review/adopt/states/az-aks-create.json';

export async function reviewPages(): Promise<ReviewPage[]> {
  const outdir = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-review-'));
  try {
    const { code, output } = await synthesize('main.ts', outdir, { TFSTATE_STORAGE_ACCOUNT: '' });
    if (code !== 0) throw new Error(output);
    return [
      page('main.md', 'cdktf-aks review', ['review', outdir], { [outdir]: 'cdktf.out' }),
      page(
        'dangers.md',
        'cdktf-aks review head --base base',
        ['review', `${projectRoot}/${fixtures}/head`, '--base', `${projectRoot}/${fixtures}/base`],
        { [`${projectRoot}/${fixtures}/`]: '' },
      ),
      swapPage(),
      adoptedPage(),
    ];
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A namespace with four services moves from Istio to Linkerd. */
function swapPage(): ReviewPage {
  const [base, head] = [meshOutput('Istio'), meshOutput('Linkerd')];
  try {
    const command = 'cdktf-aks review linkerd --base istio --brief';
    return page('swap.md', command, ['review', head, '--base', base, '--brief'], {
      [head]: 'linkerd',
      [base]: 'istio',
    });
  } finally {
    for (const folder of [base, head]) rmSync(folder, { recursive: true, force: true });
  }
}

/** An output with the program of the tests on a mesh. */
export function meshOutput(mesh: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-swap-'));
  const file = 'stacks/mesh/cdk.tf.json';
  mkdirSync(path.join(folder, 'stacks/mesh'), { recursive: true });
  writeFileSync(path.join(folder, file), JSON.stringify(shopJson(mesh)));
  writeFileSync(
    path.join(folder, 'manifest.json'),
    JSON.stringify({ stacks: { mesh: { synthesizedStackPath: file } } }),
  );
  return folder;
}

/** The program and the report for a cluster that `az aks create` made. */
function adoptedPage(): ReviewPage {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-adopt-'));
  try {
    const values = JSON.parse(readFileSync(path.join(projectRoot, adoptedState), 'utf8'));
    const file = path.join(folder, 'state.json');
    writeFileSync(file, JSON.stringify(shown(values)));
    const { output, error } = run(['adopt', file]);
    const text = `\`\`\`ts\n${output}\`\`\`\n\n${error.replaceAll(file, 'state.json')}`;
    return {
      file: path.join(projectRoot, 'docs/review/adopted.md'),
      text: `<!-- Written by npm run review:docs: cdktf-aks adopt state.json -->\n\n${text}`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function page(file: string, command: string, args: string[], names: { [folder: string]: string }): ReviewPage {
  const { exitCode, output, error } = run(args);
  if (exitCode !== 0) throw new Error(error);
  const text = Object.entries(names).reduce((all, [folder, name]) => all.replaceAll(folder, name), output);
  return {
    file: path.join(projectRoot, 'docs/review', file),
    text: `<!-- Written by npm run review:docs: ${command} -->\n\n${text}`,
  };
}

if (require.main === module) {
  reviewPages().then((pages) => {
    mkdirSync(path.join(projectRoot, 'docs/review'), { recursive: true });
    for (const { file, text } of pages) writeFileSync(file, text);
  });
}
