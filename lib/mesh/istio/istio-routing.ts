import { compact } from '../../core/compact';
import { derivedName, nameRules } from '../../core/names';
import { numberText } from '../../core/token-values';
import type { Manifest } from '../../helm/manifest';
import type { CorsPolicy } from '../traffic/cors-policy';
import { duration } from '../traffic/durations';
import { type EffectiveRoute, effectiveRoutes } from '../traffic/effective-routes';
import { headerOperations } from '../traffic/envoy-headers';
import type { FaultInjection } from '../traffic/fault-injection';
import type { HeaderMatch } from '../traffic/header-match';
import type { ServiceIntent } from '../traffic/intents';
import { isEverywhere } from '../traffic/match-algebra';
import type { MeshRoute } from '../traffic/mesh-route';
import type { QueryMatch } from '../traffic/query-match';
import { type RetryPolicy, conditionsOf as retryConditionsOf } from '../traffic/retry-policy';
import type { ActionIntent } from '../traffic/route-action';
import type { RouteMatch } from '../traffic/route-match';
import { ServiceProtocol } from '../traffic/service-protocol';
import type { ServiceVersion } from '../traffic/service-version';
import { hostOf } from '../traffic/versions';
import { weightOf } from '../traffic/weights';
import type { IstioFacts } from './istio-facts';
import { gatewayApiRoute } from './istio-service-routes';

const api = 'networking.istio.io/v1';

interface HttpMatch {
  readonly uri?: object;
  readonly [condition: string]: object | undefined;
}

interface HttpRoute {
  readonly match?: HttpMatch[];
  readonly [field: string]: unknown;
}

/** Whether a service needs routes. */
function hasRoutes(service: ServiceIntent): boolean {
  const { split, routes, mirror, faultInjection, retries, timeoutSeconds } = service;
  const intents = [split, routes, mirror, faultInjection, retries, timeoutSeconds];
  return intents.some((intent) => intent !== undefined);
}

/**
 * A service's routes, for its callers' proxies; a gateway repeats them, because a VirtualService that is bound to a gateway
 * bypasses the VirtualService of its destination host.
 *
 * Source: `sourceMatchHTTP` in pilot/pkg/networking/core/route/route.go of https://github.com/istio/istio/tree/1.30.3
 */
export function httpRoutes(service: ServiceIntent, facts: IstioFacts, routes: EffectiveRoute[]): HttpRoute[] {
  return routes.flatMap((route) =>
    parts(route).flatMap(({ uris, rewriteTo }) => {
      const match = matchesOf(uris, route.match);
      const rendered = {
        ...(match ? { match } : {}),
        ...actionOf(service, facts, route, rewriteTo),
        ...settingsOf(service, facts, route),
      };
      return route.faultInjection ? withFaults(rendered, route.faultInjection) : [rendered];
    }),
  );
}

/** A route that the proxy answers itself: with a redirect or a response. */
export function answeringRoutes({ match = {}, action }: MeshRoute): HttpRoute[] {
  return [{ ...matchOf(match), ...(action && answerOf(action._intent)) }];
}

/** A service's routes, for its callers' proxies, in the API that the mesh uses. */
export function serviceRoutes(service: ServiceIntent, facts: IstioFacts): Manifest[] {
  if (!hasRoutes(service)) return [];
  if (facts.gatewayApi) return [gatewayApiRoute(service)];
  const routes = virtualService(service, facts);
  return service.split?._isByController ? [delegatedSplit(service, facts), routes] : [routes];
}

/**
 * Only the weights that a controller changes: Helm doesn't touch an object with an unchanged manifest, but replaces the whole
 * list of routes if the manifest changes. The routes' other settings stay in the VirtualService that delegates to it.
 *
 * Source: `mergeHTTPRoute` in pilot/pkg/model/virtualservice.go of https://github.com/istio/istio/tree/1.30.3, and `createPatch` in
 * pkg/kube/client.go of https://github.com/helm/helm/tree/v3.19.4
 */
function delegatedSplit(service: ServiceIntent, facts: IstioFacts): Manifest {
  const { split, namespaceName } = service;
  const route = (split?._versions ?? []).map(({ version, percent }) => ({
    destination: destinationOf(service, facts, version),
    weight: percent,
  }));
  const metadata = { name: splitName(service), namespace: namespaceName };
  return { apiVersion: api, kind: 'VirtualService', metadata, spec: { http: [{ name: 'split', route }] } };
}

function splitName({ name }: ServiceIntent): string {
  return derivedName(name, 'split', nameRules.kubernetesLabel);
}

function virtualService(service: ServiceIntent, facts: IstioFacts): Manifest {
  const { name, namespaceName, protocol } = service;
  const routes =
    protocol === ServiceProtocol.TCP ? { tcp: [tcpRoute(service, facts)] } : { http: meshRoutes(service, facts) };
  return {
    apiVersion: api,
    kind: 'VirtualService',
    metadata: { name, namespace: namespaceName },
    spec: { hosts: [hostOf(name, namespaceName)], ...routes },
  };
}

