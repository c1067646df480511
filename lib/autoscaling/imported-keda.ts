import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkGiven, checkName, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { nameRules } from '../core/names';
import { followOwner, implementReady } from '../core/ordering';
import { KedaBase, type KedaFacts, kedaOf, operatorServiceAccount } from './keda-base';
import type { KedaVersion } from './keda-version';

/** The attributes of a KEDA that another program installs. */
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

  public constructor(
    scope: Construct,
    id: string,
    private readonly attributes: KedaAttributes,
    isDescribed: boolean,
  ) {
    super(scope, id);
    const { cluster, namespaceName, operatorServiceAccountName, version } = attributes;
    const faults = new Faults(this);
    if (checkGiven(faults, 'cluster', cluster, 'For example, use AksCluster.fromCluster(...).')) {
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
    this.ready = [...cluster.ready];
    const unknown = isDescribed ? undefined : 'whether the cluster has KEDA as an AKS add-on, which is assumed';
    followOwner(this, () => kedaOf(cluster), unknown);
    checkLate(this, (late) => this.checkNames(late));
    implementReady(this, () => this.ready);
  }

  public get _facts(): KedaFacts {
    const { cluster, version } = this.attributes;
    return { ...kedaOf(cluster)?._facts, ...(version && { version: version.version }) };
  }

  /** Names that are not given are those of the KEDA that the program had when they were asked for. */
  private checkNames(faults: Faults): void {
    const installed = kedaOf(this.cluster);
    if (!installed) return;
    for (const prop of ['namespaceName', 'operatorServiceAccountName'] as const) {
      if (this.attributes[prop] !== undefined || this[prop] === installed[prop]) continue;
      const must = `must be set as on '${installed.node.path}' (${installed[prop]})`;
      faults.add(prop, must, undefined, `Set ${prop}: '${installed[prop]}' in KedaAttributes.`);
    }
  }
}
