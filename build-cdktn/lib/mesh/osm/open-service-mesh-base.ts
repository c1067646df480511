import { type ITerraformDependable, TerraformStack } from 'cdktn';
import { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { Claim } from '../../core/ledger';
import { type NameRule, nameRules } from '../../core/names';
import type { MeshEnrolment, MeshKind } from '../service-mesh';
import type { SettingsOwner } from '../telemetry/mesh-settings';
import type { MeshTelemetry } from '../telemetry/mesh-telemetry';
import { canExpress } from '../traffic/capability';
import type { MeshFeature } from '../traffic/mesh-feature';
import type { TrafficRenderer } from '../traffic/traffic-renderer';
import type { IOpenServiceMesh } from './open-service-mesh-ref';
import { osmDialect } from './osm-dialect';
import { osmTelemetry } from './osm-telemetry';
import { osmTraffic } from './osm-traffic';

/** The mesh's default name in the chart and on AKS. */
export const defaultMeshName = 'osm';

/** The name is the value of a label, and part of the names of webhooks. */
export const meshNameRule: NameRule = { ...nameRules.kubernetesLabel, example: defaultMeshName };

const metricsAnnotation = 'openservicemesh.io/metrics';
const configOwners = new Claim<SettingsOwner>();

/** The owner of the MeshConfig of a cluster's mesh. */
export function meshConfigOn(cluster: IAksCluster): SettingsOwner | undefined {
  return configOwners.ownerOn(cluster);
}

/** Registers the owner of the MeshConfig: a second one is then rejected. */
export function claimMeshConfig(cluster: IAksCluster, owner: SettingsOwner): void {
  configOwners.take(cluster, owner);
}

/**
 * The common base of all Open Service Mesh meshes.
 *
 * @internal
 */
export abstract class OpenServiceMeshBase extends Construct implements IOpenServiceMesh {
  public abstract readonly kind: MeshKind;
  public abstract readonly cluster: IAksCluster;
  public abstract readonly meshName: string;
  public abstract readonly rootNamespace: string;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _traffic: TrafficRenderer = osmTraffic;

  /** @internal */
  public readonly _telemetry: MeshTelemetry = osmTelemetry(this);

  /** @internal */
  public abstract readonly _scraped: boolean;

  public supports(feature: MeshFeature): boolean {
    return canExpress(osmDialect.capabilities, feature);
  }

  /**
   * The owner of the MeshConfig in this stack; undefined if there is none.
   *
   * @internal
   */
  public _settingsOwner(): SettingsOwner | undefined {
    const owner = meshConfigOn(this.cluster);
    return owner && TerraformStack.of(owner) === TerraformStack.of(this) ? owner : undefined;
  }

  /**
   * Source: https://github.com/openservicemesh/osm/blob/v1.2.4/pkg/constants/constants.go
   *
   * @internal
   */
  public _enrolment(): MeshEnrolment {
    const [label, injection] = ['openservicemesh.io/monitored-by', 'openservicemesh.io/sidecar-injection'];
    const metrics = this._scraped ? { [metricsAnnotation]: 'enabled' } : undefined;
    return {
      labels: { [label]: this.meshName },
      annotations: { [injection]: 'enabled', ...metrics },
      ownedKeys: [label, injection, metricsAnnotation, 'openservicemesh.io/ignore'],
      privilege: {
        why: `pods of the mesh '${this.node.path}' have an init container with NET_ADMIN that runs as root`,
        wayOut: 'Use PodSecurityLevel.PRIVILEGED, or a mesh with a CNI plugin, e.g. IstioMesh.',
      },
    };
  }
}
