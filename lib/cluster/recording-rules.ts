export interface RecordingRule {
  readonly record: string;
  readonly expression: string;
  readonly labels?: { [key: string]: string };
}

const workload = 'namespace_workload_pod:kube_pod_owner:relabel';
const byPod = 'namespace, pod, cluster';
const active = `max by (${byPod}) (kube_pod_status_phase{phase=~"Pending|Running"} == 1)`;
const nodeOfPod = 'topk by (namespace, pod) (1, max by (namespace, pod, node) (kube_pod_info{node!=""}))';
const availableMemory =
  'node_memory_MemAvailable_bytes{job="node"} or (node_memory_Buffers_bytes{job="node"} + ' +
  'node_memory_Cached_bytes{job="node"} + node_memory_MemFree_bytes{job="node"} + node_memory_Slab_bytes{job="node"})';

/**
 * The series that Azure's dashboards for Linux nodes and for Kubernetes read, by the id of their group.
 *
 * Source: https://github.com/Azure/prometheus-collector/blob/39583fd5/AddonTerraformTemplate/main.tf
 */
export const recordingRules: { readonly [id: string]: { readonly title: string; readonly rules: RecordingRule[] } } = {
  NodeRules: {
    title: 'Node',
    rules: [
      rule('instance:node_num_cpu:sum', 'count without (cpu, mode) (node_cpu_seconds_total{job="node",mode="idle"})'),
      rule(
        'instance:node_cpu_utilisation:rate5m',
        '1 - avg without (cpu) (sum without (mode) (rate(node_cpu_seconds_total{job="node",mode=~"idle|iowait|steal"}[5m])))',
      ),
      rule('instance:node_load1_per_cpu:ratio', 'node_load1{job="node"} / instance:node_num_cpu:sum{job="node"}'),
      rule(
        'instance:node_memory_utilisation:ratio',
        `1 - ((${availableMemory}) / node_memory_MemTotal_bytes{job="node"})`,
      ),
      rule('instance:node_vmstat_pgmajfault:rate5m', 'rate(node_vmstat_pgmajfault{job="node"}[5m])'),
      ...['io_time', 'io_time_weighted'].map((kind) =>
        rule(
          `instance_device:node_disk_${kind}_seconds:rate5m`,
          `rate(node_disk_${kind}_seconds_total{job="node",device!=""}[5m])`,
        ),
      ),
      ...['receive_bytes', 'transmit_bytes', 'receive_drop', 'transmit_drop'].map((kind) =>
        rule(
          `instance:node_network_${kind}_excluding_lo:rate5m`,
          `sum without (device) (rate(node_network_${kind}_total{job="node",device!="lo"}[5m]))`,
        ),
      ),
    ],
  },
  KubernetesRules: {
    title: 'Kubernetes',
    rules: [
      rule(
        'node_namespace_pod_container:container_cpu_usage_seconds_total:sum_irate',
        'sum by (cluster, namespace, pod, container) (irate(container_cpu_usage_seconds_total{job="cadvisor",image!=""}[5m])) ' +
          '* on (cluster, namespace, pod) group_left (node) ' +
          'topk by (cluster, namespace, pod) (1, max by (cluster, namespace, pod, node) (kube_pod_info{node!=""}))',
      ),
      ...['working_set_bytes', 'rss', 'cache', 'swap'].map((kind) =>
        rule(
          `node_namespace_pod_container:container_memory_${kind}`,
          `container_memory_${kind}{job="cadvisor",image!=""} * on (namespace, pod) group_left (node) ${nodeOfPod}`,
        ),
      ),
      ...['memory', 'cpu'].flatMap((resource) =>
        ['requests', 'limits'].flatMap((kind) => containerResources(resource, kind)),
      ),
      rule(
        workload,
        'max by (cluster, namespace, workload, pod) (label_replace(label_replace(' +
          'kube_pod_owner{job="kube-state-metrics",owner_kind="ReplicaSet"}, "replicaset", "$1", "owner_name", "(.*)") ' +
          '* on (replicaset, namespace) group_left (owner_name) topk by (replicaset, namespace) (1, ' +
          'max by (replicaset, namespace, owner_name) (kube_replicaset_owner{job="kube-state-metrics"})), ' +
          '"workload", "$1", "owner_name", "(.*)"))',
        { workload_type: 'deployment' },
      ),
      ...['DaemonSet', 'StatefulSet', 'Job'].map((kind) =>
        rule(
          workload,
          `max by (cluster, namespace, workload, pod) (label_replace(kube_pod_owner{job="kube-state-metrics",owner_kind="${kind}"}, ` +
            '"workload", "$1", "owner_name", "(.*)"))',
          { workload_type: kind.toLowerCase() },
        ),
      ),
      rule(':node_memory_MemAvailable_bytes:sum', `sum by (cluster) (${availableMemory})`),
      rule(
        'cluster:node_cpu:ratio_rate5m',
        'sum by (cluster) (rate(node_cpu_seconds_total{job="node",mode!="idle",mode!="iowait",mode!="steal"}[5m])) / ' +
          'count by (cluster) (sum by (cluster, instance, cpu) (node_cpu_seconds_total{job="node"}))',
      ),
    ],
  },
};

/** The resource requests or limits of running and pending pods' containers, by pod and by namespace. */
function containerResources(resource: string, kind: string): RecordingRule[] {
  const metric = `kube_pod_container_resource_${kind}`;
  const selected = `${metric}{resource="${resource}",job="kube-state-metrics"}`;
  const byContainer = `max by (namespace, pod, container, cluster) (${selected})`;
  return [
    rule(`cluster:namespace:pod_${resource}:active:${metric}`, `${selected} * on (${byPod}) group_left () ${active}`),
    rule(
      `namespace_${resource}:${metric}:sum`,
      `sum by (namespace, cluster) (sum by (${byPod}) (${byContainer} * on (${byPod}) group_left () ${active}))`,
    ),
  ];
}

function rule(record: string, expression: string, labels?: { [key: string]: string }): RecordingRule {
  return { record, expression, labels };
}
