/**
 * Envoy's series about the clusters that it calls.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats
 */
export const envoySeries = {
  requests: 'envoy_cluster_upstream_rq_xx',
  failures: 'envoy_cluster_upstream_rq_xx{envoy_response_code_class="5"}',
  durations: 'envoy_cluster_upstream_rq_time_bucket',
  by: 'envoy_cluster_name',
};
