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
   * Values of the chart `cert-manager`, merged over the library's values.
   *
   * @see https://cert-manager.io/docs/installation/helm/
   *
   * @default - none
   */
  readonly certManagerValues?: { [key: string]: any };

  /**
   * Values of the chart `trust-manager`, merged over the library's values.
   *
   * @see https://cert-manager.io/docs/trust/trust-manager/installation/
   *
   * @default - none
   */
  readonly trustManagerValues?: { [key: string]: any };
}

/** An existing installation of cert-manager and trust-manager. */
export interface CertManagerPresentOptions {
  /**
   * The namespace of cert-manager, which must also be its cluster resource namespace and trust-manager's trust namespace.
   *
   * @default cert-manager
   */
  readonly namespace?: string;
}

/** The constructs that exist once cert-manager is ready. */
export interface CertManagerParts {
  readonly namespace: string;
  readonly dependencies: Construct[];
}

/** Source: https://cert-manager.io/docs/installation/helm/ */
const registry = 'oci://quay.io/jetstack/charts';
const defaultNamespace = 'cert-manager';

/** Whether cert-manager and trust-manager are installed with the mesh, or exist already. */
export class CertManagerSource {
  /**
   * Installs the charts of cert-manager and trust-manager in the namespace `cert-manager`, with two pods each. Their custom
   * resource definitions stay in the cluster when the releases are destroyed.
   */
  public static installed(options: CertManagerInstallOptions = {}): CertManagerSource {
    return new CertManagerSource(options, undefined);
  }

  /** Both exist already. */
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
      const must = 'must be one exact version (vmajor.minor.patch), not a range';
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
