import { TerraformStack, TerraformVariable, Token } from 'cdktf';
import { Construct } from 'constructs';
import {
  checkGiven,
  checkInteger,
  checkName,
  checkNoBrokenToken,
  checkOneOf,
  checkOrder,
  checkPattern,
  checkPlace,
  checkResourceId,
  checkResourceIdForm,
  checkSameStack,
  checkUuid,
  isKnown,
} from '../../lib/core/checks';
import { Faults } from '../../lib/core/faults';
import { nameRules } from '../../lib/core/names';
import { azureStack, testApp } from '../support/planned';

const stack = azureStack();
const textToken = Token.asString({ resolve: () => 'x' });
const numberToken = new TerraformVariable(stack, 'Count', { type: 'number' }).numberValue;

function faultsOf(check: (faults: Faults) => void): string[] {
  const faults = new Faults(stack);
  check(faults);
  return faults.messages().map((message) => message.replace("TerraformStack 'platform': ", ''));
}

test('only what is there and no token is known', () => {
  expect([undefined, null, textToken, numberToken, Token.asList({ resolve: () => [] })].filter(isKnown)).toEqual([]);
  expect(['', 0, false, [], 'x'].filter(isKnown)).toEqual(['', 0, false, [], 'x']);
});

test.each([undefined, null, ''])('%p is not given', (value) => {
  expect(faultsOf((faults) => checkGiven(faults, 'cluster', value, 'Use one.'))).toEqual([
    'cluster must be set. Use one.',
  ]);
});

test.each([0, false, 'x', textToken])('%p is given', (value) => {
  expect(faultsOf((faults) => checkGiven(faults, 'cluster', value, 'Use one.'))).toEqual([]);
});

describe('names', () => {
  const registry = (value?: string) =>
    faultsOf((faults) => checkName(faults, 'registryName', value, nameRules.registry));

  test('a name that follows its rule, or is a token, is no fault', () => {
    expect([...registry('shop4711'), ...registry(textToken), ...registry(`shop${textToken}`)]).toEqual([]);
  });

  test('characters that are not allowed', () => {
    expect(registry('my-registry')).toEqual([
      'registryName must have 5 to 50 characters: letters and digits, got my-registry. For example, use shop4711.',
    ]);
  });

  test('a name that is too long tells its length', () => {
    expect(registry('a'.repeat(51))).toEqual([
      `registryName must have 5 to 50 characters (it has 51): letters and digits, got ${'a'.repeat(51)}. For example, use shop4711.`,
    ]);
  });

  test('a missing name', () => {
    expect(registry()).toEqual(['registryName must be set. For example, use shop4711.']);
  });

  test('a number token that was put into text is found, alone and among text tokens', () => {
    const fault = (got: string) =>
      `registryName must not contain a number token as text, got ${got}. Wrap the number in Token.asString(...) first.`;
    expect(registry(`shop${numberToken}`)).toEqual([fault(`shop${numberToken}`)]);
    expect(registry(`${textToken}${numberToken}`)).toHaveLength(1);
    expect(faultsOf((faults) => checkNoBrokenToken(faults, 'dnsPrefix', 'shop-e12'))).toEqual([]);
  });
});

describe('numbers', () => {
  test.each([0, 365])('%p is in its range', (value) => {
    expect(faultsOf((faults) => checkInteger(faults, 'retentionDays', value, 0, 365, 'days'))).toEqual([]);
  });

  test.each([-1, 366, 1.5, Number.NaN])('%p is not', (value) => {
    expect(faultsOf((faults) => checkInteger(faults, 'retentionDays', value, 0, 365, 'days'))).toEqual([
      `retentionDays must be a whole number of 0 to 365 days, got ${value}. Use a number in 0 to 365 days.`,
    ]);
  });

  test('nothing and a token are not checked', () => {
    expect(faultsOf((faults) => checkInteger(faults, 'retentionDays', undefined, 0, 1))).toEqual([]);
    expect(faultsOf((faults) => checkInteger(faults, 'retentionDays', numberToken, 0, 1))).toEqual([]);
  });

  test('the lower end of a range must not be above the upper one', () => {
    const check = (low?: number, high?: number) =>
      faultsOf((faults) => checkOrder(faults, 'minCount', low, 'maxCount', high));
    expect(check(3, 2)).toEqual([
      'minCount must not be greater than maxCount (2), got 3. Lower minCount or raise maxCount.',
    ]);
    expect([...check(2, 2), ...check(3), ...check(undefined, 2), ...check(numberToken, 2)]).toEqual([]);
  });
});

