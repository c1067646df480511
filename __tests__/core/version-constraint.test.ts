import { versionRange } from '../../lib/core/version-constraint';

test.each([
  ['4.55.0', '4.55.0', 4, 4],
  ['= 4.90', '4.90', 4, 4],
  ['>= 4.81.0, < 5.0.0', '4.81.0', 4, 4],
  ['< 5.0.0, >= 4.81.0', '4.81.0', 4, 4],
  ['>= 4.81, < 5.3.0', '4.81', 4, 5],
  ['>= 4.81, <= 5.0.0', '4.81', 4, 5],
  ['> 4, < 6', '4', 4, 5],
  ['~> 5.0', '5.0', 5, 5],
  ['~> 5', '5', 5, Number.POSITIVE_INFINITY],
  ['>= 4.81.0, != 4.82.0', '4.81.0', 4, Number.POSITIVE_INFINITY],
  ['>= 4, >= 4.90', '4.90', 4, Number.POSITIVE_INFINITY],
  ['>= 4.90, >= 4', '4.90', 4, Number.POSITIVE_INFINITY],
  ['< 5', undefined, 0, 4],
])('%s', (constraint, oldest, oldestMajor, newestMajor) => {
  expect(versionRange(constraint)).toEqual({ oldest, oldestMajor, newestMajor });
});

test.each(['latest', '', '>= 4,', '4.x', '^4.0'])('%j is no constraint', (constraint) => {
  expect(versionRange(constraint)).toBeUndefined();
});
