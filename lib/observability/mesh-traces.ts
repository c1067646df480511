import { checkGiven, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { checkGivesSignal } from '../mesh/dialects/signal-checks';
import type { IServiceMesh } from '../mesh/service-mesh';
import { MeshSignal } from '../mesh/telemetry/mesh-signal';
import type { TraceDestination } from '../mesh/telemetry/mesh-telemetry';
import type { ITraceReceiver } from './trace-receiver';

/** How a mesh traces. */
export interface MeshTracesOptions {
  /**
   * Of how many requests, in percent, the mesh starts a trace where the caller has not decided: 0.01 to 100. Only on Istio; on
   * Linkerd the client that starts a trace decides, and Open Service Mesh traces all requests.
   *
   * @see https://istio.io/latest/docs/tasks/observability/distributed-tracing/telemetry-api/
   *
   * @default - the mesh's own: 1 on Istio
   */
  readonly samplingPercent?: number;
}

/**
 * The destination of the spans of a mesh's proxies. Applications must propagate the trace headers (`traceparent`, or `b3`) from
 * incoming to outgoing requests; otherwise each request is a separate trace.
 */
export class MeshTraces {
  /**
   * To a collector in the cluster: by OTLP, or by Zipkin from Open Service Mesh. On Linkerd the
   * collector is in a namespace of the mesh, on Open Service Mesh it is not.
   */
  public static to(receiver: ITraceReceiver, options: MeshTracesOptions = {}): MeshTraces {
    return new MeshTraces(receiver, undefined, options);
  }

  /**
   * To a provider that an Istio has in its MeshConfig (`extensionProviders`) already: for one that another program installs.
   *
   * @param name the provider's name.
   */
  public static byProvider(name: string, options: MeshTracesOptions = {}): MeshTraces {
    return new MeshTraces(undefined, name, options);
  }

  private constructor(
    private readonly receiver: ITraceReceiver | undefined,
    private readonly providerName: string | undefined,
    private readonly options: MeshTracesOptions,
  ) {}

  /** @internal */
  public get _destination(): TraceDestination {
    const { receiver, providerName, options } = this;
    return { receiver, providerName, samplingPercent: options.samplingPercent };
  }

  /**
   * @returns whether the mesh can be asked at all.
   * @internal
   */
  public _check(faults: Faults, mesh: IServiceMesh): boolean {
    const { samplingPercent: percent } = this.options;
    if (isKnown(percent) && !(percent >= 0.01 && percent <= 100)) {
      const must = 'must be a number of 0.01 to 100 percent';
      faults.add('traces.samplingPercent', must, percent, 'For example, use 5; leave traces out for none.');
    }
    if (!this.receiver) {
      checkGiven(faults, 'traces', this.providerName, "Use MeshTraces.to(collector), or byProvider('otel').");
    }
    const traces = checkGivesSignal(faults, 'traces', mesh, MeshSignal.TRACES);
    if (percent !== undefined && traces) {
      checkGivesSignal(faults, 'traces.samplingPercent', mesh, MeshSignal.TRACE_SAMPLING);
    }
    return traces;
  }
}

publicClass('MeshTraces', MeshTraces);
