import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import type { SidecarOptions } from './sidecars/sidecar-options';
import type { MeshTelemetry } from './telemetry/mesh-telemetry';
import type { MeshFeature } from './traffic/mesh-feature';
import type { TrafficRenderer } from './traffic/traffic-renderer';

/** The meshes that the library knows. */
export enum MeshKind {
  /** Istio, installed by Helm. */
  ISTIO = 'Istio',

  /** Istio without sidecars, installed by Helm. */
  ISTIO_AMBIENT = 'Istio ambient',

  /** Istio as AKS runs it (the add-on). */
  MANAGED_ISTIO = 'managed Istio',

  /** Linkerd, installed by Helm. */
  LINKERD = 'Linkerd',

  /** Open Service Mesh, installed by Helm. */
  OPEN_SERVICE_MESH = 'Open Service Mesh',

  /** Open Service Mesh as AKS runs it (the add-on). */
  MANAGED_OPEN_SERVICE_MESH = 'managed Open Service Mesh',

  /** Consul, installed by Helm. */
  CONSUL = 'Consul',
}

/** Whether workloads in the mesh take plain text. */
export enum MutualTls {
  /** Workloads take mutual TLS only. */
  STRICT = 'STRICT',

  /** Workloads take mutual TLS and plain text: for the time in which callers are still moving into the mesh. */
  PERMISSIVE = 'PERMISSIVE',
}

/** A service mesh on a cluster: installed here, run by AKS, or installed by another program. */
export interface IServiceMesh extends IConstruct {
  /** The cluster that the mesh is on. */
  readonly cluster: IAksCluster;

  /** Which mesh it is. */
  readonly kind: MeshKind;

  /** The namespace of the control plane; policies in it hold for the whole mesh. */
  readonly rootNamespace: string;

  /** What dependents wait for before pods can join the mesh and its policies be applied. */
  readonly ready: ITerraformDependable[];

  /** Whether the mesh can express a feature. */
  supports(feature: MeshFeature): boolean;

  /**
   * What makes a namespace's new pods join the mesh.
   *
   * @internal
   */
  _enrolment(): MeshEnrolment;

  /**
   * What the mesh's sidecars have, where a word of one workload makes the mesh forget all that it has itself.
   *
   * @internal
   */
  readonly _sidecarDefaults?: SidecarOptions;

  /**
   * Gateways that come with the mesh, as `NAMESPACE/NAME`.
   *
   * @internal
   */
  readonly _ownGateways?: string[];

  /**
   * How the mesh expresses intents.
   *
   * @internal
   */
  readonly _traffic: TrafficRenderer;

  /**
   * How the mesh gives metrics, access logs and traces.
   *
   * @internal
   */
  readonly _telemetry: MeshTelemetry;
}

/** @internal */
export interface MeshEnrolment {
  readonly labels: { [key: string]: string };
  readonly annotations: { [key: string]: string };

  /** Keys of labels and annotations that decide about enrolment, and so are not the user's to set. */
  readonly ownedKeys: string[];

  /** Where pods need rights that only Pod Security's level privileged gives: why, and how else it can be done. */
  readonly privilege?: { readonly why: string; readonly wayOut: string };
}
