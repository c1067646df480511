import { grouped } from '../../core/grouped';
import type { Manifest } from '../../helm/manifest';
import type { IngressIntent, IngressRouteIntent, ServiceIntent } from '../traffic/intents';
import { wildcard } from '../traffic/mesh-egress-options';
import type { IstioFacts } from './istio-facts';
import { httpRoutes } from './istio-routing';

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
  { gateway, name, namespaceName, hosts, routes, tls, redirectHttp }: IngressIntent,
  facts: IstioFacts,
  said: (intents: ServiceIntent) => ServiceIntent,
): Manifest[] {
  const here = hosts.map((host) => `${namespaceName}/${host}`);
  const http = { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: here };
  const https = {
    port: { number: 443, name: 'https', protocol: 'HTTPS' },
    hosts: here,
    tls: { mode: 'SIMPLE', credentialName: tls?.secretName, minProtocolVersion: tls?.minimumVersion },
  };
  const redirect = redirectHttp === false ? [] : [{ ...http, tls: { httpsRedirect: true } }];
  return [
    {
      apiVersion: api,
      kind: 'Gateway',
      metadata: { name, namespace: namespaceName },
      spec: { selector: { ...gateway.selector }, servers: tls ? [https, ...redirect] : [http] },
    },
    ...hostsByRoutes(hosts, routes).map((own, _index, { length }) => ({
      apiVersion: api,
      kind: 'VirtualService',
      metadata: {
        name: length === 1 ? `${name}-ingress` : `${name}-ingress-${own[0].replace(wildcard, 'any.')}`,
        namespace: namespaceName,
      },
      spec: {
        hosts: own,
        gateways: [name],
        http: routesOf(own[0], routes).flatMap(({ path, service }) => httpRoutes(said(service), facts, path)),
      },
    })),
  ];
}

function routesOf(host: string, routes: readonly IngressRouteIntent[]): IngressRouteIntent[] {
  return routes.filter(({ hosts }) => !hosts || hosts.includes(host));
}

/** Groups hosts with the same routes. */
function hostsByRoutes(hosts: readonly string[], routes: readonly IngressRouteIntent[]): string[][] {
  return grouped([...hosts], (host) =>
    routesOf(host, routes)
      .map((route) => routes.indexOf(route))
      .join(),
  );
}
