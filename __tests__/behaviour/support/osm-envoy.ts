import type { Attributes } from '../../support/planned';
import {
  application,
  connectionManager,
  durationOf,
  filter,
  httpFilter,
  inbound,
  outbound,
  selectedBy,
  upstream,
} from './envoy-config';
import type { Pod } from './lab';
import { ofKind } from './shop';

/** The namespace of all objects. */
const namespace = 'shop';

/**
 * The sidecars of a caller and of the pods that it calls, as Open Service Mesh configures them for the objects.
 *
 * Sources: `GetOutboundMeshTrafficPolicy` and `GetInboundMeshTrafficPolicy` in pkg/catalog, pkg/envoy/rds/route/route_config.go,
 * pkg/envoy/rds/route/rbac.go, pkg/envoy/lds/rbac.go, `applyUpstreamTrafficSetting` in pkg/envoy/cds/cluster.go, and
 * `GetHostnamesForService` in pkg/k8s/util.go, of https://github.com/openservicemesh/osm/tree/v1.2.4
 *
 * @param objects TrafficTargets count in their order, which is any order on a cluster.
 */
export function withOsm(objects: Attributes[], callers: Pod[], pods: Pod[]): Pod[] {
  return [
    ...callers.map((pod): Pod => ({ ...pod, proxy: 'given', config: callerConfig(objects, pod, pods) })),
    ...pods.map((pod): Pod => ({ ...pod, proxy: 'given', config: calleeConfig(objects, pod) })),
  ];
}

function callerConfig(objects: Attributes[], caller: Pod, pods: Pod[]): Attributes {
  const services = ofKind(objects, 'Service');
  const hosts = services.map(({ metadata: { name } }): Attributes => {
    const split = ofKind(objects, 'TrafficSplit').find(({ spec }) => spec.service === fullName(name));
    const backends = split?.spec.backends ?? [{ service: name, weight: 100 }];
    const clusters = backends.map((one: Attributes) => ({ name: one.service, weight: one.weight }));
    const action = { weighted_clusters: { clusters }, timeout: '0s', retry_policy: retryPolicy(objects, caller, name) };
    return { name, domains: hostNames(name), routes: [{ match: matchOf('.*', '*'), route: action }] };
  });
  const clusters = services.map(({ metadata: { name }, spec }) =>
    upstream(name, selectedBy(spec.selector, pods), principal(caller), limitsOf(objects, name)),
  );
  return { listeners: [outbound(caller.name, [connectionManager(hosts, [])])], clusters };
}

function retryPolicy(objects: Attributes[], caller: Pod, service: string): Attributes | undefined {
  const found = ofKind(objects, 'Retry').find(
    ({ spec: { source, destinations } }) =>
      source.name === caller.serviceAccount && destinations.some(({ name }: { name: string }) => name === service),
  );
  if (!found) return undefined;
  const { retryOn, numRetries, perTryTimeout, retryBackoffBaseInterval } = found.spec.retryPolicy;
  return {
    retry_on: retryOn,
    num_retries: numRetries,
    per_try_timeout: durationOf(perTryTimeout),
    retry_back_off: { base_interval: durationOf(retryBackoffBaseInterval) },
  };
}

function limitsOf(objects: Attributes[], service: string): Attributes {
  const { tcp, http } = settingOf(objects, service)?.connectionSettings ?? {};
  const most = 4294967295;
  return {
    lb_policy: 'ROUND_ROBIN',
    connect_timeout: durationOf(tcp?.connectTimeout),
    circuit_breakers: {
      thresholds: [
        {
          max_connections: tcp?.maxConnections ?? most,
          max_requests: http?.maxRequests ?? most,
          max_pending_requests: http?.maxPendingRequests ?? most,
          max_retries: most,
        },
      ],
    },
  };
}

function settingOf(objects: Attributes[], service: string): Attributes | undefined {
  return ofKind(objects, 'UpstreamTrafficSetting').find(({ spec }) => spec.host === fullName(service))?.spec;
}

