import { isKnown } from '../../core/checks';
import type { IHelmTarget } from '../../helm/helm-target';
import { manifestsOf } from '../../helm/kubernetes-manifests';
import { hostOf } from '../traffic/versions';

/** The parts of an object that name a host. */
interface HostObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: {
    readonly host?: unknown;
    readonly hosts?: unknown;
    readonly service?: unknown;
    readonly gateways?: unknown;
    readonly parentRefs?: unknown;
  };
}

interface Place {
  readonly name: string;
  readonly namespaceName: string;
}

/** The objects in the program's KubernetesManifests that configure a service's host: `KIND NAME of 'PATH'`. */
export function otherObjectsFor(cluster: IHelmTarget, place: Place): string[] {
  return manifestsOf
    .on(cluster)
    .filter(({ _areGiven: areGiven }) => areGiven)
    .flatMap(({ node, _manifests: manifests, _namespace: namespace }) =>
      (manifests as HostObject[])
        .filter((object) => configures(object, namespace, place))
        .map(({ kind, metadata }) => `${kind} ${metadata?.name} of '${node.path}'`),
    );
}

function configures(object: HostObject, releaseNamespace: string, place: Place): boolean {
  const { apiVersion, kind = '', metadata, spec } = object;
  const own = metadata?.namespace ?? releaseNamespace;
  const isHost = (host: unknown) => hostsOf(place, own).includes(String(host));
  const group = isKnown(apiVersion) ? apiVersion?.split('/')[0] : undefined;
  if (group === 'networking.istio.io') {
    if (kind === 'DestinationRule') return isHost(spec?.host);
    return kind === 'VirtualService' && isForMesh(spec?.gateways) && listOf(spec?.hosts).some(isHost);
  }
  if (group === 'gateway.networking.k8s.io') {
    return listOf(spec?.parentRefs).some((parent) => {
      const { kind: parentKind, name, namespace = own } = (parent ?? {}) as { [field: string]: unknown };
      return parentKind === 'Service' && name === place.name && namespace === place.namespaceName;
    });
  }
  if (group === 'split.smi-spec.io') return kind === 'TrafficSplit' && isHost(spec?.service);
  if (group === 'policy.openservicemesh.io') return kind === 'UpstreamTrafficSetting' && isHost(spec?.host);
  if (group !== 'consul.hashicorp.com') return false;
  const kinds = ['ServiceDefaults', 'ServiceResolver', 'ServiceRouter', 'ServiceSplitter', 'ServiceIntentions'];
  return kinds.includes(kind) && metadata?.name === place.name;
}

/** The names by which objects of a namespace refer to the Service. */
function hostsOf({ name, namespaceName }: Place, own: string): string[] {
  const full = [hostOf(name, namespaceName), `${name}.${namespaceName}.svc`, `${name}.${namespaceName}`];
  return own === namespaceName ? [...full, name] : full;
}

function isForMesh(gateways: unknown): boolean {
  const all = listOf(gateways);
  return all.length === 0 || all.includes('mesh');
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
