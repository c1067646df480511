import type { TerraformStack } from 'cdktf';
import { publicClass } from './public-class';

/** Terraform 1.11 is the oldest version with which the library is tested. */
const terraform = '>= 1.11';
/** 4.81 is the first release with a Key Vault API that is available after 2027-02-27; 5.0 renames arguments. */
const azurerm = '>= 4.81.0, < 5.0.0';

const azurermVersion = 'terraform.required_providers.azurerm.version';
const terraformVersion = 'terraform.required_version';

/** The versions of Terraform and of its providers that the library is tested with. */
export class ProviderVersions {
  /**
   * Requires azurerm `>= 4.81.0, < 5.0.0` and Terraform `>= 1.11` in a stack. Earlier settings by `addOverride` are kept. Without
   * it, the bindings require azurerm 4.55.0 exactly, whose Key Vault API Azure retires on 2027-02-27.
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

/** Short for `ProviderVersions.require(stack)`, which is for other languages. */
export function requireProviders(stack: TerraformStack): void {
  ProviderVersions.require(stack);
}

/** Whether the program sets azurerm's version for the stack. */
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
