import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import type { TerraformStack } from 'cdktf';
import { AzureTags, ManagedIdentity, PrivateDnsZone } from '../../lib';
import { place, shopCluster } from '../support/clusters';
import { errorOf, Planned } from '../support/planned';

type Tags = { [key: string]: string };

function many(count: number): Tags {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));
}

function identity(tags: Tags): (stack: TerraformStack) => void {
  return (stack) => {
    new ManagedIdentity(stack, 'Identity', { ...place, identityName: 'shop', tags });
  };
}

function zone(tags: Tags): (stack: TerraformStack) => void {
  return (stack) => {
    new PrivateDnsZone(stack, 'Zone', { zoneName: 'privatelink.azurecr.io', resourceGroupName: 'rg-shop', tags });
  };
}

function storage(tags: Tags): (stack: TerraformStack) => void {
  return (stack) => {
    identity({})(stack);
    const account = { name: 'shop4711', accountTier: 'Standard', accountReplicationType: 'LRS' };
    new StorageAccount(stack, 'Account', { ...account, ...place, tags });
  };
}

test.each<[string, (stack: TerraformStack) => void, string]>([
  ['51 tags', identity(many(51)), "ManagedIdentity 'platform/Identity': tags must be at most 50, got 51. Remove some."],
  ['a value of 257', identity({ team: 'x'.repeat(257) }), 'tags.team must have at most 256 characters'],
  ['a key of 513', identity({ ['x'.repeat(513)]: '' }), 'tags must have keys of 1 to 512 characters'],
  ['an empty key', identity({ '': 'x' }), 'tags must have keys of 1 to 512 characters'],
  ...[...'<>%&\\?/\n'].map(
    (character) =>
      [`a key with ${JSON.stringify(character)}`, identity({ [`a${character}b`]: '' }), 'tags must have keys of 1'] as [
        string,
        (stack: TerraformStack) => void,
        string,
      ],
  ),
  ['a key of Azure', identity({ 'Microsoft.team': 'x' }), 'tags must not have keys with a prefix that Azure reserves'],
  ['keys that differ by case', identity({ Team: 'a', tEAM: 'b' }), 'tags.tEAM must not differ from Team'],
  ['16 tags of a DNS zone', zone(many(16)), 'tags must be at most 15, got 16'],
  ['a long key of a storage account', storage({ ['x'.repeat(129)]: '' }), 'tags must have keys of 1 to 128 characters'],
  [
    'too many with those of the stack',
    (stack) => {
      AzureTags.of(stack).add(many(50));
      identity({ team: 'web' })(stack);
    },
    'tags must be at most 50, got 51',
  ],
  [
    'a pool in the cluster',
    (stack) => {
      shopCluster(stack, { systemPool: { vmSize: 'Standard_D4ds_v5', tags: many(51) } });
    },
    'defaultNodePool.tags must be at most 50, got 51',
  ],
])('%s: refused', (_name, build, text) => {
  expect(errorOf(() => Planned.by(build))).toContain(text);
});

test.each<[string, (stack: TerraformStack) => void]>([
  ['50 tags', identity(many(50))],
  ['15 tags of a DNS zone', zone(many(15))],
  ['the longest key and value', identity({ ['x'.repeat(512)]: 'x'.repeat(256) })],
  ['a value of nothing, and a key with spaces', identity({ 'cost center': '' })],
  ['a key of 128 of a storage account', storage({ ['x'.repeat(128)]: '' })],
])('%s: accepted', (_name, build) => {
  expect(Planned.by(build).warnings).toEqual([]);
});
