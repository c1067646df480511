import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkProps, requireProps } from '../core/checked-props';
import { checkGiven, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import type { HelmChart } from '../helm/helm-chart';
import { ImportedKeda, type KedaAttributes } from './imported-keda';
import { type IKeda, KedaBase, type KedaFacts, kedaOf, kedas, operatorServiceAccount } from './keda-base';
import { KedaInstallation } from './keda-installation';

/** Props of KEDA. */
export interface KedaProps {
  /**
   * The cluster, of the same stack. The add-on is an argument of the cluster's own resource: it is enabled in the stack that
   * creates the cluster.
   */
  readonly cluster: IAksCluster;

  /**
   * How KEDA is installed: as the AKS add-on, or by its own chart. To change from one to the other, remove the first and apply;
   * workloads keep their current replicas meanwhile.
   *
   * @default KedaInstallation.aksAddon()
   */
  readonly installation?: KedaInstallation;
}

/**
 * KEDA, which scales workloads by events: mesh requests, queued messages, schedules; once a
 * cluster.
 *
 * @see https://keda.sh/docs/latest/concepts/
 */
export class Keda extends KedaBase {
  /**
   * Imports the KEDA that another stack or program has installed on a cluster. If this program installs it, its settings are
   * known to the checks; otherwise the AKS add-on is assumed.
   *
   * @param scope where the import is a child.
   * @param id the construct's id.
   * @param cluster the cluster, of the same stack as `scope`.
   */
  public static fromCluster(scope: Construct, id: string, cluster: IAksCluster): IKeda {
    return new ImportedKeda(scope, id, { cluster }, false);
  }

  /** Imports a KEDA that another program has installed on a cluster, by its attributes. */
  public static fromAttributes(scope: Construct, id: string, attributes: KedaAttributes): IKeda {
    return new ImportedKeda(scope, id, attributes, true);
  }

  public readonly cluster: IAksCluster;
  public readonly namespaceName: string;
  public readonly operatorServiceAccountName = operatorServiceAccount;
  public readonly ready: ITerraformDependable[];

  /** KEDA's chart. Undefined for the add-on. */
  public readonly chart?: HelmChart;

  /** @internal */
  public readonly _facts: KedaFacts;

  /** @internal */
  public readonly _how: string;

  public constructor(scope: Construct, id: string, props: KedaProps) {
    super(scope, id);
    requireProps(this, 'KedaProps', props);
    const { cluster, installation = KedaInstallation.aksAddon() } = props;
    checkProps(this, 'KedaProps', props, (faults) => {
      if (checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.')) {
        checkSameStack(faults, 'cluster', cluster, this, 'AksCluster.fromCluster');
        checkOnce(faults, cluster);
      }
      installation._check(faults, 'installation', cluster, this);
    });

    this.cluster = cluster;
    this._facts = installation._factsOn(cluster);
    this._how = installation._how;
    const { namespaceName, chart } = installation._install(this, cluster);
    this.namespaceName = namespaceName;
    this.chart = chart;
    kedas.take(cluster, this);
    this.ready = [...(chart?.ready ?? cluster.ready)];
    implementReady(this, () => this.ready);
  }
}

function checkOnce(faults: Faults, cluster: IAksCluster): void {
  const other = kedaOf(cluster) as Keda | undefined;
  if (!other) return;
  const must = `must have KEDA only once, but ${other.node.path} installs it ${other._how}`;
  faults.add('cluster', must, cluster.node.path, 'Remove one of them, or use Keda.fromCluster.');
}

publicClass('Keda', Keda);
