import { beginningOf, covers, intersection, isEverywhere } from './match-algebra';
import type { PathMatch } from './path-match';
import type { RouteMatch } from './route-match';

/**
 * Whether a match may take precedence over another one for a request that meets both, on a mesh that uses the most specific one.
 *
 * @internal
 */
export type Precedence = (match: RouteMatch, other: RouteMatch) => boolean;

/**
 * The order of the Gateway API as Istio implements it: exact paths before prefixes before expressions, then the longer one, then a
 * method, then the number of headers, then that of query parameters. A match without a path has the prefix `/`, and so comes before each
 * expression.
 *
 * Source: `sortHTTPRoutes` in pilot/pkg/config/kube/gateway/conversion.go of https://github.com/istio/istio/tree/1.30.3
 */
export const istioPrecedence: Precedence = (match, other) => {
  const ranks = { exact: 3, prefix: 2, text: 1, regex: 1 };
  const rank = ({ path }: RouteMatch) => (path ? ranks[path._kind] : ranks.prefix);
  const keys = ({ path, methods, headers = [], query = [] }: RouteMatch) => [
    rank({ path }),
    lengthOf(path),
    methods ? 1 : 0,
    headers.length,
    query.length,
  ];
  return isGreater(keys(match), keys(other));
};

/**
 * The order of Linkerd's proxy: the longer part of the path that matched, which is all of it for an expression, then the number of
 * headers, then that of query parameters, then a method.
 *
 * Source: `PathMatch` and `RequestMatch` in linkerd/http/route/src/http/match.rs and match/path.rs of
 * https://github.com/linkerd/linkerd2-proxy
 */
export const linkerdPrecedence: Precedence = (match, other) => {
  const keys = ({ methods, headers = [], query = [] }: RouteMatch) => [headers.length, query.length, methods ? 1 : 0];
  const [own, its] = [match.path, other.path];
  if (!(isWhole(own) && isWhole(its))) {
    if (isExpression(own)) return true;
    if (its && isExpression(its) && lengthOf(own) < beginningOf(its).length) return false;
    if (!isExpression(its) && lengthOf(own) !== lengthOf(its)) return lengthOf(own) > lengthOf(its);
  }
  return isGreater(keys(match), keys(other));
};

/**
 * The order of Consul's API gateway: the longer path text, then the number of headers, then the number of query parameters. A
 * prefix has two texts, with and without a trailing slash; next to expressions either may count.
 *
 * Source: `compareHTTPRules` in agent/consul/discoverychain/gateway_httproute.go of https://github.com/hashicorp/consul
 */
export const consulPrecedence: Precedence = (match, other) => {
  const hasExpression = [match, other].some(({ path }) => path?._kind === 'regex');
  const slash = hasExpression && match.path?._kind === 'prefix' && !isEverywhere(match.path) ? 1 : 0;
  const keys = ({ path, headers = [], query = [] }: RouteMatch) => [lengthOf(path), headers.length, query.length];
  const [length, ...rest] = keys(match);
  return isGreater([length + slash, ...rest], keys(other));
};

/** Whether all of a request's path is matched. */
function isWhole(path: PathMatch | undefined): boolean {
  return path !== undefined && path._kind !== 'prefix';
}

/** A text is written as an expression. */
function isExpression(path: PathMatch | undefined): boolean {
  return path?._kind === 'regex' || path?._kind === 'text';
}

function lengthOf(path: PathMatch | undefined): number {
  return isEverywhere(path) ? 1 : (path?._stem.length ?? 1);
}

function isGreater(keys: readonly number[], others: readonly number[]): boolean {
  const place = keys.findIndex((key, index) => key !== others[index]);
  return place >= 0 && keys[place] > others[place];
}

/**
 * The matches by which the first of several routes applies where the most specific match would: a route gets, besides its own,
 * its intersection with each later match that would take precedence over it. `open` if that can't be expressed.
 */
export function orderedMatches(matches: readonly RouteMatch[], takesPrecedence: Precedence): (RouteMatch[] | 'open')[] {
  const ordered: (RouteMatch[] | 'open')[] = [];
  const later: RouteMatch[] = [];
  for (const match of [...matches].reverse()) {
    const own = expanded(match, later, takesPrecedence);
    ordered.unshift(own);
    later.unshift(...(own === 'open' ? [match] : own));
  }
  return ordered;
}

function expanded(match: RouteMatch, later: readonly RouteMatch[], takesPrecedence: Precedence): RouteMatch[] | 'open' {
  const own = [match];
  for (const other of [...later].sort((a, b) => conditionsOf(a) - conditionsOf(b))) {
    const common = intersection(match, other);
    if (common === 'none') continue;
    const wins = (one: RouteMatch) => !takesPrecedence(other, one);
    if (common === 'open' ? wins(match) : own.some((one) => wins(one) && covers(one, common))) continue;
    if (common === 'open' || !wins(common)) return 'open';
    own.push(common);
  }
  return own;
}

function conditionsOf({ methods, headers = [], query = [] }: RouteMatch): number {
  return headers.length + query.length + (methods ? 1 : 0);
}
