import type { Faults } from '../../core/faults';
import { EgressProtocol, type MeshEgressProps } from '../mesh-egress-props';
import type { Manifest } from '../traffic/manifest';
import { serviceIntentions } from './consul-access';
import { consulApi } from './consul-mesh-config';
import type { IConsulMesh } from './consul-mesh-ref';
import { checkCallers, checkUniqueName } from './consul-service-rules';

export function checkConsulEgress(faults: Faults, egress: MeshEgressProps): void {
  const { namespace, callers } = egress;
  const mesh = namespace.mesh as IConsulMesh;
  if (!mesh._hasEgressGateway) {
    const must = 'must be of a mesh that has an egress gateway on Consul, by which such calls leave';
    faults.add('namespace', must, mesh.node.path, 'Give the mesh egressGateway: true.');
  }
  if (!callers || callers.length === 0) {
    const must = 'must name ServiceAccounts on Consul, which denies everybody else';
    faults.add('callers', must, undefined, 'Use for example [MeshPeer.serviceAccount(...)].');
  }
  checkCallers(faults, 'callers', callers);
  callers?.forEach((peer, index) => {
    if (!peer._isScoped || egress.protocol === EgressProtocol.HTTP) return;
    const must = 'must be a ServiceAccount without methods or paths: the mesh sees nothing of what is inside of TLS';
    faults.add(`callers[${index}]`, must, undefined, 'Leave them out.');
  });
  checkUniqueName(faults, egress);
}

/**
 * The hosts are one more service of the mesh, a destination that the egress gateway leads to. Callers need an intention for it as
 * for any other service.
 *
 * @see https://developer.hashicorp.com/consul/docs/reference/config-entry/service-defaults#destination
 */
export function egressObjects(egress: MeshEgressProps): Manifest[] {
  const { namespace, name, hosts, port = 443, protocol, callers = [] } = egress;
  return [
    {
      apiVersion: consulApi,
      kind: 'ServiceDefaults',
      metadata: { name, namespace: namespace.namespaceName },
      spec: {
        protocol: protocol === EgressProtocol.HTTP ? 'http' : 'tcp',
        destination: { addresses: [...hosts], port },
      },
    },
    serviceIntentions(name, namespace, callers),
  ];
}
