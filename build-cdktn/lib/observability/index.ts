export type { DashboardIngressOptions } from './dashboard-ingress';
export * from './diagnostic-settings';
export * from './diagnostic-target';
export * from './grafana-admin';
export * from './grafana-dashboard';
export * from './grafana-version';
export * from './kiali';
export {
  type KialiGrafanaOptions,
  KialiTracing,
  type KialiTracingOptions,
} from './kiali-links';
export * from './kiali-login';
export { type KialiManagedPrometheusOptions, KialiPrometheus } from './kiali-prometheus';
export * from './kiali-props';
export * from './kiali-version';
export * from './linkerd-viz';
export * from './linkerd-viz-prometheus';
export * from './linkerd-viz-props';
export * from './managed-grafana';
export * from './managed-prometheus-settings';
export * from './mesh-alerts';
export * from './mesh-metrics';
export * from './mesh-observability';
export * from './mesh-traces';
export * from './open-telemetry-collector';
export * from './prometheus-stack';
export {
  PrometheusStackGrafana,
  type PrometheusStackGrafanaOptions,
} from './prometheus-stack-grafana';
export * from './prometheus-stack-props';
export { IPrometheusStack } from './prometheus-stack-ref';
export * from './prometheus-stack-version';
export * from './scrape-target';
export * from './trace-receiver';
