import { grouped } from '../../core/grouped';
import { derivedName, nameRules } from '../../core/names';
import type { Manifest } from '../../helm/manifest';
import { pathMatch } from '../traffic/gateway-routes';
import type { ServiceIntent } from '../traffic/intents';
import type { MeshPeer } from '../traffic/mesh-peer';
import { PathMatch } from '../traffic/path-match';
import { cellsOf, type RequestCell } from '../traffic/request-cells';
import { ServiceProtocol } from '../traffic/service-protocol';

const policyGroup = 'policy.linkerd.io';
const policyApi = `${policyGroup}/v1alpha1`;

/**
 * A Server is a port of pods, so access applies to all versions and to calls that bypass the Service. It denies all callers
 * without a policy. For TCP, the protocol is set explicitly, because protocol detection, which waits for the client's first
 * bytes, would time out if the server sends first.
 *
 * If peers may send different requests, the Server has routes, and a proxy evaluates only the policies of the most specific
 * matching route: `http_routes` in policy-controller/k8s/index/src/inbound/index.rs of
 * https://github.com/linkerd/linkerd2/tree/edge-26.8.3. Therefore each combination of path and method has its own list of peers,
 * and combinations with the same list share a route. According to the same source, probes are allowed by default only if there is
 * no such route.
 */
export function accessObjects(service: ServiceIntent): Manifest[] {
  const { name, namespaceName, workload, protocol, allowFrom = [], probePaths = [] } = service;
  const inNamespace = (own: string) => ({ name: own, namespace: namespaceName });
  const server: Manifest = {
    apiVersion: `${policyGroup}/v1beta3`,
    kind: 'Server',
    metadata: inNamespace(name),
    spec: {
      podSelector: { matchLabels: { ...workload.labels } },
      port: workload.containerPort,
      ...(protocol === ServiceProtocol.TCP ? { proxyProtocol: 'opaque' } : {}),
      accessPolicy: 'deny',
    },
  };
  if (!allowFrom.some((peer) => peer._isScoped)) {
    const target = { group: policyGroup, kind: 'Server', name };
    return [server, ...allowedCallers(inNamespace(name), target, allowFrom)];
  }
  const routeTo = (own: string, cells: RequestCell[]): Manifest => routeOfServer(inNamespace(own), name, cells);
  const target = (own: string) => ({ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: own });
  const routes = grouped(cellsOf(allowFrom), ({ peers }) => peers.map((peer) => peer._key).join()).flatMap(
    (cells, index) => {
      const own = derivedName(name, `access-${index + 1}`, nameRules.kubernetesLabel);
      return [routeTo(own, cells), ...allowedCallers(inNamespace(own), target(own), cells[0].peers)];
    },
  );
  const probes = derivedName(name, 'probes', nameRules.kubernetesLabel);
  const probing = [
    routeTo(
      probes,
      probePaths.map((path) => ({ path: PathMatch.exact(path), method: 'GET' })),
    ),
    ...anyNetwork(inNamespace(probes), target(probes)),
  ];
  return [server, ...routes, ...(probePaths.length > 0 ? probing : [])];
}

/** Requests to a Server, with a separate policy. */
export function routeOfServer(metadata: object, server: string, cells: RequestCell[]): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata,
    spec: {
      parentRefs: [{ group: policyGroup, kind: 'Server', name: server }],
      rules: [{ matches: cells.map(matchOf) }],
    },
  };
}

/** Allows all callers, including in plain text. */
export function anyNetwork(metadata: { name: string }, targetRef: object): Manifest[] {
  return networksAllowed(metadata, targetRef, ['0.0.0.0/0', '::/0']);
}

function networksAllowed(metadata: { name: string }, targetRef: object, ranges: readonly string[]): Manifest[] {
  const networks = ranges.map((cidr) => ({ cidr }));
  const authentication = { kind: 'NetworkAuthentication', group: policyGroup, name: metadata.name };
  return [
    { apiVersion: policyApi, kind: 'NetworkAuthentication', metadata, spec: { networks } },
    authorizationPolicy(metadata, targetRef, authentication),
  ];
}

/** Allows peers: workloads by one policy, and addresses by another, for the authentications of a policy are all required. */
export function allowedCallers(metadata: { name: string }, targetRef: object, peers: MeshPeer[]): Manifest[] {
  const workloads = peers.filter(({ _ranges }) => !_ranges);
  const ranges = [...new Set(peers.flatMap(({ _ranges = [] }) => _ranges))];
  const ofAddresses = { ...metadata, name: derivedName(metadata.name, 'addresses', nameRules.kubernetesLabel) };
  return [
    ...(workloads.length > 0 ? workloadsAllowed(metadata, targetRef, workloads) : []),
    ...(ranges.length > 0 ? networksAllowed(ofAddresses, targetRef, ranges) : []),
  ];
}

function workloadsAllowed(metadata: { name: string }, targetRef: object, peers: MeshPeer[]): Manifest[] {
  const identityRefs = [...new Map(peers.map((peer) => [peer._key, peer])).values()].map((peer) =>
    peer._serviceAccount === undefined
      ? { kind: 'Namespace', name: peer._namespace }
      : { kind: 'ServiceAccount', name: peer._serviceAccount, namespace: peer._namespace },
  );
  const authentication = { kind: 'MeshTLSAuthentication', group: policyGroup, name: metadata.name };
  return [
    { apiVersion: policyApi, kind: 'MeshTLSAuthentication', metadata, spec: { identityRefs } },
    authorizationPolicy(metadata, targetRef, authentication),
  ];
}

function authorizationPolicy(metadata: object, targetRef: object, authentication: object): Manifest {
  const spec = { targetRef, requiredAuthenticationRefs: [authentication] };
  return { apiVersion: policyApi, kind: 'AuthorizationPolicy', metadata, spec };
}

function matchOf({ path, method }: RequestCell): object {
  return { path: pathMatch(path), ...(method === undefined ? {} : { method }) };
}
