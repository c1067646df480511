import { grouped } from '../../core/grouped';
import type { Manifest } from '../../helm/manifest';
import { effectiveIngressRoutes } from '../traffic/effective-routes';
import type {
  GatewayRoutesIntent,
  IngressDelegateIntent,
  IngressIntent,
  IngressRouteIntent,
  ServiceIntent,
} from '../traffic/intents';
import { wildcard } from '../traffic/mesh-egress-options';
import { plainHttpOf } from '../traffic/plain-http';
import type { IstioFacts } from './istio-facts';
import { gatewayPolicies } from './istio-gateway-access';
import { answeringRoutes, destinationsOf, httpRoutes, matchOf } from './istio-routing';

const api = 'networking.istio.io/v1';

/** Selects the intents of a service that the gateway itself applies. */
type Selection = (intents: ServiceIntent) => ServiceIntent;

/**
 * A Gateway with the certificate, and a VirtualService with each service's routes. The certificate's Secret must be in the
 * namespace of the gateway's pods.
 *
 * Source: https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/
 */
export function ingressObjects(ingress: IngressIntent, facts: IstioFacts, said: Selection): Manifest[] {
  const { name, hosts, routes, delegates, isPassthrough } = ingress;
  return [
    gatewayObject(ingress, name, servers(ingress)),
    ...routesOfHosts(ingress, name, 'ingress', hostsByRoutes(hosts, [...delegates, ...routes]), (own) =>
      isPassthrough
        ? { tls: connectionRoutes(own, forHost(own[0], routes), facts, said) }
        : {
            http: [
              ...forHost(own[0], delegates).map(delegatingRoute),
              ...forHost(own[0], routes).flatMap((route) => gatewayRoutes(route, facts, said)),
            ],
          },
    ),
    ...plainHttpObjects(ingress, facts, said),
    ...gatewayPolicies(ingress),
  ];
}

function servers(ingress: IngressIntent): object[] {
  const { tls, isPassthrough, redirectHttp, plainHttpRoutes } = ingress;
  const hosts = hostsOf(ingress);
  const onTls = (protocol: string, settings: object) => ({
    port: { number: 443, name: protocol.toLowerCase(), protocol },
    hosts,
    tls: settings,
  });
  const isRedirected = redirectHttp !== false && plainHttpRoutes.length === 0 && !isPassthrough;
  const redirect = isRedirected ? [{ ...plainServer(ingress), tls: { httpsRedirect: true } }] : [];
  if (isPassthrough) return [onTls('TLS', { mode: 'PASSTHROUGH' })];
  if (!tls) return [plainServer(ingress)];
  const { asksClients, secretName: credentialName, minimumVersion: minProtocolVersion } = tls;
  return [onTls('HTTPS', { mode: asksClients ? 'MUTUAL' : 'SIMPLE', credentialName, minProtocolVersion }), ...redirect];
}

function plainServer(ingress: IngressIntent): object {
  return { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: hostsOf(ingress) };
}

function hostsOf({ namespaceName, hosts }: IngressIntent): string[] {
  return hosts.map((host) => `${namespaceName}/${host}`);
}

/**
 * Plain HTTP has a separate Gateway, so that its routes don't apply to HTTPS requests. A route redirects all other requests, also
 * with TLS passthrough: Istio redirects only hosts that have a route for requests.
 */
function plainHttpObjects(ingress: IngressIntent, facts: IstioFacts, said: Selection): Manifest[] {
  const { name, hosts, routes } = plainHttpOf(ingress);
  const rest = ingress.redirectHttp === false ? [] : [{ redirect: { scheme: 'https', redirectCode: 301 } }];
  if (routes.length === 0 && (!ingress.isPassthrough || rest.length === 0)) return [];
  return [
    gatewayObject(ingress, name, [plainServer(ingress)]),
    ...routesOfHosts(ingress, name, 'http', hostsByRoutes(hosts, routes), ([host]) => ({
      http: [...forHost(host, routes).flatMap((route) => gatewayRoutes(route, facts, said)), ...rest],
    })),
  ];
}

function gatewayObject({ namespaceName, gateway }: IngressIntent, name: string, own: object[]): Manifest {
  const spec = { selector: { ...gateway.selector }, servers: own };
  return { apiVersion: api, kind: 'Gateway', metadata: { name, namespace: namespaceName }, spec };
}

/** A VirtualService for each group of hosts with the same routes. */
function routesOfHosts(
  { name, namespaceName }: IngressIntent,
  gatewayName: string,
  suffix: string,
  groups: readonly string[][],
  routesOf: (hosts: string[]) => object,
): Manifest[] {
  return groups.map((hosts) => {
    const ofHost = groups.length === 1 ? '' : `-${hosts[0].replace(wildcard, 'any.')}`;
    return {
      apiVersion: api,
      kind: 'VirtualService',
      metadata: { name: `${name}-${suffix}${ofHost}`, namespace: namespaceName },
      spec: { hosts, gateways: [gatewayName], ...routesOf(hosts) },
    };
  });
}

/** The first route has all connections of its hosts. */
function connectionRoutes(
  sniHosts: string[],
  [route]: IngressRouteIntent[],
  facts: IstioFacts,
  said: Selection,
): object[] {
  if (!route?.service) return [];
  const service = said(route.service);
  const [{ action }] = effectiveIngressRoutes(service, route);
  return [{ match: [{ port: 443, sniHosts }], route: destinationsOf(service, facts, action) }];
}

/**
 * A VirtualService without hosts and gateways, which that of the ingress includes for its paths. Istio drops a route for paths that are
 * not delegated.
 *
 * Source: `MergeHTTPRoutes` in pilot/pkg/model/virtualservice.go of https://github.com/istio/istio/tree/1.30.3
 */
export function delegatedRoutes(
  { name, namespaceName, routes }: GatewayRoutesIntent,
  facts: IstioFacts,
  said: Selection,
): Manifest[] {
  const http = routes.flatMap((route) => gatewayRoutes(route, facts, said));
  return [{ apiVersion: api, kind: 'VirtualService', metadata: delegateOf(name, namespaceName), spec: { http } }];
}

function gatewayRoutes(route: IngressRouteIntent, facts: IstioFacts, said: Selection): object[] {
  if (!route.service) return answeringRoutes(route);
  const service = said(route.service);
  return httpRoutes(service, facts, effectiveIngressRoutes(service, route));
}

function delegatingRoute({ name, namespaceName, path }: IngressDelegateIntent): object {
  return { ...matchOf({ path }), delegate: delegateOf(name, namespaceName) };
}

/** Not the name of the VirtualService for callers inside the mesh. */
function delegateOf(name: string, namespace: string): { name: string; namespace: string } {
  return { name: `${name}-routes`, namespace };
}

interface OfHosts {
  readonly hosts?: readonly string[];
}

function forHost<T extends OfHosts>(host: string, routes: readonly T[]): T[] {
  return routes.filter(({ hosts }) => !hosts || hosts.includes(host));
}

/** Groups hosts with the same routes. */
function hostsByRoutes(hosts: readonly string[], routes: readonly OfHosts[]): string[][] {
  return grouped([...hosts], (host) =>
    forHost(host, routes)
      .map((route) => routes.indexOf(route))
      .join(),
  );
}
