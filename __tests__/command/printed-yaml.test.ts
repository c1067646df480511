import fc from 'fast-check';
import { parse } from 'yaml';
import { readPrintedYaml } from '../../command/values/printed-yaml';
import { masked } from '../../command/values/template';
import { maps } from '../helm/data-trees';
import { hostileStrings } from '../helm/hostile-strings';
import { valuesText } from '../support/values-text';

function printed(values: { [key: string]: unknown }): string {
  return masked(valuesText(values)).text;
}

function judge(values: { [key: string]: unknown }): void {
  if (Object.keys(values).length === 0) return;
  expect(JSON.stringify(readPrintedYaml(printed(values)))).toBe(JSON.stringify(values));
}

test.each(hostileStrings.map((text) => [JSON.stringify(text).slice(0, 60), text]))('reads %s', (_, text) => {
  judge({ a: text, b: [text, [text], { c: text }], d: { e: { f: text } }, g: 'last' });
  if (text.length <= 1000) judge({ [text]: { [text]: [{ [text]: text }] } });
});

test('reads random data as it was printed', () => {
  fc.assert(fc.property(maps, judge), { numRuns: 1000, seed: 1 });
});

/** Lines of many styles, in any order: what the reader takes, a parser must take for the same. */
const values = [
  ...[
    '',
    ' ',
    ' 1',
    ' 01',
    ' 1e3',
    ' 1.5e3',
    ' yes',
    ' x',
    ' x # y',
    ' |',
    ' |-',
    ' |+',
    ' >',
    ' {}',
    ' []',
    ' [1, x]',
  ],
  ...[' {a: 1}', ' {"a": [1, x]}', ' "\\x41"', ' "\\U0001f600"', ' a b', ' &x', " 'q'", ' ~', '\t', ' x ', ' null'],
];
const lines = fc
  .tuple(
    fc.constantFrom('', '', '', '  ', '  ', '    ', ' ', '- ', '  - ', '- - '),
    fc.constantFrom('a:', 'b:', 'c:', '"d":', 'e', '', 'yes:', '#', 'e1:'),
    fc.constantFrom(...values),
  )
  .map((parts) => parts.join(''));

test('reads no text otherwise than a parser of YAML', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(lines, { minLength: 1, maxLength: 5 }), (all) => {
      const text = all.map((line) => `${line}\n`).join('');
      const found = readPrintedYaml(text);
      if (found === undefined) return;
      read++;
      expect(JSON.stringify(found)).toBe(JSON.stringify(parse(text, { version: '1.1', uniqueKeys: false })));
    }),
    { numRuns: 30_000, seed: 1 },
  );
  expect(read).toBeGreaterThan(200);
});
