import { Fn, type ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { isKnown } from '../core/checks';
import { publicMethods } from '../core/public-class';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';
import type { SubnetFacts } from '../network/subnet-base';

/** An application gateway: created in this stack, in another stack of this program, or by another program. */
export interface IApplicationGateway extends IConstruct {
  /** The gateway's resource id. */
  readonly gatewayId: string;

  /** The gateway's name. */
  readonly gatewayName: string;

  /** The resource group that the gateway is in. */
  readonly resourceGroupName: string;

  /** The resource id of the subnet that the gateway is in. */
  readonly subnetId: string;

  /** The resources that dependents wait for; empty for a gateway that exists already. */
  readonly ready: ITerraformDependable[];

  /**
   * Lets an ingress controller configure the gateway. Roles: `Contributor` on the gateway, `Reader` on its resource group,
   * `Network Contributor` on its subnet, and `Managed Identity Operator` on its identity, if it has one.
   *
   * Sources: https://learn.microsoft.com/azure/application-gateway/ingress-controller-install-existing,
   * https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#permissions and
   * https://azure.github.io/application-gateway-kubernetes-ingress/features/appgw-ssl-certificate/
   *
   * @param principal the controller's identity; a construct must be in the same stack.
   */
  grantIngressController(principal: IPrincipal): Grant[];

  /** @internal */
  readonly _facts: GatewayFacts;
}

/**
 * Facts about a gateway that are known at synth; undefined facts are not checked.
 *
 * @internal
 */
export interface GatewayFacts {
  /** Equal for all references to one gateway. */
  readonly key: string;
  readonly subnet?: SubnetFacts;
  readonly hasIdentity?: boolean;
  readonly hasPrivateFrontend?: boolean;
  readonly hasPublicFrontend?: boolean;
  /** The certificates that Terraform owns; with one, Terraform owns all of them. */
  readonly certificateNames?: string[];
  readonly trustedRootNames?: string[];
}

/**
 * Base class of new and imported gateways.
 *
 * @internal
 */
export abstract class ApplicationGatewayBase extends Construct implements IApplicationGateway {
  public abstract readonly gatewayId: string;
  public abstract readonly gatewayName: string;
  public abstract readonly resourceGroupName: string;
  public abstract readonly subnetId: string;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  public abstract readonly _facts: GatewayFacts;

  /**
   * The identity that reads certificates for the gateway.
   *
   * @internal
   */
  protected abstract readonly _identityId: string | undefined;

  /**
   * The controller writes the whole gateway, so Azure requires permission to join the subnet and identity that the gateway uses.
   */
  public grantIngressController(principal: IPrincipal): Grant[] {
    const grant = (role: AzureRole, resourceId: string, part = '') =>
      Grant._on(this, { role, principal, resourceId }, part);
    return [
      grant(AzureRole.CONTRIBUTOR, this.gatewayId),
      grant(AzureRole.READER, resourceGroupIdOf(this.gatewayId), 'ResourceGroup'),
      grant(AzureRole.NETWORK_CONTRIBUTOR, this.subnetId, 'Subnet'),
      ...(this._identityId === undefined
        ? []
        : [grant(AzureRole.MANAGED_IDENTITY_OPERATOR, this._identityId, 'Identity')]),
    ];
  }
}

/** The id of the group that a resource is in: the first five parts of the resource's id. */
function resourceGroupIdOf(resourceId: string): string {
  const parts = 5;
  if (isKnown(resourceId)) return resourceId.split('/').slice(0, parts).join('/');
  return Fn.join('/', Fn.slice(Fn.split('/', resourceId), 0, parts));
}

/** @internal */
export function keyOfGateway(resourceGroupName: string, gatewayName: string): string | undefined {
  if (!isKnown(resourceGroupName) || !isKnown(gatewayName)) return undefined;
  return `${resourceGroupName}/${gatewayName}`.toLowerCase();
}

publicMethods('IApplicationGateway', ApplicationGatewayBase);
