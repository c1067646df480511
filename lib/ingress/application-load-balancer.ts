import { ApplicationLoadBalancer as LoadBalancerResource } from '@cdktf/provider-azurerm/lib/application-load-balancer';
import { ApplicationLoadBalancerFrontend } from '@cdktf/provider-azurerm/lib/application-load-balancer-frontend';
import { ApplicationLoadBalancerSubnetAssociation } from '@cdktf/provider-azurerm/lib/application-load-balancer-subnet-association';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps, requireProps } from '../core/checked-props';
import { checkGiven, checkName, checkPlace, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { derivedName } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { AzureRole } from '../identity/azure-role';
import { deployerConfig } from '../identity/deployer-config';
import type { ISubnet } from '../network/subnet-base';
import type { IAlbController } from './alb-controller-ref';
import { albAnnotation, type GatewayAttachment, type IApplicationLoadBalancer } from './application-load-balancer-ref';
import { ImportedLoadBalancer, type LoadBalancerAttributes } from './imported-load-balancer';
import { checkLoadBalancerSubnet } from './load-balancer-subnet-rules';

/** Props of a load balancer that Terraform owns. */
export interface ApplicationLoadBalancerProps extends AzureResourceProps {
  /**
   * The name: 1 to 64 letters, digits, `_`, `.` and `-`, unique in the resource group.
   *
   * Changing this replaces the load balancer, and callers get another address.
   */
  readonly loadBalancerName: string;

  /**
   * The subnet of its association, delegated with `SubnetDelegation.TRAFFIC_CONTROLLER`: its own /24; with pods in an overlay
   * network, in the nodes' network.
   *
   * Changing this replaces the association.
   */
  readonly subnet: ISubnet;

  /**
   * The controller that configures it, of the same stack. Its identity gets *AppGw for Containers Configuration Manager* on the
   * resource group and *Network Contributor* on the subnet.
   */
  readonly controller: IAlbController;
}

const nameRule = {
  pattern: /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?$/,
  minLength: 1,
  maxLength: 64,
  allowed: 'letters, digits, _ . and -, with a letter or digit at both ends',
  example: 'shop',
};

/**
 * A load balancer of Application Gateway for Containers that Terraform owns ("bring your own"): it outlives the cluster, and
 * callers keep their name for it.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/for-containers/quickstart-create-application-gateway-for-containers-byo-deployment
 */
export class ApplicationLoadBalancer extends Construct implements IApplicationLoadBalancer {
  /** Imports a load balancer of another program or stack by its resource id and frontends. Only roles are created. */
  public static fromAttributes(
    scope: Construct,
    id: string,
    attributes: LoadBalancerAttributes,
  ): IApplicationLoadBalancer {
    return new ImportedLoadBalancer(scope, id, attributes);
  }

  public readonly controller: IAlbController;
  public readonly ready: ITerraformDependable[];

  /** The load balancer's resource id. */
  public readonly loadBalancerId: string;

  /** The load balancer itself, for arguments that this class does not offer. */
  public readonly resource: LoadBalancerResource;

  private readonly tags?: { [key: string]: string };

  public constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    requireProps(this, 'ApplicationLoadBalancerProps', props);
    const { resourceGroupName, location, loadBalancerName, subnet, controller, tags } = props;
    checkProps(this, 'ApplicationLoadBalancerProps', props, (faults) => {
      checkPlace(faults, props);
      checkName(faults, 'loadBalancerName', loadBalancerName, nameRule);
      if (checkGiven(faults, 'controller', controller, 'For example, use an AlbController.')) {
        checkSameStack(faults, 'controller', controller, this, 'AlbController.fromCluster');
      }
      checkLoadBalancerSubnet(faults, subnet, this, controller);
    });

    this.controller = controller;
    this.tags = tags;
    this.resource = new LoadBalancerResource(this, 'Resource', {
      name: loadBalancerName,
      resourceGroupName,
      location,
      tags,
    });
    this.loadBalancerId = this.resource.id;
    const association = new ApplicationLoadBalancerSubnetAssociation(this, 'Association', {
      name: derivedName(loadBalancerName, 'association', nameRule),
      applicationLoadBalancerId: this.loadBalancerId,
      subnetId: subnet.subnetId,
      tags,
    });
    association.node.addDependency(subnet);
    const { subscriptionId } = deployerConfig(this);
    controller._grant(
      AzureRole.ALB_CONFIGURATION_MANAGER,
      `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}`,
    );
    controller._grant(AzureRole.NETWORK_CONTRIBUTOR, subnet.subnetId);
    this.ready = [this.resource, association];
    implementReady(this, () => this.ready);
  }

  /** @internal */
  public _checkFrontend(faults: Faults, prop: string, frontendName: string | undefined): void {
    if (frontendName !== undefined) checkName(faults, prop, frontendName, nameRule);
  }

  /** @internal */
  public _attach(gateway: Construct, gatewayName: string, frontendName = gatewayName): GatewayAttachment {
    const frontend = new ApplicationLoadBalancerFrontend(gateway, 'Frontend', {
      name: frontendName,
      applicationLoadBalancerId: this.loadBalancerId,
      tags: this.tags,
    });
    return {
      annotations: { [`${albAnnotation}/alb-id`]: this.loadBalancerId },
      addresses: [{ type: `${albAnnotation}/alb-frontend`, value: frontend.name }],
      fullyQualifiedDomainName: frontend.fullyQualifiedDomainName,
      frontend,
    };
  }
}

publicClass('ApplicationLoadBalancer', ApplicationLoadBalancer);
