import type { Manifest } from '../../helm/manifest';
import type { IngressIntent, ServiceIntent } from '../traffic/intents';
import type { IstioFacts } from './istio-facts';
import { httpRoutes } from './istio-routing';

const api = 'networking.istio.io/v1';

/**
 * A Gateway with the certificate, and a VirtualService with the routes of each service. The Secret of the certificate is read in the
 * namespace of the gateway's pods.
 *
 * Source: https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/
 *
 * @param said what of a service's intents the gateway does itself.
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
    {
      apiVersion: api,
      kind: 'VirtualService',
      metadata: { name: `${name}-ingress`, namespace: namespaceName },
      spec: {
        hosts: [...hosts],
        gateways: [name],
        http: routes.flatMap(({ path, service }) => httpRoutes(said(service), facts, path)),
      },
    },
  ];
}
