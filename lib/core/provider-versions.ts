import type { TerraformStack } from 'cdktf';
import { publicClass } from './public-class';

/** Terraform 1.11 is the first version that the library's own tests run. */
const terraform = '>= 1.11';
/** 4.81 is the first release that speaks the Key Vault API which outlives 2027-02-27; 5.0 renames arguments. */
const azurerm = '>= 4.81.0, < 5.0.0';

const azurermVersion = 'terraform.required_providers.azurerm.version';
const terraformVersion = 'terraform.required_version';

/** The versions of Terraform and of its providers that the library is tested with. */
export class ProviderVersions {
  /**
   * Asks for azurerm `>= 4.81.0, < 5.0.0` and Terraform `>= 1.11` in a stack. What the stack's owner set before with
   * `addOverride` stays. Without it the bindings ask for azurerm 4.55.0 exactly, whose Key Vault API Azure ends on
   * 2027-02-27.
   *
   * @see https://learn.microsoft.com/azure/key-vault/general/access-control-default
   */
  public static require(stack: TerraformStack): void {
    for (const [path, version] of [
      [azurermVersion, azurerm],
      [terraformVersion, terraform],
    ]) {
      if (overrideOf(stack, path) === undefined) stack.addOverride(path, version);
    }
  }

  private constructor() {}
}

/** Short for `ProviderVersions.require(stack)`, which other languages use. */
export function requireProviders(stack: TerraformStack): void {
  ProviderVersions.require(stack);
}

/** Whether somebody chose azurerm's version for the stack. */
export function requiresAzurerm(stack: TerraformStack): boolean {
  return overrideOf(stack, azurermVersion) !== undefined;
}

function overrideOf(stack: TerraformStack, path: string): unknown {
  const { rawOverrides } = stack as unknown as { rawOverrides: object };
  return path
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], rawOverrides);
}

publicClass('ProviderVersions', ProviderVersions);
