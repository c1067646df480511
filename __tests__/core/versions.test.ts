import { Token } from 'cdktf';
import { compareVersions, isOlder, minorVersion } from '../../lib/core/versions';

test.each([
  ['1.9.8', '1.10.0', -1],
  ['2.0', '1.99.99', 1],
  ['1.29', '1.29.3', 0],
  ['1.29.3', '1.29', 0],
  ['1.30.0-rc.1', '1.30', 0],
  ['2026.8.3', '2026.10.1', -1],
])('%s against %s by the parts that both have', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

test('a version is older only where it is known', () => {
  const versions = ['1.28.9', '1.29', '1.29.0', undefined, Token.asString({ resolve: () => '1.20' })];
  expect(versions.map((version) => isOlder(version, '1.29'))).toEqual([true, false, false, false, false]);
});

test('the minor version of a release', () => {
  expect(['1.36.2', '1.36'].map(minorVersion)).toEqual(['1.36', '1.36']);
});
