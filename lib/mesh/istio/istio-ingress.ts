import type { MeshIngressProps } from '../mesh-ingress-props';
import type { MeshServiceProps } from '../mesh-service-props';
import type { Manifest } from '../traffic/manifest';
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
  { gateway, name, hosts, routes, tls, redirectHttp }: MeshIngressProps,
  said: (intents: MeshServiceProps) => MeshServiceProps = (intents) => intents,
): Manifest[] {
  const namespace = routes[0].service.namespace.namespaceName;
  const here = hosts.map((host) => `${namespace}/${host}`);
  const http = { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: here };
  const https = {
    port: { number: 443, name: 'https', protocol: 'HTTPS' },
    hosts: here,
    tls: { mode: 'SIMPLE', credentialName: tls?._secretName, minProtocolVersion: tls?._minimumVersion },
  };
  const redirect = redirectHttp === false ? [] : [{ ...http, tls: { httpsRedirect: true } }];
  return [
    {
      apiVersion: api,
      kind: 'Gateway',
      metadata: { name, namespace },
      spec: { selector: { ...gateway.selector }, servers: tls ? [https, ...redirect] : [http] },
    },
    {
      apiVersion: api,
      kind: 'VirtualService',
      metadata: { name: `${name}-ingress`, namespace },
      spec: {
        hosts: [...hosts],
        gateways: [name],
        http: routes.flatMap(({ path, service }) => httpRoutes(said(service._intents), path)),
      },
    },
  ];
}
