import { derivedName, nameRules } from '../../core/names';
import { replacedIn } from '../../core/token-values';
import type { Manifest } from '../../helm/manifest';
import { EgressProtocol, type TlsOrigination } from '../traffic/mesh-egress-options';
import { tlsRule } from './istio-egress';
import type { IIstioGateway } from './istio-gateway';

const api = 'networking.istio.io/v1';

/** The port of the gateway's Service, independent of the host's port. */
const gatewayPort = 443;

/** A host outside, and how pods call it. */
interface EgressHost {
  readonly host: string;
  readonly port?: number;
  readonly protocol?: EgressProtocol;
  readonly addresses?: string[];
  readonly tlsOrigination?: TlsOrigination;
}

/**
 * Routes hosts through an egress gateway: each host is registered in the mesh (ServiceEntry), sidecars send its connections to
 * the gateway in mutual TLS with its name (VirtualService, DestinationRule), and the gateway terminates that TLS for each name
 * separately (Gateway) and forwards the inner traffic to the host: the application's own TLS, TCP, or HTTP.
 *
 * Source: https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/; that the gateway distinguishes the hosts
 * by its servers: pilot/pkg/networking/core/gateway.go of https://github.com/istio/istio/tree/1.30.3
 */
export function egressRoutes(gateway: IIstioGateway, hosts: readonly EgressHost[]): Manifest[] {
  const { gatewayName, namespace, selector } = gateway;
  const inNamespace = (name: string) => ({ name, namespace: namespace.namespaceName });
  return [
    {
      apiVersion: api,
      kind: 'Gateway',
      metadata: inNamespace(gatewayName),
      spec: {
        selector,
        servers: hosts.map(({ host, protocol }) => ({
          port: {
            number: gatewayPort,
            name: subsetOf(host),
            protocol: protocol === EgressProtocol.HTTP ? 'HTTPS' : 'TLS',
          },
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
        host: serviceOf(gateway),
        subsets: hosts.map(({ host }) => ({
          name: subsetOf(host),
          trafficPolicy: {
            portLevelSettings: [{ port: { number: gatewayPort }, tls: { mode: 'ISTIO_MUTUAL', sni: host } }],
          },
        })),
      },
    },
    ...hosts.flatMap((own) => [
      serviceEntry(inNamespace(own.host), own),
      virtualService(inNamespace(own.host), own, gateway),
      ...(own.tlsOrigination ? [tlsRule(inNamespace(own.host), own.host, own.port ?? 443)] : []),
    ]),
  ];
}

function serviceEntry(
  metadata: object,
  { host, port = 443, protocol = EgressProtocol.TLS, addresses, tlsOrigination }: EgressHost,
): Manifest {
  const targetPort = tlsOrigination ? { targetPort: tlsOrigination.port ?? 443 } : {};
  return {
    apiVersion: api,
    kind: 'ServiceEntry',
    metadata,
    spec: {
      hosts: [host],
      ...(addresses ? { addresses: [...addresses] } : {}),
      location: 'MESH_EXTERNAL',
      ports: [{ number: port, name: protocol.toLowerCase(), protocol, ...targetPort }],
      resolution: 'DNS',
    },
  };
}

/** Sidecars send connections to the gateway, and the gateway to the host. */
function virtualService(
  metadata: object,
  { host, port = 443, protocol = EgressProtocol.TLS }: EgressHost,
  gateway: IIstioGateway,
): Manifest {
  const { gatewayName } = gateway;
  const toGateway = [
    { destination: { host: serviceOf(gateway), subset: subsetOf(host), port: { number: gatewayPort } } },
  ];
  const toHost = [{ destination: { host, port: { number: port } } }];
  const sidecars = { gateways: ['mesh'], port };
  const leaving = { match: [{ gateways: [gatewayName], port: gatewayPort }], route: toHost };
  const routes = {
    [EgressProtocol.TLS]: { tls: [{ match: [{ ...sidecars, sniHosts: [host] }], route: toGateway }], tcp: [leaving] },
    [EgressProtocol.TCP]: { tcp: [{ match: [sidecars], route: toGateway }, leaving] },
    [EgressProtocol.HTTP]: { http: [{ match: [sidecars], route: toGateway }, leaving] },
  }[protocol];
  return {
    apiVersion: api,
    kind: 'VirtualService',
    metadata,
    spec: { hosts: [host], gateways: ['mesh', gatewayName], ...routes },
  };
}

function serviceOf({ gatewayName, namespace }: IIstioGateway): string {
  return `${gatewayName}.${namespace.namespaceName}.svc.cluster.local`;
}

/**
 * Subsets are DNS labels: `api.ex-ample.com` is `api-ex--ample-com-tls`, so that no two hosts share one; long names are
 * shortened, with a hash.
 */
function subsetOf(host: string): string {
  return derivedName(replacedIn(replacedIn(host, '-', '--'), '.', '-'), 'tls', nameRules.kubernetesLabel);
}
