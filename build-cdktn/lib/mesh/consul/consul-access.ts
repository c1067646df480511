import { compact } from '../../core/compact';
import { grouped } from '../../core/grouped';
import type { Manifest } from '../../helm/manifest';
import type { MeshPeer, RequestScope } from '../traffic/mesh-peer';
import { consulApi } from './consul-mesh-config';
import { pathsOf } from './consul-routing';

/**
 * The allowed callers of a service, in all versions. A caller is identified by the Consul service with the name of its
 * ServiceAccount. All other callers, and requests that a caller may not send, are denied explicitly: an imported mesh may allow
 * calls without an intention, and that default alone applies to a request that matches none of a caller's permissions, not the
 * entries of other callers.
 *
 * Source: `intentionToIntermediateRBACForm` and `makeRBACRules` in agent/xds/rbac.go of https://github.com/hashicorp/consul
 */
export function serviceIntentions(name: string, namespaceName: string, allowFrom: MeshPeer[]): Manifest {
  const callers = grouped(allowFrom, (peer) => peer._serviceAccount ?? '').map((peers) => ({
    name: peers[0]._serviceAccount,
    ...allowedSources(peers),
  }));
  return {
    apiVersion: consulApi,
    kind: 'ServiceIntentions',
    metadata: { name, namespace: namespaceName },
    spec: { destination: { name }, sources: [...callers, { name: '*', action: 'deny' }] },
  };
}

function allowedSources(peers: MeshPeer[]): object {
  if (peers.some((peer) => !peer._isScoped)) return { action: 'allow' };
  const scopes = [...new Map(peers.map((peer) => [peer._scopeKey, peer._scope])).values()];
  const allowed = scopes.flatMap(requestsOf).map((http) => ({ action: 'allow', http }));
  return { permissions: [...allowed, { action: 'deny', http: { pathPrefix: '/' } }] };
}

function requestsOf({ methods, paths }: RequestScope): object[] {
  const all = methods && [...new Set(methods)];
  const matches: object[] = paths ? paths.flatMap(pathsOf) : [{}];
  return matches.map((match) => ({ ...match, ...compact({ methods: all }) }));
}
