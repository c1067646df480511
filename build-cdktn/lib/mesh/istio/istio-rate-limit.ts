import type { Manifest } from '../../helm/manifest';
import type { ServiceIntent } from '../traffic/intents';

const all = { numerator: 100, denominator: 'HUNDRED' };

/**
 * A token bucket in each pod's proxy. It selects pods, and so applies to all versions.
 *
 * Source: https://istio.io/latest/docs/tasks/policy-enforcement/rate-limit/
 */
export function rateLimitFilter({ name, namespaceName, workload, rateLimit }: ServiceIntent): Manifest | undefined {
  if (!rateLimit) return undefined;
  const { requestsPerSecond, burst = requestsPerSecond } = rateLimit;
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: { name: `${name}-rate-limit`, namespace: namespaceName },
    spec: {
      workloadSelector: { labels: { ...workload.labels } },
      configPatches: [
        {
          applyTo: 'HTTP_FILTER',
          match: {
            context: 'SIDECAR_INBOUND',
            listener: {
              portNumber: workload.containerPort,
              filterChain: { filter: { name: 'envoy.filters.network.http_connection_manager' } },
            },
          },
          patch: {
            operation: 'INSERT_BEFORE',
            value: {
              name: 'envoy.filters.http.local_ratelimit',
              typed_config: {
                '@type': 'type.googleapis.com/udpa.type.v1.TypedStruct',
                type_url: 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
                value: {
                  stat_prefix: 'http_local_rate_limiter',
                  token_bucket: { max_tokens: burst, tokens_per_fill: requestsPerSecond, fill_interval: '1s' },
                  filter_enabled: { runtime_key: 'local_rate_limit_enabled', default_value: all },
                  filter_enforced: { runtime_key: 'local_rate_limit_enforced', default_value: all },
                },
              },
            },
          },
        },
      ],
    },
  };
}
