import { at, flagAt, isMap, type Json, listAt, lookUp, type Resource, textAt } from '../../command/terraform/resource';
import { isKept, type KubernetesObject, objectsOf, titleOf } from '../../command/values/objects';
import { valuesOf } from '../../command/values/release-values';
import { enrolments, mapAt } from '../mesh/enrolment';
import { istioIntents } from '../mesh/istio';

/** One setting that controls which workloads may communicate, or whether their traffic is encrypted. */
export interface Posture {
  /** Identifies the same setting in two outputs: objects of different API groups are different. */
  readonly key: string;
  readonly subject: string;
  readonly text: string;
  /** Whether it applies to every workload of a mesh. */
  readonly isMeshWide: boolean;
  /** Of a mesh as a whole, of a policy for callers, or of another object. */
  readonly origin: 'mesh' | 'policy' | 'object';
  /** Higher is stricter; comparable for the same key only. */
  readonly strength: number;
  /** The strength if the setting is absent. */
  readonly absent: number;
  /** The arguments that it says, as the changes of values name them. */
  readonly paths: readonly string[];
  /** Whether it stays in the cluster when its release is destroyed. */
  readonly isKept?: boolean;
  /** What a policy allows, leaf by leaf: a further leaf widens the policy. */
  readonly admits?: readonly string[];
  /** The callers that a policy allows, with their requests, where these are known. */
  readonly callers?: readonly string[];
  /** What a policy denies. */
  readonly denies?: readonly string[];
}

/** Between strict and open: the mesh's default or another object applies. */
const inherited = 2;
const mutualTls: { readonly [mode: string]: number } = { STRICT: 3, PERMISSIVE: 1, UNSET: inherited, DISABLE: 0 };
const inbound: { readonly [policy: string]: number } = {
  deny: 4,
  'cluster-authenticated': 3.5,
  'all-authenticated': 3,
  audit: 1,
  'cluster-unauthenticated': 1,
  'all-unauthenticated': 0,
};
const podSecurity: { readonly [level: string]: number } = { restricted: 2, baseline: 1, privileged: 0 };

/** `roots` are the root namespaces of Istio, in which objects apply to the whole mesh. */
export function postureOf(resource: Resource, roots: ReadonlySet<string> = usualRoots): Posture[] {
  if (resource.isData) return [];
  const objects = objectsOf(resource).flatMap((object) => {
    const isWide = isMeshWide(object, roots);
    return (lookUp(objectReaders, object.kind) ?? (() => []))(object, isWide).map((posture) => ({
      ...posture,
      key: JSON.stringify([object.group, posture.key]),
      subject: `${posture.subject}${isWide ? ' (whole mesh)' : ''}`,
      isMeshWide: isWide,
      origin: isWide || ofMesh.includes(object.kind) ? ('mesh' as const) : posture.origin,
      isKept: isKept(object),
      paths: posture.paths.map((path) => `${titleOf(object)}: ${path}`),
    }));
  });
  if (resource.type !== 'helm_release') return objects;
  return [...chartPosture(resource).map((posture) => ({ ...posture, origin: 'mesh' as const })), ...objects];
}

/** Of Istio's charts by default, and of the add-on of AKS. */
const usualRoots: ReadonlySet<string> = new Set(['istio-system', 'aks-istio-system']);

/** The root namespaces of all meshes of a stack: https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/ */
export function rootNamespaces(resources: Iterable<Resource>): ReadonlySet<string> {
  const own = [...resources].flatMap((resource) => {
    if (resource.type !== 'helm_release' || textAt(resource.args, 'chart') !== 'istiod') return [];
    return textAt(valuesOf(resource).values, 'meshConfig.rootNamespace') ?? textAt(resource.args, 'namespace') ?? [];
  });
  return new Set([...usualRoots, ...own]);
}

/** https://istio.io/latest/docs/reference/config/security/authorization-policy/, and the page of PeerAuthentication. */
function isMeshWide({ group, namespace, content }: KubernetesObject, roots: ReadonlySet<string>): boolean {
  const isSelected = ['selector', 'targetRef', 'targetRefs', 'workloadSelector'].some(
    (key) => at(content, `spec.${key}`) !== undefined,
  );
  return group === 'security.istio.io' && roots.has(namespace) && !isSelected;
}

type Reader = (object: KubernetesObject, isMeshWide: boolean) => Posture[];

/** Objects of which a mesh has one. */
const ofMesh = ['MeshConfig', 'Mesh', 'ProxyDefaults'];

