import { isMap, type Json } from '../../command/terraform/resource';
import type { KubernetesObject } from '../../command/values/objects';

/** The meshes whose labels or annotations a Namespace has: `Istio (sidecars)`, `Istio revision asm-1-30`. */
export function enrolments({ content }: KubernetesObject): string[] {
  const labels = mapAt(content.metadata, 'labels');
  const annotations = mapAt(content.metadata, 'annotations');
  return [
    labels['istio-injection'] === 'enabled' && 'Istio (sidecars)',
    labels['istio.io/rev'] !== undefined && `Istio revision ${String(labels['istio.io/rev'])}`,
    labels['istio.io/dataplane-mode'] === 'ambient' && 'Istio (ambient)',
    (annotations['linkerd.io/inject'] ?? labels['linkerd.io/inject']) === 'enabled' && 'Linkerd',
    labels['openservicemesh.io/monitored-by'] !== undefined && 'Open Service Mesh',
    labels['cdktf-aks/mesh'] === 'consul' && 'Consul',
    (labels['consul.hashicorp.com/connect-inject'] ?? annotations['consul.hashicorp.com/connect-inject']) === 'true' &&
      'Consul',
  ].filter((mesh) => mesh !== false);
}

/** Where these are in the object. */
export const enrolmentPaths = [
  'metadata.labels.istio-injection',
  'metadata.labels.istio.io/rev',
  'metadata.labels.istio.io/dataplane-mode',
  'metadata.labels.linkerd.io/inject',
  'metadata.annotations.linkerd.io/inject',
  'metadata.labels.openservicemesh.io/monitored-by',
  'metadata.annotations.openservicemesh.io/sidecar-injection',
  'metadata.labels.cdktf-aks/mesh',
  'metadata.labels.consul.hashicorp.com/connect-inject',
  'metadata.annotations.consul.hashicorp.com/connect-inject',
];

/** The mesh without its revision, which an upgrade changes too: the add-on's revisions begin with `asm-`. */
export function kindOfEnrolment(enrolment: string): string {
  return enrolment
    .replace(/^Istio revision asm-.*$/, 'managed Istio')
    .replace(/^Istio revision .*$/, 'Istio (sidecars)');
}

export function mapAt(value: Json | undefined, key: string): { [key: string]: Json } {
  const inner = isMap(value) ? value[key] : undefined;
  return isMap(inner) ? inner : {};
}
