import type { TerraformStack } from 'cdktf';
import { supportedMajors } from './bindings/packages';
import type { Faults } from './faults';
import { versionRange } from './version-constraint';
import { compareVersions } from './versions';

/** The place of azurerm's version constraint in a stack's configuration. */
export const azurermVersion = 'terraform.required_providers.azurerm.version';

/** The constraints that the library is tested with, by major version. */
export const azurermConstraints: { readonly [major: number]: string } = {
  // 4.81 is the first release with a Key Vault API that is available after 2027-02-27.
  4: '>= 4.81.0, < 5.0.0',
  5: '>= 5.2.0, < 6.0.0',
};

/** The azurerm releases whose argument names a stack uses: the bindings' release, or one with other names. */
export type AzurermNames = 'bindings' | '4.81' | '5';

/** The names that are valid for every version that the stack's constraint admits. */
export function azurermNames(stack: TerraformStack): AzurermNames {
  const constraint = overrideOf(stack, azurermVersion);
  const { oldest = '0', oldestMajor } = (typeof constraint === 'string' && versionRange(constraint)) || {};
  if (oldestMajor === 5) return '5';
  return compareVersions(oldest, '4.81') < 0 ? 'bindings' : '4.81';
}

/** Whether the program sets azurerm's version for the stack. */
export function requiresAzurerm(stack: TerraformStack): boolean {
  return overrideOf(stack, azurermVersion) !== undefined;
}

/** No arguments are valid in two major versions. */
export function checkAzurermVersion(faults: Faults, stack: TerraformStack): void {
  const constraint = overrideOf(stack, azurermVersion);
  if (typeof constraint !== 'string') return;
  const { oldestMajor, newestMajor } = versionRange(constraint) ?? {};
  if (oldestMajor !== undefined && oldestMajor === newestMajor && supportedMajors.includes(oldestMajor)) return;
  const [first, last] = [supportedMajors[0], supportedMajors.at(-1) as number];
  const example = azurermConstraints[Math.min(Math.max(oldestMajor ?? 0, first), last)];
  faults.add(
    azurermVersion,
    `must admit one major version of azurerm, ${supportedMajors.join(' or ')}`,
    constraint,
    `For example, use '${example}'.`,
  );
}

export function overrideOf(stack: TerraformStack, path: string): unknown {
  const { rawOverrides } = stack as unknown as { rawOverrides: object };
  return path
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], rawOverrides);
}