const objectReaders: { readonly [kind: string]: Reader } = {
  PeerAuthentication: (object) => {
    const mode = textAt(object.content, 'spec.mtls.mode') ?? 'UNSET';
    const ports = Object.entries(mapAt(object.content.spec, 'portLevelMtls'));
    const base = titleOf(object);
    return [
      setting(base, `mTLS ${mode}`, lookUp(mutualTls, mode) ?? inherited, inherited, 'spec.mtls'),
      ...ports.map(([port, value]) => {
        const own = textAt(value, 'mode') ?? 'UNSET';
        return setting(`${base} port ${port}`, `mTLS ${own}`, lookUp(mutualTls, own) ?? inherited, inherited);
      }),
    ];
  },
  DestinationRule: (object) => {
    const mode = textAt(object.content, 'spec.trafficPolicy.tls.mode');
    if (mode === undefined) return [];
    const strength = mode === 'DISABLE' ? 0 : mode === 'ISTIO_MUTUAL' ? 3 : 1;
    return [
      setting(titleOf(object), `clients use TLS mode ${mode}`, strength, inherited, 'spec.trafficPolicy.tls.mode'),
    ];
  },
  AuthorizationPolicy: policy,
  MeshTLSAuthentication: policy,
  NetworkAuthentication: policy,
  ServiceIntentions: policy,
  TrafficTarget: policy,
  Server: policy,
  NetworkPolicy: policy,
  CiliumNetworkPolicy: policy,
  Mesh: (object) => consulPermissive(object, 'spec.allowEnablingPermissiveMutualTLS', ['true']),
  ServiceDefaults: (object) => consulPermissive(object, 'spec.mutualTLSMode', ['permissive']),
  ProxyDefaults: (object) => consulPermissive(object, 'spec.mutualTLSMode', ['permissive']),
  MeshConfig: (object) => {
    const isOpen = flagAt(object.content, 'spec.traffic.enablePermissiveTrafficPolicyMode', false);
    return [
      setting(
        titleOf(object),
        isOpen ? 'all calls are allowed' : 'calls require a policy',
        isOpen ? 0 : 3,
        0,
        'spec.traffic.enablePermissiveTrafficPolicyMode',
      ),
    ];
  },
  Namespace: (object) => namespacePosture(object),
};

function consulPermissive(object: KubernetesObject, path: string, weak: string[]): Posture[] {
  const value = textAt(object.content, path);
  if (value === undefined) return [];
  const isWeak = weak.includes(value);
  return [setting(titleOf(object), isWeak ? 'plain text is allowed' : 'mTLS only', isWeak ? 0 : 3, inherited, path)];
}

/** A policy restricts callers: removing it, or allowing more callers, widens access. */
function policy(object: KubernetesObject, isWide: boolean): Posture[] {
  const { content } = object;
  const spec = isMap(content.spec) ? content.spec : {};
  const action = textAt(spec, 'action') ?? 'ALLOW';
  const isIstio = object.group === 'security.istio.io';
  const rules = listAt(content, 'spec.rules');
  const key = titleOf(object);
  if (isIstio && rules.length === 0 && action === 'ALLOW') {
    const isSelected = ['selector', 'targetRef', 'targetRefs'].some((one) => spec[one] !== undefined);
    const targets = isSelected
      ? 'the selected pods'
      : `everything in ${isWide ? 'the mesh' : `namespace ${object.namespace}`}`;
    return [
      {
        ...setting(key, `denies calls to ${targets} unless another policy allows them`, 4, 1, 'spec'),
        origin: 'policy',
      },
    ];
  }
  if (isIstio && action === 'ALLOW' && rules.some((rule) => isMap(rule) && Object.keys(rule).length === 0)) {
    return [{ ...setting(key, 'allows every call', 0, 1, 'spec'), origin: 'policy' }];
  }
  if (!isIstio)
    return [{ ...setting(key, 'restricts callers', 3, 1, 'spec'), origin: 'policy', admits: leaves(spec, '') }];
  const meant = istioIntents([object]);
  const [callers, denies] = (['callers', 'denied calls'] as const).map((topic) =>
    meant.filter((intent) => intent.topic === topic).map((intent) => intent.text),
  );
  const verb = action === 'DENY' ? 'denies' : action === 'ALLOW' ? 'allows' : `${action} for`;
  const list = action === 'DENY' ? denies : action === 'ALLOW' ? callers : [count(rules.length)];
  const posture: Posture = { ...setting(key, `${verb} ${short(list.join(', '))}`, 3, 1, 'spec'), origin: 'policy' };
  if (action === 'DENY') return [{ ...posture, denies: [...denies, ...leaves(spec, '')] }];
  return [{ ...posture, admits: leaves(spec, ''), ...(action === 'ALLOW' ? { callers } : {}) }];
}

function count(rules: number): string {
  return `${rules} ${rules === 1 ? 'rule' : 'rules'}`;
}

function short(text: string): string {
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}

