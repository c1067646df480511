import { at, isMap, type Json, listAt, textAt, textsAt } from '../../command/terraform/resource';
import type { KubernetesObject } from '../../command/values/objects';
import { mapAt } from './enrolment';
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
  serviceOfHost,
  settings,
  without,
} from './intent';

/** The intents in Istio's objects of one release. */
export function istioIntents(objects: readonly KubernetesObject[]): Intent[] {
  return objects.flatMap(({ kind, content: { spec } }) => {
    if (kind === 'AuthorizationPolicy') return authorization(spec);
    if (kind === 'RequestAuthentication') {
      return listAt(spec, 'jwtRules').map(
        (rule) => ({ topic: 'tokens', text: `of ${textAt(rule, 'issuer')}` }) as const,
      );
    }
    if (kind === 'VirtualService') return virtualService(spec);
    if (kind === 'DestinationRule') return destinationRule(spec);
    if (kind === 'EnvoyFilter') return rateLimit(spec);
    if (kind === 'ServiceEntry') return textsAt(spec, 'hosts').map((text) => ({ topic: 'hosts', text }) as const);
    return [];
  });
}

function authorization(spec: Json | undefined): Intent[] {
  const action = textAt(spec, 'action') ?? 'ALLOW';
  if (action === 'CUSTOM') return [{ topic: 'external authorization', text: `by ${textAt(spec, 'provider.name')}` }];
  if (action !== 'ALLOW' && action !== 'DENY') return [];
  const callers = listAt(spec, 'rules').flatMap((rule): Caller[] => {
    const sources = listAt(rule, 'from').map((from) => sourceText(at(from, 'source')));
    const operations = listAt(rule, 'to').map((to) => operationText(at(to, 'operation')));
    const conditions = listAt(rule, 'when').map(jsonText);
    return (sources.length > 0 ? sources.flat() : ['anyone']).flatMap((who) =>
      (operations.length > 0 ? operations : ['']).map((operation) => ({
        who,
        requests: [operation, ...conditions].filter((part) => part !== '').join(' if '),
      })),
    );
  });
  return callersAs(action === 'DENY' ? 'denied calls' : 'callers', callers);
}

