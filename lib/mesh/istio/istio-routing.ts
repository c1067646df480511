import { compact } from '../../core/compact';
import type { Manifest } from '../../helm/manifest';
import { duration } from '../traffic/durations';
import type { FaultInjection } from '../traffic/fault-injection';
import type { ServiceIntent } from '../traffic/intents';
import { PathMatch } from '../traffic/path-match';
import { defaultRetryOn } from '../traffic/retry-policy';
import { ServiceProtocol } from '../traffic/service-protocol';
import type { ServiceVersion } from '../traffic/service-version';
import { hostOf } from '../traffic/versions';
import type { IstioFacts } from './istio-facts';
import { gatewayApiRoute } from './istio-service-routes';

const api = 'networking.istio.io/v1';

interface HttpMatch {
  readonly uri?: object;
  readonly headers?: { readonly [header: string]: object };
}

interface HttpRoute {
  readonly match?: HttpMatch[];
  readonly [field: string]: unknown;
}

/** Whether a service needs routes. */
function hasRoutes(service: ServiceIntent): boolean {
  const { split, headerRoutes, pathRoutes, mirror, faultInjection, retries, timeoutSeconds } = service;
  const intents = [split, headerRoutes, pathRoutes, mirror, faultInjection, retries, timeoutSeconds];
  return intents.some((intent) => intent !== undefined);
}

/**
 * A service's routes, for its callers' proxies; a gateway repeats them, because a VirtualService that is bound to a gateway
 * bypasses the VirtualService of its destination host.
 *
 * Source: `sourceMatchHTTP` in pilot/pkg/networking/core/route/route.go of https://github.com/istio/istio/tree/1.30.3
 *
 * @param within the paths that a gateway routes to the service; all paths if omitted.
 */
export function httpRoutes(
  service: ServiceIntent,
  facts: IstioFacts,
  within: PathMatch = PathMatch.prefix('/'),
): HttpRoute[] {
  const { split, headerRoutes = [], pathRoutes = [], faultInjection } = service;
  const common = commonOf(service, facts);
  const routeTo = (version: ServiceVersion, match: HttpMatch[]): HttpRoute => ({
    match,
    route: [{ destination: destinationOf(service, facts, version) }],
    ...common,
  });
  const byHeader = headerRoutes.map(({ _options: { header, value, to }, _isRegex }) => {
    const headers = { [header]: _isRegex ? { regex: value } : { exact: value } };
    return routeTo(to, matchesOf(within, { headers }));
  });
  const byPath = pathRoutes.flatMap(({ path, to }) => {
    const both = narrower(within, path);
    return both ? [routeTo(to, matchesOf(both))] : [];
  });
  const versions = split?._versions ?? [];
  const shares = versions.map(({ version, percent }) => ({
    destination: destinationOf(service, facts, version),
    ...(versions.length === 1 ? {} : { weight: percent }),
  }));
  const route = shares.length > 0 ? shares : [{ destination: destinationOf(service, facts) }];
  const rest: HttpRoute = { ...matchOf(within), route, ...common };
  const routes = [...byHeader, ...byPath, rest];
  return faultInjection ? withFaults(routes, faultInjection) : routes;
}

/** A service's routes, for its callers' proxies, in the API that the mesh uses. */
export function serviceRoutes(service: ServiceIntent, facts: IstioFacts): Manifest | undefined {
  if (!hasRoutes(service)) return undefined;
  return facts.gatewayApi ? gatewayApiRoute(service) : virtualService(service, facts);
}

function virtualService(service: ServiceIntent, facts: IstioFacts): Manifest {
  const { name, namespaceName, protocol } = service;
  const routes =
    protocol === ServiceProtocol.TCP ? { tcp: [tcpRoute(service, facts)] } : { http: meshRoutes(service, facts) };
  return {
    apiVersion: api,
    kind: 'VirtualService',
    metadata: { name, namespace: namespaceName },
    spec: { hosts: [hostOf(name, namespaceName)], ...routes },
  };
}

/**
 * A host's routes apply to all of its ports, and route to the port of their destination: with several ports, they match only
 * theirs, and the last route keeps the others unchanged.
 *
 * Source: `GetDestinationCluster` in pilot/pkg/networking/core/route/route.go of https://github.com/istio/istio/tree/1.30.3
 */
