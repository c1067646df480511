import { checkGiven } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { PrometheusStack } from './prometheus-stack';
import type { IPrometheusStack } from './prometheus-stack-ref';
import { checkUrl } from './prometheus-stack-rules';

/** Where Linkerd's dashboard reads the metrics of the proxies. */
export class LinkerdVizPrometheus {
  /**
   * A Prometheus of the cluster's own. Where this program installs it, it becomes a part of the mesh by itself, for proxies refuse
   * whoever is not. A `MeshObservability` of the mesh tells it what to read.
   */
  public static fromStack(stack: IPrometheusStack): LinkerdVizPrometheus {
    return new LinkerdVizPrometheus(stack.queryUrl, stack);
  }

  /**
   * Another Prometheus in the cluster. It has to be in the mesh, and to read proxies as Linkerd's documentation says.
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
    if (checkGiven(faults, `${prop}.url`, this._url, `Use for example ${example}.`)) {
      checkUrl(faults, `${prop}.url`, this._url, example);
    }
  }

  /**
   * The stack, where this program installs it and so can make it a part of the mesh.
   *
   * @internal
   */
  public get _ownStack(): PrometheusStack | undefined {
    return this._stack instanceof PrometheusStack ? this._stack : undefined;
  }
}

publicClass('LinkerdVizPrometheus', LinkerdVizPrometheus);
