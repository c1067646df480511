import { checkPattern } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { publicClass } from '../../core/public-class';
import type { ChartImage } from '../../helm/chart-image';
import { ChartSource } from '../../helm/chart-source';
import type { Values } from '../../helm/owned-values';
import { consulImages } from './consul-images';

/** Source: https://developer.hashicorp.com/consul/docs/deploy/server/k8s/helm */
const repository = 'https://helm.releases.hashicorp.com';

/**
 * A release of Consul on Kubernetes. Its chart pins the exact image versions of Consul, its control plane and its data plane.
 *
 * @see https://developer.hashicorp.com/consul/docs/upgrade/compatibility/consul-kubernetes
 */
export class ConsulVersion {
  /** Consul 2.0.3, for Kubernetes 1.22 and later. */
  public static readonly V2_0_3 = ConsulVersion.of('2.0.3');

  /**
   * Any other release of Consul 2.0 or later whose chart has the same values.
   *
   * @param version the chart's exact version: major, minor and patch, e.g. `2.0.4`.
   */
  public static of(version: string): ConsulVersion {
    return new ConsulVersion(version);
  }

  private constructor(
    /** The version of the chart and of Consul, e.g. `2.0.3`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const must = 'must be one exact release of Consul 2 or later: major, minor and patch';
    checkPattern(faults, prop, this.version, /^([2-9]|\d\d+)\.\d+\.\d+$/, must, "ConsulVersion.of('2.0.3')");
  }

  /** @internal */
  public _chart(): ChartSource {
    return ChartSource.https({ repository, chart: 'consul', version: this.version });
  }

  /** @internal */
  public _images(enterprise: boolean, values: Values): ChartImage[] {
    return consulImages(this.version, enterprise ? this._enterpriseImage : `hashicorp/consul:${this.version}`, values);
  }

  /** @internal */
  public get _enterpriseImage(): string {
    return `hashicorp/consul-enterprise:${this.version}-ent`;
  }
}

publicClass('ConsulVersion', ConsulVersion);
