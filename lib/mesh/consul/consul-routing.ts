import { Fn, Op, Token } from 'cdktf';
import { compact } from '../../core/compact';
import type { Manifest } from '../../helm/manifest';
import { duration } from '../traffic/durations';
import { type EffectiveRoute, effectiveRoutes } from '../traffic/effective-routes';
import { headerOperations } from '../traffic/envoy-headers';
import type { Comparison, HeaderMatch } from '../traffic/header-match';
import type { ServiceIntent } from '../traffic/intents';
import { defaultMaxEjectionPercent } from '../traffic/outlier-ejection';
import type { PathMatch } from '../traffic/path-match';
import { type RetryPolicy, conditionsOf as retryConditionsOf } from '../traffic/retry-policy';
import type { RouteMatch } from '../traffic/route-match';
import { ServiceProtocol } from '../traffic/service-protocol';
import type { ServiceVersion } from '../traffic/service-version';
import { versionsOf } from '../traffic/versions';
import { isDisabled, withoutDisabled } from '../traffic/zero-intents';
import { consulMetaKey } from './consul-dialect';
import { consulApi } from './consul-mesh-config';
import type { UpstreamOverride } from './consul-services';

/** Envoy's timeout of 15 s can't be disabled in the pods' sidecars. This is the longest timeout in 32 bits of milliseconds. */
const longestTimeoutSeconds = 2_147_483;

const defaultTimeoutSeconds = 15;

/**
 * A service without disabled retries, because Consul has no default retries, and with the longest timeout instead of none.
 *
 * Source: `Validate` in control-plane/api/v1alpha1/servicedefaults_types.go of
 * https://github.com/hashicorp/consul-k8s/tree/v2.0.3
 */
export function consulIntent(service: ServiceIntent): ServiceIntent {
  const rendered = withoutDisabled(service, ['retries']);
  return isDisabled(service, 'timeoutSeconds') ? { ...rendered, timeoutSeconds: longestTimeoutSeconds } : rendered;
}

/**
 * Routes, splits and intentions for requests require a service with protocol HTTP, HTTP/2 or gRPC. The timeout is set here as
 * well as on the route, because the pods' sidecars have their own timeout, 15 s by default.
 *
 * Callers may connect to pods of a headless service by their addresses, in mutual TLS: without `dialedDirectly` their sidecars
 * don't know these addresses. Source: `PassthroughUpstreams` in agent/proxycfg/upstreams.go, there.
 *
 * The limits and ejection for calls to other services are set here too, on the caller: only the protocol is read from the called
 * service's defaults. Source: `ComputeResolvedServiceConfig` in agent/configentry/resolve.go of
 * https://github.com/hashicorp/consul. They apply to each version separately, because each is a separate cluster of the caller's
 * proxy: `makeUpstreamClustersForDiscoveryChain` in agent/xds/clusters.go.
 */
export function serviceDefaults(service: ServiceIntent, overrides: UpstreamOverride[]): Manifest {
  const { rateLimit, headless, protocol = ServiceProtocol.HTTP } = service;
  const timeoutSeconds = longestTimeout(service);
  const { requestsPerSecond, burst: requestsMaxBurst } = rateLimit ?? {};
  return object(service, 'ServiceDefaults', {
    protocol,
    localRequestTimeoutMs: timeoutSeconds === undefined ? undefined : milliseconds(timeoutSeconds),
    rateLimits: rateLimit && { instanceLevel: compact({ requestsPerSecond, requestsMaxBurst }) },
    upstreamConfig: overrides.length > 0 ? { overrides } : undefined,
    transparentProxy: headless ? { dialedDirectly: true } : undefined,
  });
}

/** The limit of the pods' sidecar, which must not end requests of a route with a longer one. */
function longestTimeout({ timeoutSeconds, routes = [] }: ServiceIntent): number | undefined {
  const ofRoutes = routes.map((route) => route.timeoutSeconds).filter((seconds) => seconds !== undefined);
  if (ofRoutes.length === 0) return timeoutSeconds;
  const all = [timeoutSeconds ?? defaultTimeoutSeconds, ...ofRoutes.map((seconds) => seconds || longestTimeoutSeconds)];
  return all.some((seconds) => Token.isUnresolved(seconds)) ? Token.asNumber(Fn.max(all)) : Math.max(...all);
}

