import { type ITerraformDependable, TerraformStack } from 'cdktn';
import { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { Faults } from '../../core/faults';
import { checkLate } from '../../core/late-checks';
import { type MeshEnrolment, MeshKind } from '../service-mesh';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { SettingsOwner } from '../telemetry/mesh-settings';
import type { MeshTelemetry } from '../telemetry/mesh-telemetry';
import { canExpress } from '../traffic/capability';
import type { MeshFeature } from '../traffic/mesh-feature';
import type { TrafficRenderer } from '../traffic/traffic-renderer';
import { type IIstioGateway, IstioGateway } from './istio-gateway';
import { istioTelemetry } from './istio-telemetry';
import { istioTraffic } from './istio-traffic';
import { managedIstioDialect } from './managed-istio-dialect';
import { managedIstioConfigOn } from './managed-istio-mesh-config-owner';
import type { IManagedIstioMesh } from './managed-istio-mesh-ref';
import { managedIstioIngress, managedIstioSystem } from './managed-istio-revision';

/** @internal */
export interface ManagedIstioFacts {
  readonly revisions: string[];
  readonly hasExternalGateway: boolean;
  readonly hasInternalGateway: boolean;
}

/**
 * The common base of the add-on and its imports.
 *
 * @internal
 */
export abstract class ManagedIstioMeshBase extends Construct implements IManagedIstioMesh {
  public readonly kind: MeshKind = MeshKind.MANAGED_ISTIO;
  public readonly rootNamespace: string = managedIstioSystem;
  public abstract readonly cluster: IAksCluster;
  public abstract readonly revision: string;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _traffic: TrafficRenderer = istioTraffic({});

  /** @internal */
  public readonly _telemetry: MeshTelemetry = istioTelemetry(this, managedIstioDialect.signals);

  /** @internal */
  public readonly _gatewayNamespaces: string[] = [managedIstioIngress];

  /**
   * Undefined if another program enables the add-on.
   *
   * @internal
   */
  public abstract readonly _facts: ManagedIstioFacts | undefined;

  /** @internal */
  protected abstract readonly _trafficRedirection: TrafficRedirection | undefined;

  private external?: IIstioGateway;
  private internal?: IIstioGateway;

  public get externalGateway(): IIstioGateway {
    this.requireGateway('externalGateway', 'hasExternalGateway');
    this.external ??= this.gateway('ExternalGateway', 'external');
    return this.external;
  }

  public get internalGateway(): IIstioGateway {
    this.requireGateway('internalGateway', 'hasInternalGateway');
    this.internal ??= this.gateway('InternalGateway', 'internal');
    return this.internal;
  }

  /** EnvoyFilters, which rate limits require, are allowed with the add-on but not supported by Azure. */
  public supports(feature: MeshFeature): boolean {
    return canExpress(managedIstioDialect.capabilities, feature);
  }

  /**
   * The settings of this stack's ManagedIstioMeshConfig.
   *
   * @internal
   */
  public _settingsOwner(): SettingsOwner | undefined {
    const owner = managedIstioConfigOn(this.cluster);
    return owner && TerraformStack.of(owner) === TerraformStack.of(this) ? owner : undefined;
  }

  /** @internal */
  public _meshConfigFix(meshConfig: string): string {
    return `Create a ManagedIstioMeshConfig in this stack; or, if it is created elsewhere, set meshConfig: { ${meshConfig} } there.`;
  }

  /**
   * The add-on ignores the label `istio-injection`.
   *
   * Source: https://learn.microsoft.com/azure/aks/istio-deploy-addon
   *
   * @internal
   */
  public _enrolment(): MeshEnrolment {
    const initContainer = this._trafficRedirection === TrafficRedirection.INIT_CONTAINER;
    return {
      labels: { 'istio.io/rev': this.revision },
      annotations: {},
      ownedKeys: ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'],
      privilege: initContainer
        ? {
            why: `pods of the mesh '${this.node.path}' have an init container with NET_ADMIN and NET_RAW`,
            wayOut:
              'Run az aks mesh proxy-redirection-mechanism --mechanism CNIChaining and set trafficRedirection to CNI_PLUGIN here, or use ' +
              'PodSecurityLevel.PRIVILEGED.',
          }
        : undefined,
    };
  }

  /** @internal */
  public get _ownGateways(): string[] {
    const { hasExternalGateway = false, hasInternalGateway = false } = this._facts ?? {};
    return [...(hasExternalGateway ? ['external'] : []), ...(hasInternalGateway ? ['internal'] : [])].map(
      (exposure) => `${managedIstioIngress}/${gatewayNameOf(exposure)}`,
    );
  }

  /** Source: https://learn.microsoft.com/azure/aks/istio-deploy-ingress */
  private gateway(id: string, exposure: string): IIstioGateway {
    const gatewayName = gatewayNameOf(exposure);
    return IstioGateway.fromAttributes(this, id, { mesh: this, gatewayName, namespaceName: managedIstioIngress });
  }

  /** Checked again when the program is complete, because it may enable the add-on later. */
  private requireGateway(prop: string, fact: 'hasExternalGateway' | 'hasInternalGateway'): void {
    const check = (faults: Faults) => {
      if (this._facts?.[fact] !== false) return;
      const fix = `Set ${prop}: true on the ManagedIstioMesh that enables the add-on.`;
      faults.add(prop, 'must be enabled before it is used', undefined, fix);
    };
    const faults = new Faults(this);
    check(faults);
    faults.throwIfAny();
    checkLate(this, check);
  }
}

function gatewayNameOf(exposure: string): string {
  return `aks-istio-ingressgateway-${exposure}`;
}
