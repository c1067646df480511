import { grouped } from '../../core/grouped';
import { derivedName, nameRules } from '../../core/names';
import type { Manifest } from '../../helm/manifest';
import type { ServiceIntent } from '../traffic/intents';
import type { MeshPeer, RequestScope } from '../traffic/mesh-peer';
import type { PathMatch } from '../traffic/path-match';
import { ServiceProtocol } from '../traffic/service-protocol';

/**
 * Access applies to ServiceAccounts: a TrafficTarget allows access to all Services of a ServiceAccount's pods, and so to all
 * versions. It must be in the destination's namespace, or its validator rejects it.
 *
 * Source: `getRoutingRulesFromTrafficTarget` in pkg/catalog/inbound_traffic_policies.go, and `trafficTargetValidator` in
 * pkg/validator/validators.go, of https://github.com/openservicemesh/osm/tree/v1.2.4
 */
export function accessObjects(service: ServiceIntent): Manifest[] {
  const { name, namespaceName, workload, protocol, allowFrom = [] } = service;
  if (protocol === ServiceProtocol.TCP) return tcpAccess(service);
  const groups = grouped(allowFrom, (peer) => peer._scopeKey);
  const matches = groups.map((peers, index) => matchesOf(peers[0]._scope, index + 1));
  const routeGroup: Manifest = {
    apiVersion: 'specs.smi-spec.io/v1alpha4',
    kind: 'HTTPRouteGroup',
    metadata: { name, namespace: namespaceName },
    spec: { matches: matches.flat() },
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
      rules: [{ kind: 'HTTPRouteGroup', name, matches: matches[index].map((match) => match.name) }],
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

function matchesOf({ paths, methods = ['*'] }: RequestScope, group: number): RouteMatch[] {
  const expressions = paths ? paths.map(expressionOf) : ['.*'];
  return expressions.map((pathRegex, index) => ({
    name: `match-${group}-${index + 1}`,
    pathRegex,
    methods: [...methods],
  }));
}

/** Paths are regular expressions that match the whole path. */
function expressionOf(path: PathMatch): string {
  if (path._kind === 'regex') return path._path;
  const literal = path._stem.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return path._kind === 'exact' ? literal : `${literal}(/.*)?`;
}
