import { ProviderVersions, requireProviders } from '../../lib';
import { requiresAzurerm } from '../../lib/core/provider-versions';
import { azureStack, Planned } from '../support/planned';

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
