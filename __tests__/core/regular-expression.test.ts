import { isRe2 } from '../../lib/core/regular-expression';

test.each([
  '/orders/[0-9]+',
  '(?i)abc',
  '(?i:abc)',
  '(?s-m:a.b)',
  '(?P<id>[0-9]+)',
  '(?<id>[0-9]+)',
  '\\d+\\w*\\s?\\b',
  '\\p{L}+',
  '\\pN',
  '\\p{Greek}',
  '[[:alpha:]_]+',
  '[^[:digit:]]',
  '\\Qa.b(\\E',
  '\\x{263a}',
  '\\Aabc\\z',
  'a{2}b{1,1000}c{3,}',
  'a{,3}',
  'a+?',
  '\\\\1',
  '.*',
  '',
])('%s is of RE2', (expression) => {
  expect(isRe2(expression)).toBe(true);
});

test.each([
  '(?=a)b',
  'a(?!b)',
  '(?<=a)b',
  '(?<!a)b',
  '(a)\\1',
  '(?<id>a)\\k<id>',
  'a{1,1001}',
  'a{1001}',
  'a{2,1}',
  'a**',
  'a++',
  '(?>a)',
  '[',
  '(',
  'a)',
  '*a',
  '\\u0041',
  '\\cA',
  '(?P=id)',
  '(?x)a',
])('%s is not', (expression) => {
  expect(isRe2(expression)).toBe(false);
});
