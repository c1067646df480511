/**
 * The built-in scrape targets of managed Prometheus.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-default
 */
export enum ScrapeTarget {
  /** The node agents. On by default. */
  KUBELET = 'kubelet',
  /** CPU, memory, disk and network of containers. On by default. */
  CADVISOR = 'cadvisor',
  /** The state of Kubernetes objects. On by default. */
  KUBE_STATE_METRICS = 'kubestate',
  /** Linux nodes. On by default. */
  NODE_EXPORTER = 'nodeexporter',
  /** The cluster's DNS servers. */
  CORE_DNS = 'coredns',
  /** The nodes' load balancing of Services. */
  KUBE_PROXY = 'kubeproxy',
  /** The API server, from inside the cluster. */
  API_SERVER = 'apiserver',
  /** Windows nodes; requires the exporter on them. */
  WINDOWS_EXPORTER = 'windowsexporter',
  /** The load balancing of Services on Windows nodes. */
  WINDOWS_KUBE_PROXY = 'windowskubeproxy',
  /** Packets per node, where network observability is on without Cilium. On by default. */
  NETWORK_OBSERVABILITY_RETINA = 'networkobservabilityRetina',
  /** Flows and DNS, where network observability is on with Cilium. On by default. */
  NETWORK_OBSERVABILITY_HUBBLE = 'networkobservabilityHubble',
  /** Packets per node, where network observability is on with Cilium. On by default. */
  NETWORK_OBSERVABILITY_CILIUM = 'networkobservabilityCilium',
  /** NVIDIA's exporter for GPUs. On by default. */
  GPU_EXPORTER = 'dcgmexporter',
  /** The metrics that the metrics agent sends and drops. */
  AGENT_HEALTH = 'prometheuscollectorhealth',
}

/** How one default target is scraped. */
export interface ScrapeTargetOptions {
  /** The target; once in a list. */
  readonly target: ScrapeTarget;

  /**
   * Whether it is scraped.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Every how many seconds: 1 to 86400.
   *
   * @default 30
   */
  readonly intervalSeconds?: number;

  /**
   * Which metrics are kept beside those of the minimal profile: names, or regular expressions that match whole names.
   *
   * @default - those of the minimal profile, or all of them where that is off
   */
  readonly metrics?: string[];
}

/** Pods that say by annotations where their metrics are: `prometheus.io/scrape`, `prometheus.io/port`, `prometheus.io/path`. */
export interface PodScrapingOptions {
  /**
   * The namespaces of such pods. More: `scrapePods`.
   *
   * @default - those that `scrapePods` adds
   */
  readonly namespaces?: string[];

  /**
   * Every how many seconds: 1 to 86400.
   *
   * @default 30
   */
  readonly intervalSeconds?: number;

  /**
   * Which metrics are kept: names, or regular expressions that match whole names. A mesh's proxies have thousands of series
   * each, and Azure bills samples.
   *
   * @default - all of them
   */
  readonly metrics?: string[];
}
