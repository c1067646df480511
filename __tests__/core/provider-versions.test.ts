import { ProviderVersions, requireProviders } from '../../lib';
import { requiresAzurerm } from '../../lib/core/azurerm-version';
import { azureStack, errorOf, lateErrorOf, Planned } from '../support/planned';

const azurerm = '>= 4.81.0, < 5.0.0';

test('without it the bindings ask for one exact version', () => {
  const stack = azureStack();
  expect(Planned.of(stack).json.terraform.required_providers.azurerm.version).toBe('4.55.0');
  expect(requiresAzurerm(stack)).toBe(false);
});

test('asks for the versions that the library is tested with', () => {
  const stack = azureStack();
  requireProviders(stack);
  const { terraform } = Planned.of(stack).json;
  expect(terraform.required_providers).toEqual({ azurerm: { source: 'azurerm', version: azurerm } });
  expect(terraform.required_version).toBe('>= 1.11');
  expect(requiresAzurerm(stack)).toBe(true);
});

test('can be called twice', () => {
  const stack = azureStack();
  requireProviders(stack);
  ProviderVersions.require(stack);
  expect(Planned.of(stack).json.terraform.required_providers.azurerm.version).toBe(azurerm);
});

test('what the owner of the stack set before stays, and the rest is added', () => {
  const stack = azureStack();
  stack.addOverride('terraform.required_providers.azurerm.version', '4.90.0');
  requireProviders(stack);
  const { terraform } = Planned.of(stack).json;
  expect([terraform.required_providers.azurerm.version, terraform.required_version]).toEqual(['4.90.0', '>= 1.11']);
});

test('a whole block that was set before stays too', () => {
  const stack = azureStack();
  stack.addOverride('terraform.required_providers', { azurerm: { source: 'azurerm', version: '4.90.0' } });
  requireProviders(stack);
  expect(Planned.of(stack).json.terraform.required_providers.azurerm.version).toBe('4.90.0');
});

test('asks for azurerm 5 where the program says so, with the same call again or without a major', () => {
  const stack = azureStack();
  requireProviders(stack, { azurerm: 5 });
  requireProviders(stack);
  requireProviders(stack, { azurerm: 5 });
  const { terraform } = Planned.of(stack).json;
  expect([terraform.required_providers.azurerm.version, terraform.required_version]).toEqual([
    '>= 5.2.0, < 6.0.0',
    '>= 1.11',
  ]);
});

test('a major that the library does not know, or a second one, is an error', () => {
  const stack = azureStack();
  expect(errorOf(() => requireProviders(stack, { azurerm: 6 }))).toBe(
    "TerraformStack 'platform': azurerm must be 4 or 5, got 6. Use 5.",
  );
  expect(errorOf(() => requireProviders(stack, { azurerm: '5.2.0' as unknown as number }))).toBe(
    `ProviderVersions.require 'platform': azurerm must be a number, got "5.2.0", a string. Use a number.`,
  );
  requireProviders(stack);
  expect(errorOf(() => requireProviders(stack, { azurerm: 5 }))).toBe(
    "TerraformStack 'platform': azurerm must be 4, which the stack requires already, got 5. " +
      'Set azurerm: 5 where the stack requires it first, or leave it out here.',
  );
});

test('a version of the owner of the stack that is of another major is an error', () => {
  const stack = azureStack();
  stack.addOverride('terraform.required_providers.azurerm.version', '4.90.0');
  expect(errorOf(() => requireProviders(stack, { azurerm: 5 }))).toContain(
    'azurerm must be 4, which the stack requires',
  );
});

test.each([
  ['>= 4.81.0', 4],
  ['>= 4.81, < 5.1.0', 4],
  ['~> 3.117', 4],
  ['latest', 4],
  ['~> 5', 5],
  ['>= 6.0.0, < 7.0.0', 5],
])('a constraint that does not decide for one known major is an error: %s', (constraint, major) => {
  const stack = azureStack();
  requireProviders(stack);
  stack.addOverride('terraform.required_providers.azurerm.version', constraint);
  const example = { 4: '>= 4.81.0, < 5.0.0', 5: '>= 5.2.0, < 6.0.0' }[major];
  expect(lateErrorOf(() => Planned.of(stack))).toBe(
    "TerraformStack 'platform': terraform.required_providers.azurerm.version must admit one major version of azurerm, 4 or 5, " +
      `got ${constraint === 'latest' ? constraint : JSON.stringify(constraint)}. For example, use '${example}'.`,
  );
});
