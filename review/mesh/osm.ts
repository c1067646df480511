import { at, listAt, textAt, textsAt } from '../../command/terraform/resource';
import type { KubernetesObject } from '../../command/values/objects';
import {
  type Caller,
  callersAs,
  type Intent,
  requestsText,
  retriesText,
  ruleOf,
  serviceOfHost,
  settings,
} from './intent';
import { perTry } from './istio';

/** The intents in Open Service Mesh's objects of one release. */
export function osmIntents(objects: readonly KubernetesObject[]): Intent[] {
  return [...callersAs('callers', callersOf(objects)), ...objects.flatMap(intentsOf)];
}

function intentsOf({ kind, content: { spec } }: KubernetesObject): Intent[] {
  if (kind === 'TrafficSplit') {
    const backends = listAt(spec, 'backends').map(
      (backend) => [textAt(backend, 'service') ?? '', at(backend, 'weight')] as const,
    );
    return ruleOf(serviceOfHost(textAt(spec, 'service') ?? ''), [], backends, {});
  }
  if (kind === 'Retry') {
    const policy = at(spec, 'retryPolicy');
    const on = (textAt(policy, 'retryOn') ?? '').split(',').filter((one) => one !== '');
    return retriesText(textAt(policy, 'numRetries') ?? '1', on, [perTry(textAt(policy, 'perTryTimeout'))]);
  }
  if (kind === 'Egress') return textsAt(spec, 'hosts').map((text) => ({ topic: 'hosts', text }));
  return kind === 'UpstreamTrafficSetting' ? upstream(spec) : [];
}

function upstream(spec: Parameters<typeof at>[0]): Intent[] {
  const limits = settings('limits', at(spec, 'connectionSettings'), {
    'tcp.maxConnections': 'connections',
    'http.maxRequests': 'requests',
    'http.maxPendingRequests': 'pending requests',
    'http.maxRequestsPerConnection': 'requests per connection',
    'tcp.connectTimeout': 'connect timeout',
  });
  const rates = (['http', 'tcp'] as const).flatMap((protocol): Intent[] => {
    const rate = at(spec, `rateLimit.local.${protocol}`);
    if (rate === undefined) return [];
    const count = textAt(rate, 'requests') ?? textAt(rate, 'connections') ?? '?';
    const burst = textAt(rate, 'burst');
    const unit = textAt(rate, 'unit') === 'second' ? '1s' : (textAt(rate, 'unit') ?? '?');
    const most = burst === undefined ? '' : `, burst ${Number(count) + Number(burst)}`;
    return [{ topic: 'rate limit', text: `${count} per ${unit}${most}` }];
  });
  return [...limits, ...rates];
}

/** A TrafficTarget names its sources, and matches of groups of routes. */
function callersOf(objects: readonly KubernetesObject[]): Caller[] {
  const groups = new Map(objects.map((object) => [`${object.kind} ${object.name}`, object.content]));
  return objects
    .filter(({ kind }) => kind === 'TrafficTarget')
    .flatMap(({ content }) => {
      const requests = listAt(content, 'spec.rules').flatMap((rule) => {
        const group = groups.get(`${textAt(rule, 'kind')} ${textAt(rule, 'name')}`);
        const names = textsAt(rule, 'matches');
        const matches = listAt(group, 'spec.matches').filter(
          (match) => names.length === 0 || names.includes(textAt(match, 'name') ?? ''),
        );
        if (textAt(rule, 'kind') === 'TCPRoute' || matches.length === 0) return [''];
        return matches.map((match) =>
          requestsText(
            textsAt(match, 'methods'),
            textsAt(match, 'pathRegex').map((path) => path.replace(/\(\/\.\*\)\?$/, '/*')),
          ),
        );
      });
      return listAt(content, 'spec.sources').flatMap((source) => {
        const who = `${textAt(source, 'namespace')}/${textAt(source, 'name')}`;
        return requests.map((one) => ({ who, requests: one }));
      });
    });
}
