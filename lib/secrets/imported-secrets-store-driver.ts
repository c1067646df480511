import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkGiven, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
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
    implementReady(this, () => this.ready);
  }

  public get _facts(): SecretsStoreFacts {
    return driverOf(this.cluster)?._facts ?? {};
  }
}
