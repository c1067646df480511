import type { DashboardSource } from '../telemetry/mesh-telemetry';

const folder = 'https://raw.githubusercontent.com/openservicemesh/osm/v1.2.4/charts/osm/grafana/dashboards';

/**
 * The project's own dashboards, which the chart has for its Grafana.
 *
 * Source: https://github.com/openservicemesh/osm/tree/v1.2.4/charts/osm/grafana/dashboards
 */
export const osmDashboards: DashboardSource[] = [
  'osm-control-plane',
  'osm-data-plane-performance',
  'osm-mesh-envoy-details',
  'osm-pod-to-service',
  'osm-service-to-service',
  'osm-workload-to-service',
  'osm-workload-to-workload',
].map((name) => ({ name, url: `${folder}/${name}.json` }));
