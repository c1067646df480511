import type { MeshServiceProps } from '../mesh-service-props';
import { duration } from '../traffic/durations';
import { RetryOn, type RetryPolicy } from '../traffic/retry-policy';
import type { Manifest } from '../traffic/traffic-renderer';
import { compact, hostOf, versionsOf } from '../traffic/versions';

const api = 'networking.istio.io/v1';
const defaultRetryOn = [RetryOn.GATEWAY_ERRORS, RetryOn.CONNECT_FAILURES, RetryOn.REFUSED_STREAMS];

/** Whether a service needs routes of its own. */
export function hasRoutes({ split, headerRoutes, retries, timeoutSeconds }: MeshServiceProps): boolean {
  return [split, headerRoutes, retries, timeoutSeconds].some((intent) => intent !== undefined);
}

/**
 * The routes of a service, for the proxies of its callers; in a gateway the same routes stand again, because a VirtualService that
 * is bound to a gateway leads past the one of the host that it leads to.
 *
 * Source: `sourceMatchHTTP` in pilot/pkg/networking/core/route/route.go of https://github.com/istio/istio/tree/1.30.3
 *
 * @param pathMatch what the path has to be, in every match.
 */
export function httpRoutes(service: MeshServiceProps, pathMatch?: object): object[] {
  const { name, namespace, port, split, headerRoutes = [], retries, timeoutSeconds } = service;
  const host = hostOf(name, namespace.namespaceName);
  const destination = (subset?: string) => compact({ host, subset, port: { number: port } });
  const common = {
    ...(timeoutSeconds === undefined ? {} : { timeout: duration(timeoutSeconds) }),
    ...(retries === undefined ? {} : { retries: retriesOf(retries) }),
  };
  const byHeader = headerRoutes.map(({ _options: { header, value, to }, _isRegex }) => ({
    match: [{ ...pathMatch, headers: { [header]: _isRegex ? { regex: value } : { exact: value } } }],
    route: [{ destination: destination(to.name) }],
    ...common,
  }));
  const versions = split?._versions ?? [];
  const shares = versions.map(({ version, percent }) => ({
    destination: destination(version.name),
    ...(versions.length === 1 ? {} : { weight: percent }),
  }));
  const rest = { route: shares.length > 0 ? shares : [{ destination: destination() }], ...common };
  return [...byHeader, pathMatch ? { match: [pathMatch], ...rest } : rest];
}

export function virtualService(service: MeshServiceProps): Manifest {
  const { name, namespace } = service;
  return {
    apiVersion: api,
    kind: 'VirtualService',
    metadata: { name, namespace: namespace.namespaceName },
    spec: { hosts: [hostOf(name, namespace.namespaceName)], http: httpRoutes(service) },
  };
}

/**
 * Limits, ejection and load balancing stand at the root host, whether its traffic is split or not: a subset that says nothing of
 * its own takes them over.
 *
 * Source: `MergeSubsetTrafficPolicy` in pilot/pkg/networking/util/util.go of https://github.com/istio/istio/tree/1.30.3
 */
export function destinationRule(service: MeshServiceProps): Manifest | undefined {
  const { name, namespace } = service;
  const subsets = versionsOf(service).map(([, version]) => ({ name: version.name, labels: version.labels }));
  const trafficPolicy = compact({
    connectionPool: connectionPool(service),
    loadBalancer: loadBalancer(service),
    outlierDetection: outlierDetection(service),
  });
  if (subsets.length === 0 && !trafficPolicy) return undefined;
  return {
    apiVersion: api,
    kind: 'DestinationRule',
    metadata: { name, namespace: namespace.namespaceName },
    spec: {
      host: hostOf(name, namespace.namespaceName),
      ...(trafficPolicy ? { trafficPolicy } : {}),
      ...(subsets.length > 0 ? { subsets } : {}),
    },
  };
}

function retriesOf({ attempts, perTryTimeoutSeconds, on = defaultRetryOn, backoffSeconds }: RetryPolicy): object {
  return {
    attempts,
    ...(perTryTimeoutSeconds === undefined ? {} : { perTryTimeout: duration(perTryTimeoutSeconds) }),
    retryOn: on.join(','),
    ...(backoffSeconds === undefined ? {} : { backoff: duration(backoffSeconds) }),
  };
}

/** Requests that wait and that are under way are counted under names of HTTP/1 and HTTP/2, and hold for both. */
function connectionPool({ connectionLimits: limits }: MeshServiceProps): object | undefined {
  if (!limits) return undefined;
  const { connectTimeoutSeconds: seconds } = limits;
  const connectTimeout = seconds === undefined ? undefined : duration(seconds);
  return compact({
    tcp: compact({ maxConnections: limits.maxConnections, connectTimeout }),
    http: compact({
      http1MaxPendingRequests: limits.maxPendingRequests,
      http2MaxRequests: limits.maxRequests,
      maxRequestsPerConnection: limits.maxRequestsPerConnection,
    }),
  });
}

function loadBalancer({ loadBalancing }: MeshServiceProps): object | undefined {
  if (!loadBalancing) return undefined;
  const { _simple: simple, _affinity: affinity } = loadBalancing;
  if (!affinity) return { simple };
  const { header, cookie, lifetimeSeconds = 0 } = affinity;
  if (header !== undefined) return { consistentHash: { httpHeaderName: header } };
  if (cookie !== undefined) return { consistentHash: { httpCookie: { name: cookie, ttl: duration(lifetimeSeconds) } } };
  return { consistentHash: { useSourceIp: true } };
}

function outlierDetection({ outlierEjection }: MeshServiceProps): object | undefined {
  if (!outlierEjection) return undefined;
  const { consecutiveErrors, baseEjectionSeconds = 30, intervalSeconds, maxEjectionPercent } = outlierEjection;
  return compact({
    consecutive5xxErrors: consecutiveErrors,
    interval: intervalSeconds === undefined ? undefined : duration(intervalSeconds),
    baseEjectionTime: duration(baseEjectionSeconds),
    maxEjectionPercent,
  });
}
