import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkGiven, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { followOwner, implementReady } from '../core/ordering';
import { driverOf, SecretsStoreDriverBase, type SecretsStoreFacts } from './secrets-store-driver-base';

/** A driver that another stack or program has put on the cluster. */
export class ImportedSecretsStoreDriver extends SecretsStoreDriverBase {
  public readonly cluster: IAksCluster;
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, cluster: IAksCluster) {
    super(scope, id);
    const faults = new Faults(this);
    if (checkGiven(faults, 'cluster', cluster, 'Use for example AksCluster.fromCluster(...).')) {
      checkSameStack(faults, 'cluster', cluster, this, 'AksCluster.fromCluster');
    }
    faults.throwIfAny();

    this.cluster = cluster;
    this.ready = [...cluster.ready];
    const unknown = 'whether the cluster has the driver, and whether it syncs to Secrets of Kubernetes';
    followOwner(this, () => driverOf(cluster), unknown);
    checkLate(this, (late) => this.checkIdentity(late));
    implementReady(this, () => this.ready);
  }

  public get _facts(): SecretsStoreFacts {
    return driverOf(this.cluster)?._facts ?? {};
  }

  /** The program may install the driver after the identity was read. */
  private checkIdentity(faults: Faults): void {
    if (!this._addonIdentity || this._facts.isAddon !== false) return;
    const must = 'must not be used: the driver is installed by its chart, which has no identity';
    const fix = 'Use VaultAccess.workloadIdentity(...) or VaultAccess.userAssignedOnNodes(...).';
    faults.add('addonIdentity', must, driverOf(this.cluster)?.node.path, fix);
  }
}
