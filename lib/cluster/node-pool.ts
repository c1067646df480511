import { KubernetesClusterNodePool } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkPattern } from '../core/checks';
import { Faults } from '../core/faults';
import { implementReady } from '../core/ordering';
import type { ISubnet } from '../network/subnet-base';
import type { IAksCluster } from './aks-cluster-ref';
import { PoolShape, type UserPoolOptions } from './node-pool-options';
import { checkVmSize } from './vm-size';

/** Props of a node pool. */
export interface NodePoolProps extends UserPoolOptions {
  /** The cluster that the pool belongs to. */
  readonly cluster: IAksCluster;

  /**
   * The subnet of the nodes; one of the network that the cluster is in.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default - the cluster's own node subnet; required for a cluster that was looked up
   */
  readonly nodeSubnet?: ISubnet;

  /**
   * Azure tags of the pool.
   *
   * @default - no tags
   */
  readonly tags?: { [key: string]: string };
}

const taint = /^[A-Za-z0-9]([\w./-]*[A-Za-z0-9])?(=[\w.-]*)?:(NoSchedule|PreferNoSchedule|NoExecute)$/;

/**
 * A pool of Linux nodes for workloads, scaled by the cluster autoscaler.
 *
 * @see https://learn.microsoft.com/azure/aks/create-node-pools
 */
export class NodePool extends Construct {
  /** What waits for the pool waits for this. */
  public readonly ready: ITerraformDependable[];

  /** The pool itself, for what this class does not offer. */
  public readonly resource: KubernetesClusterNodePool;

  /** @internal */
  public readonly _shape: PoolShape;

  /** @internal */
  public readonly _isTainted: boolean;

  public constructor(scope: Construct, id: string, props: NodePoolProps) {
    super(scope, id);
    this._shape = new PoolShape(props.poolName ?? 'user', props, 2);
    this._isTainted = (props.nodeTaints ?? []).some((text) => !text.endsWith(':PreferNoSchedule'));
    const subnet = props.nodeSubnet ?? props.cluster._facts.network?._nodeSubnet;
    const faults = new Faults(this);
    this._shape.check(faults, '', 0);
    checkVmSize(faults, 'vmSize', props.vmSize);
    for (const text of props.nodeTaints ?? []) {
      checkPattern(faults, 'nodeTaints', text, taint, 'must have the form KEY=VALUE:EFFECT', 'team=batch:NoSchedule');
    }
    if (!subnet)
      faults.add(
        'nodeSubnet',
        'must be given for a cluster that was looked up',
        undefined,
        'Give a subnet of its network.',
      );
    faults.throwIfAny();

    this.resource = new KubernetesClusterNodePool(this, 'Resource', {
      ...this._shape.render(),
      kubernetesClusterId: props.cluster.clusterId,
      mode: 'User',
      orchestratorVersion: props.cluster._facts.kubernetesVersion,
      nodeTaints: props.nodeTaints,
      vnetSubnetId: subnet?.subnetId,
      tags: props.tags,
    });
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
    props.cluster._facts.pools?.push(this);
  }
}
