import { at, listAt, type Resource, type Stack, textAt } from '../../command/terraform/resource';
import { type KubernetesObject, objectsOf } from '../../command/values/objects';
import { consulIntents } from './consul';
import { type Intent, type Topic, topics } from './intent';
import { istioIntents } from './istio';
import { linkerdIntents } from './linkerd';
import { osmIntents } from './osm';

const groups: { readonly [mesh in string]: RegExp } = {
  Istio: /(^|\.)istio\.io$/,
  Linkerd: /(^|\.)linkerd\.io$/,
  'Open Service Mesh': /(^|\.)(openservicemesh\.io|smi-spec\.io)$/,
  Consul: /(^|\.)consul\.hashicorp\.com$/,
};

const readers: { readonly [mesh: string]: (objects: readonly KubernetesObject[]) => Intent[] } = {
  Istio: istioIntents,
  'Istio ambient': istioIntents,
  Linkerd: linkerdIntents,
  'Open Service Mesh': osmIntents,
  Consul: consulIntents,
};

/** Kinds in the groups of a mesh that its reader describes in words. */
const described: { readonly [mesh: string]: readonly string[] } = {
  Istio: [
    ...['AuthorizationPolicy', 'RequestAuthentication', 'VirtualService', 'DestinationRule', 'EnvoyFilter'],
    'ServiceEntry',
  ],
  Linkerd: [
    ...['AuthorizationPolicy', 'MeshTLSAuthentication', 'NetworkAuthentication', 'Server', 'HTTPRoute'],
    ...['HTTPLocalRateLimitPolicy', 'EgressNetwork'],
  ],
  'Open Service Mesh': [
    ...['TrafficTarget', 'HTTPRouteGroup', 'TCPRoute', 'TrafficSplit', 'Retry', 'Egress', 'UpstreamTrafficSetting'],
  ],
  Consul: ['ServiceIntentions', 'ServiceSplitter', 'ServiceRouter', 'ServiceResolver', 'ServiceDefaults'],
};

/** What of a mesh's objects no reader describes, by kind and name. */
function others(mesh: string, objects: readonly KubernetesObject[]): Intent[] {
  const family = mesh.replace(' ambient', '');
  return objects
    .filter(({ group, kind }) => groups[family].test(group) && !described[family].includes(kind))
    .map(({ kind, name }) => ({ topic: 'other objects', text: `${kind} ${name}` }));
}

/** The mesh that a release's objects are for, by their API groups; undefined if they are for none, or for several. */
export function meshOfObjects(objects: readonly KubernetesObject[]): string | undefined {
  const found = Object.keys(groups).filter((mesh) => objects.some(({ group }) => groups[mesh].test(group)));
  if (found.length === 0 && objects.some(isServiceRoute)) return 'Linkerd';
  if (found.length !== 1) return undefined;
  return found[0] === 'Istio' && objects.some(isForWaypoint) ? 'Istio ambient' : found[0];
}

/** A route of the Gateway API for calls within a mesh; Istio has its own kind. */
function isServiceRoute({ group, content }: KubernetesObject): boolean {
  const parents = group === 'gateway.networking.k8s.io' ? listAt(content, 'spec.parentRefs') : [];
  return parents.some((parent) => textAt(parent, 'kind') === 'Service');
}

function isForWaypoint({ group, content }: KubernetesObject): boolean {
  return group === 'security.istio.io' && at(content, 'spec.targetRefs') !== undefined;
}

/** The intents of a service: texts by topic, sorted, so that two meshes can be compared. */
export type Statements = ReadonlyMap<Topic, readonly string[]>;

/** The statements about each service of a stack, by `namespace/name` of the release without its suffix. */
export function statementsOf({ resources }: Stack): Map<string, Statements> {
  const found = new Map<string, Map<Topic, Set<string>>>();
  for (const resource of resources.values()) {
    const objects = objectsOf(resource);
    const mesh = meshOfObjects(objects);
    if (mesh === undefined) continue;
    const own = serviceOf(resource);
    for (const { topic, text, service } of [...readers[mesh](objects), ...others(mesh, objects)]) {
      const key = service === undefined ? own : own.replace(/[^/]*$/, service);
      const statements = found.get(key) ?? new Map<Topic, Set<string>>();
      statements.set(topic, (statements.get(topic) ?? new Set()).add(text));
      found.set(key, statements);
    }
  }
  return new Map(
    [...found].map(([key, statements]) => [
      key,
      new Map(
        topics.flatMap((topic) => (statements.has(topic) ? [[topic, [...(statements.get(topic) ?? [])].sort()]] : [])),
      ),
    ]),
  );
}

/** `shop/checkout` of the release `checkout-traffic` in the namespace `shop`. */
export function serviceOf({ args }: Resource): string {
  return `${textAt(args, 'namespace') ?? 'default'}/${(textAt(args, 'name') ?? '').replace(/-traffic$/, '')}`;
}
