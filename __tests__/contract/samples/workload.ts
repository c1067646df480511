import type { TerraformStack } from 'cdktf';
import {
  AzureRole,
  type IManagedIdentity,
  KubernetesManifests,
  ManagedIdentity,
  Namespace,
  type NamespaceAttributes,
  type NamespaceProps,
  PodSecurityLevel,
  WorkloadIdentity,
  type WorkloadIdentityAttributes,
  type WorkloadIdentityProps,
} from '../../../lib';
import { given, type RoomSamples, struct } from '../support/sample';
import { knownCluster, place, resourceId } from '../support/values';

export const namespaceSamples = {
  annotations: { owner: 'web' },
  labels: { team: 'web' },
  podSecurity: PodSecurityLevel.PRIVILEGED,
  recordsNamespace: 'team-web',
};

const newIdentity = { ...place, identityName: 'shop-checkout' };

/** How each struct of workload reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  NamespaceAttributes: struct<NamespaceAttributes>((stack, attributes) => {
    const cluster = knownCluster(stack);
    const { namespaceName } = Namespace.fromName(stack, 'Shop', { cluster, name: 'shop', ...attributes });
    const manifests = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop' } }];
    new KubernetesManifests(stack, 'Objects', { cluster, releaseName: 'shop', namespace: namespaceName, manifests });
  }),
  NamespaceProps: struct<NamespaceProps>(
    (stack, props) => new Namespace(stack, 'Shop', { cluster: knownCluster(stack), name: 'shop', ...props }),
    { ...namespaceSamples, name: 'other' },
  ),
  WorkloadIdentityAttributes: struct<WorkloadIdentityAttributes>((stack, attributes) => {
    const namespace = Namespace.fromName(stack, 'Shop', { cluster: knownCluster(stack), name: 'shop' });
    const identity = sharedIdentity(stack, 'shared');
    const known = { namespace, identity, serviceAccountName: 'checkout', ...attributes };
    const workload = WorkloadIdentity.fromAttributes(stack, 'Workload', known);
    workload.grant(AzureRole.of('Reader'), resourceId('Microsoft.Storage/storageAccounts', 'shop4711'));
  }),
  WorkloadIdentityProps: struct<WorkloadIdentityProps>(
    (stack, props) => {
      const namespace = Namespace.fromName(stack, 'Shop', { cluster: knownCluster(stack), name: 'shop' });
      new WorkloadIdentity(stack, 'Workload', { namespace, serviceAccountName: 'checkout', newIdentity, ...props });
    },
    {
      credentialName: 'checkout',
      // Either this or newIdentity, so that another one is what the sample is compared with.
      identity: given(
        (stack: TerraformStack) => ({ newIdentity: undefined, identity: sharedIdentity(stack, 'other') }),
        (stack: TerraformStack) => sharedIdentity(stack, 'shared'),
      ),
      newIdentity: { ...newIdentity, identityName: 'other' },
      serviceAccountExists: true,
      serviceAccountName: 'cart',
    },
  ),
};

function sharedIdentity(stack: TerraformStack, identityName: string): IManagedIdentity {
  const { resourceGroupName } = place;
  return ManagedIdentity.fromLookup(stack, `Identity-${identityName}`, { identityName, resourceGroupName });
}