/** How a policy allows more than before, in words; empty if it doesn't. */
export function widening(old: Posture, now: Posture): string[] {
  if (old.denies) {
    const gone = old.denies.filter((one) => !isSaid.test(one) && !isCovered(one, now.denies ?? []));
    return gone.length > 0 ? [`no longer denies ${gone.join('; ')}`] : [];
  }
  if (!old.admits) return [];
  const more = (now.callers ?? []).filter((one) => !isCovered(one, old.callers ?? []));
  // The callers say the principals, and the requests that these may send.
  const leavesOnly = (now.admits ?? []).filter(
    (one) => !old.admits?.includes(one) && !(now.callers && isSaid.test(one)),
  );
  return [
    ...(more.length > 0 ? [`now also allows ${more.join(', ')}`] : []),
    ...(leavesOnly.length > 0 ? [`now also allows: ${leavesOnly.join('; ')}`] : []),
  ];
}

const isSaid = /^rules\.(from\.source\.(principals|namespaces)|to\.operation\.(methods|paths)): /;

/** Whether callers include one; a caller without requests stands for all of its requests. */
function isCovered(caller: string, callers: readonly string[]): boolean {
  return callers.includes(caller) || callers.includes(caller.replace(/ \(.*\)$/, ''));
}

function namespacePosture(object: KubernetesObject): Posture[] {
  const labels = mapAt(object.content.metadata, 'labels');
  const annotations = mapAt(object.content.metadata, 'annotations');
  const found: Posture[] = [];
  const enrolled = enrolments(object);
  if (enrolled.length > 0) found.push(setting(`${titleOf(object)} mesh`, `in ${enrolled.join(', ')}`, 2, 1));
  const own = annotations['config.linkerd.io/default-inbound-policy'];
  if (own !== undefined) {
    const strength = lookUp(inbound, String(own)) ?? inherited;
    found.push(
      setting(
        `${titleOf(object)} default policy`,
        String(own),
        strength,
        inherited,
        'metadata.annotations.config.linkerd.io/default-inbound-policy',
      ),
    );
  }
  const level = labels['pod-security.kubernetes.io/enforce'];
  if (level !== undefined) {
    const text = `pod security ${String(level)}`;
    found.push(
      setting(
        `${titleOf(object)} pod security`,
        text,
        lookUp(podSecurity, String(level)) ?? 0,
        0,
        'metadata.labels.pod-security.kubernetes.io/enforce',
      ),
    );
  }
  return found;
}

/** Settings in the values of a mesh's own charts, with the chart's default for absent values. */
function chartPosture(release: Resource): Posture[] {
  const chart = (textAt(release.args, 'chart') ?? '').split('/').pop() ?? '';
  const { values } = valuesOf(release);
  if (chart === 'istiod') {
    const outbound = textAt(values, 'meshConfig.outboundTrafficPolicy.mode') ?? 'ALLOW_ANY';
    const tls = textAt(values, 'meshConfig.meshMTLS.minProtocolVersion') ?? 'TLSV1_2';
    return [
      setting(
        'Istio: outbound traffic',
        outbound,
        outbound === 'REGISTRY_ONLY' ? 3 : 0,
        0,
        'meshConfig.outboundTrafficPolicy.mode',
      ),
      setting(
        'Istio: TLS version',
        `at least ${tls}`,
        tls === 'TLSV1_3' ? 3 : 2,
        2,
        'meshConfig.meshMTLS.minProtocolVersion',
      ),
    ];
  }
  if (chart === 'linkerd-control-plane') {
    const given = textAt(values, 'proxy.defaultInboundPolicy') ?? 'all-unauthenticated';
    return [setting('Linkerd default policy', given, lookUp(inbound, given) ?? 0, 0, 'proxy.defaultInboundPolicy')];
  }
  if (chart === 'osm') {
    const isOpen = flagAt(values, 'osm.enablePermissiveTrafficPolicy', true);
    return [
      setting(
        'Open Service Mesh default policy',
        isOpen ? 'all calls are allowed' : 'calls require a policy',
        isOpen ? 0 : 3,
        0,
        'osm.enablePermissiveTrafficPolicy',
      ),
    ];
  }
  if (chart !== 'consul') return [];
  const [tls, acls] = [
    flagAt(values, 'global.tls.enabled', false),
    flagAt(values, 'global.acls.manageSystemACLs', false),
  ];
  return [
    setting('Consul control plane', tls ? 'TLS' : 'no TLS', tls ? 3 : 0, 0, 'global.tls.enabled'),
    setting(
      'Consul default policy',
      acls ? 'denies what no intention allows' : 'allows what no intention denies',
      acls ? 3 : 0,
      0,
      'global.acls.manageSystemACLs',
    ),
  ];
}

function setting(subject: string, text: string, strength: number, absent: number, ...paths: string[]): Posture {
  return { key: subject, subject, text, isMeshWide: false, origin: 'object', strength, absent, paths };
}

function leaves(value: Json, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, path));
  if (isMap(value))
    return Object.entries(value).flatMap(([key, item]) => leaves(item, path === '' ? key : `${path}.${key}`));
  return [`${path}: ${String(value)}`];
}
