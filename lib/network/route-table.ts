import { RouteTable as RouteTableResource } from '@cdktf/provider-azurerm/lib/route-table';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps } from '../core/checked-props';
import { checkName, checkPlace, isKnown } from '../core/checks';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import type { Route } from './route';

/** Props of a route table. */
export interface RouteTableProps extends AzureResourceProps {
  /**
   * The name: 2 to 80 letters, digits, `_`, `.` and `-`, unique in the resource group.
   *
   * Changing this replaces the table.
   */
  readonly routeTableName: string;

  /** The routes; names and destinations are unique. Other traffic uses Azure's own routes. */
  readonly routes: Route[];

  /**
   * Whether routes learned by a VPN or ExpressRoute gateway also apply in the table's subnets. Set it to false if a firewall must
   * inspect all traffic.
   *
   * @see https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview#border-gateway-protocol
   * @default true
   */
  readonly gatewayRoutes?: boolean;
}

/**
 * Routes for subnets of one region: `subnet.routeTable`. The table has these routes only; a cluster that writes its own routes
 * (kubenet) needs another table.
 *
 * @see https://learn.microsoft.com/azure/virtual-network/manage-route-table
 */
export class RouteTable extends Construct {
  /** The table's resource id. */
  public readonly routeTableId: string;

  /** The resources that dependents wait for. */
  public readonly ready: ITerraformDependable[];

  /** The table itself, for arguments that this class does not offer. */
  public readonly resource: RouteTableResource;

  /**
   * Whether everything without another route has one.
   *
   * @internal
   */
  public readonly _hasDefaultRoute: boolean;

  public constructor(scope: Construct, id: string, props: RouteTableProps) {
    super(scope, id);
    this.check(props);

    this.resource = new RouteTableResource(this, 'Resource', {
      name: props.routeTableName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      bgpRoutePropagationEnabled: props.gatewayRoutes ?? true,
      route: props.routes.map((route) => route._render()),
    });
    this.routeTableId = this.resource.id;
    this._hasDefaultRoute = props.routes.some((route) => route._isDefault);
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
  }

  private check(props: RouteTableProps): void {
    checkProps(this, 'RouteTableProps', props, (faults) => {
      checkPlace(faults, props);
      checkName(faults, 'routeTableName', props.routeTableName, nameRules.networkPart);
      if (props.routes.length === 0) {
        faults.add(
          'routes',
          'must have a route',
          props.routes,
          "For example, use Route.defaultToFirewall('10.1.0.4').",
        );
      }
      props.routes.forEach((route, index) => {
        route._check(faults, `routes[${index}]`);
        const before = props.routes.slice(0, index);
        const isTwin = (one: string, other: string) => isKnown(one) && isKnown(other) && same(one, other);
        if (before.some((other) => isTwin(other._routeName, route._routeName))) {
          faults.add(
            `routes[${index}].routeName`,
            'must be unique in the table',
            route._routeName,
            'Rename the route.',
          );
        }
        if (before.some((other) => isTwin(other._destination, route._destination))) {
          const fix = 'Leave one of the routes out.';
          faults.add(`routes[${index}].destination`, 'must be unique in the table', route._destination, fix);
        }
      });
    });
  }
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

publicClass('RouteTable', RouteTable);
