// npm run docs:api-pictures: writes the pictures of the API reference with a headless Chromium. Run npm run docs:api first.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Browser } from './browser';
import { projectRoot } from './programs';

const reference = path.join(projectRoot, 'docs/api');
const pictures = path.join(projectRoot, 'docs/api-reference');

async function draw(): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const browser = new Browser();
  try {
    const page = await browser.open(path.join(reference, 'AksCluster.html'), 1200, 800);
    writeFileSync(path.join(pictures, 'aks-cluster.png'), await page.screenshot());
    const search = await browser.open(path.join(reference, 'index.html'), 1200, 500);
    await search.evaluate(`(() => {
      const field = document.getElementById('search');
      field.value = 'node taints';
      field.dispatchEvent(new Event('input'));
    })()`);
    writeFileSync(path.join(pictures, 'search.png'), await search.screenshot());
    for (const { console: lines } of [page, search]) if (lines.length > 0) throw new Error(lines.join('\n'));
  } finally {
    await browser.close();
  }
}

draw();
