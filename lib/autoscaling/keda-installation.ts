import type { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkOneOf, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { publicClass } from '../core/public-class';
import { ChartSource } from '../helm/chart-source';
import { HelmChart } from '../helm/helm-chart';
import { layered } from '../helm/values';
import { enrols } from '../mesh/dialects/dialects';
import type { IMeshNamespace } from '../mesh/mesh-namespace-ref';
import { meshesOn } from '../mesh/meshes-of-cluster';
import { checkNamespace, type INamespace, Namespace } from '../workload/namespace';
import { PodSecurityLevel } from '../workload/pod-security';
import type { KedaFacts } from './keda-base';
import { kedaImages } from './keda-images';
import { KedaMetrics } from './keda-metrics';
import { kedaValues } from './keda-values';
import { KedaVersion, versionOfAddon } from './keda-version';

/** Options of KEDA's own chart. */
export interface KedaChartOptions {
  /**
   * The release of KEDA.
   *
   * @default KedaVersion.V2_20_2
   */
  readonly version?: KedaVersion;

  /**
   * KEDA's namespace, which must not be in a mesh: the API server, which is outside the mesh, calls its metrics server and its
   * webhook.
   *
   * Changing this replaces the release.
   *
   * @default - a new namespace `keda` with the Pod Security level restricted
   */
  readonly namespace?: INamespace;

  /**
   * Whether each part runs twice, in different zones where there are any, with a pod disruption budget. One of the two operators
   * is on standby: it shortens an outage, but adds no throughput.
   *
   * @see https://keda.sh/docs/latest/operate/cluster/#high-availability
   * @default true
   */
  readonly highAvailability?: boolean;

  /**
   * How KEDA's own metrics get to a Prometheus.
   *
   * @default KedaMetrics.NONE
   */
  readonly metrics?: KedaMetrics;

  /**
   * Whether the release adopts the objects of an earlier installation: KEDA's custom resource definitions remain when a release
   * is deleted, and belong to that release in its namespace.
   *
   * @default false
   */
  readonly takeOwnership?: boolean;

  /**
   * Values of the chart `keda`, merged over the library's values; keys set here take precedence.
   *
   * @see https://github.com/kedacore/charts/blob/v2.20.2/keda/values.yaml
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** @internal */
export interface InstalledKeda {
  readonly namespaceName: string;
  /** Undefined for the add-on. */
  readonly chart?: HelmChart;
}

const repository = 'https://kedacore.github.io/charts';
const chart = 'keda';

/** The installation of KEDA: AKS add-on or chart. */
export class KedaInstallation {
  /**
   * AKS, as an add-on: Azure keeps it up to date with Kubernetes and supports it, and nothing of it can be set. It is in
   * `kube-system`.
   *
   * @see https://learn.microsoft.com/azure/aks/keda-about
   */
  public static aksAddon(): KedaInstallation {
    return new KedaInstallation();
  }

  /**
   * KEDA's own chart, e.g. for a release that AKS doesn't offer yet. Its custom resource definitions, and thus all ScaledObjects,
   * are kept when it is removed.
   *
   * @see https://keda.sh/docs/latest/deploy/#helm
   */
  public static helmChart(options: KedaChartOptions = {}): KedaInstallation {
    return new KedaInstallation(options);
  }

  private constructor(private readonly options?: KedaChartOptions) {}

  /** @internal */
  public get _how(): string {
    return this.options ? 'by its chart' : 'as an AKS add-on';
  }

  /** @internal */
  public _factsOn(cluster: IAksCluster): KedaFacts {
    const { options } = this;
    if (!options) return { isAddon: true, version: versionOfAddon(cluster._facts.kubernetesVersion) };
    return { isAddon: false, version: (options.version ?? KedaVersion.V2_20_2).version };
  }

  /** @internal */
  public _check(faults: Faults, prop: string, cluster: IAksCluster | undefined, user: Construct): void {
    if (!this.options) return;
    const { version, namespace, metrics } = this.options;
    version?._check(faults, `${prop}.version`);
    checkOneOf(faults, `${prop}.metrics`, metrics, Object.values(KedaMetrics));
    if (!namespace) {
      if (cluster) checkNamespace(faults, cluster, ownNamespace);
      return;
    }
    checkSameStack(faults, `${prop}.namespace`, namespace, user, 'Namespace.fromName');
    if (cluster && namespace.cluster !== cluster) {
      const must = `must be on the cluster of KEDA (${cluster.node.path})`;
      faults.add(`${prop}.namespace`, must, namespace.cluster?.node.path, 'Use the same cluster for both.');
    }
    checkOutsideOfMesh(faults, `${prop}.namespace`, namespace);
  }

  /** @internal */
  public _install(owner: Construct, cluster: IAksCluster): InstalledKeda {
    const { options } = this;
    if (!options) {
      const argument = 'workload_autoscaler_profile.keda_enabled';
      cluster._claim({ argument, value: true, owner, azCommand: 'update --enable-keda' });
      return { namespaceName: 'kube-system' };
    }
    const namespace = options.namespace ?? new Namespace(owner, 'Namespace', { cluster, ...ownNamespace });
    checkLate(owner, (faults) => checkNotEnrolled(faults, 'installation.namespace', namespace));
    const { version = KedaVersion.V2_20_2, highAvailability = true, metrics = KedaMetrics.NONE } = options;
    const made = new HelmChart(owner, 'Chart', {
      cluster,
      releaseName: chart,
      namespace: namespace.namespaceName,
      chart: ChartSource.https({ repository, chart, version: version.version }),
      takeOwnership: options.takeOwnership,
      values: layered(kedaValues(highAvailability, metrics), options.values),
      images: kedaImages(version),
    });
    made.node.addDependency(namespace);
    return { namespaceName: namespace.namespaceName, chart: made };
  }
}

const outside = {
  must: 'must not be in a mesh: the API server calls KEDA from outside the mesh',
  fix: 'Use a Namespace without a mesh, or leave it out.',
};

/**
 * The API server calls KEDA's metrics server (port 6443) and its webhook (9443), and is in no mesh: a sidecar that takes mutual
 * TLS only rejects it, and then no HorizontalPodAutoscaler of KEDA has a metric.
 */
function checkOutsideOfMesh(faults: Faults, prop: string, namespace: INamespace): void {
  const { must, fix } = outside;
  if ((namespace as Partial<IMeshNamespace>).mesh) faults.add(prop, must, namespace.namespaceName, fix);
  for (const [key, value] of Object.entries(metadataOf(namespace))) {
    if (enrols(key, value)) faults.add(prop, must, `${key}: ${value}`, fix);
  }
}

/** A mesh of the program may enroll namespaces by its own labels. */
function checkNotEnrolled(faults: Faults, prop: string, namespace: INamespace): void {
  const given = metadataOf(namespace);
  for (const mesh of meshesOn(namespace.cluster)) {
    const { labels, annotations } = mesh._enrolment();
    const keys = Object.entries({ ...labels, ...annotations });
    if (keys.length === 0 || !keys.every(([key, value]) => given[key] === value)) continue;
    faults.add(prop, outside.must, keys.map(([key, value]) => `${key}: ${value}`).join(', '), outside.fix);
  }
}

/** The labels and annotations that the program sets on a namespace. */
function metadataOf(namespace: INamespace): { [key: string]: string } {
  if (!(namespace instanceof Namespace)) return {};
  return Object.assign(
    {},
    ...namespace.manifests._manifests.flatMap(({ metadata }) => [metadata?.labels, metadata?.annotations]),
  );
}

/** Source of the level: `securityContext` and `podSecurityContext` of the chart's values. */
const ownNamespace = { name: 'keda', podSecurity: PodSecurityLevel.RESTRICTED };

publicClass('KedaInstallation', KedaInstallation);
