import type { IConstruct } from 'constructs';
import type { Faults } from '../../core/faults';
import { grouped } from '../../core/grouped';
import { Claim } from '../../core/ledger';
import type { Manifest } from '../../helm/manifest';
import { duration } from '../traffic/durations';
import type { GatewayRoutesIntent, IngressIntent, IngressRouteIntent, ServiceIntent } from '../traffic/intents';
import type { PathMatch } from '../traffic/path-match';
import { ServiceProtocol } from '../traffic/service-protocol';
import { listenerNames } from './consul-api-gateway-objects';
import { consulApi } from './consul-mesh-config';
import { consulIntent, retryFields } from './consul-routing';
import type { ConsulFacts } from './consul-services';

/**
 * Rejects ingress options that Consul's gateway doesn't support. Of a service's props, it follows only the split and load
 * balancing, not the routes by header and path; it calls services by HTTP/1.1; it selects the longest matching path; and it sends
 * no redirects.
 *
 * Sources: `Synthesize` and `targetForResolverNode` in agent/consul/discoverychain/gateway.go and `compareHTTPRules` in
 * gateway_httproute.go beside it of https://github.com/hashicorp/consul, and `translateHTTPFilters` in
 * control-plane/api-gateway/common/translation.go of https://github.com/hashicorp/consul-k8s/tree/v2.0.3
 */
export function checkConsulIngress(faults: Faults, ingress: IngressIntent, facts: ConsulFacts): void {
  const { routes, delegates, tls, redirectHttp } = ingress;
  checkConsulRoutes(faults, ingress, facts);
  if (routes.length === 0) {
    const must = 'must be set on Consul, where routes belong to no ingress';
    faults.add(
      'routes',
      must,
      undefined,
      'Leave the MeshIngress out, and name the certificate in certificateSecretNames.',
    );
  }
  if (delegates.length > 0) {
    const must = 'must be left out on Consul, whose gateway takes routes of all namespaces of the mesh';
    faults.add(
      'delegates',
      must,
      delegates.map(({ name }) => name),
      'Leave it out: MeshIngressRoutes are enough.',
    );
  }
  if (tls && redirectHttp !== false) {
    const must = "must be false on Consul, whose gateway doesn't support redirects (Istio's does): port 80 is closed";
    faults.add('redirectHttp', must, redirectHttp, 'Set redirectHttp: false.');
  }
}

export function checkConsulRoutes(faults: Faults, ingress: GatewayRoutesIntent, { cluster }: ConsulFacts): void {
  const { gateway, name, namespaceName, routes } = ingress;
  if (!gateway.hasListeners) {
    faults.add('gateway', 'must be a gateway of Consul', gateway.path, 'Use a ConsulApiGateway.');
    return;
  }
  const other = routeNames.ownerOn(cluster, name);
  if (other) {
    const must = `must be unique in all namespaces on Consul, but '${other.node.path}' has it already`;
    faults.add('name', must, name, 'Use another name.');
  }
  routes.forEach(({ service, hosts }, index) => {
    if (hosts) {
      const must = 'must be left out on Consul, whose gateway serves all hosts of a certificate with one listener';
      faults.add(`routes[${index}].hosts`, must, hosts, 'Use a MeshIngress for each of them, with the same tls.');
    }
    if (service.namespaceName === namespaceName) return;
    const must = `must be in namespace ${namespaceName} on Consul, whose routes can only call services in their own namespace`;
    faults.add(
      `routes[${index}].service`,
      must,
      service.name,
      'Use one MeshIngress per namespace, each with its own hosts.',
    );
  });
  routes.forEach((route, index) => {
    checkBackend(faults, `routes[${index}].service`, route.service);
    checkSaid(faults, `routes[${index}]`, route);
  });
  checkOrder(faults, routes);
}

function checkBackend(faults: Faults, at: string, intents: ServiceIntent): void {
  const { name, protocol = ServiceProtocol.HTTP, split, allowFrom, routes } = intents;
  if (protocol !== ServiceProtocol.HTTP) {
    const must = 'must be an HTTP service on Consul, whose gateway calls services by HTTP/1.1';
    faults.add(at, must, protocol, 'Route these requests through your own gateway, as a peer in allowFrom.');
  }
  if (routes?.length) {
    const must = 'must have no routes on Consul, whose gateway would ignore them';
    faults.add(at, must, name, 'Put a service before it, or use split instead of routes.');
  }
  if (split && split._versions.length === 1) {
    const must = 'must have a split between two versions on Consul, whose gateway would ignore a single one';
    faults.add(at, must, name, 'Use TrafficSplit.canary with canaryPercent 0 or 100, or leave split out.');
  }
  if (!allowFrom) {
    const must = 'must allow the gateway on Consul, which denies all other callers';
    faults.add(at, must, name, 'Add MeshPeer.ingressGateway(gateway) to its allowFrom.');
  }
}

