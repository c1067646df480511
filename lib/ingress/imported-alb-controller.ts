import { type ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkGiven, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { implementReady } from '../core/ordering';
import { noteUnchecked } from '../core/warnings';
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
    const installed = albControllerOf(cluster);
    if (installed) this.waitForStackOf(TerraformStack.of(installed));
    else noteUnchecked(this, 'whether the cluster has the ALB Controller, and which roles its identity has');
    implementReady(this, () => this.ready);
  }

  public _grant(): void {}

  private waitForStackOf(other: TerraformStack): void {
    const own = TerraformStack.of(this);
    if (own !== other) own.addDependency(other);
  }
}
