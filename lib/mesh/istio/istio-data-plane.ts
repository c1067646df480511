import type { Faults } from '../../core/faults';
import { publicClass } from '../../core/public-class';
import { checkValues } from './istio-values';

/** Options of the ambient data plane. */
export interface IstioAmbientOptions {
  /**
   * Values of the chart `cni`, merged over the library's values.
   *
   * @see https://github.com/istio/istio/blob/1.30.3/manifests/charts/istio-cni/values.yaml
   *
   * @default - none
   */
  readonly cniValues?: { [key: string]: any };

  /**
   * Values of the chart `ztunnel`, merged over the library's values.
   *
   * @see https://github.com/istio/istio/blob/1.30.3/manifests/charts/ztunnel/values.yaml
   *
   * @default - none
   */
  readonly ztunnelValues?: { [key: string]: any };
}

/** The data plane: the proxies for the traffic of pods in the mesh. */
export class IstioDataPlane {
  /** A proxy in each pod. */
  public static sidecars(): IstioDataPlane {
    return new IstioDataPlane(undefined);
  }

  /**
   * A proxy on each node (ztunnel) for mutual TLS and access to ports; request features (routes, retries, paths) require
   * waypoints (`IstioWaypoint`). Pods have no sidecars, join without a restart, and need no additional privileges. Not available
   * in the AKS add-on.
   *
   * @see https://istio.io/latest/docs/ambient/overview/
   */
  public static ambient(options: IstioAmbientOptions = {}): IstioDataPlane {
    return new IstioDataPlane(options);
  }

  private constructor(
    /** @internal */
    public readonly _ambient: IstioAmbientOptions | undefined,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const library = 'the library, which installs into istio-system';
    checkValues(faults, `${prop}.cniValues`, this._ambient?.cniValues, {
      profile: 'the library: ambient',
      'ambient.enabled': 'the library: true',
      revision: 'the prop revision',
    });
    checkValues(faults, `${prop}.ztunnelValues`, this._ambient?.ztunnelValues, {
      revision: 'the prop revision',
      istioNamespace: library,
      'global.istioNamespace': library,
    });
  }
}

publicClass('IstioDataPlane', IstioDataPlane);
