import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../../review/command';
import { Browser, type Tab } from '../../scripts/browser';
import { programOf } from '../support/program-of';
import { describeUnless, projectRoot } from '../support/tools';
import { hostile, texts } from './hostile-output';
import { emptyFolder, fixtures, output, removeFolders } from './output';
import { shopJson } from './swap-programs';

jest.setTimeout(180_000);

const axe = path.join(projectRoot, 'node_modules/axe-core/axe.min.js');

function pageOf(...args: string[]): string {
  const file = path.join(emptyFolder(), 'review.html');
  expect(run(['review', ...args, '--html', file]).exitCode).toBe(0);
  return file;
}

const { synthesize } = require('../../scripts/synth.js') as {
  synthesize(program: string, outdir: string, variables: object): Promise<{ code: number }>;
};

const swap = () => {
  const [head, base] = ['Linkerd', 'Istio'].map((mesh) => output({ mesh: { json: shopJson(mesh) } }));
  return [head, '--base', base];
};

const dangers = () => pageOf(`${fixtures}/head`, '--base', `${fixtures}/base`);

/** Rules that the page breaks, each with the first element that does. */
async function violations(tab: Tab): Promise<string[]> {
  await tab.evaluate(readFileSync(axe, 'utf8'));
  return tab.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))',
  );
}

