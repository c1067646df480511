import type { Manifest } from '../helm/manifest';
import type { SidecarAnnotations } from './sidecars/sidecar-annotations';
import type { MeshSignals } from './telemetry/mesh-signal';
import type { DashboardSource } from './telemetry/mesh-telemetry';
import type { MeshCapabilities } from './traffic/capability';

/** Which values of a label or annotation count; every value where neither is given. */
export interface KeyValues {
  readonly only?: string;
  readonly except?: string;
}

/** Alternatives to `MeshDefaultDeny` on a mesh that configures default deny elsewhere. */
export interface DefaultDenyHint {
  /** Why the construct must not be used, as the end of a sentence. */
  readonly why: string;
  readonly fix: string;
}

/** The pods of a gateway. */
export interface GatewayPods {
  readonly gatewayName: string;
  readonly namespaceName: string;
  readonly selector: { readonly [label: string]: string };
}

/** The objects of `MeshDefaultDeny`. */
export interface DefaultDenyObjects {
  /** Denies every call to the pods of the mesh. */
  deny(rootNamespace: string): Manifest[];

  /** Keeps a gateway's callers allowed. */
  allowGateway(gateway: GatewayPods): Manifest[];
}

/** One port of some pods that accepts plain text beside mutual TLS. */
export interface PlainTextException {
  readonly name: string;
  readonly namespaceName: string;
  readonly podLabels: { readonly [label: string]: string };
  readonly podPort: number;
}

/** The counter of the requests that reach a workload, each counted once. */
export interface RequestSeries {
  readonly metric: string;

  /** Labels with a fixed value. */
  readonly matchers: { readonly [label: string]: string };

  /** The label with the workload's namespace. */
  readonly namespaceLabel: string;

  /** The label with the workload's name; undefined where the workload's kind in lowercase is the label. */
  readonly workloadLabel: string | undefined;

  /** The only workload kinds that the metrics know; every kind where left out. */
  readonly workloadKinds?: readonly string[];

  /** Whether names are written with `_` in place of `-`. */
  readonly usesUnderscores?: boolean;
}

/** The series that alerts are computed from. */
export interface AlertSeries {
  /** All requests, and those that failed, without the range. */
  readonly requests: string;
  readonly failures: string;

  /** Buckets of durations in milliseconds. */
  readonly durations: string;

  /** The labels that identify the service. */
  readonly by: string;

  /** Names of the control plane's Deployments in the root namespace, as a regular expression. */
  readonly deployments: string;

  /** Gauges with the time at which a certificate of the control plane expires, in seconds. */
  readonly certificateExpiry?: readonly string[];

  /** The counter of configurations that proxies rejected. */
  readonly rejectedConfigurations?: string;
}

/**
 * Everything in which meshes differ and that depends on the kind of mesh alone, not on how one is installed. A word that a mesh doesn't
 * have is `undefined`; leaving the key out is a compile error.
 *
 * @internal
 */
export interface MeshDialect {
  readonly capabilities: MeshCapabilities;
  readonly signals: MeshSignals;

  /** The dashboards of the mesh's own project. */
  readonly dashboards: readonly DashboardSource[];

  readonly sidecars: SidecarAnnotations;

  /** Labels and annotations of a namespace, any of which makes its new pods join the mesh. */
  readonly enrolmentKeys: { readonly [key: string]: KeyValues };

  readonly defaultDeny: DefaultDenyObjects | DefaultDenyHint;

  /** Accepts plain text on one port of some pods. */
  readonly plainTextException: ((exception: PlainTextException) => Manifest) | undefined;

  /** Whether a namespace has one egress policy for all of its pods. */
  readonly hasOneEgressPerNamespace: boolean;

  /** Whether hosts that are called over TCP on one port are distinguished by their addresses only. */
  readonly tellsTcpHostsByAddress: boolean;

  /** Whether a gateway has a TLS listener of its own for each `MeshIngress`, with no routes for the hosts of others. */
  readonly hasListenerPerIngress: boolean;

  /** Annotations that make a single Prometheus pod join the mesh, where proxies answer scrapes of the mesh's members only. */
  readonly scraperAnnotations: { readonly [key: string]: string } | undefined;

  readonly requests: RequestSeries;
  readonly alerts: AlertSeries;

  /** The web console for the mesh. */
  readonly console: 'Kiali' | 'LinkerdViz' | undefined;
}
