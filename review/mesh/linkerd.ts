import { at, listAt, textAt, textsAt } from '../../command/terraform/resource';
import type { KubernetesObject } from '../../command/values/objects';
import {
  type Caller,
  type Condition,
  callersAs,
  type Intent,
  jsonText,
  requestsText,
  retriesText,
  ruleOf,
  without,
} from './intent';
import { perTry, rateText } from './istio';

/** The intents in Linkerd's objects of one release. */
export function linkerdIntents(objects: readonly KubernetesObject[]): Intent[] {
  return [...callersAs('callers', callersOf(objects)), ...objects.flatMap(intentsOf)];
}

function intentsOf(object: KubernetesObject): Intent[] {
  const { kind, content } = object;
  if (['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'].includes(kind)) return route(object);
  if (kind === 'HTTPLocalRateLimitPolicy') return rateText(textAt(content, 'spec.total.requestsPerSecond'));
  if (kind !== 'Service') return [];
  const annotations = at(content, 'metadata.annotations');
  const accrual = Object.entries((annotations as object | undefined) ?? {}).filter(([key]) =>
    key.startsWith('balancer.linkerd.io/failure-accrual'),
  );
  const text = accrual.map(([key, value]) => `${key.replace(/^.*failure-accrual-?/, '')} ${value}`.trim()).join(', ');
  return text === '' ? [] : [{ topic: 'outlier ejection', text }];
}

function route({ content }: KubernetesObject): Intent[] {
  const parent = listAt(content, 'spec.parentRefs')[0];
  const hosts = textsAt(content, 'spec.hostnames').map((text) => ({ topic: 'hosts', text }) as const);
  if (textAt(parent, 'kind') !== 'Service') return textAt(parent, 'kind') === 'EgressNetwork' ? hosts : [];
  const service = textAt(parent, 'name') ?? '';
  const annotation = (name: string) => {
    const found = (at(content, 'metadata.annotations') as { [key: string]: unknown } | undefined)?.[name];
    return found === undefined ? undefined : String(found);
  };
  const on = ['http', 'grpc'].flatMap((protocol) => annotation(`retry.linkerd.io/${protocol}`)?.split(',') ?? []);
  const retries =
    on.length === 0
      ? []
      : retriesText(annotation('retry.linkerd.io/limit') ?? '1', on, [perTry(annotation('retry.linkerd.io/timeout'))]);
  const rules = listAt(content, 'spec.rules').flatMap((rule): Intent[] => {
    const backends = listAt(rule, 'backendRefs').map(
      (backend) => [textAt(backend, 'name') ?? '', at(backend, 'weight')] as const,
    );
    const timeout = textAt(rule, 'timeouts.request');
    const treatment = without(rule, 'name', 'matches', 'backendRefs', 'timeouts');
    return [
      ...ruleOf(service, listAt(rule, 'matches').flatMap(conditionsOf), backends, treatment),
      ...(timeout === undefined ? [] : [{ topic: 'timeout' as const, text: timeout }]),
    ];
  });
  return [...retries, ...rules];
}

/** A prefix ends at a segment: `/orders` is the path itself, and all below. */
function conditionsOf(match: Parameters<typeof at>[0]): Condition[] {
  const [type, value] = [textAt(match, 'path.type') ?? 'PathPrefix', textAt(match, 'path.value')];
  const method = textAt(match, 'method');
  const headers = listAt(match, 'headers').map((header) => {
    const sign = textAt(header, 'type') === 'RegularExpression' ? '~' : '=';
    return `${textAt(header, 'name')}${sign}${textAt(header, 'value')}`;
  });
  const methods = method === undefined ? [] : [method];
  // A method of gRPC is a service and its method.
  const more = without(match, 'path', 'headers', ...(method === undefined ? [] : ['method']));
  const condition = { methods, headers, more };
  if (value === undefined || (type === 'PathPrefix' && value === '/')) return [condition];
  const paths = type === 'Exact' ? [value] : type === 'PathPrefix' ? [value, `${value}/*`] : [`~${value}`];
  return paths.map((path) => ({ ...condition, path }));
}

/** An AuthorizationPolicy names authentications, and a Server or a route with requests. */
function callersOf(objects: readonly KubernetesObject[]): Caller[] {
  const byName = (kind: string, name: string | undefined) =>
    objects.find((object) => object.kind === kind && object.name === name)?.content;
  return objects
    .filter(({ kind }) => kind === 'AuthorizationPolicy')
    .flatMap(({ content }) => {
      const kind = textAt(content, 'spec.targetRef.kind') ?? '';
      const target = byName(kind, textAt(content, 'spec.targetRef.name'));
      const matches = listAt(target, 'spec.rules').flatMap((rule) => listAt(rule, 'matches'));
      const requests = kind === 'Server' || matches.length === 0 ? [''] : matches.map(matchText);
      const who = listAt(content, 'spec.requiredAuthenticationRefs').flatMap((reference) => {
        const authentication = byName(textAt(reference, 'kind') ?? '', textAt(reference, 'name'));
        return authentication ? identitiesOf(authentication) : [jsonText(reference)];
      });
      return who.flatMap((one) => requests.map((request) => ({ who: one, requests: request })));
    });
}

function matchText(match: Parameters<typeof at>[0]): string {
  const method = [textAt(match, 'method')].filter((one) => one !== undefined);
  const type = textAt(match, 'path.type');
  const path = textAt(match, 'path.value');
  const text = requestsText(
    method,
    path === undefined ? [] : [type === 'PathPrefix' && path !== '/' ? `${path}/*` : path],
  );
  const rest = without(match, 'method', 'path');
  return Object.keys(rest).length > 0 ? `${text} ${jsonText(rest)}`.trim() : text;
}

function identitiesOf(authentication: Parameters<typeof at>[0]): string[] {
  const references = listAt(authentication, 'spec.identityRefs').map((reference) => {
    const [kind, name, namespace] = ['kind', 'name', 'namespace'].map((key) => textAt(reference, key));
    return kind === 'Namespace' ? `namespace ${name}` : namespace === undefined ? `${name}` : `${namespace}/${name}`;
  });
  const names = textsAt(authentication, 'spec.identities').map((identity) =>
    identity === '*' ? 'any workload in the mesh' : identity.replace(/^([^.]+)\.([^.]+)\.serviceaccount\..*$/, '$2/$1'),
  );
  const networks = listAt(authentication, 'spec.networks').map(
    (network) => textAt(network, 'cidr') ?? jsonText(network),
  );
  return [...references, ...names, ...networks];
}
