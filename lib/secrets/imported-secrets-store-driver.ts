import { type ITerraformDependable, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkGiven, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { implementReady } from '../core/ordering';
import { noteUnchecked } from '../core/warnings';
import { driverOf, SecretsStoreDriverBase, type SecretsStoreFacts } from './secrets-store-driver-base';

/** A driver that another stack or program has put on the cluster. */
export class ImportedSecretsStoreDriver extends SecretsStoreDriverBase {
  public readonly cluster: IAksCluster;
  public readonly ready: ITerraformDependable[];
  public readonly _facts: SecretsStoreFacts;

  public constructor(scope: Construct, id: string, cluster: IAksCluster) {
    super(scope, id);
    const faults = new Faults(this);
    if (checkGiven(faults, 'cluster', cluster, 'Use for example AksCluster.fromCluster(...).')) {
      checkSameStack(faults, 'cluster', cluster, this, 'AksCluster.fromCluster');
    }
    faults.throwIfAny();

    const installed = driverOf(cluster);
    this.cluster = cluster;
    this._facts = installed?._facts ?? {};
    this.ready = [...cluster.ready];
    if (installed) this.waitForStackOf(installed);
    else noteUnchecked(this, 'whether the cluster has the driver, and whether it syncs to Secrets of Kubernetes');
    implementReady(this, () => this.ready);
  }

  private waitForStackOf(installed: IConstruct): void {
    const [own, other] = [TerraformStack.of(this), TerraformStack.of(installed)];
    if (own !== other) own.addDependency(other);
  }
}
