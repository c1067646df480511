import {
  KubernetesManifests,
  Namespace,
  type NamespaceAttributes,
  type NamespaceProps,
  PodSecurityLevel,
} from '../../../lib';
import { type RoomSamples, struct } from '../support/sample';
import { knownCluster } from '../support/values';

export const namespaceSamples = {
  annotations: { owner: 'web' },
  labels: { team: 'web' },
  podSecurity: PodSecurityLevel.PRIVILEGED,
  recordsNamespace: 'team-web',
};

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
};
