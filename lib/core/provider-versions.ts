import type { TerraformStack } from 'cdktf';
import { writeAzurermArguments } from './azurerm-arguments';
import { azurermConstraints, azurermVersion, overrideOf } from './azurerm-version';
import { supportedMajors } from './bindings/packages';
import { Faults } from './faults';
import { publicClass } from './public-class';
import { versionRange } from './version-constraint';

/** Terraform 1.11 is the oldest version with which the library is tested. */
const terraform = '>= 1.11';
const terraformVersion = 'terraform.required_version';

/** The major versions of the providers that a stack is written for. */
export interface RequiredProviders {
  /**
   * The major version of azurerm: 4 requires `>= 4.81.0, < 5.0.0`, 5 requires `>= 5.2.0, < 6.0.0`. It decides the names of the
   * arguments in the stack's output, also of resources that are created without this library.
   *
   * @see https://github.com/cdktf-aks/cdktf-aks/blob/main/docs/azurerm-5.md
   * @default - 4; 5 in the package cdktn-aks, whose bindings are generated from azurerm 5
   */
  readonly azurerm?: number;
}

/** The versions of Terraform and of its providers that the library is tested with. */
export class ProviderVersions {
  /**
   * Requires azurerm `>= 4.81.0, < 5.0.0`, or the major version in `providers`, and Terraform `>= 1.11` in a stack. Earlier
   * settings by `addOverride` are kept. Without it, the bindings require azurerm 4.55.0 exactly, whose Key Vault API Azure
   * retires on 2027-02-27.
   *
   * Throws if the stack requires another major version of azurerm already.
   *
   * @see https://learn.microsoft.com/azure/key-vault/general/access-control-default
   * @param stack the stack.
   * @param providers the major versions.
   */
  public static require(stack: TerraformStack, providers: RequiredProviders = {}): void {
    checkMajor(stack, providers.azurerm);
    for (const [path, version] of [
      [azurermVersion, azurermConstraints[providers.azurerm ?? supportedMajors[0]]],
      [terraformVersion, terraform],
    ]) {
      if (overrideOf(stack, path) === undefined) stack.addOverride(path, version);
    }
    writeAzurermArguments(stack);
  }

  private constructor() {}
}

/** Short for `ProviderVersions.require(stack, providers)`, which is for other languages. */
export function requireProviders(stack: TerraformStack, providers?: RequiredProviders): void {
  ProviderVersions.require(stack, providers);
}

function checkMajor(stack: TerraformStack, major: number | undefined): void {
  if (major === undefined) return;
  const faults = new Faults(stack);
  const known = versionRange(String(overrideOf(stack, azurermVersion)))?.oldestMajor;
  if (!supportedMajors.includes(major)) {
    faults.add('azurerm', `must be ${supportedMajors.join(' or ')}`, major, `Use ${supportedMajors.at(-1)}.`);
  } else if (known !== undefined && known !== major) {
    const fix = `Set azurerm: ${major} where the stack requires it first, or leave it out here.`;
    faults.add('azurerm', `must be ${known}, which the stack requires already`, major, fix);
  }
  faults.throwIfAny();
}

publicClass('ProviderVersions', ProviderVersions);
