import { compact } from '../../core/compact';
import { grouped } from '../../core/grouped';
import { numberText } from '../../core/token-values';
import type { Manifest } from '../../helm/manifest';
import type { ServiceIntent } from '../traffic/intents';
import type { MeshPeer } from '../traffic/mesh-peer';
import type { PathMatch } from '../traffic/path-match';
import { morePortsOf } from '../traffic/ports';

/**
 * Who may call the port of the workload. The policy selects pods, so that it holds for all versions and for calls past the Service;
 * policies of several services for the same pods add up, port by port.
 *
 * The domain `cluster.local` of a principal stands for the mesh's own, whatever it is: pilot/pkg/security/trustdomain/bundle.go of
 * https://github.com/istio/istio/tree/1.30.3
 */
export function authorizationPolicy(service: ServiceIntent): Manifest {
  const { name, namespaceName, workload } = service;
  const ports = [service, ...morePortsOf(service)];
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace: namespaceName },
    spec: {
      selector: { matchLabels: { ...workload.labels } },
      action: 'ALLOW',
      rules: ports.flatMap(({ allowFrom = [], workload: { containerPort } }) =>
        grouped(allowFrom, (peer) => peer._scopeKey).map((peers) => ruleOf(peers, numberText(containerPort))),
      ),
    },
  };
}

function ruleOf(peers: MeshPeer[], port: string): object {
  const principals = peers
    .filter((peer) => peer._serviceAccount !== undefined)
    .map((peer) => `cluster.local/ns/${peer._namespace}/sa/${peer._serviceAccount}`);
  const namespaces = peers.filter((peer) => peer._serviceAccount === undefined).map((peer) => peer._namespace);
  const { methods, paths } = peers[0]._scope;
  const operation = compact({ methods, paths: paths?.flatMap(pathsOf), ports: [port] });
  return {
    from: [
      ...(principals.length > 0 ? [{ source: { principals: [...new Set(principals)] } }] : []),
      ...(namespaces.length > 0 ? [{ source: { namespaces: [...new Set(namespaces)] } }] : []),
    ],
    to: [{ operation }],
  };
}

/** A prefix of Istio's ends anywhere; ours is a path and what is below it. */
export function pathsOf(path: PathMatch): string[] {
  if (path._kind === 'exact') return [path._path];
  return path._stem === '' ? ['/*'] : [path._stem, `${path._stem}/*`];
}

/**
 * What end users' tokens have to be, and that there is one: by itself a RequestAuthentication refuses tokens that don't hold, and
 * lets requests without one pass. What denies comes before what allows, so that `allowFrom` counts beside it.
 *
 * Source: https://istio.io/latest/docs/tasks/security/authentication/authn-policy/#require-a-valid-token
 */
export function endUserPolicies({ name, namespaceName, workload, jwtAuthentication }: ServiceIntent): Manifest[] {
  if (!jwtAuthentication) return [];
  const { audiences, exemptPaths, exemptMethods, forwardsToken } = jwtAuthentication._options;
  const metadata = { name: `${name}-end-users`, namespace: namespaceName };
  const selector = { matchLabels: { ...workload.labels } };
  const apiVersion = 'security.istio.io/v1';
  const jwtRules = jwtAuthentication._issuers.map(({ issuer, jwksUri }) => ({
    issuer,
    jwksUri,
    audiences: [...audiences],
    ...(forwardsToken ? { forwardOriginalToken: true } : {}),
  }));
  const operation = compact({
    ports: [numberText(workload.containerPort)],
    notPaths: exemptPaths?.flatMap(pathsOf),
    notMethods: exemptMethods && [...exemptMethods],
  });
  const from = [{ source: { notRequestPrincipals: ['*'] } }];
  return [
    { apiVersion, kind: 'RequestAuthentication', metadata, spec: { selector, jwtRules } },
    {
      apiVersion,
      kind: 'AuthorizationPolicy',
      metadata,
      spec: { selector, action: 'DENY', rules: [{ from, to: [{ operation }] }] },
    },
  ];
}
