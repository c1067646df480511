import type { Attributes } from '../../support/planned';
import { application, connectionManager, durationOf, httpFilter, inbound, outbound, upstream } from './envoy-config';
import type { Pod } from './lab';
import { ofKind } from './shop';

/**
 * The sidecars of callers and of the pods of one service, as Consul configures them for the objects. A caller is the service that its
 * ServiceAccount is named after; labels of pods stand for the metadata that annotations of theirs say.
 *
 * Sources: `makeUpstreamRouteForDiscoveryChain` in agent/xds/routes.go, `makeUpstreamClustersForDiscoveryChain` in agent/xds/clusters.go,
 * `ToOutlierDetection` in agent/xds/config, `makeRBACRules` in agent/xds/rbac.go, `makeInboundListener` in agent/xds/listeners.go, and
 * agent/consul/discoverychain/compile.go of https://github.com/hashicorp/consul
 */
export function withConsul(objects: Attributes[], callers: Pod[], pods: Pod[]): Pod[] {
  return [
    ...callers.map((pod): Pod => ({ ...pod, proxy: 'given', config: callerConfig(objects, pod, pods) })),
    ...pods.map((pod): Pod => ({ ...pod, proxy: 'given', config: calleeConfig(objects, pod) })),
  ];
}

const service = 'checkout';

function specOf(objects: Attributes[], kind: string, name = service): Attributes | undefined {
  return ofKind(objects, kind).find(({ metadata }) => metadata.name === name)?.spec;
}

function callerConfig(objects: Attributes[], caller: Pod, pods: Pod[]): Attributes {
  const resolver = specOf(objects, 'ServiceResolver') ?? {};
  const override = specOf(objects, 'ServiceDefaults', caller.serviceAccount)?.upstreamConfig?.overrides.find(
    ({ name }: { name: string }) => name === service,
  );
  const settings = {
    connect_timeout: durationOf(resolver.connectTimeout) ?? '5s',
    lb_policy: (resolver.loadBalancer?.policy ?? 'round_robin').toUpperCase(),
    circuit_breakers: { thresholds: [limitsOf(override?.limits ?? {})] },
    outlier_detection: ejectionOf(override?.passiveHealthCheck ?? {}),
  };
  const subsets = Object.entries<Attributes>(resolver.subsets ?? {});
  const clusters = [
    upstream(service, pods, identity(caller), settings),
    ...subsets.map(([name, { filter }]) =>
      upstream(
        clusterOf(name),
        pods.filter((pod) => hasMeta(pod, filter)),
        identity(caller),
        settings,
      ),
    ),
  ];
  const host = { name: service, domains: ['*'], routes: routesOf(objects, resolver) };
  return { listeners: [outbound(caller.name, [connectionManager([host], [])])], clusters };
}

function limitsOf({ maxConnections, maxPendingRequests, maxConcurrentRequests }: Attributes): Attributes {
  return {
    max_connections: maxConnections,
    max_pending_requests: maxPendingRequests,
    max_requests: maxConcurrentRequests,
  };
}

function ejectionOf({ interval, maxFailures, baseEjectionTime, maxEjectionPercent }: Attributes): Attributes {
  return {
    interval: durationOf(interval),
    consecutive_5xx: maxFailures,
    base_ejection_time: durationOf(baseEjectionTime),
    max_ejection_percent: maxEjectionPercent,
  };
}

function clusterOf(subset: string | undefined): string {
  return subset ? `${subset}.${service}` : service;
}

function hasMeta({ labels = {} }: Pod, expression: string): boolean {
  return expression.split(' and ').every((term) => {
    const [, key, value] = /^Service\.Meta\.(\S+) == "(.*)"$/.exec(term) ?? [];
    return labels[key] === value;
  });
}

/** The router's routes, and the one for all other requests that Consul adds; both lead on to the splitter where no subset is named. */
function routesOf(objects: Attributes[], resolver: Attributes): Attributes[] {
  const splits = specOf(objects, 'ServiceSplitter')?.splits;
  const next = (subset: string | undefined): Attributes => {
    if (subset === undefined && splits) {
      const clusters = splits.map((one: Attributes) => ({
        name: clusterOf(one.serviceSubset),
        weight: one.weight * 100,
      }));
      return { weighted_clusters: { clusters } };
    }
    return { cluster: clusterOf(subset ?? resolver.defaultSubset) };
  };
  const routes = specOf(objects, 'ServiceRouter')?.routes ?? [];
  const hash = hashPolicies(resolver);
  return [...routes, {}].map(({ match, destination = {} }: Attributes) => ({
    match: matchOf(match?.http ?? {}),
    route: {
      ...next(destination.serviceSubset),
      hash_policy: hash,
      timeout: durationOf(destination.requestTimeout),
      retry_policy: destination.retryOn && {
        num_retries: destination.numRetries,
        retry_on: destination.retryOn.join(','),
      },
    },
  }));
}

