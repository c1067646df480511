import type { SidecarResources } from './sidecar-options';

/** Labels and annotations of a pod template. */
export interface PodMetadata {
  readonly labels?: { [key: string]: string };
  readonly annotations?: { [key: string]: string };
}

type AnnotationKeys = { readonly [resource in keyof Required<SidecarResources>]: string };

/** The labels and annotations by which a mesh configures the sidecar of one workload; unsupported ones are undefined. */
export interface SidecarAnnotations {
  /** The metadata by which pods join the mesh if their namespace alone isn't enough. */
  readonly optIn?: PodMetadata;
  readonly optOut: PodMetadata;

  /** Whether setting one resource, or an exclusion list, for a workload discards all of the mesh's own settings. */
  readonly dropsDefaults?: boolean;
  readonly resources?: AnnotationKeys;
  readonly excludedInboundPorts?: string;
  readonly excludedOutboundPorts?: string;
  readonly excludedOutboundRanges?: string;
  readonly rewriteProbes?: string;
  readonly nativeSidecar?: PodMetadata;

  /** The annotation that replaces a version's label, if the mesh doesn't read labels. */
  readonly versionAnnotation?: (label: string) => string;
  readonly quitRequest?: { readonly url: string; readonly metadata: PodMetadata };
}
