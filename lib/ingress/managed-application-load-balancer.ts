import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps, requireProps } from '../core/checked-props';
import { checkGiven, checkName, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { replacedIn } from '../core/token-values';
import { KubernetesManifests } from '../helm/kubernetes-manifests';
import { AzureRole } from '../identity/azure-role';
import type { ISubnet } from '../network/subnet-base';
import type { INamespace } from '../workload/namespace';
import { nodeResourceGroupIdOf } from './alb-controller';
import type { IAlbController } from './alb-controller-ref';
import { albAnnotation, type GatewayAttachment, type IApplicationLoadBalancer } from './application-load-balancer-ref';
import { checkLoadBalancerSubnet } from './load-balancer-subnet-rules';

/** Props of a load balancer that the controller owns. */
export interface ManagedApplicationLoadBalancerProps {
  /**
   * The controller that creates and configures it, of the same stack. Its identity gets *AppGw for Containers Configuration Manager*
   * on the node resource group and *Network Contributor* on the subnet.
   */
  readonly controller: IAlbController;

  /** The namespace of the load balancer's Kubernetes object, in the same stack. */
  readonly namespace: INamespace;

  /** The object's name: lowercase letters, digits, `-` and `.`. */
  readonly name: string;

  /**
   * The subnet of its association, delegated with `SubnetDelegation.TRAFFIC_CONTROLLER`: its own /24; with pods in an overlay
   * network, in the nodes' network.
   */
  readonly subnet: ISubnet;
}

/**
 * A load balancer of Application Gateway for Containers that the controller creates in the node resource group, and deletes with
 * the object. Terraform doesn't manage it; `kubectl get applicationloadbalancer` shows its id.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/for-containers/quickstart-create-application-gateway-for-containers-managed-by-alb-controller
 */
export class ManagedApplicationLoadBalancer extends Construct implements IApplicationLoadBalancer {
  public readonly controller: IAlbController;
  public readonly ready: ITerraformDependable[];

  /** The release that applies the object. */
  public readonly manifests: KubernetesManifests;

  private readonly namespaceName: string;
  private readonly objectName: string;

  public constructor(scope: Construct, id: string, props: ManagedApplicationLoadBalancerProps) {
    super(scope, id);
    requireProps(this, 'ManagedApplicationLoadBalancerProps', props);
    const { controller, namespace, name, subnet } = props;
    checkProps(this, 'ManagedApplicationLoadBalancerProps', props, (faults) => {
      checkName(faults, 'name', name, nameRules.kubernetesObject);
      const hasController = checkGiven(faults, 'controller', controller, 'For example, use an AlbController.');
      if (hasController) checkSameStack(faults, 'controller', controller, this, 'AlbController.fromCluster');
      if (checkGiven(faults, 'namespace', namespace, 'For example, use Namespace.fromName(...).') && hasController) {
        checkSameStack(faults, 'namespace', namespace, this, 'Namespace.fromName');
        if (namespace.cluster !== controller.cluster) {
          const must = `must be on the cluster of the controller (${controller.cluster.node.path})`;
          faults.add('namespace', must, namespace.cluster?.node.path, 'Use the same cluster for both.');
        }
      }
      checkLoadBalancerSubnet(faults, subnet, this, controller);
    });

    this.controller = controller;
    this.namespaceName = namespace.namespaceName;
    this.objectName = name;
    controller._grant(AzureRole.ALB_CONFIGURATION_MANAGER, nodeResourceGroupIdOf(controller.cluster));
    controller._grant(AzureRole.NETWORK_CONTRIBUTOR, subnet.subnetId);
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: controller.cluster,
      releaseName: derivedName(replacedIn(name, '.', '-'), 'load-balancer', nameRules.helmRelease),
      namespace: this.namespaceName,
      manifests: [
        {
          apiVersion: 'alb.networking.azure.io/v1',
          kind: 'ApplicationLoadBalancer',
          metadata: { name, namespace: this.namespaceName },
          spec: { associations: [subnet.subnetId] },
        },
      ],
    });
    this.manifests.node.addDependency(controller, namespace, subnet);
    this.ready = this.manifests.ready;
    implementReady(this, () => this.ready);
  }

  /** @internal */
  public _checkFrontend(faults: Faults, prop: string, frontendName: string | undefined): void {
    if (frontendName === undefined) return;
    const must = 'must be left out: the controller creates a frontend for each gateway';
    faults.add(prop, must, frontendName, 'Remove it, or use an ApplicationLoadBalancer.');
  }

  /** @internal */
  public _attach(): GatewayAttachment {
    const annotations = {
      [`${albAnnotation}/alb-namespace`]: this.namespaceName,
      [`${albAnnotation}/alb-name`]: this.objectName,
    };
    return { annotations };
  }
}

publicClass('ManagedApplicationLoadBalancer', ManagedApplicationLoadBalancer);
