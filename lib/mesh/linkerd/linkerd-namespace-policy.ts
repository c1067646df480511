import { Token } from 'cdktf';
import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import type { NamespacePolicyIntent } from '../traffic/intents';
import { MeshPeer } from '../traffic/mesh-peer';
import { PathMatch } from '../traffic/path-match';
import { allowedCallers, anyNetwork, routeOfServer } from './linkerd-access';
import type { LinkerdFacts } from './linkerd-facts';
import { LinkerdInboundPolicy, takesPlainText } from './linkerd-inbound-policy';

const key = 'config.linkerd.io/default-inbound-policy';

/**
 * The policy of ports that no Server selects can be set only for the mesh or by an annotation of the namespace, not by an object.
 */
export function checkNamespacePolicy(faults: Faults, policy: NamespacePolicyIntent, facts: LinkerdFacts): void {
  const { annotations, plainTextPorts, scrapers } = policy;
  const known = inboundPolicyOf(annotations, facts.defaultInboundPolicy);
  const isSaid = {
    denyByDefault: known === LinkerdInboundPolicy.DENY,
    strictMutualTls: known !== undefined && !takesPlainText(known),
  };
  for (const [prop, value] of [
    ['denyByDefault', 'deny'],
    ['strictMutualTls', 'all-authenticated'],
  ] as const) {
    if (policy[prop] === false || isSaid[prop]) continue;
    const must = `must be false on Linkerd if ${known ? `the inbound policy is ${known}` : 'no inbound policy that denies is configured'}`;
    const fix = `Set annotations: { '${key}': '${value}' } on the MeshNamespace, or defaultInboundPolicy on the LinkerdMesh.`;
    faults.add(prop, must, policy[prop] ?? true, fix);
  }
  if (!plainTextPorts && !scrapers) {
    const must = 'can only be used with plainTextPorts or scrapers on Linkerd, because nothing else can be set';
    faults.add(
      'namespace',
      must,
      undefined,
      'Leave the construct out: the mesh or the annotation sets everything else.',
    );
  }
  scrapers?.forEach((peer, index) => {
    if (!peer?._isScoped || peer._scopeKey === ofMetrics) return;
    const fix = 'Use MeshPeer.prometheus({ namespace, serviceAccount }).';
    faults.add(`scrapers[${index}]`, 'must have no methods and paths other than GET /metrics', undefined, fix);
  });
  if (scrapers && known !== undefined && known !== LinkerdInboundPolicy.DENY) {
    const must = `must be left out on Linkerd if the inbound policy is ${known}`;
    faults.add('scrapers', must, undefined, 'Leave it out: all workloads in the mesh may read metrics there.');
  }
}

/** The inbound policy of a namespace's pod ports that no Server selects; undefined if unknown. */
export function inboundPolicyOf(
  annotations: { readonly [key: string]: string } | undefined,
  ofMesh: LinkerdInboundPolicy | undefined,
): LinkerdInboundPolicy | undefined {
  const inbound = annotations?.[key] ?? ofMesh;
  return Token.isUnresolved(inbound) ? undefined : (inbound as LinkerdInboundPolicy | undefined);
}

export function namespacePolicyObjects({ namespaceName, plainTextPorts, scrapers }: NamespacePolicyIntent): Manifest[] {
  const open = (plainTextPorts ?? []).map(({ labels, port }, index) => ({
    apiVersion: 'policy.linkerd.io/v1beta3',
    kind: 'Server',
    metadata: { name: `plain-text-${index + 1}`, namespace: namespaceName },
    spec: { podSelector: { matchLabels: { ...labels } }, port, accessPolicy: 'all-unauthenticated' },
  }));
  return [...open, ...(scrapers ? adminAccess(namespaceName, scrapers) : [])];
}

/**
 * Access to the proxies' admin port: metrics for scrapers, and the kubelet's proxy probes for all clients, because a Server with
 * routes doesn't allow them by default. Application probes are allowed on ports without a Server, even in a namespace that denies
 * by default. Traffic to the port is not redirected to the proxy, but the proxy itself applies the policy.
 *
 * Source: viz/cmd/allow-scrapes.go, and `default_inbound_http_routes` in policy-controller/k8s/index/src/inbound/index.rs, of
 * https://github.com/linkerd/linkerd2/tree/edge-26.8.3
 */
export function adminAccess(namespaceName: string, scrapers: MeshPeer[] | 'all'): Manifest[] {
  const [server, metrics, probes] = ['proxy-admin', 'proxy-metrics', 'proxy-probes'];
  const inNamespace = (name: string) => ({ name, namespace: namespaceName });
  const get = (path: string) => ({ path: PathMatch.exact(path), method: 'GET' });
  const target = (name: string) => ({ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name });
  return [
    {
      apiVersion: 'policy.linkerd.io/v1beta3',
      kind: 'Server',
      metadata: inNamespace(server),
      spec: {
        podSelector: { matchExpressions: [{ key: 'linkerd.io/control-plane-ns', operator: 'Exists' }] },
        port: 'linkerd-admin',
        proxyProtocol: 'HTTP/1',
        accessPolicy: 'deny',
      },
    },
    routeOfServer(inNamespace(metrics), server, [get('/metrics')]),
    ...(scrapers === 'all'
      ? anyNetwork(inNamespace(metrics), target(metrics))
      : allowedCallers(inNamespace(metrics), target(metrics), scrapers)),
    routeOfServer(inNamespace(probes), server, [get('/live'), get('/ready')]),
    ...anyNetwork(inNamespace(probes), target(probes)),
  ];
}

/** The requests of a Prometheus with the default path. */
const { _scopeKey: ofMetrics } = MeshPeer.prometheus({ namespace: 'any', serviceAccount: 'any' });
