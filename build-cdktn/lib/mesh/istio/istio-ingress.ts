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
import { customPolicy } from './istio-access';
import type { IstioFacts } from './istio-facts';
import { httpRoutes, matchOf } from './istio-routing';

const api = 'networking.istio.io/v1';

/**
 * A Gateway with the certificate, and a VirtualService with each service's routes. The certificate's Secret must be in the
 * namespace of the gateway's pods.
 *
 * Source: https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/
 *
 * @param said selects the intents of a service that the gateway itself applies.
 */
export function ingressObjects(
  { gateway, name, namespaceName, hosts, routes, delegates, tls, redirectHttp, externalAuthorization }: IngressIntent,
  facts: IstioFacts,
  said: (intents: ServiceIntent) => ServiceIntent,
): Manifest[] {
  const here = hosts.map((host) => `${namespaceName}/${host}`);
  const http = { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: here };
  const https = {
    port: { number: 443, name: 'https', protocol: 'HTTPS' },
    hosts: here,
    tls: {
      mode: tls?.asksClients ? 'MUTUAL' : 'SIMPLE',
      credentialName: tls?.secretName,
      minProtocolVersion: tls?.minimumVersion,
    },
  };
  const redirect = redirectHttp === false ? [] : [{ ...http, tls: { httpsRedirect: true } }];
  return [
    {
      apiVersion: api,
      kind: 'Gateway',
      metadata: { name, namespace: namespaceName },
      spec: { selector: { ...gateway.selector }, servers: tls ? [https, ...redirect] : [http] },
    },
    ...hostsByRoutes(hosts, [...delegates, ...routes]).map((own, _index, { length }) => ({
      apiVersion: api,
      kind: 'VirtualService',
      metadata: {
        name: length === 1 ? `${name}-ingress` : `${name}-ingress-${own[0].replace(wildcard, 'any.')}`,
        namespace: namespaceName,
      },
      spec: {
        hosts: own,
        gateways: [name],
        http: [
          ...forHost(own[0], delegates).map(delegatingRoute),
          ...forHost(own[0], routes).flatMap((route) => gatewayRoutes(route, facts, said)),
        ],
      },
    })),
    ...(externalAuthorization
      ? [
          customPolicy(
            { name: `${name}-external`, namespace: gateway.namespaceName },
            gateway.selector,
            externalAuthorization,
            { hosts: hosts.flatMap((host) => [host, `${host}:*`]) },
          ),
        ]
      : []),
  ];
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
  said: (intents: ServiceIntent) => ServiceIntent,
): Manifest[] {
  const http = routes.flatMap((route) => gatewayRoutes(route, facts, said));
  return [{ apiVersion: api, kind: 'VirtualService', metadata: delegateOf(name, namespaceName), spec: { http } }];
}

function gatewayRoutes(
  route: IngressRouteIntent,
  facts: IstioFacts,
  said: (intents: ServiceIntent) => ServiceIntent,
): object[] {
  const service = said(route.service);
  return httpRoutes(service, facts, effectiveIngressRoutes({ ...route, service }));
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
