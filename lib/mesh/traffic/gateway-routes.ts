import type { Manifest } from '../../helm/manifest';
import type { HeaderRoute } from './header-route';
import type { ServiceIntent } from './intents';
import type { PathMatch } from './path-match';

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

/** The backends of requests that no header or path route matches: the versions' Services, or the Service itself. */
export function backendsOf({ name, split, port }: ServiceIntent): object[] {
  if (!split) return [{ name, port }];
  return split._versions.map(({ version, percent }, _index, versions) => ({
    name: version.service,
    port,
    ...(versions.length === 1 ? {} : { weight: percent }),
  }));
}

export function headerMatch({ _options: { header, value }, _isRegex }: HeaderRoute): object {
  return { type: _isRegex ? 'RegularExpression' : 'Exact', name: header, value };
}

/** A path match of an HTTPRoute, whose prefixes end at a slash, as those of `PathMatch` do. */
export function pathMatch(path: PathMatch): object {
  const type = { exact: 'Exact', prefix: 'PathPrefix', regex: 'RegularExpression' }[path._kind];
  return { type, value: path._kind === 'prefix' ? path._stem || '/' : path._path };
}

/**
 * The rules of an HTTPRoute: headers first, then paths, then the rest; each rule includes `common`.
 *
 * The Gateway API prefers the longest path over any header, regardless of the rules' order: for a path with a rule, a header
 * takes precedence only if a rule matches both.
 *
 * Source: `HTTPRouteRule.Matches` in apis/v1/httproute_types.go of https://github.com/kubernetes-sigs/gateway-api
 */
export function httpRules(service: ServiceIntent, common: object): object[] {
  const { port, headerRoutes = [], pathRoutes = [] } = service;
  const everyPath = [{}, ...pathRoutes.map(({ path }) => ({ path: pathMatch(path) }))];
  const byHeader = headerRoutes.map((route) => ({
    matches: everyPath.map((path) => ({ ...path, headers: [headerMatch(route)] })),
    backendRefs: [{ name: route._options.to.service, port }],
    ...common,
  }));
  const byPath = pathRoutes.map(({ path, to }) => ({
    matches: [{ path: pathMatch(path) }],
    backendRefs: [{ name: to.service, port }],
    ...common,
  }));
  return [...byHeader, ...byPath, { backendRefs: backendsOf(service), ...common }];
}
