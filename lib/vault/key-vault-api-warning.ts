import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { requiresAzurerm } from '../core/azurerm-version';
import { warn } from '../core/warnings';

/** The bindings alone ask for a provider whose Key Vault API has an end date. */
export function warnOfRetiredApi(vault: IConstruct): void {
  const stack = TerraformStack.of(vault);
  const text =
    `Stack ${stack.node.path} uses azurerm 4.55.0, whose Key Vault API Azure retires on 2027-02-27. ` +
    'Call requireProviders(stack).';
  warn(vault, 'W001', text, () => !requiresAzurerm(stack));
}
