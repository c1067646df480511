import type { KubernetesCluster } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { azurermNames } from '../core/azurerm-version';
import { checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { Register } from '../core/ledger';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import type { ISubnet } from '../network/subnet-base';
import type { ClusterNetwork } from './cluster-network';
import { checkSameNetwork } from './pod-addresses';

/** Options of node auto-provisioning. */
export interface AutomaticNodeProvisioningOptions {
  /**
   * Whether AKS creates its own Karpenter NodePools: `default`, on-demand machines of the D family, and `system-surge`, which
   * adds nodes for the pods of `kube-system`. If false, pods stay pending until a NodePool is created.
   *
   * Changing this to false leaves existing NodePools in the cluster: delete them with kubectl.
   *
   * @see https://learn.microsoft.com/azure/aks/node-auto-provisioning-node-pools
   * @default true
   */
  readonly defaultPools?: boolean;

  /**
   * Keeps the cluster autoscaler on the node pools, during a migration. The subscription must have registered the feature
   * `Microsoft.ContainerService/AllowClusterAutoscalerAndNAP`, or Azure rejects the cluster. Taint the node pools with
   * `autoscaling.azure.com/cas-block=true:NoSchedule`, so that only one of the two scalers acts on a pod.
   *
   * @see https://learn.microsoft.com/azure/aks/migrate-from-autoscaler-to-node-auto-provisioning
   * @default false
   */
  readonly besideClusterAutoscaler?: boolean;

  /**
   * The subnets that node classes use in addition to the cluster's node subnet, in the cluster's network. The control plane's
   * identity is granted Network Contributor on each.
   *
   * @see https://learn.microsoft.com/azure/aks/node-auto-provisioning-networking
   * @default - none
   */
  readonly nodeSubnets?: ISubnet[];
}

/**
 * How nodes for pending pods are created: by the pools' own sizes, or by node auto-provisioning (Karpenter), which selects VM
 * sizes by the pods' requests.
 *
 * @see https://learn.microsoft.com/azure/aks/node-auto-provisioning
 */
export class NodeProvisioning {
  /** Nodes come from node pools, fixed in size or scaled by the cluster autoscaler. */
  public static manual(): NodeProvisioning {
    return new NodeProvisioning(undefined);
  }

  /**
   * AKS runs Karpenter, which creates and removes nodes in addition to the node pools. The node pools then have a fixed number of
   * nodes. Azure rejects changes of the outbound type and stopping the cluster.
   *
   * A cluster with autoscaled pools requires two applies: set `nodeCount` on each pool, apply, then set this. Azure rejects both
   * in one update, because azurerm updates the cluster before its pools.
   */
  public static automatic(options: AutomaticNodeProvisioningOptions = {}): NodeProvisioning {
    return new NodeProvisioning(options);
  }

  private constructor(private readonly options: AutomaticNodeProvisioningOptions | undefined) {}

  /** @internal */
  public get _isAutomatic(): boolean {
    return this.options !== undefined;
  }

  /** @internal */
  public get _hasDefaultPools(): boolean {
    return this.options?.defaultPools ?? true;
  }

  /**
   * Whether Azure rejects the cluster autoscaler in the cluster's pools.
   *
   * @internal
   */
  public get _excludesAutoscaler(): boolean {
    return this._isAutomatic && !this.options?.besideClusterAutoscaler;
  }

  /** @internal */
  public get _nodeSubnets(): readonly ISubnet[] {
    return this.options?.nodeSubnets ?? [];
  }

  /**
   * Rejects settings that Azure doesn't support in a cluster with node auto-provisioning.
   *
   * Source: https://learn.microsoft.com/azure/aks/node-auto-provisioning#limitations-and-unsupported-features and
   * https://learn.microsoft.com/azure/aks/node-auto-provisioning-networking#unsupported-networking-configurations-for-nap
   *
   * @internal
   */
  public _check(faults: Faults, cluster: IConstruct, network: ClusterNetwork, autoscaler: object | undefined): void {
    if (!this._isAutomatic) return;
    if (network._isDualStack) {
      const must = 'must be IPv4 only in a cluster with node auto-provisioning';
      faults.add('network', must, 'dualStack', 'Leave dualStack out, or use NodeProvisioning.manual().');
    }
    if (network._isKubenet) {
      const must = 'must not be kubenet in a cluster with node auto-provisioning';
      faults.add('network', must, undefined, 'Use ClusterNetwork.azureCniOverlay, or NodeProvisioning.manual().');
    }
    if (network._podSubnet) {
      const must = 'must not assign pod addresses from a pod subnet in a cluster with node auto-provisioning';
      const fix = 'Use ClusterNetwork.azureCniOverlay or azureCniNodeSubnet, or NodeProvisioning.manual().';
      faults.add('network', must, network._podSubnet.node.path, fix);
    }
    if (network._dataPlane._policy === 'calico') {
      const must = 'must not enforce policies with Calico in a cluster with node auto-provisioning';
      faults.add('dataPlane', must, 'calico', 'Use NetworkDataPlane.cilium(), or NodeProvisioning.manual().');
    }
    if (this._excludesAutoscaler && autoscaler) {
      const must = 'can only be used with the cluster autoscaler, which node auto-provisioning replaces';
      faults.add('autoscaler', must, undefined, 'Leave it out, or use NodeProvisioning.manual().');
    }
    this._nodeSubnets.forEach((subnet, index) => {
      const prop = `nodeProvisioning.nodeSubnets[${index}]`;
      checkSameStack(faults, prop, subnet, cluster, 'Subnet.fromLookup');
      if (network._nodeSubnet) checkSameNetwork(faults, prop, subnet, network._nodeSubnet);
      else
        faults.add(prop, 'can only be used with a nodeSubnet of the network', subnet.node.path, 'Set nodeSubnet too.');
    });
  }

  /** @internal */
  public _apply(cluster: IConstruct, resource: KubernetesCluster, pools: readonly ScaledPool[]): void {
    // The bindings lack the argument.
    resource.addOverride('node_provisioning_profile', this.profile);
    checkLate(cluster, (faults) => checkProvider(faults, cluster));
    if (!this._isAutomatic || this._excludesAutoscaler) return;
    const text =
      'The cluster autoscaler and node auto-provisioning both create nodes for the same pending pods. ' +
      "Add autoscaling.azure.com/cas-block=true:NoSchedule to the autoscaled pools' nodeTaints.";
    warn(cluster, 'W208', text, () => pools.some((pool) => !pool._isTainted && !pool._shape.isFixed));
  }

  private get profile(): { [argument: string]: unknown } {
    if (!this._isAutomatic) return { mode: 'Manual' };
    return { mode: 'Auto', default_node_pools: this._hasDefaultPools ? undefined : 'None' };
  }
}

function checkProvider(faults: Faults, cluster: IConstruct): void {
  const stack = TerraformStack.of(cluster);
  if (azurermNames(stack) !== 'bindings') return;
  const must = 'must not be set with azurerm 4.55.0, the version of the bindings, which lacks the argument';
  const fix = `Call requireProviders for the stack ${stack.node.path}.`;
  faults.add('nodeProvisioning', must, undefined, fix);
}

/** The settings of a node pool that decide whether its autoscaler and Karpenter compete for pods. */
interface ScaledPool {
  readonly _isTainted: boolean;
  readonly _shape: { readonly isFixed: boolean };
}

/** The Karpenter NodePools that the program creates, by cluster. */
export const provisionedPools = new Register();

publicClass('NodeProvisioning', NodeProvisioning);
