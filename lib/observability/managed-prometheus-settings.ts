import { type ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkArgument, checkProps } from '../core/checked-props';
import { checkGiven, checkInteger, checkName, checkOneOf, checkPattern, checkSameStack, isKnown } from '../core/checks';
import { Faults } from '../core/faults';
import { lateText } from '../core/late-values';
import { Claim } from '../core/ledger';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { checkRegularExpression } from '../core/regular-expression';
import { noteUnchecked } from '../core/warnings';
import { KubernetesManifests } from '../helm/kubernetes-manifests';
import { proxiedNamespaces } from '../mesh/telemetry/proxied-namespaces';
import { type PodScrapingOptions, ScrapeTarget, type ScrapeTargetOptions } from './scrape-target';

/** Props of the scrape settings of managed Prometheus in a cluster. */
export interface ManagedPrometheusSettingsProps {
  /** The cluster, of the same stack, with managed Prometheus on. */
  readonly cluster: IAksCluster;

  /**
   * Default targets with other settings than their defaults.
   *
   * @default - kubelet, cAdvisor, kube-state-metrics, node exporter and what network observability has, every 30 seconds
   */
  readonly targets?: ScrapeTargetOptions[];

  /**
   * Pods that are scraped by their annotations.
   *
   * @default - those of the namespaces that `scrapePods` adds
   */
  readonly pods?: PodScrapingOptions;

  /**
   * Whether of the default targets only the metrics that Azure's dashboards, rules and alerts use are kept. Without it all of
   * them are, which are some ten times as many; Azure bills samples.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-configuration-minimal
   * @default true
   */
  readonly minimalIngestion?: boolean;

  /**
   * The value of the label `cluster` of all metrics: letters, digits and `_`. Dashboards and rules find a cluster by it.
   *
   * @default - the cluster's name
   */
  readonly clusterLabel?: string;

  /**
   * Whether settings that were applied manually are replaced. Otherwise Helm rejects the release.
   *
   * @default false
   */
  readonly replaceExisting?: boolean;
}

const configMapName = 'ama-metrics-settings-configmap';
const namespace = 'kube-system';
const settingsOwners = new Claim();

/**
 * The scrape settings of managed Prometheus in a cluster: the one ConfigMap that its agent reads. Without it the agent scrapes its
 * default targets, and no pods.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-configuration
 */
export class ManagedPrometheusSettings extends Construct {
  /** The cluster. */
  public readonly cluster: IAksCluster;

  /** The release that applies the settings. */
  public readonly manifests: KubernetesManifests;

  /** The resources that dependents wait for: the release. */
  public readonly ready: ITerraformDependable[];

  private readonly namespaces = new Set<string>();
  private scrapesProxies = false;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ManagedPrometheusSettingsProps,
  ) {
    super(scope, id);
    this.check();
    const { cluster, pods } = props;
    this.cluster = cluster;
    this.scrapePods(...(pods?.namespaces ?? []));
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster,
      releaseName: 'ama-metrics-settings',
      namespace,
      takeOwnership: props.replaceExisting,
      manifests: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: configMapName, namespace },
          data: {
            'schema-version': 'v2',
            'config-version': 'ver1',
            'cluster-metrics': lateText(() => clusterMetrics(props, this.scrapedNamespaces)),
            // Agents from before July 2026 drop all settings where this section is missing.
            'prometheus-collector-settings': collectorSettings(props.clusterLabel),
          },
        },
      ],
    });
    settingsOwners.take(cluster, this);
    this.ready = this.manifests.ready;
    implementReady(this, () => this.ready);
    if (cluster._facts.hasManagedPrometheus === undefined) {
      noteUnchecked(this, 'that the cluster has managed Prometheus, without which these settings have no effect');
    }
  }

  /**
   * Has the pods of namespaces scraped that say by annotations where their metrics are: `prometheus.io/scrape: "true"`,
   * `prometheus.io/port` and `prometheus.io/path`. A namespace that is there already counts once.
   *
   * @param namespaces names of namespaces; they need not exist.
   */
  public scrapePods(...namespaces: string[]): void {
    checkArgument(this, 'namespaces', 'string[]', namespaces);
    const faults = new Faults(this);
    for (const name of namespaces) checkName(faults, 'namespaces', name, nameRules.kubernetesLabel);
    faults.throwIfAny();
    for (const name of namespaces) this.namespaces.add(name);
  }

  /**
   * Has the pods of all namespaces with proxies of the cluster's mesh scraped.
   *
   * @internal
   */
  public _scrapeProxies(): void {
    this.scrapesProxies = true;
  }

  private get scrapedNamespaces(): string[] {
    const proxied = this.scrapesProxies ? proxiedNamespaces(this.cluster) : [];
    return [...new Set([...this.namespaces, ...proxied.map(({ namespaceName }) => namespaceName)])].sort();
  }

  private check(): void {
    checkProps(this, 'ManagedPrometheusSettingsProps', this.props, (faults) => {
      const { cluster } = this.props;
      if (checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.')) {
        checkSameStack(faults, 'cluster', cluster, this, 'AksCluster.fromCluster');
        const other = settingsOwners.ownerOn(cluster);
        if (other) {
          const must = `must have its metrics settings only once, but '${other.node.path}' has them already`;
          faults.add('cluster', must, cluster.node.path, 'Share that construct; scrapePods adds namespaces to it.');
        }
        if (cluster._facts.hasManagedPrometheus === false) {
          const fix = 'Set monitoring: ClusterMonitoring.azureMonitor({ monitorWorkspace }) on it.';
          faults.add('cluster', 'must have managed Prometheus', cluster.node.path, fix);
        }
      }
      checkScraping(faults, this.props);
    });
  }
}

