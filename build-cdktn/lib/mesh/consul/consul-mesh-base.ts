import type { ITerraformDependable } from 'cdktn';
import { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { type MeshEnrolment, MeshKind } from '../service-mesh';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { MeshTelemetry } from '../telemetry/mesh-telemetry';
import { canExpress } from '../traffic/capability';
import { MeshFeature } from '../traffic/mesh-feature';
import type { TrafficRenderer } from '../traffic/traffic-renderer';
import { consulDialect } from './consul-dialect';
import type { IConsulMesh } from './consul-mesh-ref';
import { consulTelemetry } from './consul-telemetry';
import { consulTraffic } from './consul-traffic';

/** The control plane's namespace in Consul's documentation. */
export const consulNamespace = 'consul';

/**
 * The common base of all Consul meshes.
 *
 * @internal
 */
export abstract class ConsulMeshBase extends Construct implements IConsulMesh {
  public readonly kind: MeshKind = MeshKind.CONSUL;
  public abstract readonly cluster: IAksCluster;
  public abstract readonly rootNamespace: string;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  public get _traffic(): TrafficRenderer {
    return consulTraffic({
      cluster: this.cluster,
      path: this.node.path,
      hasEgressGateway: this._hasEgressGateway,
    });
  }

  /** @internal */
  public readonly _telemetry: MeshTelemetry = consulTelemetry(this);

  /** @internal */
  public abstract readonly _scraped: boolean;

  /** @internal */
  public abstract readonly _hasEgressGateway: boolean;

  /** @internal */
  protected abstract readonly _isEnterprise: boolean;

  /** @internal */
  protected abstract readonly _namespaceLabels: { [key: string]: string };

  /** @internal */
  protected abstract readonly _trafficRedirection: TrafficRedirection | undefined;

  public supports(feature: MeshFeature): boolean {
    if (feature === MeshFeature.LOCAL_RATE_LIMIT) return this._isEnterprise;
    return canExpress(consulDialect.capabilities, feature);
  }

  /**
   * Injection depends on pod annotations and the list of namespaces in the chart's values, and ignores namespace annotations;
   * therefore the webhook itself is limited to namespaces with the mesh's labels.
   *
   * Source: `shouldInject` in control-plane/connect-inject/webhook/mesh_webhook.go of
   * https://github.com/hashicorp/consul-k8s/tree/v2.0.3
   *
   * @internal
   */
  public _enrolment(): MeshEnrolment {
    const initContainer = this._trafficRedirection === TrafficRedirection.INIT_CONTAINER;
    return {
      labels: this._namespaceLabels,
      annotations: {},
      ownedKeys: Object.keys(this._namespaceLabels),
      privilege: initContainer
        ? {
            why: `pods of the mesh '${this.node.path}' have an init container with NET_ADMIN that runs as root`,
            wayOut: 'Set trafficRedirection to CNI_PLUGIN on the mesh, or use PodSecurityLevel.PRIVILEGED.',
          }
        : undefined,
    };
  }
}
