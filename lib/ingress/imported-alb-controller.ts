import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkGiven, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { followOwner, implementReady } from '../core/ordering';
import { albControllerOf, type IAlbController } from './alb-controller-ref';

/** A controller that another stack or program has put on the cluster. */
export class ImportedAlbController extends Construct implements IAlbController {
  public readonly ready: ITerraformDependable[];

  public constructor(
    scope: Construct,
    id: string,
    public readonly cluster: IAksCluster,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    if (checkGiven(faults, 'cluster', cluster, 'Use for example AksCluster.fromCluster(...).')) {
      checkSameStack(faults, 'cluster', cluster, this, 'AksCluster.fromCluster');
    }
    faults.throwIfAny();

    this.ready = [...cluster.ready];
    const unknown = 'whether the cluster has the ALB Controller, and which roles its identity has';
    followOwner(this, () => albControllerOf(cluster), unknown);
    implementReady(this, () => this.ready);
  }

  public _grant(): void {}
}