/** A metric's name or a regular expression over names, without characters that end or split a line of the settings. */
const metricPattern = /^[\w:.*+?()|[\]{}^$\\,-]+$/;

function checkScraping(faults: Faults, props: ManagedPrometheusSettingsProps): void {
  const { targets = [], pods = {}, clusterLabel } = props;
  const seen = new Set<string>();
  targets.forEach(({ target, intervalSeconds, metrics }, index) => {
    const at = `targets[${index}]`;
    checkOneOf(faults, `${at}.target`, target, Object.values(ScrapeTarget));
    if (seen.has(target)) faults.add(`${at}.target`, 'must be listed only once', target, 'Remove one of them.');
    seen.add(target);
    checkInteger(faults, `${at}.intervalSeconds`, intervalSeconds, 1, 86_400, 'seconds');
    checkMetrics(faults, `${at}.metrics`, metrics);
  });
  (pods.namespaces ?? []).forEach((name, index) => {
    checkName(faults, `pods.namespaces[${index}]`, name, nameRules.kubernetesLabel);
  });
  checkInteger(faults, 'pods.intervalSeconds', pods.intervalSeconds, 1, 86_400, 'seconds');
  checkMetrics(faults, 'pods.metrics', pods.metrics);
  const must = 'must have letters, digits and single _ between them: the agent replaces all other characters with _';
  checkPattern(faults, 'clusterLabel', clusterLabel, /^[A-Za-z0-9]+(_[A-Za-z0-9]+)*$/, must, 'shop_production');
}

function checkMetrics(faults: Faults, prop: string, metrics: string[] = []): void {
  metrics.forEach((metric, index) => {
    const at = `${prop}[${index}]`;
    checkPattern(faults, at, metric, metricPattern, "must be a metric's name or a regular expression", 'istio_.*');
    checkRegularExpression(faults, at, metric, 'istio_.*');
  });
}

/**
 * The section `cluster-metrics`, in the agent's own format of schema v2: lines `key = value` under lines `section: |-`.
 *
 * Source: https://github.com/Azure/prometheus-collector/blob/39583fd5/otelcollector/shared/helpers.go (ParseMetricsFiles)
 */
function clusterMetrics(props: ManagedPrometheusSettingsProps, namespaces: string[]): string {
  const { targets = [], pods = {}, minimalIngestion = true } = props;
  const all = [...targets, ...(namespaces.length > 0 ? [{ target: 'podannotations', ...pods }] : [])];
  const intervals = all.filter(({ intervalSeconds }) => intervalSeconds !== undefined);
  const kept = all.filter(({ metrics = [] }) => metrics.length > 0);
  return [
    ...section(
      'default-targets-scrape-enabled',
      targets.map(({ target, enabled = true }) => `${target} = ${enabled}`),
    ),
    // Prometheus matches the whole name.
    ...section(
      'pod-annotation-based-scraping',
      namespaces.length > 0 ? [`podannotationnamespaceregex = "${namespaces.join('|')}"`] : [],
    ),
    ...section(
      'default-targets-metrics-keep-list',
      kept.map(({ target, metrics = [] }) => `${target} = "${metrics.join('|')}"`),
    ),
    ...section(
      'default-targets-scrape-interval-settings',
      intervals.map(
        ({ target, intervalSeconds }) =>
          `${target} = "${isKnown(intervalSeconds) ? intervalSeconds : Token.asString(intervalSeconds)}s"`,
      ),
    ),
    ...section('minimal-ingestion-profile', [`enabled = ${minimalIngestion}`]),
  ].join('\n');
}

/** The section `prometheus-collector-settings`. */
function collectorSettings(clusterLabel = ''): string {
  return [`cluster_alias = "${clusterLabel}"`, 'debug-mode = false'].join('\n');
}

function section(name: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [`${name}: |-`, ...lines.map((line) => `  ${line}`)];
}

publicClass('ManagedPrometheusSettings', ManagedPrometheusSettings);
