import type { Capability } from '../traffic/capability';

/** A signal that a mesh may provide. */
export enum MeshSignal {
  METRICS_IN_CLUSTER = 'metrics in the PrometheusStack',
  METRICS_IN_AZURE = 'metrics in managed Prometheus',
  DASHBOARDS = 'dashboards',
  ALL_ACCESS_LOGS = 'access logs of all requests',
  ERROR_ACCESS_LOGS = 'access logs of errors only',
  NO_ACCESS_LOGS = 'access logs off',
  NAMESPACE_ACCESS_LOGS = 'access logs by namespace',
  TRACES = 'traces',
  TRACE_SAMPLING = 'trace sampling',
}

/** Every signal is a key, so that adding one is a compile error until every mesh has an entry. */
export type MeshSignals = { readonly [signal in MeshSignal]: Capability };