/** Rejects routes whose first and longest match differ, where a regular expression is among them. */
function checkOrder(faults: Faults, routes: readonly IngressRouteIntent[]): void {
  const paths = routes.map(({ match }) => match?.path).filter((path) => path !== undefined);
  routes.forEach(({ match }, index) => {
    if (match?.path?._kind !== 'regex' || paths.length === 1) return;
    const must =
      'must not be a regular expression together with other paths on Consul, whose gateway selects the longest';
    faults.add(`routes[${index}].match.path`, must, match.path._path, 'Use PathMatch.exact or PathMatch.prefix.');
  });
}

/** What a gateway's route is told here is the path. */
function checkSaid(
  faults: Faults,
  at: string,
  { match = {}, service: _, hosts: __, ...settings }: IngressRouteIntent,
): void {
  const { path: ___, ...conditions } = match;
  const said = [
    ...Object.entries(conditions).map(([prop, value]) => [`match.${prop}`, value]),
    ...Object.entries(settings),
  ] as [string, unknown][];
  for (const [prop, value] of said) {
    if (value === undefined) continue;
    const must = 'must be left out on Consul, whose gateway is told paths here';
    faults.add(`${at}.${prop}`, must, undefined, 'Put a service before it whose routes say this.');
  }
}

/**
 * One HTTPRoute, and for each service filters with its timeout and retries, because the gateway doesn't read those of the
 * service.
 *
 * Sources: https://developer.hashicorp.com/consul/docs/reference/k8s/api-gateway/routes/httproute and routeretryfilter,
 * routetimeoutfilter beside it
 */
export function consulIngressObjects({
  gateway,
  name,
  namespaceName,
  hosts,
  routes,
  hasTls,
}: GatewayRoutesIntent): Manifest[] {
  const services = grouped(routes, ({ service }) => service.name).map(([{ service }]) => service);
  const parent = {
    name: gateway.gatewayName,
    namespace: gateway.namespaceName,
    sectionName: hasTls ? listenerNames.tls : listenerNames.plain,
  };
  const rules = routes.map(({ match, service }) => {
    const filters = filtersOf(name, service).map(({ kind, metadata }) => ({
      type: 'ExtensionRef',
      extensionRef: { group: consulApi.split('/')[0], kind, name: metadata.name },
    }));
    return {
      matches: matchesOf(match?.path),
      ...(filters.length > 0 ? { filters } : undefined),
      backendRefs: [{ name: service.name, port: service.port }],
    };
  });
  return [
    ...services.flatMap((service) => filtersOf(name, service)),
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name, namespace: namespaceName },
      spec: { parentRefs: [parent], hostnames: [...hosts], rules },
    },
  ];
}

/** Registers the owner of the name. */
export function claimIngress(owner: IConstruct, ingress: GatewayRoutesIntent, { cluster }: ConsulFacts): void {
  routeNames.take(cluster, owner, ingress.name);
}

interface Filter {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

function filtersOf(ingressName: string, service: ServiceIntent): (Filter & Manifest)[] {
  const { name, namespaceName, timeoutSeconds, retries, protocol } = consulIntent(service);
  const metadata = { name: `${ingressName}-${name}`, namespace: namespaceName };
  const filter = (kind: string, spec: object) => ({ apiVersion: consulApi, kind, metadata, spec });
  return [
    ...(timeoutSeconds === undefined
      ? []
      : [filter('RouteTimeoutFilter', { requestTimeout: duration(timeoutSeconds) })]),
    ...(retries ? [filter('RouteRetryFilter', retryFields(retries, protocol))] : []),
  ];
}

/** A Consul prefix matches any text that starts with it; a `PathMatch` prefix matches a path and all paths below it. */
function matchesOf(path: PathMatch | undefined): object[] {
  const match = (type: string, value: string) => ({ path: { type, value } });
  if (!path || (path._kind === 'prefix' && path._stem === '')) return [match('PathPrefix', '/')];
  if (path._kind === 'regex') return [match('RegularExpression', path._path)];
  if (path._kind === 'exact') return [match('Exact', path._path)];
  if (path._kind === 'text') return [match('PathPrefix', path._path)];
  return [match('Exact', path._stem), match('PathPrefix', `${path._stem}/`)];
}

/** By name, in all namespaces. */
const routeNames = new Claim();