/** The overrides for each caller of a service; undefined if there are none. */
export function overrideFor({ name, connectionLimits, outlierEjection }: ServiceIntent): UpstreamOverride | undefined {
  const limits = compact({
    maxConnections: connectionLimits?.maxConnections,
    maxPendingRequests: connectionLimits?.maxPendingRequests,
    maxConcurrentRequests: connectionLimits?.maxRequests,
  });
  const passiveHealthCheck = outlierEjection && {
    interval: duration(outlierEjection.intervalSeconds ?? 10),
    maxFailures: outlierEjection.consecutiveErrors,
    baseEjectionTime: duration(outlierEjection.baseEjectionSeconds ?? 30),
    maxEjectionPercent: outlierEjection.maxEjectionPercent ?? defaultMaxEjectionPercent,
  };
  return limits || passiveHealthCheck ? { name, ...compact({ limits, passiveHealthCheck }) } : undefined;
}

/**
 * Versions are subsets of the service, selected by their pods' annotations. The connection timeout and load balancing are set
 * here, with or without a split: each subset inherits them, and a split uses the first hash policy that it finds. A single
 * version is the default subset.
 *
 * Source: `getResolverNode` and `getSplitterNode` in agent/consul/discoverychain/compile.go of
 * https://github.com/hashicorp/consul
 */
export function serviceResolver(service: ServiceIntent): Manifest | undefined {
  const { split, connectionLimits } = service;
  const versions = versionsOf(service).map(([, version]) => version);
  const seconds = connectionLimits?.connectTimeoutSeconds;
  const only = split?._versions.length === 1 ? split._versions[0].version.name : undefined;
  const subsets = Object.fromEntries(versions.map((version) => [version.name, { filter: filterOf(version) }]));
  const spec = compact({
    defaultSubset: only,
    subsets: versions.length > 0 ? subsets : undefined,
    connectTimeout: seconds === undefined ? undefined : duration(seconds),
    loadBalancer: loadBalancer(service),
  });
  return spec && object(service, 'ServiceResolver', spec);
}

/**
 * A headless service has no routes, because its callers connect to pods.
 *
 * The timeout and retries are set on the routes, and on the last one for all other requests: those of a resolver apply only
 * without a router or splitter. A route without a subset continues to the split.
 *
 * Source: `makeUpstreamRouteForDiscoveryChain` in agent/xds/routes.go of https://github.com/hashicorp/consul
 */
export function serviceRouter(service: ServiceIntent): Manifest | undefined {
  if (service.headless) return undefined;
  const rendered = effectiveRoutes(service).flatMap(consulRoutes);
  const routes = rendered.filter(({ match: { http }, destination }) => destination || !isForAll(http));
  return routes.length > 0 ? object(service, 'ServiceRouter', { routes }) : undefined;

  function consulRoutes(route: EffectiveRoute): ConsulRoute[] {
    return partsOf(route).flatMap(({ path, prefixRewrite }) =>
      conditionsOf(route.match).map((conditions) => ({
        match: { http: { ...path, ...conditions } },
        destination: destinationOf(service, route, prefixRewrite),
      })),
    );
  }
}

interface ConsulRoute {
  readonly match: { readonly http: { readonly [condition: string]: unknown } };
  readonly destination?: object;
}

function isForAll(http: ConsulRoute['match']['http']): boolean {
  return http.pathPrefix === '/' && Object.keys(http).length === 1;
}

/** The paths of a route, and their rewrites: the matched path or prefix is replaced. */
function partsOf({ match, rewritePath }: EffectiveRoute): { path: object; prefixRewrite?: string }[] {
  const { path } = match;
  const hasOtherConditions = Object.keys(match).some((condition) => condition !== 'path');
  if (!rewritePath) return path || !hasOtherConditions ? pathsOf(path).map((one) => ({ path: one })) : [{ path: {} }];
  const below = `${rewritePath._stem}/`;
  if (path?._kind === 'exact' || path?._kind === 'text') {
    return pathsOf(path).map((one) => ({ path: one, prefixRewrite: rewritePath._path }));
  }
  return pathsOf(path).map((one) => ({
    path: one,
    prefixRewrite: 'pathExact' in one ? rewritePath._stem || '/' : below,
  }));
}

/**
 * A condition that is turned into its opposite is not met by a request without the header, but for presence: such a request gets a route of
 * its own.
 *
 * Source: `makeRouteMatchForDiscoveryRoute` in agent/xds/routes.go of https://github.com/hashicorp/consul, and `invert_match` in
 * https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto
 */
