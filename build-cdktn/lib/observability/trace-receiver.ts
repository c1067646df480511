import type { ITerraformDependable } from 'cdktn';
import type { IConstruct } from 'constructs';

/** Something in the cluster that takes traces, e.g. an OpenTelemetry collector. */
export interface ITraceReceiver extends IConstruct {
  /** The name of its Service in the cluster: `NAME.NAMESPACE.svc.cluster.local`. */
  readonly host: string;

  /** The port that takes OTLP over gRPC. */
  readonly otlpGrpcPort: number;

  /** The port that takes OTLP over HTTP. */
  readonly otlpHttpPort: number;

  /** The port that takes Zipkin's spans, version 1 or 2, at `/api/v2/spans`. */
  readonly zipkinPort: number;

  /** The namespace that it runs in. */
  readonly namespaceName: string;

  /** The ServiceAccount of its pods, which identifies them in a mesh with strict mutual TLS. */
  readonly serviceAccountName: string;

  /** The resources that dependents wait for before they send traces. */
  readonly ready: ITerraformDependable[];
}
