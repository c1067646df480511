// npm run review:pictures: writes the pictures of docs/review/ with a headless Chromium.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../review/command';
import { Browser } from './browser';
import { projectRoot } from './programs';
import { meshOutput } from './review-docs';

const { synthesize } = require('./synth.js') as {
  synthesize(program: string, outdir: string, variables: object): Promise<{ code: number; output: string }>;
};
const fixtures = path.join(projectRoot, '__tests__/review/fixtures');
const pictures = path.join(projectRoot, 'docs/review');

async function draw(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-pictures-'));
  const browser = new Browser();
  try {
    const { code, output } = await synthesize('main.ts', path.join(folder, 'cdktf.out'), {
      TFSTATE_STORAGE_ACCOUNT: '',
    });
    if (code !== 0) throw new Error(output);
    cpSync(fixtures, folder, { recursive: true });
    for (const mesh of ['Istio', 'Linkerd']) cpSync(meshOutput(mesh), path.join(folder, mesh), { recursive: true });
    for (const version of ['1.30.2', '1.30.3']) thirtyStacks(path.join(folder, version), version);
    // Pages name the folders as they are given.
    process.chdir(folder);
    const main = pageOf('cdktf.out');
    const dangers = pageOf('head', '--base', 'base');
    const stacks = pageOf('1.30.3', '--base', '1.30.2');
    const swap = pageOf('Linkerd', '--base', 'Istio');
    await picture(browser, main, 'main.png', '#stage');
    await picture(browser, dangers, 'dangers.png');
    await picture(browser, dangers, 'dangers-picture.png', '#stage', 'release checkout');
    await picture(browser, dangers, 'dangers-dark.png', '#stage', 'cluster shop', 'dark');
    await picture(browser, swap, 'swap.png', '#stage', 'release checkout-traffic');
    await picture(browser, stacks, 'stacks.png', '#stage');
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function pageOf(...args: string[]): string {
  const file = path.join(mkdtempSync(path.resolve('page-')), 'review.html');
  const { exitCode, error } = run(['review', ...args, '--html', file]);
  if (exitCode !== 0) throw new Error(error);
  return file;
}

async function picture(
  browser: Browser,
  file: string,
  name: string,
  selector?: string,
  selected?: string,
  scheme?: 'dark',
) {
  const tab = await browser.open(file, 1200, 800, scheme);
  if (selected) await tab.click(`.node[aria-description^="${selected},"]`);
  writeFileSync(path.join(pictures, name), await tab.screenshot(selector));
}

/** 15 platforms with a mesh each, of which every third gets another version. */
function thirtyStacks(out: string, version: string): void {
  const stacks: { [name: string]: object } = {};
  for (let index = 1; index <= 15; index++) {
    for (const kind of ['platform', 'mesh']) {
      const name = `${kind}-${index}`;
      const text = readFileSync(path.join(fixtures, 'base/stacks', kind, 'cdk.tf.json'), 'utf8');
      const changed = index % 3 === 0 ? text.replaceAll('1.30.2', version) : text;
      mkdirSync(path.join(out, 'stacks', name), { recursive: true });
      writeFileSync(path.join(out, 'stacks', name, 'cdk.tf.json'), changed);
      stacks[name] = {
        synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
        dependencies: kind === 'mesh' ? [`platform-${index}`] : [],
      };
    }
  }
  writeFileSync(path.join(out, 'manifest.json'), JSON.stringify({ stacks }));
}

draw();