function conditionsOf({ headers = [], query = [], methods }: RouteMatch): object[] {
  const queryParam = query.map((condition) => ({ name: condition._name, ...comparison(condition) }));
  const readings = headers.reduce<object[][]>(
    (known, header) => known.flatMap((before) => headerReadings(header).map((reading) => [...before, reading])),
    [[]],
  );
  return readings.map(
    (header) =>
      compact({
        header: header.length > 0 ? header : undefined,
        queryParam: queryParam.length > 0 ? queryParam : undefined,
        methods: methods && [...methods],
      }) ?? {},
  );
}

function headerReadings(header: HeaderMatch): object[] {
  const { _name: name, _isInverse: isInverse, _comparison: compared } = header;
  const given = { name, ...comparison(header) };
  if (!isInverse) return [given];
  const absent = { name, present: true, invert: true };
  return compared === 'present' ? [absent] : [{ ...given, invert: true }, absent];
}

function comparison({ _comparison: compared, _value: value }: { _comparison: Comparison; _value: string }): object {
  return { [compared]: compared === 'present' ? true : value };
}

function destinationOf({ protocol }: ServiceIntent, route: EffectiveRoute, prefixRewrite?: string): object | undefined {
  const { action, retries, timeoutSeconds, requestHeaders, responseHeaders } = route;
  const isDisabled = retries?.attempts === 0;
  return compact({
    ...(action.kind === 'versions' && !action.isOfService && { serviceSubset: action.versions[0]?.version.name }),
    ...(action.kind === 'services' && { service: action.services[0].service.name }),
    prefixRewrite,
    requestTimeout: timeoutSeconds === undefined ? undefined : duration(timeoutSeconds || longestTimeoutSeconds),
    ...(isDisabled || !retries ? {} : retryFields(retries, protocol)),
    requestHeaders: requestHeaders && headerOperations(requestHeaders),
    responseHeaders: responseHeaders && headerOperations(responseHeaders),
  });
}

/** The fields of a route's destination, and of a filter of a gateway's route. */
export function retryFields(retries: RetryPolicy, protocol: ServiceProtocol | undefined): object {
  const conditions = retryConditionsOf(retries, protocol);
  return {
    numRetries: retries.attempts,
    ...(conditions.length > 0 ? { retryOn: [...conditions] } : {}),
    ...(retries.statuses ? { retryOnStatusCodes: [...retries.statuses] } : {}),
  };
}

export function serviceSplitter(service: ServiceIntent): Manifest | undefined {
  const versions = service.split?._versions ?? [];
  if (versions.length < 2) return undefined;
  const splits = versions.map(({ version, percent }) => ({ weight: percent, serviceSubset: version.name }));
  return object(service, 'ServiceSplitter', { splits });
}

/** A Consul prefix matches any text that starts with it; a `PathMatch` prefix matches a path and all paths below it. */
export function pathsOf(path: PathMatch | undefined): object[] {
  if (path === undefined) return [{ pathPrefix: '/' }];
  if (path._kind === 'regex') return [{ pathRegex: path._path }];
  if (path._kind === 'exact') return [{ pathExact: path._path }];
  if (path._kind === 'text') return [{ pathPrefix: path._path }];
  return path._stem === '' ? [{ pathPrefix: '/' }] : [{ pathExact: path._stem }, { pathPrefix: `${path._stem}/` }];
}

function object({ name, namespaceName }: ServiceIntent, kind: string, spec: object): Manifest {
  const metadata = { name, namespace: namespaceName };
  return { apiVersion: consulApi, kind, metadata, spec: compact(spec) };
}

function filterOf({ labels = {} }: ServiceVersion): string {
  return Object.entries(labels)
    .map(([key, value]) => `Service.Meta.${consulMetaKey(key)} == "${value}"`)
    .join(' and ');
}

function loadBalancer({ loadBalancing }: ServiceIntent): object | undefined {
  if (!loadBalancing) return undefined;
  const { _simple: simple, _affinity: affinity } = loadBalancing;
  if (!affinity) return { policy: simple?.toLowerCase() };
  return { policy: 'ring_hash', hashPolicies: [hashPolicy(affinity)] };
}

function hashPolicy({
  header,
  cookie,
  lifetimeSeconds = 0,
}: {
  header?: string;
  cookie?: string;
  lifetimeSeconds?: number;
}): object {
  if (header !== undefined) return { field: 'header', fieldValue: header };
  if (cookie === undefined) return { sourceIP: true };
  const cookieConfig = lifetimeSeconds === 0 ? { session: true } : { ttl: duration(lifetimeSeconds) };
  return { field: 'cookie', fieldValue: cookie, cookieConfig };
}

function milliseconds(seconds: number): number {
  return Token.isUnresolved(seconds) ? Token.asNumber(Op.mul(seconds, 1000)) : Math.round(seconds * 1000);
}