function calleeConfig(objects: Attributes[], pod: Pod): Attributes {
  const services = ofKind(objects, 'Service').filter(({ spec }) => selectedBy(spec.selector, [pod]).length > 0);
  const hosts = services.map(({ metadata: { name } }) => ({
    name,
    domains: hostNames(name),
    routes: rulesOf(objects).flatMap(routesOf),
    typed_per_filter_config: rateLimit(settingOf(objects, name)),
  }));
  const sources = ofKind(objects, 'TrafficTarget').flatMap(({ spec }) => spec.sources.map(principalOf));
  const network = filter('envoy.filters.network.rbac', 'envoy.extensions.filters.network.rbac.v3.RBAC', {
    stat_prefix: 'network-',
    rules: allowing(sources),
  });
  const stubs = [httpFilter('local_ratelimit', { stat_prefix: 'http_local_rate_limiter' }), httpFilter('rbac')];
  return {
    listeners: [inbound(pod.name, 8080, principal(pod), [network, connectionManager(hosts, stubs)])],
    clusters: [application('local', pod.name, 8080)],
  };
}

interface Rule {
  readonly match: Attributes;
  readonly principals: Set<string>;
}

/** One route that several TrafficTargets have is one rule with the sources of all of them, at its first place. */
function rulesOf(objects: Attributes[]): Rule[] {
  const rules = new Map<string, Rule>();
  for (const { spec } of ofKind(objects, 'TrafficTarget')) {
    for (const { name, matches } of spec.rules) {
      const group = ofKind(objects, 'HTTPRouteGroup').find(({ metadata }) => metadata.name === name);
      for (const matchName of matches) {
        const { name: _, ...match }: Attributes =
          group?.spec.matches.find((one: Attributes) => one.name === matchName) ?? {};
        const key = JSON.stringify(match);
        const rule = rules.get(key) ?? { match, principals: new Set<string>() };
        for (const source of spec.sources) rule.principals.add(principalOf(source));
        rules.set(key, rule);
      }
    }
  }
  return [...rules.values()];
}

function routesOf({ match, principals }: Rule): Attributes[] {
  const rbac = { rbac: { rules: allowing([...principals]) } };
  return match.methods.map((method: string) => ({
    match: matchOf(match.pathRegex, method),
    route: { weighted_clusters: { clusters: [{ name: 'local', weight: 100 }] }, timeout: '0s' },
    typed_per_filter_config: {
      'envoy.filters.http.rbac': {
        '@type': 'type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBACPerRoute',
        ...rbac,
      },
    },
  }));
}

function allowing(principals: string[]): Attributes {
  const one = (name: string) => ({ authenticated: { principal_name: { exact: name } } });
  const policy = { principals: principals.map(one), permissions: [{ any: true }] };
  return { action: 'ALLOW', policies: { callers: policy } };
}

function rateLimit(setting: Attributes | undefined): Attributes {
  const limit = setting?.rateLimit?.local?.http;
  if (!limit) return {};
  const all = { default_value: { numerator: 100, denominator: 'HUNDRED' } };
  return {
    'envoy.filters.http.local_ratelimit': {
      '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
      stat_prefix: 'http_local_rate_limiter',
      token_bucket: {
        max_tokens: limit.requests + (limit.burst ?? 0),
        tokens_per_fill: limit.requests,
        fill_interval: '1s',
      },
      filter_enabled: all,
      filter_enforced: all,
    },
  };
}

function matchOf(pathRegex: string, method: string): Attributes {
  return {
    safe_regex: { regex: pathRegex },
    headers: [{ name: ':method', string_match: { safe_regex: { regex: method === '*' ? '.*' : method } } }],
  };
}

function hostNames(service: string): string[] {
  const full = [`${service}.${namespace}`, `${service}.${namespace}.svc`, fullName(service)];
  return [service, ...full].flatMap((name) => [name, `${name}:80`]);
}

function fullName(service: string): string {
  return `${service}.${namespace}.svc.cluster.local`;
}

function principal({ serviceAccount = 'default' }: Pod): string {
  return `dns://${serviceAccount}.${namespace}.cluster.local`;
}

function principalOf(source: { name: string; namespace: string }): string {
  return `${source.name}.${source.namespace}.cluster.local`;
}
