import { compact } from '../../core/compact';
import type { Manifest } from '../../helm/manifest';
import { duration } from '../traffic/durations';
import type { ServiceIntent } from '../traffic/intents';
import type { LoadBalancing } from '../traffic/load-balancing';
import type { Locality } from '../traffic/locality';
import { defaultMaxEjectionPercent } from '../traffic/outlier-ejection';
import type { ServiceVersion } from '../traffic/service-version';
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
  const ruleOf = (own: string, settings: Settings, spec: object = {}): Manifest[] => {
    const trafficPolicy = policyOf(settings);
    if (!trafficPolicy && Object.keys(spec).length === 0) return [];
    const rule = { host: hostOf(own, namespaceName), ...(trafficPolicy ? { trafficPolicy } : {}), ...spec };
    const metadata = { name: own, namespace: namespaceName };
    return [{ apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata, spec: rule }];
  };
  if (gatewayApi) {
    const settings = new Map<string, Settings>(split ? [] : [[name, service]]);
    for (const version of versions) settings.set(version.service ?? '', { ...service, ...settingsOf(version) });
    return [...settings].flatMap(([own, given]) => ruleOf(own, given));
  }
  const subsets = versions.map((version) => ({
    name: version.name,
    labels: version.labels,
    ...compact({ trafficPolicy: policyOf(settingsOf(version)) }),
  }));
  return ruleOf(name, service, subsets.length > 0 ? { subsets } : {});
}

/** The settings of a service, or of one version, for connections to its pods. */
type Settings = Pick<ServiceIntent, 'connectionLimits' | 'loadBalancing' | 'locality' | 'outlierEjection'>;

function settingsOf({ connectionLimits, loadBalancing, outlierEjection }: ServiceVersion): Settings {
  return compact({ connectionLimits, loadBalancing, outlierEjection }) ?? {};
}

function policyOf(settings: Settings): object | undefined {
  return compact({
    connectionPool: connectionPool(settings),
    loadBalancer: loadBalancer(settings),
    outlierDetection: outlierDetection(settings),
  });
}

/** Limits of pending and active requests have names with HTTP/1 and HTTP/2, but apply to both. */
function connectionPool({ connectionLimits: limits }: Settings): object | undefined {
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

function loadBalancer({ loadBalancing, locality }: Settings): object | undefined {
  const localityLbSetting = locality && localityOf(locality);
  if (!loadBalancing) return localityLbSetting && { localityLbSetting };
  return { ...algorithmOf(loadBalancing), ...(localityLbSetting ? { localityLbSetting } : {}) };
}

function localityOf({ _setting: { enabled, distribute } }: Locality): object {
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

function outlierDetection({ outlierEjection }: Settings): object | undefined {
  if (!outlierEjection) return undefined;
  const { consecutiveErrors, baseEjectionSeconds = 30, intervalSeconds } = outlierEjection;
  return compact({
    consecutive5xxErrors: consecutiveErrors,
    interval: intervalSeconds === undefined ? undefined : duration(intervalSeconds),
    baseEjectionTime: duration(baseEjectionSeconds),
    maxEjectionPercent: outlierEjection.maxEjectionPercent ?? defaultMaxEjectionPercent,
  });
}
