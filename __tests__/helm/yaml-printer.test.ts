import fc from 'fast-check';
import { parse } from 'yaml';
import { valuesText } from '../support/values-text';
import { templateParts } from '../terraform/meant';
import { maps } from './data-trees';
import { hostileStrings } from './hostile-strings';

/** The YAML that Terraform gives to Helm, where it has no expressions. */
function textOf(values: { [key: string]: unknown }): string {
  const parts = templateParts(valuesText(values));
  return parts.map((part) => ('literal' in part ? part.literal : fail(part.expression))).join('');
}

function fail(expression: string): never {
  throw new Error(`Terraform would evaluate ${expression}`);
}

function judge(values: { [key: string]: unknown }): void {
  const text = textOf(values);
  // Terraform brings all text into this form.
  expect(text.normalize('NFC')).toBe(text);
  for (const version of ['1.1', '1.2'] as const) {
    expect(JSON.stringify(parse(text, { version }))).toBe(JSON.stringify(values));
  }
}

test('prints what a reviewer expects', () => {
  expect(
    textOf({
      name: 'istiod',
      image: { tag: '1.27.3', pull: 'Always', empty: {}, none: [], gone: undefined },
      'with space': [1, true, null, 'yes', { a: 1, b: [2] }, [['x'], []]],
      script: '#!/bin/sh\necho ${HOME}\n',
      kept: 'a\n\n',
      bare: 'a\nb',
      small: 1e-7,
    }),
  ).toBe(
    [
      'name: istiod',
      'image:',
      '  tag: "1.27.3"',
      '  pull: Always',
      '  empty: {}',
      '  none: []',
      '"with space":',
      '  - 1',
      '  - true',
      '  - null',
      '  - "yes"',
      '  - a: 1',
      '    b:',
      '      - 2',
      '  - - - x',
      '    - []',
      'script: |',
      '  #!/bin/sh',
      '  echo ${HOME}',
      'kept: |+',
      '  a',
      '',
      'bare: |-',
      '  a',
      '  b',
      'small: 1.0e-7',
      '',
    ].join('\n'),
  );
});

test.each(hostileStrings.map((text) => [JSON.stringify(text).slice(0, 60), text]))('survives %s', (_, text) => {
  judge({ a: text, b: [text, [text], { c: text }], d: { e: { f: text } }, g: 'last' });
  if (text.length <= 1000) judge({ [text]: { [text]: [{ [text]: text }] } });
});

test('random data means the same in YAML 1.1 and 1.2', () => {
  fc.assert(fc.property(maps, judge), { numRuns: 1000, seed: 1 });
});
