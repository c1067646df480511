import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import type { SidecarOptions } from './sidecars/sidecar-options';
import type { MeshTelemetry } from './telemetry/mesh-telemetry';
import type { MeshFeature } from './traffic/mesh-feature';
import type { TrafficRenderer } from './traffic/traffic-renderer';

/** The supported meshes. */
export enum MeshKind {
  /** Istio, installed by Helm. */
  ISTIO = 'Istio',

  /** Istio without sidecars, installed by Helm. */
  ISTIO_AMBIENT = 'Istio ambient',

  /** Istio, run by AKS (the add-on). */
  MANAGED_ISTIO = 'managed Istio',

  /** Linkerd, installed by Helm. */
  LINKERD = 'Linkerd',

  /** Open Service Mesh, installed by Helm. */
  OPEN_SERVICE_MESH = 'Open Service Mesh',

  /** Open Service Mesh, run by AKS (the add-on). */
  MANAGED_OPEN_SERVICE_MESH = 'managed Open Service Mesh',

  /** Consul, installed by Helm. */
  CONSUL = 'Consul',
}

/** Whether workloads in the mesh accept plain text. */
export enum MutualTls {
  /** Workloads accept only mutual TLS. */
  STRICT = 'STRICT',

  /** Workloads accept mutual TLS and plain text: for the migration of callers into the mesh. */
  PERMISSIVE = 'PERMISSIVE',
}

/** A service mesh on a cluster: installed by this program, run by AKS, or installed by another program. */
export interface IServiceMesh extends IConstruct {
  /** The mesh's cluster. */
  readonly cluster: IAksCluster;

  /** The kind of mesh. */
  readonly kind: MeshKind;

  /** The namespace of the control plane; on Istio, policies in it apply to the whole mesh. */
  readonly rootNamespace: string;

  /** The resources that dependents wait for before pods can join the mesh and policies can be applied. */
  readonly ready: ITerraformDependable[];

  /** Whether the mesh supports a feature. */
  supports(feature: MeshFeature): boolean;

  /**
   * The labels and annotations by which a namespace's new pods join the mesh.
   *
   * @internal
   */
  _enrolment(): MeshEnrolment;

  /**
   * The settings of the mesh's sidecars, if setting one of them for a workload discards all of them.
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
   * How the mesh provides metrics, access logs and traces.
   *
   * @internal
   */
  readonly _telemetry: MeshTelemetry;
}

/** @internal */
export interface MeshEnrolment {
  readonly labels: { [key: string]: string };
  readonly annotations: { [key: string]: string };

  /** Keys of labels and annotations that control enrolment, which users must not set. */
  readonly ownedKeys: string[];

  /** If pods need privileges that only the Pod Security level privileged allows: the reason and the alternative. */
  readonly privilege?: { readonly why: string; readonly wayOut: string };
}
