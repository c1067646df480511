import type { SidecarResources } from './sidecar-options';

/** Labels and annotations of a pod template. */
export interface PodMetadata {
  readonly labels?: { [key: string]: string };
  readonly annotations?: { [key: string]: string };
}

type AnnotationKeys = { readonly [resource in keyof Required<SidecarResources>]: string };

/** The labels and annotations by which a mesh configures the sidecar of one workload; undefined what it doesn't support. */
export interface SidecarAnnotations {
  /** What puts pods into the mesh that their namespace alone doesn't. */
  readonly optIn?: PodMetadata;
  readonly optOut: PodMetadata;

  /** Whether one resource, or a list of exclusions, of a workload makes the mesh forget all that it has itself. */
  readonly dropsDefaults?: boolean;
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
