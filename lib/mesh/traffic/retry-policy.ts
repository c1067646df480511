import { ServiceProtocol } from './service-protocol';

/** What makes a proxy try a request again. */
export enum RetryOn {
  /** Answers 500 to 599. */
  SERVER_ERRORS = '5xx',

  /** Answers 502, 503 and 504. */
  GATEWAY_ERRORS = 'gateway-error',

  /** No connection: the request has not reached the application. */
  CONNECT_FAILURES = 'connect-failure',

  /** An HTTP/2 stream that was refused: the request has not been processed. */
  REFUSED_STREAMS = 'refused-stream',

  /** Answers of gRPC with status CANCELLED. Only where `protocol` is GRPC, as with all of gRPC. */
  GRPC_CANCELLED = 'cancelled',

  /** Answers of gRPC with status DEADLINE_EXCEEDED. */
  GRPC_DEADLINE_EXCEEDED = 'deadline-exceeded',

  /** Answers of gRPC with status INTERNAL. */
  GRPC_INTERNAL = 'internal',

  /** Answers of gRPC with status RESOURCE_EXHAUSTED. */
  GRPC_RESOURCE_EXHAUSTED = 'resource-exhausted',

  /** Answers of gRPC with status UNAVAILABLE. */
  GRPC_UNAVAILABLE = 'unavailable',
}

/** Whether a condition is about the status of gRPC, which HTTP doesn't have. */
export function isOfGrpc(condition: RetryOn): boolean {
  return [
    RetryOn.GRPC_CANCELLED,
    RetryOn.GRPC_DEADLINE_EXCEEDED,
    RetryOn.GRPC_INTERNAL,
    RetryOn.GRPC_RESOURCE_EXHAUSTED,
    RetryOn.GRPC_UNAVAILABLE,
  ].includes(condition);
}

/** What Envoy retries by default. */
export function defaultRetryOn(protocol: ServiceProtocol | undefined): RetryOn[] {
  const answers = protocol === ServiceProtocol.GRPC ? RetryOn.GRPC_UNAVAILABLE : RetryOn.GATEWAY_ERRORS;
  return [answers, RetryOn.CONNECT_FAILURES, RetryOn.REFUSED_STREAMS];
}

/**
 * Failed requests tried again by the caller's proxy. Retries multiply load exactly when there is too much of it: keep them few,
 * and give the whole request a limit (`timeoutSeconds`).
 *
 * A request is tried again whatever its method is: only for services whose requests can be repeated.
 */
export interface RetryPolicy {
  /**
   * How often a request is tried again after its first failure: 0 to 10. 0 disables the mesh's own retries: Istio retries a request twice
   * after failed connections, refused streams and gRPC's UNAVAILABLE and CANCELLED, whatever its method is. The other meshes don't retry by
   * themselves.
   *
   * @see https://istio.io/latest/docs/concepts/traffic-management/#retries
   */
  readonly attempts: number;

  /**
   * How long each try may take, in seconds, to the millisecond. Open Service Mesh needs it.
   *
   * @default - no limit but that of the whole request
   */
  readonly perTryTimeoutSeconds?: number;

  /**
   * What makes a proxy try again.
   *
   * @default - answers 502 to 504, of gRPC UNAVAILABLE; failed connections and refused streams too where the mesh can tell them apart
   * (not Linkerd)
   */
  readonly on?: RetryOn[];

  /**
   * The base of the growing pause between tries, in seconds, to the millisecond. Linkerd has no such setting.
   *
   * @default 0.025
   */
  readonly backoffSeconds?: number;
}