function sourceText(source: Json | undefined): string[] {
  const principals = textsAt(source, 'principals').map((one) => one.replace(/^.*\/ns\/([^/]+)\/sa\//, '$1/'));
  const namespaces = textsAt(source, 'namespaces').map((one) => `namespace ${one}`);
  const rest = without(source, 'principals', 'namespaces');
  const more = Object.keys(rest).length > 0 ? [jsonText(rest)] : [];
  // Fields of one source must all match.
  const lists = [principals, namespaces, more].filter((list) => list.length > 0);
  return lists.length === 1 ? lists[0] : [lists.map((list) => list.join(' or ')).join(' and ')];
}

function operationText(operation: Json | undefined): string {
  const rest = without(operation, 'methods', 'paths', 'ports');
  const more = Object.keys(rest).length > 0 ? ` ${jsonText(rest)}` : '';
  return `${requestsText(textsAt(operation, 'methods'), textsAt(operation, 'paths'))}${more}`.trim();
}

function virtualService(spec: Json | undefined): Intent[] {
  const service = serviceOfHost(textsAt(spec, 'hosts')[0] ?? '');
  return ['http', 'tls', 'tcp'].flatMap((protocol) =>
    listAt(spec, protocol).flatMap((route) => routeIntents(service, route)),
  );
}

/** Fields of a route that are stated by themselves. */
const stated = ['name', 'route', 'timeout', 'retries', 'mirror', 'mirrors', 'mirrorPercentage', 'fault', 'match'];

/** The port is that of the service. */
function conditionOf(match: Json): Condition {
  const headers = Object.entries(mapAt(match, 'headers')).map(([name, comparison]) => headerText(name, comparison));
  const isKnown = !headers.includes(undefined);
  const method = textAt(match, 'method.exact');
  return {
    methods: method === undefined ? [] : [method],
    path: pathText(textAt(match, 'uri.exact'), textAt(match, 'uri.prefix'), textAt(match, 'uri.regex')),
    headers: isKnown ? (headers as string[]) : [],
    more: without(match, 'port', 'uri', ...(method === undefined ? [] : ['method']), ...(isKnown ? ['headers'] : [])),
  };
}

function routeIntents(service: string, route: Json): Intent[] {
  if (!isMap(route)) return [];
  const backends = listAt(route, 'route').map((backend) => {
    const name = textAt(backend, 'destination.subset') ?? serviceOfHost(textAt(backend, 'destination.host') ?? '');
    return [name, at(backend, 'weight')] as const;
  });
  const retries = at(route, 'retries');
  const treatment = without(route, ...stated);
  const timeout = textAt(route, 'timeout');
  return [
    ...ruleOf(service, listAt(route, 'match').map(conditionOf), backends, treatment),
    ...(timeout === undefined ? [] : [{ topic: 'timeout' as const, text: timeout }]),
    ...(retries === undefined
      ? []
      : retriesText(
          textAt(retries, 'attempts') ?? '2',
          (textAt(retries, 'retryOn') ?? '').split(',').filter((one) => one !== ''),
          [perTry(textAt(retries, 'perTryTimeout'))],
        )),
    ...(at(route, 'fault') === undefined ? [] : [{ topic: 'faults' as const, text: jsonText(at(route, 'fault')) }]),
    ...[...listAt(route, 'mirror'), ...listAt(route, 'mirrors')].map(
      (mirror) => ({ topic: 'mirror', text: `to ${textAt(mirror, 'subset') ?? jsonText(mirror)}` }) as const,
    ),
  ];
}

export function perTry(timeout: string | undefined): string | undefined {
  return timeout === undefined ? undefined : `${timeout} each`;
}

function destinationRule(spec: Json | undefined): Intent[] {
  const policy = at(spec, 'trafficPolicy');
  const balancer = at(policy, 'loadBalancer');
  const algorithm = textAt(balancer, 'simple')?.toLowerCase();
  return [
    ...settings('limits', at(policy, 'connectionPool'), {
      'tcp.maxConnections': 'connections',
      'http.http2MaxRequests': 'requests',
      'http.http1MaxPendingRequests': 'pending requests',
      'http.maxRequestsPerConnection': 'requests per connection',
      'tcp.connectTimeout': 'connect timeout',
      'tcp.idleTimeout': 'idle timeout',
    }),
    ...settings('outlier ejection', at(policy, 'outlierDetection'), {
      consecutive5xxErrors: 'errors',
      consecutiveGatewayErrors: 'gateway errors',
      interval: 'interval',
      baseEjectionTime: 'for',
      maxEjectionPercent: 'at most %',
    }),
    ...(algorithm === undefined ? [] : [{ topic: 'load balancing' as const, text: algorithm }]),
    ...(at(balancer, 'consistentHash') === undefined
      ? []
      : [{ topic: 'load balancing' as const, text: `session affinity ${jsonText(at(balancer, 'consistentHash'))}` }]),
  ];
}

function rateLimit(spec: Json | undefined): Intent[] {
  return listAt(spec, 'configPatches').flatMap((patch) => {
    const bucket = at(patch, 'patch.value.typed_config.value.token_bucket');
    if (bucket === undefined) return [];
    return rateText(textAt(bucket, 'tokens_per_fill'), textAt(bucket, 'max_tokens'), textAt(bucket, 'fill_interval'));
  });
}

/** `40 per 1s`, with the burst if it is more. */
export function rateText(rate = '?', most: string | undefined = rate, interval = '1s'): Intent[] {
  return [{ topic: 'rate limit', text: `${rate} per ${interval}${most === rate ? '' : `, burst ${most}`}` }];
}
