import { checkGiven } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { PrometheusStack } from './prometheus-stack';
import type { IPrometheusStack } from './prometheus-stack-ref';
import { checkUrl } from './prometheus-stack-rules';

/** The source of the proxies' metrics in Linkerd's dashboard. */
export class LinkerdVizPrometheus {
  /**
   * A Prometheus in the cluster. If this program installs it, it joins the mesh automatically, because proxies reject
   * clients outside of the mesh. A `MeshObservability` of the mesh configures its scrape targets.
   */
  public static fromStack(stack: IPrometheusStack): LinkerdVizPrometheus {
    return new LinkerdVizPrometheus(stack.queryUrl, stack);
  }

  /**
   * Another Prometheus in the cluster. It must be in the mesh, and scrape proxies as Linkerd's documentation describes.
   *
   * @see https://linkerd.io/2-edge/tasks/external-prometheus/
   *
   * @param url its address, e.g. `http://prometheus.monitoring.svc.cluster.local:9090`.
   */
  public static fromUrl(url: string): LinkerdVizPrometheus {
    return new LinkerdVizPrometheus(url, undefined);
  }

  /** The chart's own, for trying out: one pod that keeps the metrics of 6 hours in memory, and none when it restarts. It warns. */
  public static bundled(): LinkerdVizPrometheus {
    return new LinkerdVizPrometheus(undefined, undefined);
  }

  private constructor(
    /** @internal */
    public readonly _url: string | undefined,
    /** @internal */
    public readonly _stack: IPrometheusStack | undefined,
    /** @internal */
    public readonly _isBundled: boolean = _url === undefined,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    if (this._isBundled) return;
    const example = 'http://prometheus.monitoring.svc.cluster.local:9090';
    if (checkGiven(faults, `${prop}.url`, this._url, `For example, use ${example}.`)) {
      checkUrl(faults, `${prop}.url`, this._url, example);
    }
  }

  /**
   * The stack, if this program installs it and so can add it to the mesh.
   *
   * @internal
   */
  public get _ownStack(): PrometheusStack | undefined {
    return this._stack instanceof PrometheusStack ? this._stack : undefined;
  }
}

publicClass('LinkerdVizPrometheus', LinkerdVizPrometheus);
