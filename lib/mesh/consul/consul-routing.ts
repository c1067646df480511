import { Op, Token } from 'cdktf';
import { compact } from '../../core/compact';
import type { Manifest } from '../../helm/manifest';
import { duration } from '../traffic/durations';
import type { ServiceIntent } from '../traffic/intents';
import { defaultMaxEjectionPercent } from '../traffic/outlier-ejection';
import type { PathMatch } from '../traffic/path-match';
import { defaultRetryOn } from '../traffic/retry-policy';
import { ServiceProtocol } from '../traffic/service-protocol';
import type { ServiceVersion } from '../traffic/service-version';
import { versionsOf } from '../traffic/versions';
import { isDisabled, withoutDisabled } from '../traffic/zero-intents';
import { consulMetaKey } from './consul-dialect';
import { consulApi } from './consul-mesh-config';
import type { UpstreamOverride } from './consul-services';

/** Envoy's timeout of 15 s has no setting that disables it in the sidecar of the pods. This is the longest in 32 bits of milliseconds. */
const longestTimeoutSeconds = 2_147_483;

/**
 * A service without retries that are disabled, which Consul doesn't have by itself, and with the longest timeout in place of none.
 *
 * Source: `Validate` in control-plane/api/v1alpha1/servicedefaults_types.go of https://github.com/hashicorp/consul-k8s/tree/v2.0.3
 */
export function consulIntent(service: ServiceIntent): ServiceIntent {
  const rendered = withoutDisabled(service, ['retries']);
  return isDisabled(service, 'timeoutSeconds') ? { ...rendered, timeoutSeconds: longestTimeoutSeconds } : rendered;
}

/**
 * Routes, splits and intentions by request need a service to be known as HTTP, HTTP/2 or gRPC. A time limit stands here as well as at the route,
 * because the pods' sidecar has its own timeout, 15 s by default.
 *
 * What a service keeps to when it calls others stands here too: limits and ejection are the caller's, and of the defaults of the
 * service that is called only the protocol counts. Source: `ComputeResolvedServiceConfig` in agent/configentry/resolve.go of
 * https://github.com/hashicorp/consul. They hold for each version apart, because each is a cluster of its own for the caller's
 * proxy: `makeUpstreamClustersForDiscoveryChain` in agent/xds/clusters.go.
 */
export function serviceDefaults(service: ServiceIntent, overrides: UpstreamOverride[]): Manifest {
  const { timeoutSeconds, rateLimit, protocol = ServiceProtocol.HTTP } = service;
  const { requestsPerSecond, burst: requestsMaxBurst } = rateLimit ?? {};
  return object(service, 'ServiceDefaults', {
    protocol,
    localRequestTimeoutMs: timeoutSeconds === undefined ? undefined : milliseconds(timeoutSeconds),
    rateLimits: rateLimit && { instanceLevel: compact({ requestsPerSecond, requestsMaxBurst }) },
    upstreamConfig: overrides.length > 0 ? { overrides } : undefined,
  });
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
 * Versions are subsets of the one service, by what annotations of their pods say. The time for connecting and the balancing of load
 * stand here, whether traffic is split or not: each subset takes them over, and a split takes the first hash policy that it finds.
 * A version that is the only one is the default.
 *
 * Source: `getResolverNode` and `getSplitterNode` in agent/consul/discoverychain/compile.go of https://github.com/hashicorp/consul
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
 * The time limit and retries stand at the routes, and at the last one for all other requests: those of a resolver count only where
 * nothing splits or routes before it. A route without a subset leads on to the split.
 *
 * Source: `makeUpstreamRouteForDiscoveryChain` in agent/xds/routes.go of https://github.com/hashicorp/consul
 */
export function serviceRouter(service: ServiceIntent): Manifest | undefined {
  const { headerRoutes = [], pathRoutes = [], retries, timeoutSeconds, protocol } = service;
  const common = compact({
    requestTimeout: timeoutSeconds === undefined ? undefined : duration(timeoutSeconds),
    numRetries: retries?.attempts,
    retryOn: retries && [...(retries.on ?? defaultRetryOn(protocol))],
  });
  const byHeader = headerRoutes.map(({ _options: { header, value, to }, _isRegex }) => ({
    match: { http: { header: [{ name: header, ...(_isRegex ? { regex: value } : { exact: value }) }] } },
    destination: { serviceSubset: to.name, ...common },
  }));
  const byPath = pathRoutes.flatMap(({ path, to }) =>
    pathsOf(path).map((http) => ({ match: { http }, destination: { serviceSubset: to.name, ...common } })),
  );
  const rest = common ? [{ match: { http: { pathPrefix: '/' } }, destination: common }] : [];
  const routes = [...byHeader, ...byPath, ...rest];
  return routes.length > 0 ? object(service, 'ServiceRouter', { routes }) : undefined;
}

export function serviceSplitter(service: ServiceIntent): Manifest | undefined {
  const versions = service.split?._versions ?? [];
  if (versions.length < 2) return undefined;
  const splits = versions.map(({ version, percent }) => ({ weight: percent, serviceSubset: version.name }));
  return object(service, 'ServiceSplitter', { splits });
}

/** A prefix of Consul's ends anywhere; ours is a path and what is below it. */
export function pathsOf(path: PathMatch): object[] {
  if (path._kind === 'regex') return [{ pathRegex: path._path }];
  if (path._kind === 'exact') return [{ pathExact: path._path }];
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
