import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { GatewayApi } from '../gateways/gateway-api';
import { type MeshEnrolment, MeshKind } from '../service-mesh';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { SettingsOwner } from '../telemetry/mesh-settings';
import type { MeshTelemetry } from '../telemetry/mesh-telemetry';
import { canExpress } from '../traffic/capability';
import type { MeshFeature } from '../traffic/mesh-feature';
import type { TrafficRenderer } from '../traffic/traffic-renderer';
import { ambientSignalsWithoutWaypoint, istioAmbientDialect } from './istio-ambient-dialect';
import { istioAmbientTraffic } from './istio-ambient-traffic';
import { defaultRevision } from './istio-charts';
import { istioDialect } from './istio-dialect';
import type { WaypointFacts } from './istio-facts';
import type { IIstioMesh } from './istio-mesh-ref';
import { istioTelemetry, providersOf } from './istio-telemetry';
import { istioTraffic } from './istio-traffic';

/** Keys that would add pods to the mesh by other means, or redirect their requests. */
const ownedKeys = [
  'istio-injection',
  'istio.io/rev',
  'istio.io/dataplane-mode',
  'istio.io/use-waypoint',
  'istio.io/use-waypoint-namespace',
  'istio.io/ingress-use-waypoint',
];

/**
 * The common base of Istio meshes: a control plane of this program, an existing one, or a revision tag.
 *
 * @internal
 */
export abstract class IstioMeshBase extends Construct implements IIstioMesh {
  public abstract readonly cluster: IAksCluster;
  public abstract readonly revision: string;
  public abstract readonly rootNamespace: string;
  public abstract readonly ready: ITerraformDependable[];

  /**
   * Whether pods have no sidecars.
   *
   * @internal
   */
  public readonly _isAmbient: boolean = false;

  /** @internal */
  public readonly _gatewayApi?: GatewayApi;

  /** @internal */
  public readonly _waypoint?: WaypointFacts;

  /** @internal */
  public readonly _gatewayNamespaces: string[] = [];

  /** @internal */
  public abstract readonly _trafficRedirection: TrafficRedirection | undefined;

  public get kind(): MeshKind {
    return this._isAmbient ? MeshKind.ISTIO_AMBIENT : MeshKind.ISTIO;
  }

  /** @internal */
  public get _telemetry(): MeshTelemetry {
    if (!this._isAmbient) return istioTelemetry(this, istioDialect.signals);
    return istioTelemetry(this, this._waypoint ? istioAmbientDialect.signals : ambientSignalsWithoutWaypoint);
  }

  /** @internal */
  public get _traffic(): TrafficRenderer {
    const owner = this._settingsOwner();
    const providers = owner && providersOf(owner._givenSettings).flatMap(({ name }) => name ?? []);
    const facts = { gatewayApi: this._gatewayApi, waypoint: this._waypoint, providers };
    return this._isAmbient ? istioAmbientTraffic(facts) : istioTraffic(facts);
  }

  public supports(feature: MeshFeature): boolean {
    return canExpress((this._isAmbient ? istioAmbientDialect : istioDialect).capabilities, feature);
  }

  /** @internal */
  public _settingsOwner(): SettingsOwner | undefined {
    return undefined;
  }

  /** @internal */
  public _meshConfigFix(meshConfig: string): string {
    return `Set ${meshConfig} in its MeshConfig where it is installed.`;
  }

  /**
   * Sources: https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/,
   * https://istio.io/latest/docs/ambient/usage/add-workloads/
   *
   * @internal
   */
  public _enrolment(): MeshEnrolment {
    if (this._isAmbient) return { labels: { 'istio.io/dataplane-mode': 'ambient' }, annotations: {}, ownedKeys };
    const initContainer = this._trafficRedirection === TrafficRedirection.INIT_CONTAINER;
    return {
      labels: this.revision === defaultRevision ? { 'istio-injection': 'enabled' } : { 'istio.io/rev': this.revision },
      annotations: {},
      ownedKeys,
      privilege: initContainer
        ? {
            why: `pods of the mesh '${this.node.path}' have an init container with NET_ADMIN and NET_RAW`,
            wayOut: 'Set trafficRedirection to CNI_PLUGIN on the mesh, or use PodSecurityLevel.PRIVILEGED.',
          }
        : undefined,
    };
  }
}
