import { derivedName, nameRules } from '../../core/names';
import { replacedIn } from '../../core/token-values';
import type { Manifest } from '../../helm/manifest';
import type { IstioEgressHost } from './istio-egress-gateway';
import type { IIstioGateway } from './istio-gateway';

const api = 'networking.istio.io/v1';
/** The port of the gateway's Service, whichever port the host has. */
const gatewayPort = 443;

/**
 * What leads hosts through an egress gateway: each host is made known to the mesh (ServiceEntry), sidecars send what asks for
 * it to the gateway in mutual TLS that names it (VirtualService, DestinationRule), the gateway ends that TLS for each name
 * apart (Gateway), and sends what is in it, the application's own TLS, to the host.
 *
 * Source: https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/; that the gateway tells the hosts apart
 * by its servers: pilot/pkg/networking/core/gateway.go of https://github.com/istio/istio/tree/1.30.3
 */
export function egressRoutes(gateway: IIstioGateway, hosts: IstioEgressHost[]): Manifest[] {
  const named = hosts.map(({ host, port = 443 }) => ({ host, port, subset: subsetOf(host) }));
  const { gatewayName, namespace, selector } = gateway;
  const service = `${gatewayName}.${namespace.namespaceName}.svc.cluster.local`;
  const inNamespace = (name: string) => ({ name, namespace: namespace.namespaceName });
  return [
    {
      apiVersion: api,
      kind: 'Gateway',
      metadata: inNamespace(gatewayName),
      spec: {
        selector,
        servers: named.map(({ host, subset }) => ({
          port: { number: gatewayPort, name: subset, protocol: 'TLS' },
          hosts: [host],
          tls: { mode: 'ISTIO_MUTUAL' },
        })),
      },
    },
    {
      apiVersion: api,
      kind: 'DestinationRule',
      metadata: inNamespace(gatewayName),
      spec: {
        host: service,
        subsets: named.map(({ host, subset }) => ({
          name: subset,
          trafficPolicy: {
            portLevelSettings: [{ port: { number: gatewayPort }, tls: { mode: 'ISTIO_MUTUAL', sni: host } }],
          },
        })),
      },
    },
    ...named.flatMap(({ host, port, subset }) => [
      {
        apiVersion: api,
        kind: 'ServiceEntry',
        metadata: inNamespace(host),
        spec: {
          hosts: [host],
          location: 'MESH_EXTERNAL',
          ports: [{ number: port, name: 'tls', protocol: 'TLS' }],
          resolution: 'DNS',
        },
      },
      {
        apiVersion: api,
        kind: 'VirtualService',
        metadata: inNamespace(host),
        spec: {
          hosts: [host],
          gateways: ['mesh', gatewayName],
          tls: [
            {
              match: [{ gateways: ['mesh'], port, sniHosts: [host] }],
              route: [{ destination: { host: service, subset, port: { number: gatewayPort } } }],
            },
          ],
          tcp: [
            {
              match: [{ gateways: [gatewayName], port: gatewayPort }],
              route: [{ destination: { host, port: { number: port } } }],
            },
          ],
        },
      },
    ]),
  ];
}

/**
 * Subsets are DNS labels: `api.ex-ample.com` is `api-ex--ample-com-tls`, so that no two hosts share one; a long one is cut and
 * carries a hash.
 */
function subsetOf(host: string): string {
  return derivedName(replacedIn(replacedIn(host, '-', '--'), '.', '-'), 'tls', nameRules.kubernetesLabel);
}
