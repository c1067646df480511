import { publicClass } from '../core/public-class';

/** The engine that enforces NetworkPolicy objects on Azure's own data plane. */
export enum NetworkPolicyEngine {
  /** Calico: Linux and Windows nodes, no end announced. */
  CALICO = 'calico',

  /** Azure Network Policy Manager: Linux nodes until 2028-09-30, at most 250 of them. */
  AZURE = 'azure',

  /** None: NetworkPolicy objects are accepted and have no effect. */
  NONE = 'none',
}

/**
 * The data plane, which forwards traffic between pods and enforces network policies.
 *
 * @see https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium
 */
export class NetworkDataPlane {
  /**
   * eBPF instead of kube-proxy, with Cilium's own policy engine. Linux nodes only. A cluster can move to it later, and never
   * back; without the outbound type `loadBalancer` it moves by `az aks update` only, see `dataPlane`.
   */
  public static cilium(): NetworkDataPlane {
    return new NetworkDataPlane('cilium', 'cilium');
  }

  /**
   * iptables and kube-proxy: required for Windows nodes.
   *
   * @param engine the network policy engine; `NetworkPolicyEngine.CALICO` if omitted.
   */
  public static azure(engine: NetworkPolicyEngine = NetworkPolicyEngine.CALICO): NetworkDataPlane {
    return new NetworkDataPlane('azure', engine === NetworkPolicyEngine.NONE ? undefined : engine);
  }

  /**
   * A data plane that AKS doesn't manage.
   *
   * @internal
   */
  public static _foreign(): NetworkDataPlane {
    return new NetworkDataPlane('foreign', undefined);
  }

  private constructor(
    /** @internal */
    public readonly _name: 'azure' | 'cilium' | 'foreign',
    /** @internal */
    public readonly _policy: string | undefined,
  ) {}
}

publicClass('NetworkDataPlane', NetworkDataPlane);
