import type { Manifest } from '../helm/manifest';
import type { SidecarAnnotations } from './sidecars/sidecar-annotations';
import type { MeshSignals } from './telemetry/mesh-signal';
import type { DashboardSource } from './telemetry/mesh-telemetry';
import type { MeshCapabilities } from './traffic/capability';
import type { MeshServiceOptions } from './traffic/mesh-service-options';

/** The values of a label or annotation that take effect; all values if neither is set. */
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
  /** Denies all calls to pods in the mesh. */
  deny(rootNamespace: string): Manifest[];

  /** Keeps a gateway's callers allowed. */
  allowGateway(gateway: GatewayPods): Manifest[];
}

/** A pod port that accepts plain text as well as mutual TLS. */
export interface PlainTextException {
  readonly name: string;
  readonly namespaceName: string;
  readonly podLabels: { readonly [label: string]: string };
  readonly podPort: number;
}

/** The counter of requests received by a workload, each counted once. */
export interface RequestSeries {
  readonly metric: string;

  /** Labels with a fixed value. */
  readonly matchers: { readonly [label: string]: string };

  /** The label with the workload's namespace. */
  readonly namespaceLabel: string;

  /** The label with the workload's name; undefined if the label is the workload's kind in lowercase. */
  readonly workloadLabel: string | undefined;

  /** The workload kinds that the metrics distinguish; all kinds if omitted. */
  readonly workloadKinds?: readonly string[];

  /** Whether names contain `_` instead of `-`. */
  readonly usesUnderscores?: boolean;
}

/** The series that alerts are computed from. */
export interface AlertSeries {
  /** All requests, and failed requests, without the range. */
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
 * Everything that differs between meshes and depends only on the kind of mesh, not on its installation. The value of an
 * unsupported key is `undefined`; omitting the key is a compile error.
 *
 * @internal
 */
export interface MeshDialect {
  readonly capabilities: MeshCapabilities;

  /**
   * The intents that also apply to calls of a headless Service, besides its ports and callers. The callers' proxies see the
   * address of one pod, so their settings for a Service don't apply.
   */
  readonly headlessIntents: readonly (keyof MeshServiceOptions)[];

  readonly signals: MeshSignals;

  /** The dashboards published by the mesh's project. */
  readonly dashboards: readonly DashboardSource[];

  readonly sidecars: SidecarAnnotations;

  /** Labels and annotations of a namespace, each of which adds its new pods to the mesh. */
  readonly enrolmentKeys: { readonly [key: string]: KeyValues };

  readonly defaultDeny: DefaultDenyObjects | DefaultDenyHint;

  /** Accepts plain text on a pod port. */
  readonly plainTextException: ((exception: PlainTextException) => Manifest) | undefined;

  /** Whether a namespace has a single egress policy for all of its pods. */
  readonly hasOneEgressPerNamespace: boolean;

  /** Whether hosts that are called over TCP on the same port are distinguished only by their addresses. */
  readonly tellsTcpHostsByAddress: boolean;

  /** Whether a gateway has a separate TLS listener for each `MeshIngress`, without routes for the hosts of others. */
  readonly hasListenerPerIngress: boolean;

  /** Whether an ingress assigns the paths of its hosts to the routes of others. */
  readonly delegatesPaths: boolean;

  /** Annotations by which a single Prometheus pod joins the mesh, if proxies allow only scrapers in the mesh. */
  readonly scraperAnnotations: { readonly [key: string]: string } | undefined;

  readonly requests: RequestSeries;
  readonly alerts: AlertSeries;

  /** The web console for the mesh. */
  readonly console: 'Kiali' | 'LinkerdViz' | undefined;
}
