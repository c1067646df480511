import { compact } from '../../core/compact';
import type { Manifest } from '../../helm/manifest';
import { duration } from '../traffic/durations';
import { envoyHeaders } from '../traffic/envoy-headers';
import { apiMatches, headerFilters } from '../traffic/gateway-routes';
import type { GatewayRoutesIntent, IngressIntent, IngressRouteIntent, ServiceIntent } from '../traffic/intents';
import type { PathMatch } from '../traffic/path-match';
import { plainHttpOf } from '../traffic/plain-http';
import type { ActionIntent } from '../traffic/route-action';
import type { RouteMatch } from '../traffic/route-match';
import { consulPrecedence, orderedMatches } from '../traffic/specific-first';
import { weightOf } from '../traffic/weights';
import { listenerNames } from './consul-api-gateway-objects';
import { consulApi } from './consul-mesh-config';
import { consulIntent, retryFields } from './consul-routing';

/** The routes of an ingress, and those of its plain HTTP. */
export function consulIngressObjects(ingress: IngressIntent): Manifest[] {
  const plainHttp = plainHttpOf(ingress);
  return [...consulRouteObjects(ingress), ...(plainHttp.routes.length > 0 ? consulRouteObjects(plainHttp) : [])];
}

/**
 * One HTTPRoute, and filters with timeouts and retries: those of a service, because the gateway doesn't read them, and those of single
 * routes.
 *
 * Sources: https://developer.hashicorp.com/consul/docs/reference/k8s/api-gateway/routes/httproute and routeretryfilter,
 * routetimeoutfilter beside it; `translateHTTPFilters` in control-plane/api-gateway/common/translation.go of
 * https://github.com/hashicorp/consul-k8s/tree/v2.0.3
 */
export function consulRouteObjects(ingress: GatewayRoutesIntent): Manifest[] {
  const { gateway, name, namespaceName, hosts, routes, hasTls } = ingress;
  const matches = orderedMatches(
    routes.map(({ match = {} }) => match),
    consulPrecedence,
  );
  const parent = {
    name: gateway.gatewayName,
    namespace: gateway.namespaceName,
    sectionName: hasTls ? listenerNames.tls : listenerNames.plain,
  };
  const rendered = routes.map((route, index) => {
    const own = matches[index];
    return renderedRoute(name, route, index, own === 'open' ? [route.match ?? {}] : own);
  });
  const all = rendered.flatMap(({ filters }) => filters);
  const filters = new Map(all.map((filter) => [`${filter.kind} ${filter.metadata.name}`, filter]));
  return [
    ...filters.values(),
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name, namespace: namespaceName },
      spec: { parentRefs: [parent], hostnames: [...hosts], rules: rendered.flatMap(({ rules }) => rules) },
    },
  ];
}

interface RenderedRoute {
  readonly rules: object[];
  readonly filters: Filter[];
}

interface Filter {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly [field: string]: unknown;
}

function renderedRoute(name: string, route: IngressRouteIntent, index: number, ordered: RouteMatch[]): RenderedRoute {
  const { action, service, rewritePath, requestHeaders, responseHeaders } = route;
  if (!service) return { rules: [], filters: [] };
  const filters = settingsOf(name, route, service, index);
  const references = filters.map(({ kind, metadata }) => ({
    type: 'ExtensionRef',
    extensionRef: { group: consulApi.split('/')[0], kind, name: metadata.name },
  }));
  const changes = headerFilters({
    requestHeaders: requestHeaders && envoyHeaders(requestHeaders),
    responseHeaders: responseHeaders && envoyHeaders(responseHeaders),
  });
  const ruleOf = (matches: object[], rewrite: object[]) => {
    const all = [...changes, ...rewrite, ...references];
    return { matches, ...(all.length > 0 ? { filters: all } : {}), backendRefs: backendsOf(service, action?._intent) };
  };
  const matches = ordered.flatMap(consulMatches);
  if (!rewritePath) return { rules: [ruleOf(matches, [])], filters };
  const replacePrefixMatch = route.match?.path?._kind === 'text' ? rewritePath._path : `${rewritePath._stem}/`;
  const urlRewrite = { path: { type: 'ReplacePrefixMatch', replacePrefixMatch } };
  return { rules: matches.map((match) => ruleOf([match], [{ type: 'URLRewrite', urlRewrite }])), filters };
}

/** A service's settings apply to all of its routes; a route with its own settings has separate filters. */
function settingsOf(
  ingressName: string,
  { timeoutSeconds: own, retries: ownRetries }: IngressRouteIntent,
  service: ServiceIntent,
  index: number,
): Filter[] {
  const isOwn = own !== undefined || ownRetries !== undefined;
  const { name, namespaceName, timeoutSeconds, retries, protocol } = consulIntent({
    ...service,
    ...compact({ timeoutSeconds: own, retries: ownRetries }),
  });
  const metadata = { name: isOwn ? `${ingressName}.${index + 1}` : `${ingressName}-${name}`, namespace: namespaceName };
  const filter = (kind: string, spec: object) => ({ apiVersion: consulApi, kind, metadata, spec });
  return [
    ...(timeoutSeconds === undefined
      ? []
      : [filter('RouteTimeoutFilter', { requestTimeout: duration(timeoutSeconds) })]),
    ...(retries ? [filter('RouteRetryFilter', retryFields(retries, protocol))] : []),
  ];
}

function backendsOf({ name, port }: ServiceIntent, action: ActionIntent | undefined): object[] {
  if (action?.kind !== 'services') return [{ name, port }];
  return action.services.map(({ service: other, percent }) => ({
    name: other.name,
    port: other.port ?? port,
    ...weightOf(percent, action.services),
  }));
}

function consulMatches({ path, ...conditions }: RouteMatch): object[] {
  return pathsOf(path).flatMap((one) => apiMatches(conditions).map((match) => ({ path: one, ...match })));
}

/** A Consul prefix matches any text that starts with it; a `PathMatch` prefix matches a path and all paths below it. */
function pathsOf(path: PathMatch | undefined): object[] {
  if (!path || (path._kind === 'prefix' && path._stem === '')) return [{ type: 'PathPrefix', value: '/' }];
  if (path._kind === 'regex') return [{ type: 'RegularExpression', value: path._path }];
  if (path._kind === 'exact') return [{ type: 'Exact', value: path._path }];
  if (path._kind === 'text') return [{ type: 'PathPrefix', value: path._path }];
  return [
    { type: 'Exact', value: path._stem },
    { type: 'PathPrefix', value: `${path._stem}/` },
  ];
}
