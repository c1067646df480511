import { readFileSync } from 'node:fs';
import { programs } from '../../scripts/programs';
import { codeBlocksOf, pages } from './pages';

const blocks = pages.flatMap(codeBlocksOf).map(({ place, code }) => [place, code]);
const files = programs().map(({ file }) => [file, readFileSync(file, 'utf8')]);

test('no page and no program has a local state in the output folder', () => {
  const backends = [...blocks, ...files].flatMap(([place, code]) =>
    [...code.matchAll(/new LocalBackend\((.*)/g)].map(([, args]) => `${place}: ${args}`),
  );
  expect(backends.length).toBeGreaterThan(10);
  expect(backends.filter((text) => !/path: ['`]\.\.\/\.\.\/\.\.\//.test(text))).toEqual([]);
});
