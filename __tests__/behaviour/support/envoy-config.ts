import type { Attributes } from '../../support/planned';
import type { Pod } from './lab';

/** Parts of Envoy's configuration, for meshes whose control plane is not available as a library. */

const extensions = 'envoy.extensions';

export function typed(type: string, value: Attributes = {}): Attributes {
  return { '@type': `type.googleapis.com/${type}`, ...value };
}

export function filter(name: string, type: string, value: Attributes = {}): Attributes {
  return { name, typed_config: typed(type, value) };
}

/** A filter of HTTP requests. */
export function httpFilter(name: string, value: Attributes = {}): Attributes {
  const types: { [name: string]: string } = {
    local_ratelimit: `${extensions}.filters.http.local_ratelimit.v3.LocalRateLimit`,
    rbac: `${extensions}.filters.http.rbac.v3.RBAC`,
    router: `${extensions}.filters.http.router.v3.Router`,
  };
  return filter(`envoy.filters.http.${name}`, types[name], value);
}

export function connectionManager(virtualHosts: Attributes[], httpFilters: Attributes[]): Attributes {
  return filter(
    'envoy.filters.network.http_connection_manager',
    `${extensions}.filters.network.http_connection_manager.v3.HttpConnectionManager`,
    {
      stat_prefix: 'http',
      route_config: { name: 'routes', virtual_hosts: virtualHosts },
      http_filters: [...httpFilters, httpFilter('router')],
    },
  );
}

/** What takes the calls of a pod's application. */
export function outbound(pod: string, filters: Attributes[]): Attributes {
  const proxyProtocol = `${extensions}.filters.listener.proxy_protocol.v3.ProxyProtocol`;
  return {
    name: 'outbound',
    address: address(`pod/${pod}`, 15001),
    listener_filters: [filter('envoy.filters.listener.proxy_protocol', proxyProtocol)],
    filter_chains: [{ filters }],
  };
}

/** What takes calls of a pod, in mutual TLS. */
export function inbound(pod: string, port: number, identity: string, filters: Attributes[]): Attributes {
  const context = { common_tls_context: certificates(identity), require_client_certificate: true };
  const tls = `${extensions}.transport_sockets.tls.v3.DownstreamTlsContext`;
  return {
    name: 'inbound',
    address: address(`pod/${pod}`, port),
    filter_chains: [{ transport_socket: filter('envoy.transport_sockets.tls', tls, context), filters }],
  };
}

/** The application of a pod. */
export function application(name: string, pod: string, port: number): Attributes {
  return { name, type: 'STATIC', load_assignment: assignment(name, [`app/${pod}`], port) };
}

/** Pods that are called in mutual TLS. */
export function upstream(name: string, pods: Pod[], identity: string, more: Attributes): Attributes {
  const tls = `${extensions}.transport_sockets.tls.v3.UpstreamTlsContext`;
  const context = { common_tls_context: certificates(identity) };
  const addresses = pods.map((pod) => `pod/${pod.name}`);
  return {
    name,
    type: 'STATIC',
    load_assignment: assignment(name, addresses, 8080),
    transport_socket: filter('envoy.transport_sockets.tls', tls, context),
    ...more,
  };
}

function certificates(identity: string): Attributes {
  return {
    tls_certificate_sds_secret_configs: [{ name: identity }],
    validation_context_sds_secret_config: { name: 'ROOTCA' },
  };
}

function assignment(name: string, addresses: string[], port: number): Attributes {
  const endpoints = addresses.map((one) => ({ endpoint: { address: address(one, port) } }));
  return { cluster_name: name, endpoints: [{ lb_endpoints: endpoints }] };
}

function address(host: string, port: number): Attributes {
  return { socket_address: { address: host, port_value: port } };
}

/** A duration of Kubernetes as Envoy's JSON has it. */
export function durationOf(text: string | undefined): string | undefined {
  const [, number, unit] = /^([\d.]+)(ms|s|m|h)$/.exec(text ?? '') ?? [];
  if (number === undefined) return undefined;
  return `${(Number(number) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit as 'ms']) / 1000}s`;
}

/** The pods that a selector has. */
export function selectedBy(selector: Attributes, pods: Pod[]): Pod[] {
  return pods.filter(({ labels = {} }) => Object.entries(selector).every(([key, value]) => labels[key] === value));
}
