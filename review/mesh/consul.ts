import { at, listAt, textAt, textsAt } from '../../command/terraform/resource';
import type { KubernetesObject } from '../../command/values/objects';
import {
  type Caller,
  type Condition,
  callersAs,
  headerText,
  type Intent,
  jsonText,
  pathText,
  requestsText,
  retriesText,
  ruleOf,
  settings,
  without,
} from './intent';

type Json = Parameters<typeof at>[0];

/** The intents in Consul's objects of one release. */
export function consulIntents(objects: readonly KubernetesObject[]): Intent[] {
  return objects.flatMap(({ kind, name, content: { spec } }) => {
    if (kind === 'ServiceIntentions') return intentions(spec);
    if (kind === 'ServiceSplitter') {
      const backends = listAt(spec, 'splits').map(
        (split) => [textAt(split, 'serviceSubset') ?? textAt(split, 'service') ?? '', at(split, 'weight')] as const,
      );
      return ruleOf(name, [], backends, {});
    }
    if (kind === 'ServiceRouter') return listAt(spec, 'routes').flatMap((one) => route(name, one));
    if (kind === 'ServiceResolver') return balancing(spec);
    return kind === 'ServiceDefaults' ? defaults(spec) : [];
  });
}

/** Consul identifies callers by the names of their services, without namespaces. */
function intentions(spec: Json): Intent[] {
  const allowed: Caller[] = [];
  const denied: Caller[] = [];
  for (const source of listAt(spec, 'sources')) {
    const who = textAt(source, 'name') === '*' ? 'any workload in the mesh' : `service ${textAt(source, 'name')}`;
    // What no intention allows is denied.
    if (textAt(source, 'action') === 'allow') allowed.push({ who, requests: '' });
    for (const permission of listAt(source, 'permissions')) {
      const http = at(permission, 'http');
      const prefix = textAt(http, 'pathPrefix');
      const paths = [
        ...textsAt(http, 'pathExact'),
        ...(prefix === undefined ? [] : [prefix === '/' ? '/' : `${prefix}/*`]),
        ...textsAt(http, 'pathRegex'),
      ];
      const rest = without(http, 'methods', 'pathExact', 'pathPrefix', 'pathRegex');
      const more = Object.keys(rest).length > 0 ? ` ${jsonText(rest)}` : '';
      const requests = `${requestsText(textsAt(http, 'methods'), paths)}${more}`.trim();
      if (textAt(permission, 'action') === 'allow') allowed.push({ who, requests });
      else if (requests !== '') denied.push({ who, requests });
    }
  }
  return [...callersAs('callers', allowed), ...callersAs('denied calls', denied)];
}

function route(service: string, given: Json): Intent[] {
  const destination = at(given, 'destination');
  const http = at(given, 'match.http');
  const treatment = without(destination, 'requestTimeout', 'numRetries', 'retryOn', 'serviceSubset', 'service');
  const timeout = textAt(destination, 'requestTimeout');
  const retries = textAt(destination, 'numRetries');
  const target = textAt(destination, 'serviceSubset') ?? textAt(destination, 'service') ?? service;
  return [
    ...ruleOf(service, http === undefined ? [] : [conditionOf(http)], [[target, undefined]], treatment),
    ...(timeout === undefined ? [] : [{ topic: 'timeout' as const, text: timeout }]),
    ...(retries === undefined ? [] : retriesText(retries, textsAt(destination, 'retryOn'), [])),
  ];
}

function conditionOf(http: Json): Condition {
  const headers = listAt(http, 'header').map((header) =>
    at(header, 'invert') === undefined ? headerText(textAt(header, 'name') ?? '', header) : undefined,
  );
  const isKnown = !headers.includes(undefined);
  return {
    methods: textsAt(http, 'methods'),
    path: pathText(textAt(http, 'pathExact'), textAt(http, 'pathPrefix'), textAt(http, 'pathRegex')),
    headers: isKnown ? (headers as string[]) : [],
    more: without(http, 'methods', 'pathExact', 'pathPrefix', 'pathRegex', ...(isKnown ? ['header'] : [])),
  };
}

function balancing(spec: Json): Intent[] {
  const balancer = at(spec, 'loadBalancer');
  const policy = textAt(balancer, 'policy');
  if (policy === undefined) return [];
  const hash = at(balancer, 'hashPolicies');
  return [{ topic: 'load balancing', text: hash === undefined ? policy : `session affinity ${jsonText(hash)}` }];
}

/** Limits are configured at the callers, by the called service. */
function defaults(spec: Json): Intent[] {
  const hosts = textsAt(spec, 'destination.addresses').map((text) => ({ topic: 'hosts', text }) as const);
  const limits = listAt(spec, 'upstreamConfig.overrides').flatMap((override) => {
    const service = textAt(override, 'name') ?? '';
    const own = [
      ...settings('limits', at(override, 'limits'), {
        maxConnections: 'connections',
        maxConcurrentRequests: 'requests',
        maxPendingRequests: 'pending requests',
      }),
      ...settings('outlier ejection', at(override, 'passiveHealthCheck'), {
        maxFailures: 'errors',
        interval: 'interval',
        baseEjectionTime: 'for',
        maxEjectionPercent: 'at most %',
      }),
    ];
    return own.map((intent) => ({ ...intent, service }));
  });
  return [...hosts, ...limits];
}
