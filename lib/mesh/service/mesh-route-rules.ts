import type { IConstruct } from 'constructs';
import {
  checkElementsKnown,
  checkGiven,
  checkInteger,
  checkLiteral,
  checkName,
  checkNotEmpty,
  checkOneOf,
  checkPattern,
  isKnown,
} from '../../core/checks';
import type { Faults } from '../../core/faults';
import { checkHeaderValue } from '../../core/header-values';
import { nameRules } from '../../core/names';
import { checkRegularExpression } from '../../core/regular-expression';
import type { CorsPolicy } from '../traffic/cors-policy';
import { checkSeconds } from '../traffic/durations';
import type { HeaderChanges } from '../traffic/header-changes';
import type { HeaderMatch } from '../traffic/header-match';
import { checkHeaderName, checkMethodName } from '../traffic/http-names';
import { covers, isEverywhere, matchesAll } from '../traffic/match-algebra';
import { checkPath } from '../traffic/mesh-access-rules';
import { MeshFeature } from '../traffic/mesh-feature';
import type { MeshRoute } from '../traffic/mesh-route';
import { PathMatch } from '../traffic/path-match';
import type { PathRewrite } from '../traffic/path-rewrite';
import type { QueryMatch } from '../traffic/query-match';
import type { RouteMatch } from '../traffic/route-match';
import type { RouteRedirect, RouteResponse } from '../traffic/route-redirect';
import type { WeightedRouteService } from '../traffic/route-service';
import { checkFaultInjection, checkPercent } from './mesh-request-rules';
import { checkRetries } from './mesh-retry-rules';
import { checkShare, checkShares, checkSplit } from './mesh-split-rules';

