import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { requiresAzurerm } from '../core/azurerm-version';
import { retiredRelease } from '../core/bindings/packages';
import { warn } from '../core/warnings';

/** By default the bindings require a provider whose Key Vault API will be retired. */
export function warnOfRetiredApi(vault: IConstruct): void {
  const stack = TerraformStack.of(vault);
  const text =
    `Stack ${stack.node.path} uses azurerm ${retiredRelease}, whose Key Vault API Azure retires on 2027-02-27. ` +
    'Call requireProviders(stack).';
  warn(vault, 'W001', text, () => retiredRelease !== undefined && !requiresAzurerm(stack));
}
