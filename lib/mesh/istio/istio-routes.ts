import type { Faults } from '../../core/faults';
import { publicClass } from '../../core/public-class';
import type { GatewayApi } from '../gateways/gateway-api';

/**
 * The API in which routes of services are written for Istio; `MeshService` stays the same.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#mesh-traffic
 */
export class IstioRoutes {
  /** Istio's own: VirtualServices, and versions as subsets of one Service. All that Istio can is there. */
  public static virtualServices(): IstioRoutes {
    return new IstioRoutes();
  }

  /**
   * Those of the Gateway API: HTTPRoutes whose parent is the Service, and versions as Services of their own, as on Linkerd. They have no
   * faults to put in; retries and TCP need the experimental channel, for which a control plane that is installed here is told to
   * read such kinds. One that is installed elsewhere needs `PILOT_ENABLE_ALPHA_GATEWAY_API` for TCP.
   *
   * @param gatewayApi the definitions on the mesh's cluster.
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
      faults.add(`${prop}.gatewayApi`, 'must be given', undefined, 'Use for example GatewayApi.present(...).');
    } else if (cluster && this._gatewayApi.cluster !== cluster) {
      const fix = 'Give the GatewayApi of that cluster.';
      faults.add(`${prop}.gatewayApi`, 'must be of the cluster of the mesh', this._gatewayApi.node.path, fix);
    }
  }
}

publicClass('IstioRoutes', IstioRoutes);
