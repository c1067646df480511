import { grouped } from '../../core/grouped';
import { derivedName, nameRules } from '../../core/names';
import type { Manifest } from '../../helm/manifest';
import type { ServiceIntent } from '../traffic/intents';
import type { MeshPeer } from '../traffic/mesh-peer';
import type { PathMatch } from '../traffic/path-match';
import { type Cell, cellsOf } from '../traffic/request-cells';
import { ServiceProtocol } from '../traffic/service-protocol';

/**
 * Access applies to ServiceAccounts: a TrafficTarget allows access to all Services of a ServiceAccount's pods, and so to all
 * versions. It must be in the destination's namespace, or its validator rejects it.
 *
 * The routes of all TrafficTargets become one list, in which the first route that matches a request determines the allowed
 * callers. TrafficTargets are read in any order, and a route in two of them is merged into one with the sources of both.
 * Therefore a peer's TrafficTarget lists, before each route, the more specific routes of other peers that it covers: in any
 * order, these come first and also allow the peer.
 *
 * Sources: `getRoutingRulesFromTrafficTarget` in pkg/catalog/inbound_traffic_policies.go, `MergeRules` in
 * pkg/trafficpolicy/trafficpolicy.go, `buildInboundRoutes` in pkg/envoy/rds/route/route_config.go, and `trafficTargetValidator` in
 * pkg/validator/validators.go, of https://github.com/openservicemesh/osm/tree/v1.2.4
 */
export function accessObjects(service: ServiceIntent): Manifest[] {
  const { name, namespaceName, workload, protocol, allowFrom = [] } = service;
  if (protocol === ServiceProtocol.TCP) return tcpAccess(service);
  const groups = grouped(allowFrom, (peer) => peer._scopeKey);
  const matches = groups.length === 1 ? ofOneScope(groups[0]) : ofSeveralScopes(allowFrom);
  const routeGroup: Manifest = {
    apiVersion: 'specs.smi-spec.io/v1alpha4',
    kind: 'HTTPRouteGroup',
    metadata: { name, namespace: namespaceName },
    spec: { matches: matches.map(({ match }) => match) },
  };
  const targets = groups.map((peers, index) => ({
    apiVersion: 'access.smi-spec.io/v1alpha3',
    kind: 'TrafficTarget',
    metadata: {
      name: groups.length === 1 ? name : derivedName(name, String(index + 1), nameRules.kubernetesLabel),
      namespace: namespaceName,
    },
    spec: {
      destination: { kind: 'ServiceAccount', name: workload.serviceAccount, namespace: namespaceName },
      rules: [
        {
          kind: 'HTTPRouteGroup',
          name,
          matches: matches.filter((allowed) => allowed.peers.includes(peers[0])).map(({ match }) => match.name),
        },
      ],
      sources: sourcesOf(peers),
    },
  }));
  return [routeGroup, ...targets];
}

/** Source: `getTCPRouteMatchesFromTrafficTarget` in pkg/catalog/traffictarget.go, there; the ports are the pods' ports. */
function tcpAccess({ name, namespaceName, workload, allowFrom = [] }: ServiceIntent): Manifest[] {
  const metadata = { name, namespace: namespaceName };
  return [
    {
      apiVersion: 'specs.smi-spec.io/v1alpha4',
      kind: 'TCPRoute',
      metadata,
      spec: { matches: { ports: [workload.containerPort] } },
    },
    {
      apiVersion: 'access.smi-spec.io/v1alpha3',
      kind: 'TrafficTarget',
      metadata,
      spec: {
        destination: { kind: 'ServiceAccount', name: workload.serviceAccount, namespace: namespaceName },
        rules: [{ kind: 'TCPRoute', name }],
        sources: sourcesOf(allowFrom),
      },
    },
  ];
}

export function sourcesOf(peers: MeshPeer[]): { kind: string; name: string | undefined; namespace: string }[] {
  const unique = new Map(peers.map((peer) => [peer._key, peer]));
  return [...unique.values()].map((peer) => ({
    kind: 'ServiceAccount',
    name: peer._serviceAccount,
    namespace: peer._namespace,
  }));
}

interface RouteMatch {
  readonly name: string;
  readonly pathRegex: string;
  readonly methods: string[];
}

interface AllowedRequests {
  readonly peers: readonly MeshPeer[];
  readonly match: RouteMatch;
}

function ofOneScope(peers: MeshPeer[]): AllowedRequests[] {
  const { paths, methods = ['*'] } = peers[0]._scope;
  const expressions = paths ? paths.map(expressionOf) : ['.*'];
  return expressions.map((pathRegex, index) => ({
    peers,
    match: { name: `match-1-${index + 1}`, pathRegex, methods: [...methods] },
  }));
}

/** The most specific requests first. */
function ofSeveralScopes(allowFrom: MeshPeer[]): AllowedRequests[] {
  const cells = cellsOf(allowFrom);
  const lengthOf = ({ path }: Cell) => path._stem.length * 2 + (path._kind === 'exact' ? 1 : 0);
  const isOfAll = ({ method }: Cell) => (method === undefined ? 1 : 0);
  return cells
    .sort((a, b) => lengthOf(b) - lengthOf(a) || isOfAll(a) - isOfAll(b))
    .map(({ path, method = '*', peers }, index) => {
      const pathRegex = path._stem === '' ? '.*' : expressionOf(path);
      return { peers, match: { name: `match-${index + 1}`, pathRegex, methods: [method] } };
    });
}

/** Paths are regular expressions that match the whole path. */
function expressionOf(path: PathMatch): string {
  if (path._kind === 'regex') return path._path;
  const literal = path._stem.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return path._kind === 'exact' ? literal : `${literal}(/.*)?`;
}
