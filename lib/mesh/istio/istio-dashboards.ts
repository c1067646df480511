import type { DashboardSource } from '../telemetry/mesh-telemetry';

const folder = 'https://raw.githubusercontent.com/istio/istio/1.30.3/manifests/addons/dashboards';

/**
 * The project's own dashboards, where they are in the release: what grafana.com has of them has other revisions for each release.
 *
 * Source: https://github.com/istio/istio/tree/1.30.3/manifests/addons/dashboards
 */
export const istioDashboards: DashboardSource[] = [
  { name: 'istio-mesh', url: `${folder}/istio-mesh-dashboard.gen.json` },
  { name: 'istio-service', url: `${folder}/istio-service-dashboard.json` },
  { name: 'istio-workload', url: `${folder}/istio-workload-dashboard.json` },
  { name: 'istio-performance', url: `${folder}/istio-performance-dashboard.json` },
  { name: 'istio-control-plane', url: `${folder}/pilot-dashboard.gen.json` },
];
