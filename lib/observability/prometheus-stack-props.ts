import type { IHelmTarget } from '../helm/helm-target';
import type { INamespace } from '../workload/namespace';
import type { PrometheusStackGrafana } from './prometheus-stack-grafana';
import type { PrometheusStackVersion } from './prometheus-stack-version';

/** CPU and memory of Prometheus, as Kubernetes quantities. */
export interface PrometheusResources {
  /**
   * The CPU request of each pod.
   *
   * @default 250m
   */
  readonly cpuRequest?: string;

  /**
   * The memory request of each pod. Prometheus needs about 3 KiB for each series that it scrapes.
   *
   * @default 1Gi
   */
  readonly memoryRequest?: string;

  /**
   * The memory limit of a pod. A pod that is killed while it replays its write-ahead log doesn't recover automatically.
   *
   * @default 4Gi
   */
  readonly memoryLimit?: string;
}

/** The receivers of alerts. */
export interface AlertmanagerOptions {
  /**
   * The Secret with Alertmanager's configuration under the key `alertmanager.yaml`, in the namespace of the stack. It contains
   * the receivers' keys, so create it outside Terraform, e.g. by a `VaultSecrets` with a `SyncedSecret`.
   *
   * @see https://prometheus.io/docs/alerting/latest/configuration/
   *
   * @default - the chart's own, which has no receivers; only objects of kind AlertmanagerConfig add receivers
   */
  readonly configSecretName?: string;
}

/** Props of a Prometheus in the cluster. */
export interface PrometheusStackProps {
  /** The cluster, of the same stack. Only one Prometheus Operator per cluster is allowed. */
  readonly cluster: IHelmTarget;

  /**
   * The release of the chart.
   *
   * @default PrometheusStackVersion.V88_5_3
   */
  readonly version?: PrometheusStackVersion;

  /**
   * The release's name, which is the prefix of all its objects' names: 1 to 26 lowercase letters, digits and `-`.
   *
   * Changing this replaces the release.
   *
   * @default kube-prometheus-stack
   */
  readonly releaseName?: string;

  /**
   * The namespace. The node exporter reads its node's file systems and processes, so the namespace must allow the Pod Security
   * level privileged. Set a `MeshNamespace` if Prometheus must be in the mesh, to scrape application ports through mutual TLS;
   * the operator is not added to the mesh. Linkerd requires none: `LinkerdViz` adds only Prometheus to the mesh.
   *
   * Changing this replaces the release.
   *
   * @default - a namespace `monitoring`
   */
  readonly namespace?: INamespace;

  /**
   * Two pods of Prometheus, and three of Alertmanager, on different nodes, and in different zones if there are any. Each
   * Prometheus scrapes everything and has its own disk; each client always queries the same one.
   *
   * @default true
   */
  readonly highAvailability?: boolean;

  /**
   * The retention of samples, in days: 1 to 3650. If the disk fills up earlier, the oldest samples are deleted.
   *
   * @default 15
   */
  readonly retentionDays?: number;

  /**
   * The disk of each Prometheus, in GiB: 1 to 32767. Samples use up to 80 % of it; Prometheus needs the rest to compact blocks.
   *
   * Existing disks keep their size: edit their PersistentVolumeClaims before you increase it.
   *
   * @see https://prometheus.io/docs/prometheus/latest/storage/
   *
   * @default 64
   */
  readonly storageGiB?: number;

  /**
   * The StorageClass of the disks; it must exist. AKS has `managed-csi` (standard SSD) and `managed-csi-premium` among others.
   *
   * @see https://learn.microsoft.com/azure/aks/concepts-storage#storage-classes
   *
   * @default managed-csi
   */
  readonly storageClassName?: string;

  /**
   * How often metrics are read, in seconds: 5 to 300.
   *
   * @default 30
   */
  readonly scrapeIntervalSeconds?: number;

  /**
   * CPU and memory of each Prometheus.
   *
   * @default - 250m of CPU, and 1Gi to 4Gi of memory
   */
  readonly resources?: PrometheusResources;

  /**
   * Alertmanager and the receivers of alerts. Without it rules are evaluated and alerts are shown in Prometheus and Grafana, but no one
   * is notified.
   *
   * @default - no Alertmanager
   */
  readonly alertmanager?: AlertmanagerOptions;

  /**
   * Grafana: installed with the stack, or none.
   *
   * @default PrometheusStackGrafana.installed()
   */
  readonly grafana?: PrometheusStackGrafana;

  /**
   * Whether a Job brings the operator's custom resource definitions up to date before the release is installed or upgraded. Helm
   * itself installs them once and never again, so an operator of a newer chart would work with the old ones. The chart's authors
   * call it a preview.
   *
   * @see https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/UPGRADE.md
   *
   * @default false
   */
  readonly upgradeCrds?: boolean;

  /**
   * Values of the chart `kube-prometheus-stack`, merged over the library's values; keys set here take precedence. The chart
   * silently ignores unknown keys.
   *
   * @see https://github.com/prometheus-community/helm-charts/blob/kube-prometheus-stack-88.5.3/charts/kube-prometheus-stack/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** The attributes of a Prometheus stack that another stack or program installs. */
export interface PrometheusStackAttributes {
  /** The cluster, of the same stack. */
  readonly cluster: IHelmTarget;

  /**
   * The namespace, by name.
   *
   * @default monitoring
   */
  readonly namespaceName?: string;

  /**
   * The name of the release. Names derived from it are those that `PrometheusStack` sets, unless they are set here.
   *
   * @default kube-prometheus-stack
   */
  readonly releaseName?: string;

  /**
   * The URL of Prometheus' query API within the cluster.
   *
   * @default - http://RELEASE-prometheus.NAMESPACE.svc.cluster.local:9090
   */
  readonly queryUrl?: string;

  /**
   * The ServiceAccount of Prometheus.
   *
   * @default - RELEASE-prometheus
   */
  readonly serviceAccountName?: string;

  /**
   * The URL of its Grafana within the cluster.
   *
   * @default - not known: nothing links to it
   */
  readonly grafanaUrl?: string;
}
