import { type ITerraformDependable, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkGiven, checkName, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { noteUnchecked } from '../core/warnings';
import { KedaBase, type KedaFacts, kedaOf, operatorServiceAccount } from './keda-base';
import type { KedaVersion } from './keda-version';

/** What is known of a KEDA that another program has put on a cluster. */
export interface KedaAttributes {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The namespace of the operator.
   *
   * @default kube-system
   */
  readonly namespaceName?: string;

  /**
   * The ServiceAccount of the operator.
   *
   * @default keda-operator
   */
  readonly operatorServiceAccountName?: string;

  /**
   * The release, for the checks.
   *
   * @default - not known: what depends on it is not checked
   */
  readonly version?: KedaVersion;
}

/** A KEDA that another stack or program has put on the cluster. */
export class ImportedKeda extends KedaBase {
  public readonly cluster: IAksCluster;
  public readonly namespaceName: string;
  public readonly operatorServiceAccountName: string;
  public readonly ready: ITerraformDependable[];
  public readonly _facts: KedaFacts;

  public constructor(scope: Construct, id: string, attributes: KedaAttributes, isDescribed: boolean) {
    super(scope, id);
    const { cluster, namespaceName, operatorServiceAccountName, version } = attributes;
    const faults = new Faults(this);
    if (checkGiven(faults, 'cluster', cluster, 'Use for example AksCluster.fromCluster(...).')) {
      checkSameStack(faults, 'cluster', cluster, this, 'AksCluster.fromCluster');
    }
    if (namespaceName !== undefined) checkName(faults, 'namespaceName', namespaceName, nameRules.kubernetesLabel);
    if (operatorServiceAccountName !== undefined) {
      checkName(faults, 'operatorServiceAccountName', operatorServiceAccountName, nameRules.kubernetesObject);
    }
    version?._check(faults, 'version');
    faults.throwIfAny();

    const installed = kedaOf(cluster);
    this.cluster = cluster;
    this.namespaceName = namespaceName ?? installed?.namespaceName ?? 'kube-system';
    this.operatorServiceAccountName =
      operatorServiceAccountName ?? installed?.operatorServiceAccountName ?? operatorServiceAccount;
    this._facts = { ...installed?._facts, ...(version && { version: version.version }) };
    this.ready = [...cluster.ready];
    if (installed) this.waitForStackOf(installed);
    else if (!isDescribed) noteUnchecked(this, 'whether the cluster has KEDA as an add-on of AKS, which is assumed');
    implementReady(this, () => this.ready);
  }

  private waitForStackOf(installed: IConstruct): void {
    const [own, other] = [TerraformStack.of(this), TerraformStack.of(installed)];
    if (own !== other) own.addDependency(other);
  }
}