/** Source: https://www.rfc-editor.org/rfc/rfc3986#section-3.4 */
const parameterName = /^[^\s&=#?]+$/;

/** Checks a single route of a service or gateway. */
export function checkRoute(faults: Faults, scope: IConstruct, at: string, route: MeshRoute): void {
  const { match, action, retries, timeoutSeconds, mirror, faultInjection } = route;
  if (match) checkMatch(faults, `${at}.match`, match);
  const intent = action?._intent;
  if (intent?.kind === 'versions' && intent.split?._isByController) {
    const must = 'must not be a split byController, which is of the whole service';
    faults.add(`${at}.action`, must, undefined, 'Set split on the service, and leave the action out.');
  }
  if (intent?.kind === 'versions' && intent.split) checkSplit(faults, scope, `${at}.action`, intent.split);
  if (intent?.kind === 'services') checkServices(faults, scope, `${at}.action`, intent.services);
  if (intent?.kind === 'redirect') checkRedirect(faults, `${at}.action`, intent.redirect);
  if (intent?.kind === 'response') checkResponse(faults, `${at}.action`, intent.response);
  if (intent?.kind === 'redirect' || intent?.kind === 'response') checkNothingElse(faults, at, route);
  checkRewrite(faults, at, route);
  checkHeaderChanges(faults, `${at}.requestHeaders`, route.requestHeaders);
  checkHeaderChanges(faults, `${at}.responseHeaders`, route.responseHeaders);
  if (route.cors) checkCors(faults, at, route.cors, match);
  if (timeoutSeconds !== 0) checkSeconds(faults, `${at}.timeoutSeconds`, timeoutSeconds, 3600);
  if (retries) checkRetries(faults, `${at}.`, retries, timeoutSeconds);
  if (mirror) checkPercent(faults, `${at}.mirror.percent`, mirror.percent);
  if (faultInjection) checkFaultInjection(faults, `${at}.`, faultInjection, [route]);
}

/** Rejects a route that is never reached because earlier routes match all its requests. */
function checkReached(faults: Faults, prop: string, routes: readonly MeshRoute[]): void {
  routes.forEach(({ match }, index) => {
    const before = routes.findIndex((other) => covers(other.match, match));
    if (before >= index) return;
    const must = `must not be covered by ${prop}[${before}], which is before it`;
    faults.add(`${prop}[${index}].match`, must, undefined, 'Move the more specific one first: it never matches.');
  });
}

/** The routes of a service. */
export function checkRoutes(
  faults: Faults,
  scope: IConstruct,
  { routes, split }: { readonly routes?: MeshRoute[]; readonly split?: unknown },
): void {
  if (!routes) return;
  checkNotEmpty(faults, 'routes', routes);
  routes.forEach((route, index) => {
    checkRoute(faults, scope, `routes[${index}]`, route);
    const { match: _, ...said } = route;
    if (Object.values(said).every((value) => value === undefined)) {
      const must = 'must have an action or a setting';
      faults.add(`routes[${index}]`, must, undefined, 'For example, use RouteAction.version(v2), or leave it out.');
    }
  });
  checkReached(faults, 'routes', routes);
  const last = routes.findIndex(({ match, action }) => matchesAll(match) && action);
  if (last < 0 || split === undefined) return;
  const must = `must be left out, because routes[${last}] is for all requests that reach it and has an action`;
  faults.add('split', must, undefined, `Use RouteAction.split in routes[${last}], or leave its action out.`);
}

/** The features that a route needs, each with the prop that requires it. */
export function featuresOfRoute(at: string, route: MeshRoute): [prop: string, feature: MeshFeature][] {
  const { match = {}, action, retries, timeoutSeconds, mirror, faultInjection, cors } = route;
  const { path, headers = [], methods, query } = match;
  const intent = action?._intent;
  const hasSplit = intent?.kind === 'versions' && intent.split !== undefined;
  const wanted: [prop: string, isWanted: boolean, feature: MeshFeature][] = [
    ['match.path', path !== undefined, MeshFeature.PATH_ROUTING],
    ['match.headers', headers.some(({ _isInverse }) => !_isInverse), MeshFeature.HEADER_ROUTING],
    ['match.headers', headers.some(({ _isInverse }) => _isInverse), MeshFeature.INVERSE_HEADER_ROUTING],
    ['match.methods', methods !== undefined, MeshFeature.METHOD_ROUTING],
    ['match.query', query !== undefined, MeshFeature.QUERY_ROUTING],
    ['action', hasSplit, MeshFeature.ROUTE_SPLIT],
    ['action', intent?.kind === 'services', MeshFeature.OTHER_SERVICE_ROUTING],
    ['action', intent?.kind === 'redirect', MeshFeature.REDIRECTS],
    ['action', intent?.kind === 'response', MeshFeature.DIRECT_RESPONSES],
    ['rewritePath', route.rewritePath !== undefined, MeshFeature.PATH_REWRITE],
    ['rewriteHost', route.rewriteHost !== undefined, MeshFeature.HOST_REWRITE],
    ['requestHeaders', route.requestHeaders !== undefined, MeshFeature.HEADER_CHANGES],
    ['responseHeaders', route.responseHeaders !== undefined, MeshFeature.HEADER_CHANGES],
    ['cors', cors !== undefined, MeshFeature.CORS],
    ['retries', retries !== undefined, MeshFeature.ROUTE_RETRIES],
    ['timeoutSeconds', timeoutSeconds !== undefined, MeshFeature.TIMEOUTS],
    ['mirror', mirror !== undefined, MeshFeature.MIRRORING],
    ['faultInjection', faultInjection !== undefined, MeshFeature.FAULT_INJECTION],
  ];
  const needed = wanted.filter(([, isWanted]) => isWanted);
  if (needed.length === 0) return [[at, MeshFeature.PATH_ROUTING]];
  return needed.map(([prop, , feature]) => [`${at}.${prop}`, feature]);
}

function checkMatch(faults: Faults, at: string, { path, methods, headers, query }: RouteMatch): void {
  if (path) checkPath(faults, `${at}.path`, path._kind === 'text' ? PathMatch.prefix(path._path) : path);
  for (const [name, list] of Object.entries({ methods, headers, query })) {
    checkNotEmpty(faults, `${at}.${name}`, list);
  }
  methods?.forEach((method, index) => {
    checkMethodName(faults, `${at}.methods[${index}]`, method);
    if (methods.indexOf(method) < index) {
      faults.add(`${at}.methods[${index}]`, 'must be listed only once', method, 'Remove one of the two.');
    }
  });
  headers?.forEach((header, index) => {
    const place = `${at}.headers[${index}]`;
    if (!checkGiven(faults, place, header, "For example, use HeaderMatch.exact('x-canary', 'true').")) return;
    checkHeaderKey(faults, `${place}.name`, header._name);
    const isGiven = checkCondition(faults, place, header);
    if (isGiven) checkHeaderValue(faults, `${place}.value`, header._value);
    const same = headers.findIndex((one) => one?._name === header._name && one._isInverse === header._isInverse);
    checkOnce(faults, place, header._name, same < index, 'header');
  });
  query?.forEach((parameter, index) => {
    const place = `${at}.query[${index}]`;
    if (!checkGiven(faults, place, parameter, "For example, use QueryMatch.exact('version', 'v2').")) return;
    const { _name: name } = parameter;
    checkLiteral(faults, `${place}.name`, name, 'it is a key in an object');
    checkPattern(faults, `${place}.name`, name, parameterName, 'must be the name of a query parameter', 'version');
    checkCondition(faults, place, parameter);
    checkOnce(faults, place, name, query.findIndex((one) => one?._name === name) < index, 'query parameter');
  });
}

function checkOnce(faults: Faults, at: string, name: string, isRepeated: boolean, what: string): void {
  if (!isRepeated) return;
  faults.add(
    at,
    `must name another ${what} than the conditions before it`,
    name,
    'Use one condition, e.g. an expression.',
  );
}

function checkHeaderKey(faults: Faults, at: string, name: string): void {
  checkLiteral(faults, at, name, 'it is a key in an object');
  checkHeaderName(faults, at, name, 'x-canary');
}

/** Checks a condition's value, if it compares one; returns whether there is one. */
function checkCondition(faults: Faults, at: string, { _comparison, _value }: HeaderMatch | QueryMatch): boolean {
  if (_comparison === 'present' || !checkGiven(faults, `${at}.value`, _value, "For example, use 'true'.")) return false;
  if (_comparison === 'regex') checkRegularExpression(faults, `${at}.value`, _value, 'beta|nightly');
  return true;
}

function checkServices(faults: Faults, scope: IConstruct, at: string, services: readonly WeightedRouteService[]): void {
  services.forEach(({ service }, index) => {
    const place = services.length === 1 ? at : `${at}[${index}].service`;
    checkName(faults, `${place}.name`, service?.name, nameRules.kubernetesLabel);
    if (service?.namespaceName !== undefined) {
      checkName(faults, `${place}.namespaceName`, service.namespaceName, nameRules.kubernetesLabel);
    }
    checkInteger(faults, `${place}.port`, service?.port, 1, 65535);
  });
  if (services.length === 1) checkShare(faults, `${at}[0].percent`, services[0].percent, scope);
  else checkShares(faults, at, services, scope);
}

function checkRedirect(faults: Faults, at: string, redirect: RouteRedirect): void {
  const { host, path, scheme, port, status } = redirect ?? {};
  if ([host, path, scheme, port].every((part) => part === undefined)) {
    const fix = "For example, use { host: 'shop.example.com' }.";
    faults.add(at, 'must change the host, path, scheme or port', undefined, fix);
  }
  if (host !== undefined)
    checkName(faults, `${at}.host`, host, { ...nameRules.kubernetesObject, example: 'shop.example.com' });
  if (path !== undefined) checkPath(faults, `${at}.path`, PathMatch.exact(path));
  checkOneOf(faults, `${at}.scheme`, scheme, ['http', 'https']);
  checkInteger(faults, `${at}.port`, port, 1, 65535);
  if (isKnown(status) && ![301, 302, 303, 307, 308].includes(status)) {
    faults.add(`${at}.status`, 'must be 301, 302, 303, 307 or 308', status, 'Leave it out: 302 applies.');
  }
}

function checkResponse(faults: Faults, at: string, { status, body }: RouteResponse): void {
  if (checkGiven(faults, `${at}.status`, status, 'For example, use 503.')) {
    checkInteger(faults, `${at}.status`, status, 200, 599);
  }
  if (!isKnown(body) || Buffer.byteLength(body) <= 4096) return;
  faults.add(`${at}.body`, 'must be 4096 bytes at most', Buffer.byteLength(body), 'Lead the requests to a Service.');
}

/** Nothing is forwarded. */
function checkNothingElse(faults: Faults, at: string, { match: _, action: __, ...settings }: MeshRoute): void {
  for (const [prop, value] of Object.entries(settings)) {
    if (value === undefined || prop === 'service' || prop === 'hosts') continue;
    const must = 'must be left out where the action is a redirect or a response, which no service receives';
    faults.add(`${at}.${prop}`, must, undefined, 'Leave it out.');
  }
}

function checkRewrite(faults: Faults, at: string, { match = {}, rewritePath, rewriteHost }: MeshRoute): void {
  if (rewriteHost !== undefined) {
    checkName(faults, `${at}.rewriteHost`, rewriteHost, { ...nameRules.kubernetesObject, example: 'api.example.com' });
  }
  if (!rewritePath) return;
  const { _kind: kind, _path: path, _expression: expression } = rewritePath as PathRewrite;
  if (kind === 'regex') {
    checkRegularExpression(faults, `${at}.rewritePath.expression`, expression, '^/v([0-9]+)/(.*)$');
    checkGiven(faults, `${at}.rewritePath.substitution`, path, 'For example, use /\\2.');
    return;
  }
  checkPath(faults, `${at}.rewritePath`, PathMatch.exact(path));
  if (kind === 'full' || isEverywhere(match.path) || ['prefix', 'text'].includes(match.path?._kind ?? '')) return;
  const must = 'must not be a prefix where the path of match is none';
  faults.add(`${at}.rewritePath`, must, path, 'Use PathRewrite.full, or PathMatch.prefix in match.');
}

function checkHeaderChanges(faults: Faults, at: string, changes: HeaderChanges | undefined): void {
  if (!changes) return;
  const { setTo, add, remove } = changes;
  const named = [...Object.keys(setTo ?? {}), ...Object.keys(add ?? {}), ...(remove ?? [])];
  if (named.length === 0) faults.add(at, 'must name a header', undefined, 'Leave it out.');
  for (const [prop, values] of Object.entries({ setTo, add })) {
    checkElementsKnown(faults, `${at}.${prop}`, values);
    for (const [name, value] of Object.entries(values ?? {})) {
      checkChangedName(faults, `${at}.${prop}.${name}`, name);
      if (checkGiven(faults, `${at}.${prop}.${name}`, value, "For example, use 'true'.")) {
        checkHeaderValue(faults, `${at}.${prop}.${name}`, value);
      }
    }
  }
  remove?.forEach((name, index) => {
    checkChangedName(faults, `${at}.remove[${index}]`, name);
  });
  const twice = named.find((name, index) => named.indexOf(name) < index);
  if (twice !== undefined)
    faults.add(at, 'must name each header once', twice, 'Use one of setTo, add and remove for it.');
}

function checkChangedName(faults: Faults, at: string, name: string): void {
  checkHeaderKey(faults, at, name);
  if (name === 'host') faults.add(at, 'must not be host', undefined, 'Use rewriteHost.');
}

const origin = /^(\*|https?:\/\/[^\s/?#*]+)$/;

function checkCors(faults: Faults, route: string, cors: CorsPolicy, match: RouteMatch = {}): void {
  const at = `${route}.cors`;
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAgeSeconds, allowCredentials } = cors;
  for (const [name, list] of Object.entries({ allowMethods, allowHeaders, exposeHeaders })) {
    checkNotEmpty(faults, `${at}.${name}`, list);
  }
  const fix = "For example, use ['https://shop.example.com'].";
  checkGiven(faults, `${at}.allowOrigins`, allowOrigins?.length ? allowOrigins : undefined, fix);
  allowOrigins?.forEach((one, index) => {
    const must = 'must be an origin: scheme and host, without a path';
    checkPattern(faults, `${at}.allowOrigins[${index}]`, one, origin, must, 'https://shop.example.com');
  });
  allowMethods?.forEach((method, index) => {
    checkMethodName(faults, `${at}.allowMethods[${index}]`, method);
  });
  for (const [name, list] of Object.entries({ allowHeaders, exposeHeaders })) {
    list?.forEach((header, index) => {
      checkHeaderName(faults, `${at}.${name}[${index}]`, header, 'content-type');
    });
  }
  checkInteger(faults, `${at}.maxAgeSeconds`, maxAgeSeconds, 1, 86400);
  if (allowCredentials && allowOrigins?.includes('*')) {
    const must = "must not be true with the origin '*': every page could act as its user";
    faults.add(`${at}.allowCredentials`, must, allowCredentials, 'Name the origins.');
  }
  if (match.methods && !match.methods.includes('OPTIONS')) {
    const must = 'must have OPTIONS where cors is given: preflight requests would take another route';
    faults.add(`${route}.match.methods`, must, match.methods, 'Add OPTIONS, or leave methods out.');
  }
}
