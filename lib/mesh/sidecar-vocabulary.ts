import { MeshKind } from './service-mesh';
import type { SidecarResources } from './sidecar-options';

/** Labels and annotations of a pod template. */
export interface PodMetadata {
  readonly labels?: { [key: string]: string };
  readonly annotations?: { [key: string]: string };
}

type AnnotationKeys = { readonly [resource in keyof Required<SidecarResources>]: string };

/** How a mesh is told about the sidecar of one workload; what it has no word for is undefined. */
export interface SidecarVocabulary {
  /** What puts pods into the mesh that their namespace alone doesn't. */
  readonly optIn?: PodMetadata;
  readonly optOut: PodMetadata;

  /** Whether one resource, or a list of exclusions, of a workload makes the mesh forget all that it has itself. */
  readonly forgetsItsOwn?: boolean;
  readonly resources?: AnnotationKeys;
  readonly excludedInboundPorts?: string;
  readonly excludedOutboundPorts?: string;
  readonly excludedOutboundRanges?: string;
  readonly rewriteProbes?: string;
  readonly nativeSidecar?: PodMetadata;

  /** The annotation that stands for a label of a version, where the mesh doesn't read labels. */
  readonly versionAnnotation?: (label: string) => string;
  readonly quitRequest?: { readonly url: string; readonly metadata: PodMetadata };
}

/**
 * Sources: pkg/kube/inject and pilot/cmd/pilot-agent/status/server.go of https://github.com/istio/istio/tree/1.30.3 (one
 * resource that is given makes the injector forget all of the mesh's, and so does a list of exclusions).
 */
const istio: SidecarVocabulary = {
  forgetsItsOwn: true,
  optOut: { labels: { 'sidecar.istio.io/inject': 'false' } },
  resources: {
    cpuRequest: 'sidecar.istio.io/proxyCPU',
    cpuLimit: 'sidecar.istio.io/proxyCPULimit',
    memoryRequest: 'sidecar.istio.io/proxyMemory',
    memoryLimit: 'sidecar.istio.io/proxyMemoryLimit',
  },
  excludedInboundPorts: 'traffic.sidecar.istio.io/excludeInboundPorts',
  excludedOutboundPorts: 'traffic.sidecar.istio.io/excludeOutboundPorts',
  excludedOutboundRanges: 'traffic.sidecar.istio.io/excludeOutboundIPRanges',
  rewriteProbes: 'sidecar.istio.io/rewriteAppHTTPProbers',
  nativeSidecar: { annotations: { 'sidecar.istio.io/nativeSidecar': 'true' } },
  quitRequest: { url: 'http://127.0.0.1:15020/quitquitquit', metadata: {} },
};

/** Pods have no sidecars that could be told anything. Source: https://istio.io/latest/docs/ambient/usage/add-workloads/ */
const istioAmbient: SidecarVocabulary = { optOut: { labels: { 'istio.io/dataplane-mode': 'none' } } };

/**
 * Sources: pkg/k8s/labels.go and pkg/inject of https://github.com/linkerd/linkerd2/tree/edge-26.8.3, and
 * https://linkerd.io/2-edge/tasks/graceful-shutdown/. Releases before edge-26.6.3 know native sidecars by the alpha annotation
 * only. Probes need no rewriting. `skip-subnets` is not offered: that it excludes what pods call is not shown by a source.
 */
const linkerd: SidecarVocabulary = {
  optOut: { annotations: { 'linkerd.io/inject': 'disabled' } },
  resources: {
    cpuRequest: 'config.linkerd.io/proxy-cpu-request',
    cpuLimit: 'config.linkerd.io/proxy-cpu-limit',
    memoryRequest: 'config.linkerd.io/proxy-memory-request',
    memoryLimit: 'config.linkerd.io/proxy-memory-limit',
  },
  excludedInboundPorts: 'config.linkerd.io/skip-inbound-ports',
  excludedOutboundPorts: 'config.linkerd.io/skip-outbound-ports',
  nativeSidecar: {
    annotations: {
      'config.linkerd.io/proxy-enable-native-sidecar': 'true',
      'config.alpha.linkerd.io/proxy-enable-native-sidecar': 'true',
    },
  },
  quitRequest: {
    url: 'http://127.0.0.1:4191/shutdown',
    metadata: { annotations: { 'config.linkerd.io/proxy-admin-shutdown': 'enabled' } },
  },
};

