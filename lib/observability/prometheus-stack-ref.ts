import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IHelmTarget } from '../helm/helm-target';

/** A Prometheus of the cluster's own, run by the Prometheus Operator: installed here, or by another stack or program. */
export interface IPrometheusStack extends IConstruct {
  /** The cluster that it is on. */
  readonly cluster: IHelmTarget;

  /** The namespace that it is in. */
  readonly namespaceName: string;

  /**
   * The URL of Prometheus' query API within the cluster, e.g.
   * `http://kube-prometheus-stack-prometheus.monitoring.svc.cluster.local:9090`.
   */
  readonly queryUrl: string;

  /** The ServiceAccount of Prometheus: its identity where it is in a mesh, for `MeshPeer.prometheus(...)`. */
  readonly serviceAccountName: string;

  /** The URL of its Grafana within the cluster; undefined if it has none. */
  readonly grafanaUrl?: string;

  /** The resources that dependents wait for before they apply ServiceMonitors, PodMonitors and rules, or query Prometheus. */
  readonly ready: ITerraformDependable[];
}
