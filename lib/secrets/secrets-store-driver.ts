import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkProps, requireProps } from '../core/checked-props';
import { checkGiven, checkInteger, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { followOwner, implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import type { HelmChart } from '../helm/helm-chart';
import {
  driverOf,
  type ISecretsStoreDriver,
  SecretsStoreDriverBase,
  type SecretsStoreFacts,
  secretsStoreDrivers,
} from './secrets-store-driver-base';
import { SecretsStoreInstallation } from './secrets-store-installation';

/** Props of the driver. */
export interface SecretsStoreDriverProps {
  /**
   * The cluster, of the same stack. The add-on is an argument of the cluster's own resource: it is enabled in the stack that
   * creates the cluster.
   */
  readonly cluster: IAksCluster;

  /**
   * How the driver is installed: as the AKS add-on, or by its own chart. To change from one to the other, remove the first, with
   * all `VaultSecrets`, and apply.
   *
   * @default SecretsStoreInstallation.aksAddon()
   */
  readonly installation?: SecretsStoreInstallation;

  /**
   * Whether mounted files and synced Secrets are updated when the vault changes. The driver doesn't restart pods: applications
   * must read the files again or be restarted.
   *
   * @see https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options
   * @default true
   */
  readonly rotation?: boolean;

  /**
   * How often the driver reads the vault, in minutes: 1 to 1440. It sends one request per pod and object; a vault accepts 4,000
   * requests in 10 seconds.
   *
   * @see https://learn.microsoft.com/azure/key-vault/general/service-limits
   * @default - 2 with rotation
   */
  readonly rotationIntervalMinutes?: number;
}

const defaultIntervalMinutes = 2;

/**
 * The driver that mounts secrets, keys and certificates of key vaults into pods; once a cluster.
 *
 * @see https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/
 */
export class SecretsStoreDriver extends SecretsStoreDriverBase {
  /**
   * Imports the driver that another stack or program has installed on a cluster. If this program installs it, its settings are
   * known to the checks.
   *
   * @param scope where the import is a child.
   * @param id the construct's id.
   * @param cluster the cluster, of the same stack as `scope`.
   */
  public static fromCluster(scope: Construct, id: string, cluster: IAksCluster): ISecretsStoreDriver {
    return new ImportedSecretsStoreDriver(scope, id, cluster);
  }

  public readonly cluster: IAksCluster;
  public readonly ready: ITerraformDependable[];

  /** The driver's chart. Undefined for the add-on. */
  public readonly chart?: HelmChart;

  /** @internal */
  public readonly _facts: SecretsStoreFacts;

  public constructor(scope: Construct, id: string, props: SecretsStoreDriverProps) {
    super(scope, id);
    requireProps(this, 'SecretsStoreDriverProps', props);
    const { cluster, rotation = true, installation = SecretsStoreInstallation.aksAddon() } = props;
    this.check(props, installation);

    this.cluster = cluster;
    this._facts = { isAddon: installation._isAddon, syncsSecrets: installation._syncsSecrets };
    const intervalMinutes = props.rotationIntervalMinutes ?? defaultIntervalMinutes;
    this.chart = installation._install(this, cluster, { isOn: rotation, intervalMinutes });
    secretsStoreDrivers.take(cluster, this);
    this.ready = [...(this.chart?.ready ?? cluster.ready)];
    implementReady(this, () => this.ready);
  }

  private check(props: SecretsStoreDriverProps, installation: SecretsStoreInstallation): void {
    checkProps(this, 'SecretsStoreDriverProps', props, (faults) => {
      const { cluster, rotation, rotationIntervalMinutes } = props;
      if (checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.')) {
        checkSameStack(faults, 'cluster', cluster, this, 'AksCluster.fromCluster');
        this.checkOnce(faults, cluster);
      }
      installation._check(faults, 'installation');
      checkInteger(faults, 'rotationIntervalMinutes', rotationIntervalMinutes, 1, 1440, 'minutes');
      if (rotation === false && rotationIntervalMinutes !== undefined) {
        const must = 'must not be set if rotation is false';
        faults.add('rotationIntervalMinutes', must, rotationIntervalMinutes, 'Remove one of them.');
      }
    });
  }

  private checkOnce(faults: Faults, cluster: IAksCluster): void {
    const other = driverOf(cluster);
    if (!other) return;
    const how = other._facts.isAddon ? 'as an AKS add-on' : 'by its chart';
    const must = `must have the driver only once, but ${other.node.path} installs it ${how}`;
    faults.add('cluster', must, cluster.node.path, 'Remove one of them, or use SecretsStoreDriver.fromCluster.');
  }
}

/** A driver that another stack or program has put on the cluster. */
class ImportedSecretsStoreDriver extends SecretsStoreDriverBase {
  public readonly cluster: IAksCluster;
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, cluster: IAksCluster) {
    super(scope, id);
    const faults = new Faults(this);
    if (checkGiven(faults, 'cluster', cluster, 'For example, use AksCluster.fromCluster(...).')) {
      checkSameStack(faults, 'cluster', cluster, this, 'AksCluster.fromCluster');
    }
    faults.throwIfAny();

    this.cluster = cluster;
    this.ready = [...cluster.ready];
    const unknown = 'whether the cluster has the driver, and whether it syncs Kubernetes Secrets';
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

publicClass('SecretsStoreDriver', SecretsStoreDriver);
