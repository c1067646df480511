import { Token } from 'cdktf';
import { compact } from '../../core/compact';
import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import { type EffectiveRoute, effectiveRoutes } from './effective-routes';
import type { HeaderChanges } from './header-changes';
import type { Comparison } from './header-match';
import type { ServiceIntent } from './intents';
import { intersection } from './match-algebra';
import type { PathMatch } from './path-match';
import type { PathRewrite } from './path-rewrite';
import type { ActionIntent } from './route-action';
import type { RouteMatch } from './route-match';
import type { RouteRedirect } from './route-redirect';
import { orderedMatches, type Precedence } from './specific-first';
import { weightOf } from './weights';

/** A route of the Gateway API whose parent is the Service that callers use. */
export function serviceRoute(
  version: string,
  kind: string,
  { name, namespaceName, port }: ServiceIntent,
  rules: object[],
  annotations: object = {},
): Manifest {
  const notes = Object.keys(annotations).length > 0 ? { annotations } : {};
  return {
    apiVersion: `gateway.networking.k8s.io/${version}`,
    kind,
    metadata: { name, namespace: namespaceName, ...notes },
    spec: { parentRefs: [{ group: '', kind: 'Service', name, port }], rules },
  };
}

/** The backends of requests that no route matches: the versions' Services, or the Service itself. */
export function backendsOf(service: ServiceIntent): object[] {
  return backendsOfAction(service, { kind: 'versions', versions: service.split?._versions ?? [] }) ?? [];
}

function backendsOfAction({ name, port }: ServiceIntent, action: ActionIntent): object[] | undefined {
  if (action.kind === 'services') {
    return action.services.map(({ service, percent }) => {
      const { name: other, namespaceName: namespace, port: otherPort = port } = service;
      const place = namespace === undefined ? {} : { namespace };
      return { name: other, ...place, port: otherPort, ...weightOf(percent, action.services) };
    });
  }
  if (action.kind !== 'versions') return undefined;
  if (action.versions.length === 0) return [{ name, port }];
  return action.versions.map(({ version, percent }) => ({
    name: version.service,
    port,
    ...weightOf(percent, action.versions),
  }));
}

/** A path match of an HTTPRoute, whose prefixes end at a slash, as those of `PathMatch` do. */
export function pathMatch(path: PathMatch): object {
  if (path._kind === 'text') return { type: 'RegularExpression', value: `${escaped(path._path)}.*` };
  const type = { exact: 'Exact', prefix: 'PathPrefix', regex: 'RegularExpression' }[path._kind];
  return { type, value: path._kind === 'prefix' ? path._stem || '/' : path._path };
}

/** A match as the Gateway API has it, with one method each. */
export function apiMatches({ path, methods, headers = [], query = [] }: RouteMatch): object[] {
  const match = {
    ...(path ? { path: pathMatch(path) } : {}),
    ...(headers.length > 0 ? { headers: headers.map(conditionOf) } : {}),
    ...(query.length > 0 ? { queryParams: query.map(conditionOf) } : {}),
  };
  return methods ? methods.map((method) => ({ ...match, method })) : [match];
}

