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

/** Where requests go that no header and no path leads elsewhere: the Services of versions, or the Service itself. */
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

/** A path as HTTPRoutes have it, whose prefixes end at a slash as ours do. */
export function pathMatch(path: PathMatch): object {
  const type = { exact: 'Exact', prefix: 'PathPrefix', regex: 'RegularExpression' }[path._kind];
  return { type, value: path._kind === 'prefix' ? path._stem || '/' : path._path };
}

/**
 * The rules of an HTTPRoute: headers first, then paths, then the rest; `common` holds for each of them.
 *
 * The Gateway API takes the longest path before any header, whatever the order of rules: a header comes first for a path that has a
 * rule only where it is said together with that path.
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
