import type { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkName, checkPattern } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { nameRules } from '../../core/names';
import { publicClass } from '../../core/public-class';
import type { ChartImage } from '../../helm/chart-image';
import { ChartSource } from '../../helm/chart-source';
import { HelmChart } from '../../helm/helm-chart';
import { layered } from '../../helm/values';
import { Namespace } from '../../workload/namespace';
import { PodSecurityLevel } from '../../workload/pod-security';
import { certManagerImages, trustManagerImages } from './cert-manager-images';

/** cert-manager and trust-manager, installed with the mesh. */
export interface CertManagerInstallOptions {
  /**
   * The exact version of cert-manager's chart.
   *
   * @default v1.21.1
   */
  readonly certManagerVersion?: string;

  /**
   * The exact version of trust-manager's chart.
   *
   * @default v0.24.0
   */
  readonly trustManagerVersion?: string;

  /**
   * Values of the chart `cert-manager`, layered over what this library sets.
   *
   * @see https://cert-manager.io/docs/installation/helm/
   *
   * @default - none
   */
  readonly certManagerValues?: { [key: string]: any };

  /**
   * Values of the chart `trust-manager`, layered over what this library sets.
   *
   * @see https://cert-manager.io/docs/trust/trust-manager/installation/
   *
   * @default - none
   */
  readonly trustManagerValues?: { [key: string]: any };
}

/** A cert-manager and a trust-manager that run already. */
export interface CertManagerPresentOptions {
  /**
   * The namespace of cert-manager, which has to be its namespace for cluster resources and trust-manager's trust namespace too.
   *
   * @default cert-manager
   */
  readonly namespace?: string;
}

/** What is there once cert-manager can be used. */
export interface CertManagerParts {
  readonly namespace: string;
  readonly dependencies: Construct[];
}

/** Source: https://cert-manager.io/docs/installation/helm/ */
const registry = 'oci://quay.io/jetstack/charts';
const defaultNamespace = 'cert-manager';

/** Whether cert-manager and trust-manager are installed with the mesh, or there already. */
export class CertManagerSource {
  /**
   * The charts of cert-manager and trust-manager are installed into the namespace `cert-manager`, two pods each. Their
   * definitions of custom resources stay in the cluster when they go.
   */
  public static installed(options: CertManagerInstallOptions = {}): CertManagerSource {
    return new CertManagerSource(options, undefined);
  }

  /** Both run already. */
  public static present(options: CertManagerPresentOptions = {}): CertManagerSource {
    return new CertManagerSource(undefined, options);
  }

  private constructor(
    private readonly install: CertManagerInstallOptions | undefined,
    private readonly known: CertManagerPresentOptions | undefined,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    if (this.known?.namespace !== undefined) {
      checkName(faults, `${prop}.namespace`, this.known.namespace, nameRules.kubernetesLabel);
    }
    for (const name of ['certManagerVersion', 'trustManagerVersion'] as const) {
      const must = 'must be one exact version (vmajor.minor.patch), no range';
      checkPattern(
        faults,
        `${prop}.${name}`,
        this.install?.[name],
        /^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/,
        must,
        'v1.21.1',
      );
    }
  }

  /** @internal */
  public _make(scope: Construct, cluster: IAksCluster): CertManagerParts {
    const { install, known } = this;
    if (!install) return { namespace: known?.namespace ?? defaultNamespace, dependencies: [] };
    const namespace = new Namespace(scope, 'CertManagerNamespace', {
      cluster,
      name: defaultNamespace,
      podSecurity: PodSecurityLevel.RESTRICTED,
    });
    const chart = (id: string, name: string, version: string, values: { [key: string]: any }, images: ChartImage[]) =>
      new HelmChart(scope, id, {
        cluster,
        chart: ChartSource.oci({ registry, chart: name, version }),
        releaseName: name,
        namespace: defaultNamespace,
        values,
        images,
        timeoutMinutes: 10,
      });
    const { certManagerVersion = 'v1.21.1', trustManagerVersion = 'v0.24.0' } = install;
    const certManagerValues = layered(certManagerDefaults, install.certManagerValues);
    const certManager = chart(
      'CertManager',
      'cert-manager',
      certManagerVersion,
      certManagerValues,
      certManagerImages(certManagerVersion, certManagerValues),
    );
    certManager.node.addDependency(namespace);
    const trustManagerValues = layered(trustManagerDefaults, install.trustManagerValues);
    const trustManager = chart(
      'TrustManager',
      'trust-manager',
      trustManagerVersion,
      trustManagerValues,
      trustManagerImages(trustManagerVersion, trustManagerValues),
    );
    trustManager.node.addDependency(certManager);
    return { namespace: defaultNamespace, dependencies: [certManager, trustManager] };
  }
}

const twoPods = { replicaCount: 2, podDisruptionBudget: { enabled: true } };

const certManagerDefaults = {
  ...twoPods,
  crds: { enabled: true, keep: true },
  webhook: twoPods,
  cainjector: twoPods,
};

const trustManagerDefaults = {
  replicaCount: 2,
  podDisruptionBudget: { enabled: true },
  crds: { enabled: true, keep: true },
  app: { trust: { namespace: defaultNamespace } },
};

publicClass('CertManagerSource', CertManagerSource);
