import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import type { EgressIntent } from '../traffic/intents';
import { EgressProtocol } from '../traffic/mesh-egress-options';
import { serviceIntentions } from './consul-access';
import { consulApi } from './consul-mesh-config';
import { checkCallers, checkUniqueName } from './consul-service-rules';
import type { ConsulFacts } from './consul-services';

export function checkConsulEgress(faults: Faults, egress: EgressIntent, facts: ConsulFacts): void {
  const { callers, addresses } = egress;
  if (addresses) {
    const fix = 'Leave it out: the egress gateway resolves the hosts.';
    faults.add('addresses', 'must be left out on Consul', addresses, fix);
  }
  if (!facts.hasEgressGateway) {
    const must = 'must be in a mesh with an egress gateway on Consul';
    faults.add('namespace', must, facts.path, 'Set egressGateway: true on the mesh.');
  }
  if (!callers || callers.length === 0) {
    const must = 'must be ServiceAccounts on Consul, which denies all other callers';
    faults.add('callers', must, undefined, 'For example, use [MeshPeer.serviceAccount(...)].');
  }
  checkCallers(faults, 'callers', callers);
  callers?.forEach((peer, index) => {
    if (!peer._isScoped || egress.protocol === EgressProtocol.HTTP) return;
    const must = "must be a ServiceAccount without methods or paths: the mesh can't inspect TLS traffic";
    faults.add(`callers[${index}]`, must, undefined, 'Leave them out.');
  });
  checkUniqueName(faults, egress.name, facts);
}

/**
 * The hosts are a service in the mesh, a destination behind the egress gateway. Callers need an intention for it, as for any
 * other service.
 *
 * @see https://developer.hashicorp.com/consul/docs/reference/config-entry/service-defaults#destination
 */
export function egressObjects(egress: EgressIntent): Manifest[] {
  const { namespaceName, name, hosts, port = 443, protocol, callers = [] } = egress;
  return [
    {
      apiVersion: consulApi,
      kind: 'ServiceDefaults',
      metadata: { name, namespace: namespaceName },
      spec: {
        protocol: protocol === EgressProtocol.HTTP ? 'http' : 'tcp',
        destination: { addresses: [...hosts], port },
      },
    },
    serviceIntentions(name, namespaceName, callers),
  ];
}
