import { at, listAt, type Resource, type Stack, textAt } from '../../command/terraform/resource';
import { type KubernetesObject, objectsOf } from '../../command/values/objects';
import { consulIntents } from './consul';
import { type Intent, type Topic, topics } from './intent';
import { istioIntents } from './istio';
import { linkerdIntents } from './linkerd';
import { osmIntents } from './osm';

/** Istio's objects for waypoints, as a mesh of its own beside Istio with sidecars. */
const ambient = 'Istio ambient';

interface MeshReader {
  /** The API groups of its objects. */
  readonly group: RegExp;
  readonly read: (objects: readonly KubernetesObject[]) => Intent[];
  /** The kinds of these groups that `read` describes. */
  readonly kinds: readonly string[];
}

const istio: MeshReader = {
  group: /(^|\.)istio\.io$/,
  read: istioIntents,
  kinds: [
    ...['AuthorizationPolicy', 'RequestAuthentication', 'VirtualService', 'DestinationRule', 'EnvoyFilter'],
    'ServiceEntry',
  ],
};

const readers: { readonly [mesh: string]: MeshReader } = {
  Istio: istio,
  Linkerd: {
    group: /(^|\.)linkerd\.io$/,
    read: linkerdIntents,
    kinds: [
      ...['AuthorizationPolicy', 'MeshTLSAuthentication', 'NetworkAuthentication', 'Server', 'HTTPRoute'],
      ...['HTTPLocalRateLimitPolicy', 'EgressNetwork'],
    ],
  },
  'Open Service Mesh': {
    group: /(^|\.)(openservicemesh\.io|smi-spec\.io)$/,
    read: osmIntents,
    kinds: [
      ...['TrafficTarget', 'HTTPRouteGroup', 'TCPRoute', 'TrafficSplit', 'Retry', 'Egress', 'UpstreamTrafficSetting'],
    ],
  },
  Consul: {
    group: /(^|\.)consul\.hashicorp\.com$/,
    read: consulIntents,
    kinds: ['ServiceIntentions', 'ServiceSplitter', 'ServiceRouter', 'ServiceResolver', 'ServiceDefaults'],
  },
};

/** The intents in a mesh's objects, and by kind and name the objects that no words are for. */
function intentsOf(mesh: string, objects: readonly KubernetesObject[]): Intent[] {
  const { group, read, kinds } = mesh === ambient ? istio : readers[mesh];
  const others = objects.filter((object) => group.test(object.group) && !kinds.includes(object.kind));
  return [
    ...read(objects),
    ...others.map(({ kind, name }) => ({ topic: 'other objects', text: `${kind} ${name}` }) as const),
  ];
}

/** The mesh that a release's objects are for, by their API groups; undefined if they are for none, or for several. */
export function meshOfObjects(objects: readonly KubernetesObject[]): string | undefined {
  const found = Object.keys(readers).filter((mesh) => objects.some(({ group }) => readers[mesh].group.test(group)));
  if (found.length === 0 && objects.some(isServiceRoute)) return 'Linkerd';
  if (found.length !== 1) return undefined;
  return found[0] === 'Istio' && objects.some(isForWaypoint) ? ambient : found[0];
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
    for (const { topic, text, service } of intentsOf(mesh, objects)) {
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
