import type { Faults } from '../../core/faults';
import { publicClass } from '../../core/public-class';
import type { GatewayApi } from '../gateways/gateway-api';

/**
 * The API of service routes on Istio; `MeshService` stays the same.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#mesh-traffic
 */
export class IstioRoutes {
  /** Istio's own API: VirtualServices, with versions as subsets of one Service. Supports all of Istio's features. */
  public static virtualServices(): IstioRoutes {
    return new IstioRoutes();
  }

  /**
   * The Gateway API: HTTPRoutes whose parent is the Service, with versions as separate Services, as on Linkerd. Doesn't support
   * fault injection; retries and TCP require the experimental channel, and a control plane that this program installs is
   * configured to read its kinds. A control plane that is installed elsewhere needs `PILOT_ENABLE_ALPHA_GATEWAY_API` for TCP.
   *
   * @param gatewayApi the Gateway API on the mesh's cluster.
   */
  public static gatewayApi(gatewayApi: GatewayApi): IstioRoutes {
    return new IstioRoutes(gatewayApi, true);
  }

  private constructor(
    /** @internal */
    public readonly _gatewayApi?: GatewayApi,
    private readonly needsApi = false,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string, cluster: unknown): void {
    if (!this.needsApi) return;
    if (!this._gatewayApi) {
      faults.add(`${prop}.gatewayApi`, 'must be set', undefined, 'For example, use GatewayApi.present(...).');
    } else if (cluster && this._gatewayApi.cluster !== cluster) {
      const fix = 'Use the GatewayApi of that cluster.';
      faults.add(`${prop}.gatewayApi`, "must be on the mesh's cluster", this._gatewayApi.node.path, fix);
    }
  }
}

publicClass('IstioRoutes', IstioRoutes);