function matchOf({ pathExact, pathPrefix, pathRegex, header = [], methods }: Attributes): Attributes {
  const headers = header.map(({ name, exact, regex }: Attributes) => ({
    name,
    string_match: exact ? { exact } : { safe_regex: { regex } },
  }));
  const method = { name: ':method', string_match: { safe_regex: { regex: methods?.join('|') } } };
  return { ...pathOf({ pathExact, pathPrefix, pathRegex }), headers: [...headers, ...(methods ? [method] : [])] };
}

function pathOf({ pathExact, pathPrefix, pathRegex }: Attributes): Attributes {
  if (pathExact) return { path: pathExact };
  if (pathRegex) return { safe_regex: { regex: pathRegex } };
  return { prefix: pathPrefix ?? '/' };
}

function hashPolicies({ loadBalancer }: Attributes): Attributes[] | undefined {
  return loadBalancer?.hashPolicies?.map(({ field, fieldValue, sourceIP, cookieConfig }: Attributes) => {
    if (sourceIP) return { connection_properties: { source_ip: true } };
    if (field === 'header') return { header: { header_name: fieldValue } };
    return { cookie: { name: fieldValue, ttl: cookieConfig.session ? '0s' : durationOf(cookieConfig.ttl) } };
  });
}

function calleeConfig(objects: Attributes[], pod: Pod): Attributes {
  const { localRequestTimeoutMs } = specOf(objects, 'ServiceDefaults') ?? {};
  const timeout = localRequestTimeoutMs === undefined ? undefined : `${localRequestTimeoutMs / 1000}s`;
  const route = { match: { prefix: '/' }, route: { cluster: 'local_app', timeout } };
  const host = { name: 'public_listener', domains: ['*'], routes: [route] };
  const access = httpFilter('rbac', { rules: { action: 'ALLOW', policies: policiesOf(objects) } });
  return {
    listeners: [inbound(pod.name, 8080, identity(pod), [connectionManager([host], [access])])],
    clusters: [application('local_app', pod.name, 8080)],
  };
}

/** The servers deny by default: what an intention denies is taken out of those of less precedence, and left out itself. */
function policiesOf(objects: Attributes[]): Attributes {
  const sources: Attributes[] = specOf(objects, 'ServiceIntentions')?.sources ?? [];
  const exact = sources.filter(({ name }) => name !== '*');
  const every = sources.filter(({ name }) => name === '*');
  const principals = [
    ...exact.map((source) => ({ source, principal: principalOf(source.name) })),
    ...every.map((source) => ({
      source,
      principal: {
        and_ids: { ids: [principalOf('[^/]+'), ...exact.map(({ name }) => ({ not_id: principalOf(name) }))] },
      },
    })),
  ];
  const policies = principals.flatMap(({ source, principal }, index) => {
    const permissions = source.permissions ? permissionsOf(source.permissions) : [{ any: true }];
    if (source.action === 'deny' || permissions.length === 0) return [];
    return [[`intentions-${index}`, { principals: [principal], permissions }]];
  });
  return Object.fromEntries(policies);
}

function permissionsOf(permissions: Attributes[]): Attributes[] {
  const rules = permissions.map(({ http }) => ruleOf(http));
  return permissions.flatMap(({ action }, index) => {
    if (action === 'deny') return [];
    const before = rules.slice(0, index).map((rule) => ({ not_rule: rule }));
    return [{ and_rules: { rules: [rules[index], ...before] } }];
  });
}

function ruleOf({ pathExact, pathPrefix, pathRegex, methods }: Attributes): Attributes {
  const path = pathExact
    ? { exact: pathExact }
    : pathPrefix
      ? { prefix: pathPrefix }
      : { safe_regex: { regex: pathRegex } };
  const hasPath = pathExact || pathPrefix || pathRegex;
  const header = { name: ':method', string_match: { safe_regex: { regex: methods?.join('|') } } };
  const parts = [...(hasPath ? [{ url_path: { path } }] : []), ...(methods ? [{ header }] : [])];
  return parts.length > 0 ? { and_rules: { rules: parts } } : { any: true };
}

function principalOf(name: string): Attributes {
  const regex = `^spiffe://[^/]+/ns/default/dc/[^/]+/svc/${name}$`;
  return { authenticated: { principal_name: { safe_regex: { regex } } } };
}

function identity({ serviceAccount = 'default' }: Pod): string {
  return `spiffe://11111111-2222-3333-4444-555555555555.consul/ns/default/dc/dc1/svc/${serviceAccount}`;
}
