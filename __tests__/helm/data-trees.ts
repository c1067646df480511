import fc from 'fast-check';
import { hostileStrings } from './hostile-strings';

const wellFormed = fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !/\p{Surrogate}/u.test(text));

export const texts = fc.oneof(
  fc.constantFrom(...hostileStrings),
  wellFormed,
  fc
    .array(fc.constantFrom('a', ' ', '\n', '\t', '$', '{', '}', '%', '"', "'", '\\', ':', '#', '-', 'é', '\u0301'), {
      maxLength: 14,
    })
    .map((parts) => parts.join('')),
);

export const numbers = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
    .filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value)),
  fc.constantFrom(0, -0, 1e-7, 1.5e-300, 5e-324, 1000000, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0.1),
);

const keys = texts.filter((text) => text.length <= 1000);
const scalars = fc.oneof({ weight: 4, arbitrary: texts }, numbers, fc.boolean(), fc.constant(null));

/** Trees of plain data whose leaves are scalars, or what `leaf` makes. */
export function treesOf<T>(leaf: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.oneof(scalars, leaf),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.array(fc.tuple(keys, tie('tree')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    ),
  }));
  return tree;
}

/** A map of plain data. */
export const maps = fc
  .array(fc.tuple(keys, treesOf(scalars)), { minLength: 1, maxLength: 5 })
  .map((entries) => Object.fromEntries(entries) as { [key: string]: unknown });

/** A backslash in front of everything that some language here escapes with it, alone and doubled. */
export const escapeSequences = [...Array(0x5f).keys()]
  .map((code) => String.fromCodePoint(0x20 + code))
  .flatMap((character) => [`\\${character}`, `\\\\${character}`])
  .concat([
    '\\u0041',
    '\\U00000041',
    '\\x41',
    '\\u{41}',
    '\\101',
    '\\N',
    '\\_',
    '\\L',
    '\\P',
    '\\cA',
    '\\\n',
    '\\\t',
    '\\é',
  ]);

/** A sign, which may end in a letter once it is escaped, in front of a character that Unicode joins with letters and signs. */
export const joinedSequences = ['<', '>', '=', '&', '\n', '\b', '\f', '\x1d', '\\', 'e', '\u1100'].flatMap((sign) =>
  ['\u0301', '\u0307', '\u0327', '\u0338', '\u1161'].map((mark) => sign + mark),
);

/** Text that some language of those between a program and a chart reads as more than itself, or changes. */
export const besideTokens = fc
  .array(
    fc.oneof(
      fc.constantFrom(...escapeSequences),
      fc.constantFrom(...joinedSequences),
      fc.constantFrom(
        'a',
        ' ',
        '\n',
        '$',
        '%',
        '{',
        '}',
        '"',
        "'",
        ',',
        '[',
        ']',
        '=',
        '<',
        '>',
        '&',
        '\u2028',
        '\b',
        '\f',
      ),
      fc.constantFrom('\u0301', '\u0307', '\u0327', '\u0338', '\u1161', 'e', '\x7f', '\x85', '\ufeff', '\uffff', '😀'),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