/** Names and values are compared exactly or by expressions only; a name alone is any value. */
function conditionOf(condition: { _name: string; _comparison: Comparison; _value: string }): object {
  const { _name: name, _comparison: comparison, _value: value } = condition;
  if (comparison === 'exact') return { type: 'Exact', name, value };
  const expression = { regex: value, prefix: `${escaped(value)}.*`, present: '.*' }[comparison];
  return { type: 'RegularExpression', name, value: expression };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The parts of a rule that a mesh renders itself. */
export type RulePart = (route: EffectiveRoute) => object;

/**
 * The rules of an HTTPRoute. The Gateway API uses the most specific match, regardless of the rules' order: so that the first
 * route applies as elsewhere, it also gets its intersection with each later, more specific one.
 *
 * A prefix is replaced by rules with one match each.
 *
 * Source: `HTTPRouteRule` in apis/v1/httproute_types.go of https://github.com/kubernetes-sigs/gateway-api
 */
export function httpRules(service: ServiceIntent, takesPrecedence: Precedence, ownPart: RulePart): object[] {
  const routes = effectiveRoutes(service);
  const ordered = orderedMatches(
    routes.map(({ match }) => match),
    takesPrecedence,
  );
  return routes.flatMap((route, index) => {
    const own = ordered[index];
    const matches = (own === 'open' ? [route.match] : own).flatMap(apiMatches);
    const { filters: ownFilters = [], ...part } = ownPart(route) as { filters?: object[] };
    const filters = [...filtersOf(route), ...ownFilters];
    const backendRefs = backendsOfAction(service, route.action);
    const rest = {
      ...(filters.length > 0 ? { filters } : {}),
      ...(backendRefs ? { backendRefs } : {}),
      ...part,
    };
    const isLast = index === routes.length - 1;
    const given = isLast && Object.keys(matches[0]).length === 0 && !replacesPrefix(route) ? [] : matches;
    if (given.length === 0) return [rest];
    return replacesPrefix(route)
      ? given.map((match) => ({ matches: [{ path: { type: 'PathPrefix', value: '/' }, ...match }], ...rest }))
      : [{ matches: given, ...rest }];
  });
}

function replacesPrefix({ rewritePath }: EffectiveRoute): boolean {
  return rewritePath?._kind === 'prefix';
}

export function headerFilters({
  requestHeaders,
  responseHeaders,
}: Pick<EffectiveRoute, 'requestHeaders' | 'responseHeaders'>): object[] {
  return [
    ...(requestHeaders ? [{ type: 'RequestHeaderModifier', requestHeaderModifier: modifier(requestHeaders) }] : []),
    ...(responseHeaders ? [{ type: 'ResponseHeaderModifier', responseHeaderModifier: modifier(responseHeaders) }] : []),
  ];
}

function filtersOf(route: EffectiveRoute): object[] {
  const { rewritePath, rewriteHost, action } = route;
  const rewrite = compact({ path: rewritePath && pathModifier(rewritePath), hostname: rewriteHost });
  return [
    ...headerFilters(route),
    ...(rewrite ? [{ type: 'URLRewrite', urlRewrite: rewrite }] : []),
    ...(action.kind === 'redirect' ? [{ type: 'RequestRedirect', requestRedirect: redirectOf(action.redirect) }] : []),
  ];
}

function pathModifier({ _kind, _path, _stem }: PathRewrite): object {
  if (_kind === 'prefix') return { type: 'ReplacePrefixMatch', replacePrefixMatch: _stem || '/' };
  return { type: 'ReplaceFullPath', replaceFullPath: _path };
}

function modifier({ setTo = {}, add = {}, remove }: HeaderChanges): object {
  const listOf = (values: object) => {
    const list = Object.entries(values).map(([name, value]) => ({ name, value }));
    return list.length > 0 ? list : undefined;
  };
  return compact({ set: listOf(setTo), add: listOf(add), remove: remove && [...remove] }) ?? {};
}

/** Without a port the Gateway API keeps that of the request, unless the scheme changes. */
function redirectOf({ host, path, scheme, port, status = 302 }: RouteRedirect): object {
  return {
    ...compact({ scheme, hostname: host, path: path && { type: 'ReplaceFullPath', replaceFullPath: path }, port }),
    statusCode: status,
  };
}

/** The most rules of a route, matches of a rule, and matches of all rules, by the definitions. */
const [mostRules, mostMatches, mostOfAll] = [16, 64, 128];

/** Rejects route settings that the Gateway API doesn't support, and an order that it would not keep. */
export function checkHttpRules(
  faults: Faults,
  service: ServiceIntent,
  takesPrecedence: Precedence,
  mesh: string,
): void {
  const routes = effectiveRoutes(service);
  const matches = routes.map(({ match }) => match);
  const ordered = orderedMatches(matches, takesPrecedence);
  ordered.forEach((own, index) => {
    if (own !== 'open') return;
    const after = matches.findIndex(
      (other, place) =>
        place > index && takesPrecedence(other, matches[index]) && intersection(matches[index], other) !== 'none',
    );
    const other = after < (service.routes?.length ?? 0) ? `routes[${after}]` : 'the requests that no route matches';
    const must = `must not take precedence over ${other} on ${mesh}, which prefers the more specific match and has no match for the requests that both match`;
    faults.add(`routes[${index}].match`, must, undefined, 'Use PathMatch.exact or PathMatch.prefix, or put it last.');
  });
  if (faults.any) return;
  const rules = httpRules(service, takesPrecedence, () => ({})) as { matches?: object[] }[];
  const counts = rules.map(({ matches: own = [] }) => own.length);
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (rules.length <= mostRules && counts.every((count) => count <= mostMatches) && all <= mostOfAll) return;
  const must = `must be ${mostRules} rules with ${mostMatches} matches each and ${mostOfAll} together at most on ${mesh}, and take ${rules.length} with ${all}`;
  faults.add('routes', must, undefined, 'Put routes without conditions in common after the others, or use fewer.');
}

/** Rejects route settings that the Gateway API doesn't support on any mesh. */
export function checkApiRoutes(faults: Faults, { routes = [] }: ServiceIntent, mesh: string): void {
  routes.forEach(({ match = {}, action, rewritePath }, index) => {
    const at = `routes[${index}]`;
    match.headers?.forEach((header, place) => {
      if (!header._isInverse) return;
      const must = `must not be inverse on ${mesh}, whose routes have no such condition`;
      faults.add(
        `${at}.match.headers[${place}]`,
        must,
        header._name,
        'Put a route with the condition before this one.',
      );
    });
    if (rewritePath?._kind === 'regex') {
      const must = `must not be an expression on ${mesh}, whose routes replace a prefix or the whole path`;
      faults.add(`${at}.rewritePath`, must, rewritePath._expression, 'Use PathRewrite.prefix or PathRewrite.full.');
    }
    if (rewritePath?._kind === 'prefix' && match.path?._kind === 'text') {
      const must = `must not be a prefix where the path of match is a text on ${mesh}, whose prefixes end at a slash`;
      faults.add(`${at}.rewritePath`, must, rewritePath._path, 'Use PathMatch.prefix in match.');
    }
    const redirect = action?._intent.kind === 'redirect' ? action._intent.redirect : undefined;
    const { status } = redirect ?? {};
    if (status !== undefined && !Token.isUnresolved(status) && ![301, 302].includes(status)) {
      const must = `must be 301 or 302 on ${mesh}`;
      faults.add(`${at}.action.status`, must, status, 'Leave it out: 302 applies.');
    }
  });
}
