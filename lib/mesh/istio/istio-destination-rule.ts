import type { MeshServiceProps } from '../mesh-service-props';
import { duration } from '../traffic/durations';
import type { Manifest } from '../traffic/traffic-renderer';
import { compact, hostOf, versionsOf } from '../traffic/versions';

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
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name, namespace: namespace.namespaceName },
    spec: {
      host: hostOf(name, namespace.namespaceName),
      ...(trafficPolicy ? { trafficPolicy } : {}),
      ...(subsets.length > 0 ? { subsets } : {}),
    },
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
