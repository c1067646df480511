import type { IHelmTarget } from '../helm/helm-target';
import type { INamespace } from '../workload/namespace';
import type { PrometheusStackGrafana } from './prometheus-stack-grafana';
import type { PrometheusStackVersion } from './prometheus-stack-version';

/** CPU and memory of Prometheus, as quantities of Kubernetes. */
export interface PrometheusResources {
  /**
   * How much CPU each pod is sure to have.
   *
   * @default 250m
   */
  readonly cpuRequest?: string;

  /**
   * How much memory each pod is sure to have. Prometheus needs about 3 KiB for each series that it reads.
   *
   * @default 1Gi
   */
  readonly memoryRequest?: string;

  /**
   * The memory limit of a pod. A pod that is killed while it replays its write-ahead log doesn't recover by itself.
   *
   * @default 4Gi
   */
  readonly memoryLimit?: string;
}

/** The receivers of alerts. */
export interface AlertmanagerOptions {
  /**
   * The Secret with Alertmanager's configuration under the key `alertmanager.yaml`, in the namespace of the stack. It holds the
   * keys of receivers, so it is created outside of Terraform, e.g. by a `VaultSecrets` with a `SyncedSecret`.
   *
   * @see https://prometheus.io/docs/alerting/latest/configuration/
   *
   * @default - the chart's own, which has no receivers; only objects of kind AlertmanagerConfig add receivers
   */
  readonly configSecretName?: string;
}

/** Props of a Prometheus of the cluster's own. */
export interface PrometheusStackProps {
  /** The cluster, of the same stack. It has one operator of this kind. */
  readonly cluster: IHelmTarget;

  /**
   * The release of the chart.
   *
   * @default PrometheusStackVersion.V88_5_3
   */
  readonly version?: PrometheusStackVersion;

  /**
   * The release's name, which the names of all its parts begin with: 1 to 26 lowercase letters, digits and `-`.
   *
   * Changing this replaces the release.
   *
   * @default kube-prometheus-stack
   */
  readonly releaseName?: string;

  /**
   * The namespace. The exporter of nodes reads the file systems and processes of its node, so pods of Pod Security's level
   * privileged have to be let in. Give a `MeshNamespace` where Prometheus has to be a part of the mesh, to read ports of applications
   * through mutual TLS; the operator stays out of the mesh. Linkerd needs none: `LinkerdViz` adds only Prometheus to the mesh.
   *
   * Changing this replaces the release.
   *
   * @default - a namespace `monitoring`
   */
  readonly namespace?: INamespace;

  /**
   * Two pods of Prometheus, and three of Alertmanager, on different nodes and in different zones where there are some. Each
   * Prometheus scrapes everything and has its own disk; each client always queries the same one.
   *
   * @default true
   */
  readonly highAvailability?: boolean;

  /**
   * How long samples are kept, in days: 1 to 3650. A disk that fills up before loses the oldest ones earlier.
   *
   * @default 15
   */
  readonly retentionDays?: number;

  /**
   * The disk of each Prometheus, in GiB: 1 to 32767. Of it 80 % are used, as Prometheus needs the rest to join blocks.
   *
   * Disks that exist keep their size: edit their PersistentVolumeClaims before raising it.
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
   * Values of the chart `kube-prometheus-stack`, layered over what this library sets: a key given here wins. The chart silently
   * ignores keys that it doesn't know.
   *
   * @see https://github.com/prometheus-community/helm-charts/blob/kube-prometheus-stack-88.5.3/charts/kube-prometheus-stack/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** What is known of a stack that something else installs. */
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
   * The name of the release. Names that follow from it are those that `PrometheusStack` gives, where not given here.
   *
   * @default kube-prometheus-stack
   */
  readonly releaseName?: string;

  /**
   * Where Prometheus answers queries, within the cluster.
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
   * Where its Grafana answers, within the cluster.
   *
   * @default - not known: nothing links to it
   */
  readonly grafanaUrl?: string;
}
