import type { IConstruct } from 'constructs';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import type { GatewayRoutesIntent, IngressIntent, IngressRouteIntent, ServiceIntent } from '../traffic/intents';
import { isEverywhere } from '../traffic/match-algebra';
import type { PathRewrite } from '../traffic/path-rewrite';
import { plainHttpOf } from '../traffic/plain-http';
import type { RouteMatch } from '../traffic/route-match';
import type { WeightedRouteService } from '../traffic/route-service';
import { ServiceProtocol } from '../traffic/service-protocol';
import { consulPrecedence, orderedMatches } from '../traffic/specific-first';
import type { ConsulFacts } from './consul-services';

/**
 * Rejects ingress options that Consul's gateway doesn't support. Of a service's props, it follows only the split and load
 * balancing, not the routes; it calls services by HTTP/1.1; it replaces prefixes of paths only; and it sends no redirects.
 *
 * Sources: `Synthesize` and `targetForResolverNode` in agent/consul/discoverychain/gateway.go and `compareHTTPRules` in
 * gateway_httproute.go beside it of https://github.com/hashicorp/consul, and `translateHTTPFilters` in
 * control-plane/api-gateway/common/translation.go of https://github.com/hashicorp/consul-k8s/tree/v2.0.3
 */
export function checkConsulIngress(faults: Faults, ingress: IngressIntent, facts: ConsulFacts): void {
  const { routes, delegates, tls, redirectHttp } = ingress;
  checkConsulRoutes(faults, ingress, facts);
  const plainHttp = plainHttpOf(ingress);
  if (plainHttp.routes.length > 0) checkConsulRoutes(faults, plainHttp, facts, 'plainHttpRoutes');
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

export function checkConsulRoutes(
  faults: Faults,
  ingress: GatewayRoutesIntent,
  { cluster }: ConsulFacts,
  prop = 'routes',
): void {
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
    const at = `${prop}[${index}]`;
    if (hosts) {
      const must = 'must be left out on Consul, whose gateway serves all hosts of a certificate with one listener';
      faults.add(`${at}.hosts`, must, hosts, 'Use a MeshIngress for each of them, with the same tls.');
    }
    if (!service || service.namespaceName === namespaceName) return;
    const must = `must be in namespace ${namespaceName} on Consul, whose routes can only call services in their own namespace`;
    faults.add(`${at}.service`, must, service.name, 'Use one MeshIngress per namespace, each with its own hosts.');
  });
  routes.forEach((route, index) => {
    if (route.service) checkBackend(faults, `${prop}[${index}].service`, route.service);
    checkRoute(faults, `${prop}[${index}]`, route);
  });
  checkOrder(faults, prop, routes);
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

/** Routes have whole services as destinations, and change headers and path prefixes. */
function checkRoute(faults: Faults, at: string, route: IngressRouteIntent): void {
  const { match = {}, action, rewriteHost, cors, mirror, faultInjection, retries } = route;
  const kind = action?._intent.kind;
  const lacking = {
    action: kind === 'redirect' || kind === 'response' ? action : undefined,
    rewriteHost,
    cors,
    mirror,
    faultInjection,
    'retries.perTryTimeoutSeconds': retries?.perTryTimeoutSeconds,
    'retries.backoffSeconds': retries?.backoffSeconds,
  };
  for (const [prop, value] of Object.entries(lacking)) {
    if (value === undefined) continue;
    const must = "must be left out on Consul, whose gateway doesn't support it";
    faults.add(`${at}.${prop}`, must, undefined, 'Put a service before it that does this.');
  }
  if (kind === 'versions') checkVersions(faults, `${at}.action`, route);
  if (action?._intent.kind === 'services') checkOtherServices(faults, at, action._intent.services);
  match.headers?.forEach(({ _isInverse, _name }, index) => {
    if (!_isInverse) return;
    const must = "must not be inverse on Consul's gateway, whose routes have no such condition";
    faults.add(`${at}.match.headers[${index}]`, must, _name, 'Put a route with the condition before this one.');
  });
}

/** An HTTPRoute allows a prefix rewrite only with a prefix match, and Consul's prefixes end anywhere. */
function isReplaceable({ path }: RouteMatch): boolean {
  return isEverywhere(path) || path?._kind === 'text';
}

function refuseRewrite(faults: Faults, at: string, { _path }: PathRewrite): void {
  const must =
    "must be a prefix, in a route for PathMatch.startingWith or all paths, on Consul's gateway, which replaces the text that paths begin with";
  const fix = 'Use PathRewrite.prefix and PathMatch.startingWith, or put a service before it that rewrites paths.';
  faults.add(`${at}.rewritePath`, must, _path, fix);
}

function checkVersions(faults: Faults, at: string, { action, service }: IngressRouteIntent): void {
  const isAll = action?._intent.kind === 'versions' && action._intent.versions.length === 0;
  if (isAll && !service?.split) return;
  const must = 'must not choose versions on Consul, whose gateway leads to services and their splits';
  faults.add(at, must, undefined, 'Leave it out, and give the service a split.');
}

function checkOtherServices(faults: Faults, at: string, services: readonly WeightedRouteService[]): void {
  services.forEach(({ service: { namespaceName } }, index) => {
    if (namespaceName === undefined) return;
    const must = 'must be left out on Consul, whose routes can only call services in their own namespace';
    faults.add(`${at}.action[${index}].namespaceName`, must, namespaceName, 'Leave it out.');
  });
}

/** Rejects routes that would not apply in the order of the program. */
function checkOrder(faults: Faults, at: string, routes: readonly IngressRouteIntent[]): void {
  orderedMatches(
    routes.map(({ match = {} }) => match),
    consulPrecedence,
  ).forEach((own, index) => {
    const { match = {}, rewritePath } = routes[index];
    const all = own === 'open' ? [match] : own;
    if (rewritePath && (rewritePath._kind !== 'prefix' || !all.every(isReplaceable))) {
      refuseRewrite(faults, `${at}[${index}]`, rewritePath);
    }
    if (own !== 'open') return;
    const must = 'must not take precedence over a later route on Consul, whose gateway prefers the longer path';
    const fix = 'Use PathMatch.exact or PathMatch.prefix, or put it last.';
    faults.add(`${at}[${index}].match`, must, match.path?._path, fix);
  });
}

/** By name, in all namespaces. */
const routeNames = new Claim();

/** Registers the owner of the name. */
export function claimIngress(owner: IConstruct, { name }: GatewayRoutesIntent, { cluster }: ConsulFacts): void {
  routeNames.take(cluster, owner, name);
}
