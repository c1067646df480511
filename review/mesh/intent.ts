import { isMap, type Json, type JsonMap, textAt } from '../../command/terraform/resource';

/** Topics of a service's intents on any mesh, in the order of a summary. */
export const topics = [
  'callers',
  'denied calls',
  'tokens',
  'external authorization',
  'split',
  'routes',
  'mirror',
  'faults',
  'timeout',
  'retries',
  'limits',
  'rate limit',
  'outlier ejection',
  'load balancing',
  'hosts',
  'other objects',
] as const;
export type Topic = (typeof topics)[number];

/** One statement about a service, in words that are the same for all meshes. */
export interface Intent {
  readonly topic: Topic;
  readonly text: string;
  /** The service, if it is another one than that of the release. */
  readonly service?: string;
}

/** A caller and the requests that it may send; empty for all requests. */
export interface Caller {
  readonly who: string;
  readonly requests: string;
}

/** Callers as intents; a caller that may send all requests needs no further lines. */
export function callersAs(topic: 'callers' | 'denied calls', callers: readonly Caller[]): Intent[] {
  const free = new Set(callers.filter(({ requests }) => requests === '').map(({ who }) => who));
  return callers
    .filter(({ who, requests }) => requests === '' || !free.has(who))
    .map(({ who, requests }) => ({ topic, text: requests === '' ? who : `${who} (${requests})` }));
}

/** Methods and paths of requests: `GET /orders`. */
export function requestsText(methods: readonly string[], paths: readonly string[]): string {
  const known = methods.filter((method) => method !== '*');
  const places = paths.filter((path) => !['/', '/*', '*', '.*'].includes(path));
  return [known.join(', '), places.join(', ')].filter((part) => part !== '').join(' ');
}

export type Backend = readonly [name: string, weight: Json | undefined];

/** Which requests a rule is for, in words that are the same for all meshes; empty for all requests. */
export interface Condition {
  readonly methods?: readonly string[];
  /** `/orders` exactly, `/orders/*` for what begins so, `~expression`. */
  readonly path?: string;
  /** `x-user=beta`. */
  readonly headers?: readonly string[];
  /** What no words are for. */
  readonly more?: JsonMap;
}

/** Where a rule sends its requests: a split of the service, or a route of some requests, or with some treatment. */
export function ruleOf(
  service: string,
  conditions: readonly Condition[],
  backends: readonly Backend[],
  treatment: JsonMap,
): Intent[] {
  const texts = conditions.length > 0 ? conditions.map(conditionText) : [''];
  const special = Object.keys(treatment).length > 0 ? ` with ${jsonText(treatment)}` : '';
  const target = backendsText(service, backends);
  if (texts.every((text) => text === '') && special === '') {
    if (backends.length > 1) return [{ topic: 'split', text: target }];
    if (target === '' || target === service) return [];
  }
  return texts.map((text) => ({ topic: 'routes', text: `${text || 'all others'}${special} to ${target || service}` }));
}

/** `v1 90 %, v2 10 %`; versions are named without the service that they belong to. */
export function backendsText(service: string, backends: readonly Backend[]): string {
  return backends
    .map(([name, weight]) => {
      const version = name.startsWith(`${service}-`) ? name.slice(service.length + 1) : name;
      if (backends.length < 2) return version;
      return `${version} ${typeof weight === 'number' ? `${weight} %` : `by ${String(weight ?? 'equal weight')}`}`;
    })
    .join(', ');
}

function conditionText({ methods = [], path, headers = [], more = {} }: Condition): string {
  const rest = Object.keys(more).length > 0 ? [jsonText(more)] : [];
  return [requestsText(methods, path === undefined ? [] : [path]), ...headers, ...rest]
    .filter((one) => one !== '')
    .join(' ');
}

/** A path by how it is compared. */
export function pathText(exact?: string, prefix?: string, regex?: string): string | undefined {
  if (exact !== undefined) return exact;
  if (prefix !== undefined) return `${prefix}*`;
  return regex === undefined ? undefined : `~${regex}`;
}

/** A header by how it is compared: `x-user=beta`, `x-user=beta*`, `x-user~expression`; undefined for other comparisons. */
export function headerText(name: string, comparison: Json | undefined): string | undefined {
  const [exact, prefix, regex] = ['exact', 'prefix', 'regex'].map((key) => textAt(comparison, key));
  if (exact !== undefined) return `${name}=${exact}`;
  if (prefix !== undefined) return `${name}=${prefix}*`;
  return regex === undefined ? undefined : `${name}~${regex}`;
}

/** Settings as `name value`, in the order of the names, which each mesh spells in its own way. */
export function settings(topic: Topic, values: Json | undefined, names: { readonly [path: string]: string }): Intent[] {
  const found = Object.entries(names).flatMap(([path, name]) => {
    const value = textAt(values, path);
    return value === undefined ? [] : [`${name} ${value}`];
  });
  return found.length > 0 ? [{ topic, text: found.join(', ') }] : [];
}

export function retriesText(attempts: string, on: readonly string[], more: readonly (string | undefined)[]): Intent[] {
  const known = more.filter((part) => part !== undefined);
  const text = [attempts, ...(on.length > 0 ? [`on ${[...on].sort().join(', ')}`] : []), ...known].join(', ');
  return [{ topic: 'retries', text }];
}

/** The first label of a host: `checkout` of `checkout.shop.svc.cluster.local`. */
export function serviceOfHost(host: string): string {
  return host.split('.')[0];
}

/** What no reader describes by words. */
export function jsonText(value: Json | undefined): string {
  return JSON.stringify(value ?? null);
}

export function without(value: Json | undefined, ...keys: string[]): JsonMap {
  if (!isMap(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
