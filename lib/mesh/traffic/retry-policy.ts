import { ServiceProtocol } from './service-protocol';

/** A condition on which a proxy retries a request. */
export enum RetryOn {
  /** Responses with status 500 to 599. */
  SERVER_ERRORS = '5xx',

  /** Responses with status 502, 503 and 504. */
  GATEWAY_ERRORS = 'gateway-error',

  /** Failed connections: the request has not reached the application. */
  CONNECT_FAILURES = 'connect-failure',

  /** HTTP/2 streams with REFUSED_STREAM: the request has not been processed. */
  REFUSED_STREAMS = 'refused-stream',

  /** gRPC responses with status CANCELLED. Like all gRPC conditions, only if `protocol` is GRPC. */
  GRPC_CANCELLED = 'cancelled',

  /** gRPC responses with status DEADLINE_EXCEEDED. */
  GRPC_DEADLINE_EXCEEDED = 'deadline-exceeded',

  /** gRPC responses with status INTERNAL. */
  GRPC_INTERNAL = 'internal',

  /** gRPC responses with status RESOURCE_EXHAUSTED. */
  GRPC_RESOURCE_EXHAUSTED = 'resource-exhausted',

  /** gRPC responses with status UNAVAILABLE. */
  GRPC_UNAVAILABLE = 'unavailable',
}

/** Whether a condition is a gRPC status. */
export function isOfGrpc(condition: RetryOn): boolean {
  return [
    RetryOn.GRPC_CANCELLED,
    RetryOn.GRPC_DEADLINE_EXCEEDED,
    RetryOn.GRPC_INTERNAL,
    RetryOn.GRPC_RESOURCE_EXHAUSTED,
    RetryOn.GRPC_UNAVAILABLE,
  ].includes(condition);
}

/** The conditions on which Envoy retries by default. */
function defaultRetryOn(protocol: ServiceProtocol | undefined): RetryOn[] {
  const answers = protocol === ServiceProtocol.GRPC ? RetryOn.GRPC_UNAVAILABLE : RetryOn.GATEWAY_ERRORS;
  return [answers, RetryOn.CONNECT_FAILURES, RetryOn.REFUSED_STREAMS];
}

/** The conditions of retries, besides their statuses. */
export function conditionsOf({ on, statuses }: RetryPolicy, protocol: ServiceProtocol | undefined): RetryOn[] {
  return on ?? (statuses ? [] : defaultRetryOn(protocol));
}

/**
 * Retries of failed requests by the caller's proxy. Retries multiply the load exactly when it is too high: use few, and set a
 * timeout of the whole request (`timeoutSeconds`).
 *
 * Requests are retried regardless of their method: use retries only for services with idempotent requests.
 */
export interface RetryPolicy {
  /**
   * The maximum number of retries of a request: 0 to 10. 0 disables the mesh's default retries: Istio retries a request twice
   * after failed connections, refused streams and the gRPC status UNAVAILABLE or CANCELLED, regardless of its method. The other
   * meshes don't retry by default.
   *
   * @see https://istio.io/latest/docs/concepts/traffic-management/#retries
   */
  readonly attempts: number;

  /**
   * The timeout of each attempt in seconds, to the millisecond. Required on Open Service Mesh.
   *
   * @default - no timeout other than that of the whole request
   */
  readonly perTryTimeoutSeconds?: number;

  /**
   * The conditions on which a proxy retries.
   *
   * @default - status 502 to 504, with gRPC UNAVAILABLE; also failed connections and refused streams if the mesh can distinguish
   * them (not Linkerd). With `statuses`, none but those
   */
  readonly on?: RetryOn[];

  /**
   * Further statuses of answers on which a proxy retries, e.g. 429: 400 to 599, each once; 1 or more. Not with gRPC, and not on Open
   * Service Mesh.
   *
   * @default - none
   */
  readonly statuses?: number[];

  /**
   * The base interval of the exponential backoff between attempts in seconds, to the millisecond. Linkerd doesn't support it.
   *
   * @default 0.025
   */
  readonly backoffSeconds?: number;
}
