import { derivedName, nameRules } from '../../core/names';
import type { Manifest } from '../../helm/manifest';
import type { EgressIntent } from '../traffic/intents';
import { EgressProtocol, isWildcard } from '../traffic/mesh-egress-options';

const api = 'networking.istio.io/v1';

/**
 * The proxy looks hosts up itself; those of a wildcard it can't, and passes calls on to the address that the caller chose, as those to
 * ranges of addresses.
 */
export function egressObjects(egress: EgressIntent): Manifest[] {
  const { namespaceName, name, hosts, addresses, port = 443, protocol = EgressProtocol.TLS, tlsOrigination } = egress;
  const entry = (own: string, some: string[], resolution: string): Manifest => ({
    apiVersion: api,
    kind: 'ServiceEntry',
    metadata: { name: own, namespace: namespaceName },
    spec: {
      hosts: some,
      ...(addresses ? { addresses: [...addresses] } : {}),
      exportTo: ['.'],
      location: 'MESH_EXTERNAL',
      resolution,
      ports: [{ number: port, name: protocol.toLowerCase(), protocol, ...targetPortOf(egress) }],
    },
  });
  const wildcards = hosts.filter(isWildcard);
  const names = hosts.filter((host) => !isWildcard(host));
  const isRange = addresses?.some((address) => address.includes('/') && !address.endsWith('/32'));
  return [
    ...(names.length > 0 ? [entry(name, names, isRange ? 'NONE' : 'DNS')] : []),
    ...(wildcards.length > 0 ? [entry(`${name}-wildcards`, wildcards, 'NONE')] : []),
    ...(tlsOrigination
      ? names.map((host) =>
          tlsRule({ name: derivedName(name, host, nameRules.kubernetesObject), namespace: namespaceName }, host, port, [
            '.',
          ]),
        )
      : []),
  ];
}

function targetPortOf({ tlsOrigination }: EgressIntent): object {
  return tlsOrigination ? { targetPort: tlsOrigination.port ?? 443 } : {};
}

/**
 * TLS to a host, for calls of a port. Without certificates of authorities the proxy verifies the host by those of its operating system.
 *
 * Source: `constructUpstreamTLS` in pilot/pkg/networking/core/cluster_tls.go of https://github.com/istio/istio/tree/1.30.3
 */
export function tlsRule(
  metadata: { name: string; namespace: string },
  host: string,
  port: number,
  exportTo?: string[],
): Manifest {
  const tls = { mode: 'SIMPLE', sni: host, subjectAltNames: [host] };
  const trafficPolicy = { portLevelSettings: [{ port: { number: port }, tls }] };
  const spec = { host, ...(exportTo ? { exportTo } : {}), trafficPolicy };
  return { apiVersion: api, kind: 'DestinationRule', metadata, spec };
}
