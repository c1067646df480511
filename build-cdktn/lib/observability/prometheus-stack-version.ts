import { checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/**
 * A release of the chart `kube-prometheus-stack`.
 *
 * @see https://github.com/prometheus-community/helm-charts/releases
 */
export class PrometheusStackVersion {
  /** Operator 0.93.1, Prometheus 3.14, Grafana 13.2. */
  public static readonly V88_5_3 = PrometheusStackVersion.of('88.5.3');

  /**
   * Any other release.
   *
   * @param version an exact version: major, minor and patch, e.g. `88.5.4`.
   */
  public static of(version: string): PrometheusStackVersion {
    return new PrometheusStackVersion(version);
  }

  private constructor(
    /** The version of the chart, e.g. `88.5.3`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const must = 'must be one exact release: major, minor and patch';
    checkPattern(faults, prop, this.version, /^\d+\.\d+\.\d+$/, must, "PrometheusStackVersion.of('88.5.3')");
  }
}

publicClass('PrometheusStackVersion', PrometheusStackVersion);
