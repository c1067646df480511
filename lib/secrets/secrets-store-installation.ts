import type { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkName } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import { ChartSource } from '../helm/chart-source';
import { HelmChart } from '../helm/helm-chart';
import { layered } from '../helm/values';
import { secretsStoreImages } from './secrets-store-images';
import { SecretsStoreVersion } from './secrets-store-version';

/** Options of the driver's own chart. */
export interface SecretsStoreChartOptions {
  /**
   * The release of the chart.
   *
   * @default SecretsStoreVersion.V1_8_2
   */
  readonly version?: SecretsStoreVersion;

  /**
   * The namespace of the driver, which must exist. Users with access to its pods can read the vault objects of all pods.
   *
   * Changing this replaces the release.
   *
   * @default kube-system
   */
  readonly namespace?: string;

  /**
   * Whether vault objects can be synced to Kubernetes Secrets. The driver can then read and write every Secret in the cluster.
   *
   * @default true
   */
  readonly syncSecrets?: boolean;

  /**
   * Whether the driver runs on Windows nodes too.
   *
   * @default false
   */
  readonly windows?: boolean;

  /**
   * Values of the chart `csi-secrets-store-provider-azure`, merged over the library's values; keys set here take precedence.
   *
   * @see
   * https://github.com/Azure/secrets-store-csi-driver-provider-azure/blob/v1.8.2/charts/csi-secrets-store-provider-azure/values.yaml
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** @internal */
export interface Rotation {
  readonly isOn: boolean;
  readonly intervalMinutes: number;
}

const repository = 'https://azure.github.io/secrets-store-csi-driver-provider-azure/charts';
const chart = 'csi-secrets-store-provider-azure';
const addon = 'key_vault_secrets_provider';

/** The installation of the driver: AKS add-on or chart. */
export class SecretsStoreInstallation {
  /**
   * AKS, as an add-on: Azure keeps it up to date and supports it. It runs on Linux and Windows nodes, and syncs to Secrets of
   * Kubernetes. AKS creates an identity for it and assigns it to the nodes.
   *
   * @see https://learn.microsoft.com/azure/aks/csi-secrets-store-driver
   */
  public static aksAddon(): SecretsStoreInstallation {
    return new SecretsStoreInstallation();
  }

  /**
   * The driver's own chart, e.g. for a release that AKS doesn't offer yet. Its custom resource definitions are kept when it is
   * removed.
   *
   * @see https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/getting-started/installation/
   */
  public static helmChart(options: SecretsStoreChartOptions = {}): SecretsStoreInstallation {
    return new SecretsStoreInstallation(options);
  }

  private constructor(private readonly options?: SecretsStoreChartOptions) {}

  /** @internal */
  public get _isAddon(): boolean {
    return this.options === undefined;
  }

  /** @internal */
  public get _syncsSecrets(): boolean {
    return this.options?.syncSecrets ?? true;
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { version, namespace } = this.options ?? {};
    version?._check(faults, `${prop}.version`);
    if (namespace !== undefined) checkName(faults, `${prop}.namespace`, namespace, nameRules.kubernetesLabel);
  }

  /**
   * Undefined for the add-on, which is a matter of the cluster's own resource.
   *
   * @internal
   */
  public _install(owner: Construct, cluster: IAksCluster, rotation: Rotation): HelmChart | undefined {
    if (this.options) return this.makeChart(owner, cluster, rotation);
    const minutes = `${rotation.intervalMinutes}m`;
    const rotates = rotation.isOn ? ` --enable-secret-rotation --rotation-poll-interval ${minutes}` : '';
    const azCommand = `enable-addons --addons azure-keyvault-secrets-provider${rotates}`;
    const claim = (argument: string, value: unknown) =>
      cluster._claim({ argument: `${addon}.${argument}`, value, owner, azCommand });
    claim('secret_rotation_enabled', rotation.isOn);
    if (rotation.isOn) claim('secret_rotation_interval', minutes);
    return undefined;
  }

  private makeChart(owner: Construct, cluster: IAksCluster, rotation: Rotation): HelmChart {
    const {
      version = SecretsStoreVersion.V1_8_2,
      namespace = 'kube-system',
      windows = false,
      values,
    } = this.options ?? {};
    const computed = {
      windows: { enabled: windows },
      'secrets-store-csi-driver': {
        windows: { enabled: windows },
        enableSecretRotation: rotation.isOn,
        rotationPollInterval: rotation.isOn ? `${rotation.intervalMinutes}m` : undefined,
        syncSecret: { enabled: this._syncsSecrets },
      },
    };
    const merged = layered(computed, values);
    return new HelmChart(owner, 'Chart', {
      cluster,
      releaseName: chart,
      namespace,
      chart: ChartSource.https({ repository, chart, version: version.version }),
      values: merged,
      images: secretsStoreImages(version, merged),
    });
  }
}

publicClass('SecretsStoreInstallation', SecretsStoreInstallation);
