import { readFileSync } from 'node:fs';
import path from 'node:path';
import { warningTable } from '../../lib/core/warning-table';
import { projectRoot } from '../support/tools';

const page = readFileSync(path.join(projectRoot, 'docs/warnings.md'), 'utf8');

test('every warning has a section in docs/warnings.md, and every section a warning', () => {
  const sections = [...page.matchAll(/^## (W\d{3})/gm)].map(([, id]) => id);
  expect(sections).toEqual(Object.keys(warningTable).sort());
});

test('the ranges of ids follow one another, and every warning is in one', () => {
  const ranges = [...page.matchAll(/^\| W(\d{3}) to W(\d{3}) \|/gm)].map(([, first, last]) => [
    Number(first),
    Number(last),
  ]);
  expect(ranges.map(([first]) => first)).toEqual([0, ...ranges.slice(0, -1).map(([, last]) => last + 1)]);
  const highest = ranges.at(-1)?.[1] ?? 0;
  expect(Object.keys(warningTable).filter((id) => Number(id.slice(1)) > highest)).toEqual([]);
});

test('every section says what raises the warning and what to do', () => {
  const sections = page.split(/^## (?=W\d{3}$)/m).slice(1);
  expect(sections).toHaveLength(Object.keys(warningTable).length);
  const lacking = sections.filter((text) => !/^Raised by: /m.test(text) || !/^What to do: /m.test(text));
  expect(lacking).toEqual([]);
});
