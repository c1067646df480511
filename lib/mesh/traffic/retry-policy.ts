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
}

/**
 * Failed requests tried again by the caller's proxy. Retries multiply load exactly when there is too much of it: keep them few,
 * and give the whole request a limit (`timeoutSeconds`).
 *
 * A request is tried again whatever its method is: only for services whose requests can be repeated.
 */
export interface RetryPolicy {
  /** How often a request is tried again after its first failure: 1 to 10. */
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
   * @default - answers 502 to 504; failed connections and refused streams too where the mesh can tell them apart (not Linkerd)
   */
  readonly on?: RetryOn[];

  /**
   * The base of the growing pause between tries, in seconds, to the millisecond. Linkerd has no such setting.
   *
   * @default 0.025
   */
  readonly backoffSeconds?: number;
}
