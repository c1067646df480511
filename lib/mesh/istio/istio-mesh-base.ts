import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { MeshFeature } from '../mesh-feature';
import { type MeshEnrolment, MeshKind } from '../service-mesh';
import type { MeshSettings } from '../telemetry/mesh-settings';
import type { MeshTelemetry } from '../telemetry/mesh-telemetry';
import type { TrafficRenderer } from '../traffic/traffic-renderer';
import { defaultRevision } from './istio-charts';
import { istioFeatures } from './istio-features';
import type { IIstioMesh } from './istio-mesh-ref';
import { istioSignals, istioTelemetry } from './istio-telemetry';
import { istioTraffic } from './istio-traffic';
import { IstioTrafficRedirection } from './istio-traffic-redirection';

/**
 * What all of Istio on a cluster is to others: a control plane made here, one that exists, or a tag of one.
 *
 * @internal
 */
export abstract class IstioMeshBase extends Construct implements IIstioMesh {
  public readonly kind: MeshKind = MeshKind.ISTIO;
  public abstract readonly cluster: IAksCluster;
  public abstract readonly revision: string;
  public abstract readonly rootNamespace: string;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _traffic: TrafficRenderer = istioTraffic;

  /** @internal */
  public readonly _telemetry: MeshTelemetry = istioTelemetry(this, istioSignals);

  /** @internal */
  public readonly _gatewayNamespaces: string[] = [];

  /** @internal */
  public abstract readonly _trafficRedirection: IstioTrafficRedirection | undefined;

  public supports(feature: MeshFeature): boolean {
    return istioFeatures[feature] ?? false;
  }

  /** @internal */
  public _meshConfig(): MeshSettings | undefined {
    return undefined;
  }

  /** @internal */
  public _meshConfigFix(meshConfig: string): string {
    return `Where it is installed say ${meshConfig} in its MeshConfig.`;
  }

  /**
   * Source: https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
   *
   * @internal
   */
  public _enrolment(): MeshEnrolment {
    const initContainer = this._trafficRedirection === IstioTrafficRedirection.INIT_CONTAINER;
    return {
      labels: this.revision === defaultRevision ? { 'istio-injection': 'enabled' } : { 'istio.io/rev': this.revision },
      annotations: {},
      ownedKeys: ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'],
      privilege: initContainer
        ? {
            why: `pods of the mesh '${this.node.path}' have an init container with NET_ADMIN and NET_RAW`,
            wayOut: 'Give the mesh trafficRedirection CNI_PLUGIN, or use PodSecurityLevel.PRIVILEGED.',
          }
        : undefined,
    };
  }
}
