import { publicClass } from '../core/public-class';
import type { AddOnGatewayOptions, AgicGatewayOptions, AgicHelmOptions } from './agic-helm-options';
import type { IApplicationGateway } from './application-gateway-base';

/** @internal */
export interface NewGateway extends AddOnGatewayOptions {
  readonly gatewayResourceGroupName?: string;
}

/**
 * How the ingress controller is installed, and whether it creates its gateway.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/ingress-controller-overview
 */
export class AgicDeployment {
  /**
   * The AKS add-on, with an existing or new gateway (brownfield). Azure keeps the controller up to date. It can't share
   * the gateway.
   *
   * @param gateway the gateway, of the stack that creates the cluster.
   * @see https://learn.microsoft.com/azure/application-gateway/tutorial-ingress-controller-add-on-existing
   */
  public static addOn(gateway: IApplicationGateway): AgicDeployment {
    return new AgicDeployment(gateway, undefined, undefined);
  }

  /**
   * The AKS add-on, which creates its gateway too (greenfield): Standard_v2, no firewall, and not managed by Terraform. It is
   * deleted with the add-on.
   *
   * @see https://learn.microsoft.com/azure/application-gateway/tutorial-ingress-controller-add-on-new
   */
  public static addOnWithNewGateway(gateway: AddOnGatewayOptions): AgicDeployment {
    return new AgicDeployment(undefined, gateway, undefined);
  }

  /**
   * The controller's Helm chart, with an existing or new gateway (brownfield).
   *
   * @param gateway the gateway, of the same stack (`ApplicationGateway.fromGateway` brings one of another stack).
   * @param options the identity, and how the chart is installed.
   * @see https://learn.microsoft.com/azure/application-gateway/ingress-controller-install-existing
   */
  public static helm(gateway: IApplicationGateway, options: AgicHelmOptions): AgicDeployment {
    return new AgicDeployment(gateway, undefined, options);
  }

  /**
   * The controller's Helm chart; the controller creates its gateway (greenfield): Standard_v2, no firewall, and not managed by
   * Terraform, which doesn't delete it either.
   *
   * @param gateway the gateway to create.
   * @param options the identity, and how the chart is installed.
   */
  public static helmWithNewGateway(gateway: AgicGatewayOptions, options: AgicHelmOptions): AgicDeployment {
    return new AgicDeployment(undefined, gateway, options);
  }

  private constructor(
    /** @internal */
    public readonly _gateway: IApplicationGateway | undefined,
    /** @internal */
    public readonly _newGateway: NewGateway | undefined,
    /** @internal */
    public readonly _helm: AgicHelmOptions | undefined,
  ) {}
}

publicClass('AgicDeployment', AgicDeployment);
