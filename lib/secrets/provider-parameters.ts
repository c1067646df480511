import { checkOneOf, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';

type Parameters = { [name: string]: string } | undefined;

/**
 * Parameters of Azure's provider that `VaultSecrets` has no prop for.
 *
 * Source: https://github.com/Azure/secrets-store-csi-driver-provider-azure/blob/v1.8.2/pkg/provider/types/types.go
 */
const free = ['cloudName', 'cloudEnvFileName', 'useAzureTokenProxy'];

const ownedBy: { [name: string]: string } = {
  clientID: 'access',
  useVMManagedIdentity: 'access',
  userAssignedIdentityID: 'access',
  keyvaultName: 'vault',
  tenantID: 'vault',
  tenantId: 'vault',
  objects: 'objects',
};

const clouds = ['AzurePublicCloud', 'AzureUSGovernmentCloud', 'AzureChinaCloud', 'AzureGermanCloud', 'AzureStackCloud'];

/** The provider ignores parameters that it doesn't know without a word. */
export function checkParameters(faults: Faults, prop: string, parameters: Parameters): void {
  for (const [name, value] of Object.entries(parameters ?? {})) {
    const at = `${prop}.${name}`;
    if (name === 'usePodIdentity') {
      const must = 'must not be set: pod identity is retired, and its project archived';
      faults.add(at, must, value, 'Use access: VaultAccess.workloadIdentity(...).');
    } else if (Object.hasOwn(ownedBy, name)) {
      faults.add(at, `must be left to ${ownedBy[name]}`, value, `Take it out of ${prop}.`);
    } else if (!free.includes(name)) {
      faults.add(at, `must be one of ${free.join(', ')}`, value, 'The provider ignores other names without a word.');
    } else if (typeof value !== 'string') {
      faults.add(at, 'must be text', value, `Use '${value}'.`);
    }
  }
  const cloud = parameters?.cloudName;
  if (isKnown(cloud) && typeof cloud === 'string') checkOneOf(faults, `${prop}.cloudName`, cloud, clouds);
}