function meshRoutes(service: ServiceIntent, facts: IstioFacts): object[] {
  const { name, namespaceName, port } = service;
  const routes = httpRoutes(service, facts);
  const ofPort = routes.map((route) => ({ ...route, match: (route.match ?? [{}]).map((one) => ({ ...one, port })) }));
  return [...ofPort, { route: [{ destination: { host: hostOf(name, namespaceName) } }] }];
}

/** The paths that two matches have in common; undefined if there are none, or if a regular expression makes it undecidable. */
export function narrower(one: PathMatch, other: PathMatch): PathMatch | undefined {
  if (one._covers(other)) return other;
  return other._covers(one) ? one : undefined;
}

function tcpRoute(service: ServiceIntent, facts: IstioFacts): object {
  const { port, split } = service;
  const versions = split?._versions ?? [];
  const route = versions.map(({ version, percent }) => ({
    destination: destinationOf(service, facts, version),
    ...(versions.length === 1 ? {} : { weight: percent }),
  }));
  return { match: [{ port }], route };
}

/** A version is a subset of the Service or, with the Gateway API, a separate Service. */
function destinationOf(service: ServiceIntent, { gatewayApi }: IstioFacts, version?: ServiceVersion): object {
  const { name, namespaceName, port } = service;
  if (version && gatewayApi) {
    return { host: hostOf(version.service ?? '', namespaceName), port: { number: port } };
  }
  const host = hostOf(name, namespaceName);
  return { host, ...(version ? { subset: version.name } : {}), port: { number: port } };
}

/** The settings of every route of a service. */
function commonOf(service: ServiceIntent, facts: IstioFacts): object {
  const { mirror, retries, timeoutSeconds } = service;
  const mirrors = mirror && [
    { destination: destinationOf(service, facts, mirror.to), percentage: { value: mirror.percent ?? 100 } },
  ];
  return {
    ...(mirrors ? { mirrors } : {}),
    ...(timeoutSeconds === undefined ? {} : { timeout: duration(timeoutSeconds) }),
    ...(retries === undefined ? {} : { retries: retriesOf(service) }),
  };
}

function isEverywhere(path: PathMatch): boolean {
  return path._kind === 'prefix' && path._stem === '';
}

/** The `match` of a route for some paths; none for all of them. */
export function matchOf(path: PathMatch): { match?: HttpMatch[] } {
  return isEverywhere(path) ? {} : { match: matchesOf(path) };
}

/**
 * A `PathMatch` prefix matches a path and all paths below it, which requires two matches: an Istio prefix matches any text that
 * starts with it.
 */
function matchesOf(path: PathMatch, others: HttpMatch = {}): HttpMatch[] {
  if (isEverywhere(path)) return [others];
  const uris =
    path._kind === 'prefix' ? [{ exact: path._stem }, { prefix: `${path._stem}/` }] : [{ [path._kind]: path._path }];
  return uris.map((uri) => ({ uri, ...others }));
}

/** With a header, every route is rendered twice: with faults for requests with the header, and without for the others. */
function withFaults(routes: HttpRoute[], injection: FaultInjection): HttpRoute[] {
  const { delaySeconds, delayPercent = 100, abortStatus, abortPercent = 100, onlyWithHeader } = injection;
  const fault = compact({
    delay:
      delaySeconds === undefined
        ? undefined
        : { percentage: { value: delayPercent }, fixedDelay: duration(delaySeconds) },
    abort: abortStatus === undefined ? undefined : { percentage: { value: abortPercent }, httpStatus: abortStatus },
  });
  if (!onlyWithHeader) return routes.map((route) => ({ ...route, fault }));
  const chosen = { [onlyWithHeader.name]: { exact: onlyWithHeader.value } };
  const hit = routes.map((route) => {
    const match = (route.match ?? [{}]).map((one) => ({ ...one, headers: { ...one.headers, ...chosen } }));
    return { ...route, match, fault };
  });
  return [...hit, ...routes];
}

function retriesOf({ retries, protocol }: ServiceIntent): object {
  if (retries?.attempts === 0) return { attempts: 0 };
  const { attempts, perTryTimeoutSeconds, on = defaultRetryOn(protocol), backoffSeconds } = retries ?? { attempts: 0 };
  return {
    attempts,
    ...(perTryTimeoutSeconds === undefined ? {} : { perTryTimeout: duration(perTryTimeoutSeconds) }),
    retryOn: on.join(','),
    ...(backoffSeconds === undefined ? {} : { backoff: duration(backoffSeconds) }),
  };
}
