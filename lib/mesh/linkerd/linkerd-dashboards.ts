import type { DashboardSource } from '../telemetry/mesh-telemetry';

/**
 * The project's own dashboards, but for those of Prometheus and Kubernetes themselves, and of several clusters.
 *
 * Source: https://github.com/linkerd/linkerd2/blob/edge-26.8.3/grafana/values.yaml
 */
export const linkerdDashboards: DashboardSource[] = (
  [
    ['top-line', 15474, 4],
    ['health', 15486, 3],
    ['namespace', 15478, 3],
    ['deployment', 15475, 6],
    ['pod', 15477, 3],
    ['service', 15480, 3],
    ['route', 15481, 3],
    ['authority', 15482, 3],
    ['statefulset', 15493, 3],
    ['daemonset', 15484, 3],
    ['replicaset', 15491, 3],
    ['job', 15487, 3],
    ['cronjob', 15483, 3],
  ] as const
).map(([name, grafanaId, revision]) => ({ name: `linkerd-${name}`, grafanaId, revision }));
