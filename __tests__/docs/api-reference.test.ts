import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import type { Assembly } from '../../scripts/api/assembly';
import { prose } from '../../scripts/api/html';
import { referencePages } from '../../scripts/api/pages';
import { projectRoot } from '../support/tools';

const assembly: Assembly = JSON.parse(readFileSync(path.join(projectRoot, '.jsii'), 'utf8'));
const pages = referencePages(assembly);

test('every public type has a page', () => {
  const missing = Object.values(assembly.types).filter(({ name }) => !(`${name}.html` in pages));
  expect(missing).toEqual([]);
});

test('links to pages and entries lead somewhere', () => {
  const anchors = Object.fromEntries(
    Object.entries(pages).map(([file, text]) => [
      file,
      new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)),
    ]),
  );
  const dead = Object.entries(pages)
    .filter(([file]) => file.endsWith('.html'))
    .flatMap(([file, text]) => [...text.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, target]) => [file, target]))
    .filter(([, target]) => !target.startsWith('https://'))
    .filter(([file, target]) => {
      const [page, anchor] = target.split('#');
      const found = page === '' ? file : page;
      return !(found in pages) || (anchor !== undefined && !anchors[found].has(anchor));
    });
  expect(dead).toEqual([]);
});

test('the page of a construct has its props with types, defaults and sources', () => {
  const page = pages['AksCluster.html'];
  const [entry] = /<div class="entry" id="props\.azurePolicy">.*?<\/div>/s.exec(page) ?? [];
  expect(entry).toContain('azurePolicy?: boolean</h3>');
  expect(entry).toContain('<p class="default">Default: true</p>');
  expect(entry).toContain('Source: <a href="https://learn.microsoft.com/');
  expect(page).toContain('<a href="SystemPoolOptions.html">SystemPoolOptions</a>');
  expect(page).toContain('id="fromLookup"');
  // Inherited from the options of all pools.
  expect(pages['SystemPoolOptions.html']).toContain('id="vmSize"');
});

test('options lead back to where they are accepted', () => {
  const [, users] = /<h2>Used by<\/h2>\n<p>(.*?)<\/p>/.exec(pages['SystemPoolOptions.html']) ?? [];
  expect(users).toContain('<a href="AksClusterProps.html">AksClusterProps</a>');
});

test('text of doc comments can not become markup', () => {
  expect(prose('Uses `<b>` and <script>.\n\n- one\n- `a & b`\n')).toBe(
    '<p>Uses <code>&lt;b&gt;</code> and &lt;script&gt;.</p>\n<ul><li>one</li><li><code>a &amp; b</code></li></ul>',
  );
});

describe('the search', () => {
  const window: { searchIndex?: string[][] } = {};
  runInNewContext(pages['search-index.js'], { window });
  const [definition] = /function search\(query\) \{.*?\n\}/s.exec(pages['search.js']) ?? [];
  const search = (query: string): string[] =>
    runInNewContext(`${definition}; search(${JSON.stringify(query)}).map(([title]) => title)`, { window });

  test('finds types and members by name, whole names first', () => {
    expect(search('AksCluster')[0]).toBe('AksCluster');
    expect(search('vmsize')).toContain('SystemPoolOptions.vmSize');
    expect(search('vmsize')[0]).toMatch(/\.vmSize$/);
  });

  test('finds by words of the text, all of them', () => {
    expect(search('azure policy add-on')).toContain('AksClusterProps.azurePolicy');
    expect(search('no such words')).toEqual([]);
    expect(search('  ')).toEqual([]);
  });
});