/**
 * A host's routes apply to all of its ports, and route to the port of their destination: with several ports, they match only
 * theirs, and the last route keeps the others unchanged.
 *
 * Source: `GetDestinationCluster` in pilot/pkg/networking/core/route/route.go of https://github.com/istio/istio/tree/1.30.3
 */
function meshRoutes(service: ServiceIntent, facts: IstioFacts): object[] {
  const { name, namespaceName, port } = service;
  const routes = httpRoutes(service, facts, effectiveRoutes(service));
  const ofPort = routes.map((route) => ({ ...route, match: (route.match ?? [{}]).map((one) => ({ ...one, port })) }));
  return [...ofPort, { route: [{ destination: { host: hostOf(name, namespaceName) } }] }];
}

function tcpRoute(service: ServiceIntent, facts: IstioFacts): object {
  const { port, split } = service;
  const versions = split?._versions ?? [];
  const route = versions.map(({ version, percent }) => ({
    destination: destinationOf(service, facts, version),
    ...weightOf(percent, versions),
  }));
  return { match: [{ port }], route };
}

/** A version is a subset of the Service or, with the Gateway API, a separate Service. */
function destinationOf(service: ServiceIntent, { gatewayApi }: IstioFacts, version?: ServiceVersion): object {
  const { name, namespaceName, port } = service;
  if (version && gatewayApi) {
    return { host: hostOf(version.service ?? '', namespaceName), port: { number: port } };
  }
  const host = hostOf(name, namespaceName);
  return { host, ...(version ? { subset: version.name } : {}), port: { number: port } };
}

/** The uris of a route that change in the same way: Istio's prefixes end anywhere, so a path and its subpaths are two matches. */
interface RoutePart {
  readonly uris: readonly object[];

  /** The replacement of the matched uri. */
  readonly rewriteTo?: string;
}

function parts({ match: { path }, rewritePath }: Pick<EffectiveRoute, 'match' | 'rewritePath'>): RoutePart[] {
  const stem = rewritePath?._kind === 'prefix' ? rewritePath._stem : undefined;
  if (path === undefined || isEverywhere(path))
    return [{ uris: [], rewriteTo: stem === undefined ? undefined : `${stem}/` }];
  if (path._kind === 'text') {
    const rewriteTo = rewritePath?._kind === 'prefix' ? rewritePath._path : undefined;
    return [{ uris: [{ prefix: path._path }], rewriteTo }];
  }
  if (path._kind !== 'prefix') return [{ uris: [{ [path._kind]: path._path }] }];
  const [own, below] = [{ exact: path._stem }, { prefix: `${path._stem}/` }];
  if (stem === undefined) return [{ uris: [own, below] }];
  return [
    { uris: [own], rewriteTo: stem || '/' },
    { uris: [below], rewriteTo: `${stem}/` },
  ];
}

function matchesOf(
  uris: readonly object[],
  { methods, headers = [], query = [] }: RouteMatch,
): HttpMatch[] | undefined {
  const conditions = compact({
    method: methods && (methods.length === 1 ? { exact: methods[0] } : { regex: methods.join('|') }),
    headers: conditionsOf(headers.filter(({ _isInverse }) => !_isInverse)),
    withoutHeaders: conditionsOf(headers.filter(({ _isInverse }) => _isInverse)),
    queryParams: conditionsOf(query),
  });
  if (uris.length === 0) return conditions && [conditions];
  return uris.map((uri) => ({ uri, ...conditions }));
}

/** The `match` of a route that changes no path; none for all requests. */
export function matchOf(match: RouteMatch): { match?: HttpMatch[] } {
  const rendered = parts({ match }).flatMap(({ uris }) => matchesOf(uris, match) ?? []);
  return rendered.length > 0 ? { match: rendered } : {};
}

/** A condition without a value is presence: of headers by `{}`, of query parameters by the same. */
function conditionsOf(conditions: readonly (HeaderMatch | QueryMatch)[]): object | undefined {
  if (conditions.length === 0) return undefined;
  return Object.fromEntries(
    conditions.map(({ _name, _comparison, _value }) => [
      _name,
      _comparison === 'present' ? {} : { [_comparison]: _value },
    ]),
  );
}

function actionOf(service: ServiceIntent, facts: IstioFacts, route: EffectiveRoute, rewriteTo?: string): object {
  const { action } = route;
  const answer = answerOf(action);
  if (answer) return answer;
  const rewrite = rewriteOf(route, rewriteTo);
  const destinations =
    action.kind === 'versions' && action.isByController
      ? { delegate: { name: splitName(service), namespace: service.namespaceName } }
      : { route: destinationsOf(service, facts, action) };
  return { ...destinations, ...(rewrite ? { rewrite } : {}) };
}

