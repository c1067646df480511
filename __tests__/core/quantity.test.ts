import { amountOf, isQuantity } from '../../lib/core/quantity';

test.each<[string, number]>([
  ['0', 0],
  ['250m', 0.25],
  ['0.5', 0.5],
  ['.5', 0.5],
  ['1.', 1],
  ['+1', 1],
  ['1e3', 1000],
  ['1E3', 1000],
  ['1e-3', 0.001],
  ['100u', 1e-4],
  ['5n', 5e-9],
  ['2k', 2000],
  ['1E', 1e18],
  ['1Ki', 1024],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['1Ei', 2 ** 60],
])('%s is %d', (text, amount) => {
  expect(isQuantity(text)).toBe(true);
  expect(amountOf(text)).toBeCloseTo(amount, 12);
});

test.each(['', '1K', '-1', '1 Gi', '1gi', '1KB', 'e3', '.', '1e', '0x10', '1m\n', '1,5'])(
  '%j is no quantity',
  (text) => {
    expect(isQuantity(text)).toBe(false);
    expect(amountOf(text)).toBe(undefined);
  },
);
