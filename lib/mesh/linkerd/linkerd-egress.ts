import type { Manifest } from '../../helm/manifest';
import type { EgressIntent } from '../traffic/intents';
import { EgressProtocol } from '../traffic/mesh-egress-options';

const gatewayGroup = 'gateway.networking.k8s.io';

/**
 * What pods of the namespace call outside of the cluster is denied, but for the hosts. The EgressNetwork stands for all of the
 * namespace, so there is one, `egress`, which each `MeshEgress` of the namespace would make: one per namespace.
 *
 * Source: https://linkerd.io/2-edge/reference/egress-network/
 */
export function egressObjects(egress: EgressIntent): Manifest[] {
  const { namespaceName, name, hosts, port = 443, protocol = EgressProtocol.TLS } = egress;
  const metadata = { name, namespace: namespaceName };
  const parentRefs = [{ group: 'policy.linkerd.io', kind: 'EgressNetwork', name, port }];
  const network = { group: 'policy.linkerd.io', kind: 'EgressNetwork', name };
  const route =
    protocol === EgressProtocol.HTTP
      ? {
          apiVersion: `${gatewayGroup}/v1`,
          kind: 'HTTPRoute',
          spec: { hostnames: [...hosts], parentRefs, rules: [{}] },
        }
      : {
          apiVersion: `${gatewayGroup}/v1alpha2`,
          kind: 'TLSRoute',
          spec: { hostnames: [...hosts], parentRefs, rules: [{ backendRefs: [{ ...network, port }] }] },
        };
  return [
    {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'EgressNetwork',
      metadata,
      spec: { trafficPolicy: 'Deny' },
    },
    { apiVersion: route.apiVersion, kind: route.kind, metadata, spec: route.spec },
  ];
}