describeUnless(
  [
    { need: 'chromium', missing: programOf('chromium') ? [] : ['chromium'] },
    { need: 'axe-core', missing: existsSync(axe) ? [] : ['axe-core: run npm ci'] },
  ],
  'in a browser',
  () => {
    let browser: Browser;
    beforeAll(() => {
      browser = new Browser();
    });
    afterAll(async () => {
      await browser.close();
      removeFolders();
    });

    const outputs: { readonly [name: string]: () => Promise<string> } = {
      'a pair with every danger': async () => dangers(),
      "main.ts's output": async () => {
        const outdir = emptyFolder();
        expect((await synthesize('main.ts', outdir, { TFSTATE_STORAGE_ACCOUNT: '' })).code).toBe(0);
        return pageOf(outdir);
      },
      'another mesh': async () => pageOf(...swap()),
    };

    test.each(
      Object.keys(outputs).flatMap((name) => (['light', 'dark'] as const).map((scheme) => [name, scheme] as const)),
    )('the page of %s opens in %s colors without errors, and is accessible', async (name, scheme) => {
      const file = await outputs[name]();
      const tab = await browser.open(file, 1400, 900, scheme);
      expect(await violations(tab)).toEqual([]);
      await tab.click('[data-detail]');
      expect(await tab.evaluate(`document.querySelector('#details').hidden`)).toBe(false);
      expect(await violations(tab)).toEqual([]);
      expect(tab.console).toEqual([]);
      expect(tab.requests).toEqual([pathToFileURL(file).href]);
    });

    test('a click on a resource shows its values before and after', async () => {
      const tab = await browser.open(dangers());
      await tab.click('.node[aria-description^="release istio-mutual-tls"]');
      const text = await tab.evaluate<string>(`document.querySelector('#details').innerText`);
      expect(text).toContain('changed in place, stack mesh, construct Mesh/MutualTls');
      expect(text).toMatch(/PeerAuthentication istio-system\/default: spec\.mtls\.mode\s+STRICT\s+PERMISSIVE/);
    });

    test('the keyboard moves between resources, opens one, and comes back to it', async () => {
      const tab = await browser.open(dangers());
      const focused = () =>
        tab.evaluate<string>(
          `document.activeElement.getAttribute('aria-description') ?? document.activeElement.getAttribute('aria-label')`,
        );
      await tab.evaluate(`document.querySelector('.node[tabindex="0"]').focus()`);
      const first = await focused();
      await tab.press('ArrowRight');
      const second = await focused();
      expect(second).not.toBe(first);
      await tab.press('Enter');
      expect(await focused()).toBe('Selected resource');
      expect(await tab.evaluate(`document.querySelector('#details h2').textContent`)).toBe(second.split(',')[0]);
      await tab.press('Escape');
      expect([await focused(), await tab.evaluate(`document.querySelector('#details').hidden`)]).toEqual([
        second,
        true,
      ]);
    });

    test('search, level and kind hide rows and fade resources', async () => {
      const tab = await browser.open(dangers());
      const shown = () =>
        tab.evaluate<string[]>(
          `[...document.querySelectorAll('.node:not(.faded)')].map((node) => node.getAttribute('aria-description').split(',')[0])`,
        );
      const set = (expression: string) =>
        tab.evaluate(`${expression}; document.querySelector('#controls').dispatchEvent(new Event('input'))`);
      await set(`document.querySelector('#search').value = 'shop4711'`);
      expect(await shown()).toEqual(['registry shop4711', 'key vault shop4711']);
      await set(`document.querySelector('#level').value = 'replace'`);
      expect(await shown()).toEqual(['key vault shop4711']);
      await set(`document.querySelector('#search').value = ''`);
      await set(`document.querySelector('[value="cluster"]').checked = false`);
      expect(await shown()).toEqual(['pool user', 'key vault shop4711']);
      const rows = await tab.evaluate<string[]>(
        `[...document.querySelectorAll('[aria-label="Resources"] tbody tr')].filter((row) => !row.hidden).map((row) => row.cells[0].innerText)`,
      );
      expect(rows).toEqual(['pool user', 'key vault shop4711']);
      expect(await tab.evaluate(`document.querySelector('#status').textContent`)).toMatch(/^2 of \d+ boxes/);
    });

    test('tables sort by a column, in both directions', async () => {
      const tab = await browser.open(dangers());
      const column = `[...document.querySelectorAll('[aria-label="Resources"] tbody tr')].map((row) => row.cells[0].innerText)`;
      await tab.click('[aria-label="Resources"] th button');
      const up = await tab.evaluate<string[]>(column);
      expect(up).toEqual([...up].sort(new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare));
      await tab.click('[aria-label="Resources"] th button');
      expect(await tab.evaluate(column)).toEqual([...up].reverse());
      expect(
        await tab.evaluate(`document.querySelector('[aria-label="Resources"] th').getAttribute('aria-sort')`),
      ).toBe('descending');
    });

    test('zoom keeps the middle in place, and Show all restores the picture', async () => {
      const tab = await browser.open(dangers());
      const view = () => tab.evaluate<string>(`document.querySelector('#picture').getAttribute('viewBox')`);
      const whole = await view();
      await tab.click('#zoom-in');
      const middle = (text: string) => {
        const [x, y, width, height] = text.split(' ').map(Number);
        return [Math.round(x + width / 2), Math.round(y + height / 2)];
      };
      const closer = await view();
      expect(closer).not.toBe(whole);
      expect(middle(closer)).toEqual(middle(whole));
      await tab.click('#zoom-fit');
      expect(await view()).toBe(whole);
    });

    test('in print, only what can be read stays', async () => {
      const tab = await browser.open(dangers());
      await tab.send('Emulation.setEmulatedMedia', { media: 'print' });
      const displays = await tab.evaluate<string[]>(
        `['.controls', '.zoom', '#picture', 'table'].map((one) => getComputedStyle(document.querySelector(one)).display)`,
      );
      expect(displays).toEqual(['none', 'none', 'block', 'table']);
    });

    test.each(Object.entries(texts))('%s runs nothing and loads nothing', async (_, text) => {
      const file = pageOf(hostile(text, ' after'), '--base', hostile(text, ' before'));
      const tab = await browser.open(file);
      const count = await tab.evaluate<number>(`document.querySelectorAll('.node').length`);
      for (let index = 0; index < count; index++) {
        await tab.evaluate(
          `document.querySelector('.node[data-box="${index}"]').dispatchEvent(new MouseEvent('click', { bubbles: true }))`,
        );
      }
      expect(tab.console).toEqual([]);
      expect(tab.requests).toEqual([pathToFileURL(file).href]);
      expect(await tab.evaluate(`document.querySelectorAll('script, img, iframe, a:not([href^="#"])').length`)).toBe(2);
    });
  },
);
