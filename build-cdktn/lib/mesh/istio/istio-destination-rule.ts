import { compact } from '../../core/compact';
import type { Manifest } from '../../helm/manifest';
import { duration } from '../traffic/durations';
import type { ServiceIntent } from '../traffic/intents';
import type { LoadBalancing } from '../traffic/load-balancing';
import type { Locality } from '../traffic/locality';
import { defaultMaxEjectionPercent } from '../traffic/outlier-ejection';
import { hostOf, versionsOf } from '../traffic/versions';
import type { IstioFacts } from './istio-facts';

/**
 * Limits, ejection and load balancing. With subsets, they are set on the root host, with or without a split: subsets without
 * their own settings inherit them. With routes to the versions' Services, they are set on each host that receives requests,
 * because the caller's proxy has a cluster for each of those hosts.
 *
 * Source: `MergeSubsetTrafficPolicy` in pilot/pkg/networking/util/util.go, and `buildDestination` in
 * pilot/pkg/config/kube/gateway/conversion.go, of https://github.com/istio/istio/tree/1.30.3
 */
export function destinationRules(service: ServiceIntent, { gatewayApi }: IstioFacts): Manifest[] {
  const { name, namespaceName, split } = service;
  const versions = versionsOf(service).map(([, version]) => version);
  const trafficPolicy = compact({
    connectionPool: connectionPool(service),
    loadBalancer: loadBalancer(service),
    outlierDetection: outlierDetection(service),
  });
  const ruleOf = (own: string, spec: object): Manifest => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: own, namespace: namespaceName },
    spec: { host: hostOf(own, namespaceName), ...(trafficPolicy ? { trafficPolicy } : {}), ...spec },
  });
  if (gatewayApi) {
    const leaves = versions.map((version) => version.service ?? '');
    return trafficPolicy ? [...new Set([...(split ? [] : [name]), ...leaves])].map((own) => ruleOf(own, {})) : [];
  }
  if (versions.length === 0 && !trafficPolicy) return [];
  const subsets = versions.map((version) => ({ name: version.name, labels: version.labels }));
  return [ruleOf(name, subsets.length > 0 ? { subsets } : {})];
}

/** Limits of pending and active requests have names with HTTP/1 and HTTP/2, but apply to both. */
function connectionPool({ connectionLimits: limits }: ServiceIntent): object | undefined {
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

function loadBalancer({ loadBalancing, locality }: ServiceIntent): object | undefined {
  const localityLbSetting = locality && settingOf(locality);
  if (!loadBalancing) return localityLbSetting && { localityLbSetting };
  return { ...algorithmOf(loadBalancing), ...(localityLbSetting ? { localityLbSetting } : {}) };
}

function settingOf({ _setting: { enabled, distribute } }: Locality): object {
  const shares = distribute?.map(({ from, to }) => ({
    from,
    to: Object.fromEntries(to.map(({ place, percent }) => [place, percent])),
  }));
  return { enabled, ...(shares ? { distribute: shares } : {}) };
}

function algorithmOf({ _simple: simple, _affinity: affinity }: LoadBalancing): object {
  if (!affinity) return { simple };
  const { header, cookie, lifetimeSeconds = 0 } = affinity;
  if (header !== undefined) return { consistentHash: { httpHeaderName: header } };
  if (cookie !== undefined) return { consistentHash: { httpCookie: { name: cookie, ttl: duration(lifetimeSeconds) } } };
  return { consistentHash: { useSourceIp: true } };
}

function outlierDetection({ outlierEjection }: ServiceIntent): object | undefined {
  if (!outlierEjection) return undefined;
  const { consecutiveErrors, baseEjectionSeconds = 30, intervalSeconds } = outlierEjection;
  return compact({
    consecutive5xxErrors: consecutiveErrors,
    interval: intervalSeconds === undefined ? undefined : duration(intervalSeconds),
    baseEjectionTime: duration(baseEjectionSeconds),
    maxEjectionPercent: outlierEjection.maxEjectionPercent ?? defaultMaxEjectionPercent,
  });
}