test('one of a list', () => {
  const check = (value?: string) => faultsOf((faults) => checkOneOf(faults, 'sku', value, ['Basic', 'Premium']));
  expect(check('Gold')).toEqual(['sku must be one of Basic, Premium, got Gold. For example, use Basic.']);
  expect([...check('Basic'), ...check(), ...check(textToken)]).toEqual([]);
});

test('a pattern', () => {
  const check = (value: string) =>
    faultsOf((faults) => checkPattern(faults, 'version', value, /^\d+$/, 'must be a number', '12'));
  expect(check('v12')).toEqual(['version must be a number, got v12. For example, use 12.']);
  expect(check('12')).toEqual([]);
});

describe('resource ids', () => {
  const check = (value: string | undefined) =>
    faultsOf((faults) => checkResourceId(faults, 'subnetId', value, 'Microsoft.Network/virtualNetworks/subnets'));
  const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/n';

  test('the right type', () => {
    expect([...check(id), ...check(textToken), ...check(undefined)]).toEqual([]);
  });

  test('the letter case that azurerm parses, whatever Azure prints', () => {
    const lower = '/subscriptions/s/resourcegroups/g/providers/microsoft.network/virtualnetworks/V/subnets/n';
    expect(check(lower)).toEqual([
      `subnetId must have the letter case that azurerm accepts, got ${lower}. Use ` +
        '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/V/subnets/n.',
    ]);
    const form = (faults: Faults) =>
      void checkResourceIdForm(faults, 'id', lower, 'Microsoft.Network/virtualNetworks/subnets');
    expect(faultsOf(form)).toEqual([]);
  });

  test.each([id.slice(0, id.lastIndexOf('/subnets')), `${id}/more`, `${id}\n`, 'nodes'])('%p', (value) => {
    const printed = /[\n]/.test(value) ? JSON.stringify(value) : value;
    expect(check(value)).toEqual([
      `subnetId must be the resource id of a Microsoft.Network/virtualNetworks/subnets, got ${printed}. It has the form ` +
        '/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Network/virtualNetworks/NAME/subnets/NAME.',
    ]);
  });
});

test('a place has a group and a region', () => {
  expect(faultsOf((faults) => checkPlace(faults, { resourceGroupName: '', location: 'west-europe' }))).toEqual([
    'resourceGroupName must be set. For example, use rg-shop.',
    'location must have 2 to 40 characters: letters, digits and spaces, got west-europe. For example, use westeurope.',
  ]);
});

test('a UUID', () => {
  const check = (value: string) => faultsOf((faults) => checkUuid(faults, 'tenantId', value, 'the tenant id'));
  expect(check('contoso')).toEqual([
    'tenantId must be the tenant id, a UUID, got contoso. For example, use 00000000-0000-0000-0000-000000000000.',
  ]);
  expect(check('01234567-89AB-cdef-0123-456789abcdef')).toEqual([]);
});

test('a construct of another stack is a fault that names the import', () => {
  const app = testApp();
  const [platform, mesh] = [new TerraformStack(app, 'platform'), new TerraformStack(app, 'mesh')];
  const used = new Construct(platform, 'Nodes');
  const faults = new Faults(mesh);
  checkSameStack(faults, 'nodeSubnet', used, platform, 'Subnet.fromLookup');
  expect(faults.any).toBe(false);
  checkSameStack(faults, 'nodeSubnet', used, mesh, 'Subnet.fromLookup');
  expect(faults.messages()).toEqual([
    "TerraformStack 'mesh': nodeSubnet must be in the same stack (mesh), got platform/Nodes. " +
      'Import it into mesh (Subnet.fromLookup).',
  ]);
});