/**
 * Source: pkg/injector of https://github.com/openservicemesh/osm/tree/v1.2.4. Resources are the MeshConfig's alone, probes are
 * always rewritten, and a sidecar is always an ordinary container.
 */
const openServiceMesh: SidecarVocabulary = {
  optOut: { annotations: { 'openservicemesh.io/sidecar-injection': 'disabled' } },
  excludedInboundPorts: 'openservicemesh.io/inbound-port-exclusion-list',
  excludedOutboundPorts: 'openservicemesh.io/outbound-port-exclusion-list',
  excludedOutboundRanges: 'openservicemesh.io/outbound-ip-range-exclusion-list',
};

/**
 * Sources: control-plane/connect-inject of https://github.com/hashicorp/consul-k8s/tree/v2.0.3, and `connectInject` of its
 * charts/consul/values.yaml. Pods join by their namespace, or by their own annotation. What a service's metadata says comes of its
 * pods' annotations.
 */
const consul: SidecarVocabulary = {
  optIn: { annotations: { 'consul.hashicorp.com/connect-inject': 'true' } },
  optOut: { annotations: { 'consul.hashicorp.com/connect-inject': 'false' } },
  resources: {
    cpuRequest: 'consul.hashicorp.com/sidecar-proxy-cpu-request',
    cpuLimit: 'consul.hashicorp.com/sidecar-proxy-cpu-limit',
    memoryRequest: 'consul.hashicorp.com/sidecar-proxy-memory-request',
    memoryLimit: 'consul.hashicorp.com/sidecar-proxy-memory-limit',
  },
  excludedInboundPorts: 'consul.hashicorp.com/transparent-proxy-exclude-inbound-ports',
  excludedOutboundPorts: 'consul.hashicorp.com/transparent-proxy-exclude-outbound-ports',
  excludedOutboundRanges: 'consul.hashicorp.com/transparent-proxy-exclude-outbound-cidrs',
  rewriteProbes: 'consul.hashicorp.com/transparent-proxy-overwrite-probes',
  versionAnnotation: (label) => `consul.hashicorp.com/service-meta-${consulMetaKey(label)}`,
  nativeSidecar: { annotations: { 'consul.hashicorp.com/enable-consul-dataplane-as-sidecar': 'true' } },
  quitRequest: {
    url: 'http://127.0.0.1:20600/graceful_shutdown',
    metadata: { annotations: { 'consul.hashicorp.com/enable-sidecar-proxy-lifecycle': 'true' } },
  },
};

/** A label as the key of a service's metadata. */
export function consulMetaKey(label: string): string {
  return label.replaceAll(/[^A-Za-z0-9_-]/g, '-');
}

/** Every mesh stands here, so that a new one is decided about. */
export const sidecarVocabularies: { readonly [kind in MeshKind]: SidecarVocabulary } = {
  [MeshKind.ISTIO]: istio,
  [MeshKind.ISTIO_AMBIENT]: istioAmbient,
  [MeshKind.MANAGED_ISTIO]: istio,
  [MeshKind.LINKERD]: linkerd,
  [MeshKind.OPEN_SERVICE_MESH]: openServiceMesh,
  [MeshKind.MANAGED_OPEN_SERVICE_MESH]: openServiceMesh,
  [MeshKind.CONSUL]: consul,
};

/** The meshes that have a word for something, for the text of an error. */
export function meshesWith(word: keyof SidecarVocabulary): string {
  const kinds = Object.values(MeshKind).filter((kind) => sidecarVocabularies[kind][word] !== undefined);
  return `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`;
}