function answerOf(action: ActionIntent): object | undefined {
  if (action.kind === 'redirect') {
    const { host, path, scheme, port, status = 302 } = action.redirect;
    return { redirect: { ...compact({ uri: path, authority: host, scheme, port }), redirectCode: status } };
  }
  if (action.kind !== 'response') return undefined;
  const { status, body } = action.response;
  return { directResponse: { status, ...(body === undefined ? {} : { body: { string: body } }) } };
}

export function destinationsOf(service: ServiceIntent, facts: IstioFacts, action: ActionIntent): object[] {
  if (action.kind === 'services') {
    return action.services.map(({ service: { name, namespaceName, port }, percent }) => ({
      destination: {
        host: hostOf(name, namespaceName ?? service.namespaceName),
        port: { number: port ?? service.port },
      },
      ...weightOf(percent, action.services),
    }));
  }
  const versions = action.kind === 'versions' ? action.versions : [];
  if (versions.length === 0) return [{ destination: destinationOf(service, facts) }];
  return versions.map(({ version, percent }) => ({
    destination: destinationOf(service, facts, version),
    ...weightOf(percent, versions),
  }));
}

/** The whole path is an expression, but where the match is all of it. */
function rewriteOf({ match, rewritePath, rewriteHost }: EffectiveRoute, rewriteTo?: string): object | undefined {
  const isExact = match.path?._kind === 'exact';
  const { _kind: kind, _path: path = '', _expression: expression } = rewritePath ?? {};
  const isByExpression = kind === 'regex' || (kind === 'full' && !isExact);
  const whole = { match: '^/.*', rewrite: path.replaceAll('\\', '\\\\') };
  return compact({
    uri: rewriteTo ?? (kind === 'full' && isExact ? path : undefined),
    uriRegexRewrite: isByExpression ? (kind === 'regex' ? { match: expression, rewrite: path } : whole) : undefined,
    authority: rewriteHost,
  });
}

function settingsOf(service: ServiceIntent, facts: IstioFacts, route: EffectiveRoute): object {
  const { mirror, retries, timeoutSeconds, requestHeaders, responseHeaders, cors } = route;
  const mirrors = mirror && [
    { destination: destinationOf(service, facts, mirror.to), percentage: { value: mirror.percent ?? 100 } },
  ];
  const headers = compact({
    request: requestHeaders && headerOperations(requestHeaders),
    response: responseHeaders && headerOperations(responseHeaders),
  });
  return {
    ...(headers ? { headers } : {}),
    ...(cors ? { corsPolicy: corsOf(cors) } : {}),
    ...(mirrors ? { mirrors } : {}),
    // Istio has no timeout by itself, and rejects one of 0.
    ...(timeoutSeconds ? { timeout: duration(timeoutSeconds) } : {}),
    ...(retries === undefined ? {} : { retries: retriesOf(retries, service.protocol) }),
  };
}

function corsOf(cors: CorsPolicy): object {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAgeSeconds, allowCredentials } = cors;
  return {
    allowOrigins: allowOrigins.map((origin) => (origin === '*' ? { regex: '.*' } : { exact: origin })),
    ...compact({
      allowMethods: allowMethods && [...allowMethods],
      allowHeaders: allowHeaders && [...allowHeaders],
      exposeHeaders: exposeHeaders && [...exposeHeaders],
      maxAge: maxAgeSeconds === undefined ? undefined : duration(maxAgeSeconds),
      allowCredentials,
    }),
  };
}

/** With a header, the route is rendered twice: with faults for requests that have it, and without for the others. */
function withFaults(route: HttpRoute, injection: FaultInjection): HttpRoute[] {
  const { delaySeconds, delayPercent = 100, abortStatus, abortPercent = 100, onlyWithHeader } = injection;
  const fault = compact({
    delay:
      delaySeconds === undefined
        ? undefined
        : { percentage: { value: delayPercent }, fixedDelay: duration(delaySeconds) },
    abort: abortStatus === undefined ? undefined : { percentage: { value: abortPercent }, httpStatus: abortStatus },
  });
  if (!onlyWithHeader) return [{ ...route, fault }];
  const chosen = { [onlyWithHeader.name]: { exact: onlyWithHeader.value } };
  const match = (route.match ?? [{}]).map((one) => ({ ...one, headers: { ...one.headers, ...chosen } }));
  return [{ ...route, match, fault }, route];
}

function retriesOf(retries: RetryPolicy, protocol: ServiceProtocol | undefined): object {
  const { attempts, perTryTimeoutSeconds, statuses = [], backoffSeconds } = retries;
  if (attempts === 0) return { attempts };
  return {
    attempts,
    ...(perTryTimeoutSeconds === undefined ? {} : { perTryTimeout: duration(perTryTimeoutSeconds) }),
    retryOn: [...retryConditionsOf(retries, protocol), ...statuses.map(numberText)].join(','),
    ...(backoffSeconds === undefined ? {} : { backoff: duration(backoffSeconds) }),
  };
}
