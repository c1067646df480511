import type { RouteTableRoute } from '@cdktf/provider-azurerm/lib/route-table';
import { checkName, isKnown } from '../core/checks';
import { checkCidr, isAddress } from '../core/cidr';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';

/** The destinations of a route. */
export interface RouteOptions {
  /** The route's name: 1 to 80 letters, digits, `_`, `.` and `-`, unique in the table. */
  readonly routeName: string;

  /** The destination: a range in CIDR notation (`0.0.0.0/0` for everything else), or a service tag, e.g. `Storage`. */
  readonly destination: string;
}

const everything = '0.0.0.0/0';

/**
 * One route of a table.
 *
 * @see https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview
 */
export class Route {
  /**
   * Routes all traffic without another route to a firewall, as `ClusterOutbound.userDefinedRouting()` requires.
   *
   * @param address the private IPv4 address of the firewall.
   */
  public static defaultToFirewall(address: string): Route {
    return new Route({ routeName: 'default', destination: everything }, 'VirtualAppliance', address);
  }

  /**
   * Traffic goes to a firewall or another virtual machine that forwards it.
   *
   * @param address its private IPv4 address.
   * @param options the route's name and destination.
   */
  public static toAppliance(address: string, options: RouteOptions): Route {
    return new Route(options, 'VirtualAppliance', address);
  }

  /** Traffic goes to the Internet directly, e.g. past a firewall that has the default route. */
  public static toInternet(options: RouteOptions): Route {
    return new Route(options, 'Internet');
  }

  /** Traffic goes to the network's VPN or ExpressRoute gateway. */
  public static toGateway(options: RouteOptions): Route {
    return new Route(options, 'VirtualNetworkGateway');
  }

  /** Traffic stays in the virtual network. */
  public static toNetwork(options: RouteOptions): Route {
    return new Route(options, 'VnetLocal');
  }

  /** Traffic is dropped. */
  public static drop(options: RouteOptions): Route {
    return new Route(options, 'None');
  }

  private constructor(
    private readonly options: RouteOptions,
    private readonly nextHopType: string,
    private readonly address?: string,
  ) {}

  /** @internal */
  public get _routeName(): string {
    return this.options.routeName;
  }

  /** @internal */
  public get _destination(): string {
    return this.options.destination;
  }

  /**
   * Whether it is the default route.
   *
   * @internal
   */
  public get _isDefault(): boolean {
    return this.options.destination === everything && this.nextHopType !== 'None';
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { routeName, destination } = this.options;
    checkName(faults, `${prop}.routeName`, routeName, nameRules.subnet);
    const isTag = isKnown(destination) && /^[A-Za-z][A-Za-z0-9.]*$/.test(destination);
    if (!isTag) checkCidr(faults, `${prop}.destination`, destination, { example: everything });
    if (isKnown(this.address) && (!isAddress(this.address) || this.address.includes(':'))) {
      faults.add(`${prop}.address`, 'must be an IPv4 address', this.address, 'For example, use 10.1.0.4.');
    }
  }

  /** @internal */
  public _render(): RouteTableRoute {
    return {
      name: this.options.routeName,
      addressPrefix: this.options.destination,
      nextHopType: this.nextHopType,
      nextHopInIpAddress: this.address,
    };
  }
}

publicClass('Route', Route);
