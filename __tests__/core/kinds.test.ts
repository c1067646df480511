import { TerraformVariable, Token } from 'cdktf';
import { AksCluster, AzureRole, ClusterNetwork, Grant, PathMatch } from '../../lib';
import type { Fault } from '../../lib/core/faults';
import { checkKind } from '../../lib/core/kinds';
import { azureStack } from '../support/planned';

function faultsOf(kind: string, value: unknown): string[] {
  const faults: Fault[] = [];
  checkKind(faults, 'prop', kind, value);
  return faults.map(({ text }) => text);
}

test.each<[string, unknown, string]>([
  ['number', '2', 'prop must be a number, got "2", a string. Use 2, without quotes.'],
  ['number', Number.NaN, 'prop must be a number, got NaN. Use a number.'],
  ['string', 8080, "prop must be a string, got 8080, a number. Use '8080', in quotes."],
  ['boolean', 'false', 'prop must be true or false, got "false", a string. Use false, without quotes.'],
  ['boolean', null, 'prop must be true or false, got null. Use true or false.'],
  ['boolean?', null, 'prop must be left out or have a value, got null. Leave it out for the default.'],
  ['string[]', 'a', 'prop must be a list of strings, got "a", a string. Use a list: [ ... ].'],
  ['string[]', ['a', 1], "prop[1] must be a string, got 1, a number. Use '1', in quotes."],
  ['string{}', { a: undefined }, 'prop.a must not be undefined. Leave it out.'],
  ['ClusterTier', 'premium', 'prop must be one of Free, Standard, Premium, got premium. Use ClusterTier.PREMIUM.'],
  ['ClusterTier', undefined, 'prop must be set. For example, use ClusterTier.FREE.'],
  [
    'PathMatch',
    '/shop',
    'prop must be a PathMatch, got "/shop", a string. Use PathMatch.exact(...), PathMatch.prefix(...), PathMatch.startingWith(...) or PathMatch.regex(...).',
  ],
  [
    'PathMatch',
    PathMatch,
    'prop must be a PathMatch, got PathMatch, a class. Use PathMatch.exact(...), PathMatch.prefix(...), PathMatch.startingWith(...) or PathMatch.regex(...).',
  ],
  ['NodeOs', AzureRole.of('Reader'), 'prop must be a NodeOs, got an AzureRole. Use '],
  [
    'SpotOptions',
    { maxPriceUSD: 1 },
    'prop.maxPriceUSD must be left out: SpotOptions has no such prop. Use maxPriceUsd.',
  ],
  ['SpotOptions', [], 'prop must be an object with the props of SpotOptions, got [], a list. '],
])('%s: %p', (kind, value, text) => {
  const [fault] = faultsOf(kind, value);
  expect(fault.slice(0, text.length)).toBe(text);
});

test('a construct of another kind is named by its path', () => {
  const stack = azureStack();
  const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
  expect(faultsOf('ISubnet', cluster)).toEqual([
    "prop must be an ISubnet, got 'platform/Cluster', an ImportedCluster. Use a Subnet.",
  ]);
  expect(faultsOf('IAksCluster', cluster)).toEqual([]);
});

test('what was wrong in the call of a value class is a fault of the prop that the value is given to', () => {
  const network = ClusterNetwork.azureCniOverlay({ nodeSubnets: [] } as never);
  expect(faultsOf('ClusterNetwork', network)).toEqual([
    'prop.nodeSubnet must be set. Use a Subnet.',
    'prop.nodeSubnets must be left out: AzureCniOverlayOptions has no such prop. Use nodeSubnet.',
  ]);
});

test('tokens are accepted where the type has room for them', () => {
  const variable = new TerraformVariable(azureStack(), 'v', {});
  expect(faultsOf('string', variable.stringValue)).toEqual([]);
  expect(faultsOf('number', variable.numberValue)).toEqual([]);
  expect(faultsOf('string[]', variable.listValue)).toEqual([]);
  expect(faultsOf('string{}', Token.asStringMap(variable.value))).toEqual([]);
  expect(faultsOf('string', variable.value)).toEqual([
    'prop must be a string, got a Terraform expression, which is an object. Pass it through Token.asString(...).',
  ]);
  expect(faultsOf('boolean', variable.booleanValue)).toEqual([
    'prop must be true or false, got a Terraform expression, which is an object. It determines which resources ' +
      'are planned, so it must be known at synth time: use true or false.',
  ]);
});

test('a secret of the wrong kind is not repeated', () => {
  const faults: Fault[] = [];
  checkKind(faults, 'chartPassword', 'string', 1234);
  expect(faults[0].text).toBe('chartPassword must be a string, got a number. Use a value of that type.');
});

test('methods that grant name the principal that is none', () => {
  const stack = azureStack();
  const grant = () => Grant.on(stack, { role: AzureRole.of('Reader'), principal: 'me' as never, resourceId: '/' });
  expect(grant).toThrow('Grant.on \'platform\': principal must be an IPrincipal, got "me", a string. Use a ');
});
