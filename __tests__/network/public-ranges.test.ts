import type { TerraformStack } from 'cdktf';
import { ApiServerAccess, ContainerRegistry, KeyVault, RegistryAccess, VaultNetworkAccess } from '../../lib';
import { place, shopCluster } from '../support/clusters';
import { azureStack, errorOf, Planned } from '../support/planned';

const endpoints: { readonly [name: string]: (stack: TerraformStack, ranges: string[]) => void } = {
  registry: (stack, ranges) => {
    const access = RegistryAccess.publicFrom(ranges);
    new ContainerRegistry(stack, 'Registry', { ...place, registryName: 'shop4711', access });
  },
  vault: (stack, ranges) => {
    const networkAccess = VaultNetworkAccess.selected({ ranges });
    new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711', networkAccess });
  },
  'API server': (stack, ranges) => {
    shopCluster(stack, { apiServer: ApiServerAccess.publicFrom(ranges) });
  },
};

const notPublic = [
  '10.0.0.0/8',
  '10.1.2.3/32',
  '172.16.0.0/12',
  '172.31.255.0/24',
  '192.168.1.0/24',
  '100.64.0.0/10',
  '127.0.0.1/32',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '239.1.2.3/32',
  '240.0.0.0/4',
  '255.255.255.255/32',
  '0.1.0.0/16',
];

describe.each(Object.entries(endpoints))('the ranges of callers of a public %s', (_name, build) => {
  const faultOf = (...ranges: string[]) => errorOf(() => build(azureStack(), ranges));

  test.each(notPublic)('are not %s', (range) => {
    expect(faultOf(range)).toMatch(/must be public: no caller on the Internet has an address of [\d./]+, got /);
  });

  test('are given once', () => {
    expect(faultOf('203.0.113.7/32', '203.0.113.7/32')).toMatch(/must (contain each range only once|not overlap )/);
  });

  test.each(['8.8.8.0/24', '172.32.0.0/16', '100.128.0.0/16', '203.0.113.7/32'])('may be %s', (range) => {
    expect(Planned.by((stack) => build(stack, [range])).text).toContain(range);
  });
});

test.each(['registry', 'vault'])('the whole Internet is no range of a %s', (name) => {
  expect(errorOf(() => endpoints[name](azureStack(), ['0.0.0.0/0']))).toMatch(
    /must not be the whole Internet, got 0\.0\.0\.0\/0\. Use \w+\.publicFromEverywhere\(\)\.$/,
  );
});

test('0.0.0.0/32 lets an API server answer its own nodes only', () => {
  expect(Planned.by((stack) => endpoints['API server'](stack, ['0.0.0.0/32'])).text).toContain('0.0.0.0/32');
});
