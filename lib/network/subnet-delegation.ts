import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

const join = 'Microsoft.Network/virtualNetworks/subnets/join/action';

/** The smallest subnet that a service works in, as the longest prefix length. */
interface SizeRule {
  readonly longest: number;
  readonly why: string;
}

/**
 * The Azure service that a subnet is delegated to. The service uses its addresses; a node subnet is never delegated.
 *
 * @see https://learn.microsoft.com/azure/virtual-network/subnet-delegation-overview
 */
export class SubnetDelegation {
  /** The API server of an AKS cluster (API server VNet integration). The subnet has /28 at least. */
  public static readonly API_SERVER = new SubnetDelegation('Microsoft.ContainerService/managedClusters', [join], {
    longest: 28,
    why: 'the AKS API server needs a /28',
  });

  /** An application gateway whose pods are in an overlay network. It needs its own subnet; /24 is recommended. */
  public static readonly APPLICATION_GATEWAY = new SubnetDelegation('Microsoft.Network/applicationGateways', [join]);

  /** An association of Application Gateway for Containers. The subnet has /24 at least. */
  public static readonly TRAFFIC_CONTROLLER = new SubnetDelegation(
    'Microsoft.ServiceNetworking/trafficControllers',
    [join],
    { longest: 24, why: 'Application Gateway for Containers needs 250 free addresses' },
  );

  /**
   * Any other service.
   *
   * @param serviceName the service, e.g. `Microsoft.DBforPostgreSQL/flexibleServers`.
   * @param actions the actions that the service may perform in the subnet; if omitted, joining it.
   */
  public static of(serviceName: string, actions: string[] = [join]): SubnetDelegation {
    return new SubnetDelegation(serviceName, actions);
  }

  /** The actions that the service may perform in the subnet. */
  public get actions(): string[] {
    return [...this.allowedActions];
  }

  private constructor(
    /** The service, e.g. `Microsoft.Network/applicationGateways`. */
    public readonly serviceName: string,
    private readonly allowedActions: string[],
    private readonly sizeRule?: SizeRule,
  ) {}

  /** @internal */
  public get _size(): SizeRule | undefined {
    return this.sizeRule;
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    if (isKnown(this.serviceName) && !/^[A-Za-z]+(\.[A-Za-z]+)+(\/[A-Za-z0-9]+)+$/.test(this.serviceName)) {
      const fix = 'For example, use SubnetDelegation.API_SERVER.';
      faults.add(prop, 'must be a service as PROVIDER/TYPE', this.serviceName, fix);
    }
  }
}

publicClass('SubnetDelegation', SubnetDelegation);
