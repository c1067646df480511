import { publicClass } from '../../core/public-class';

/**
 * The requests that a mesh's proxies log. They write JSON to their container's standard output, from which Container insights or
 * another log collector reads it.
 */
export class AccessLogs {
  /** All requests. Expect about 0.5 to 1 kB per request and proxy, and the corresponding cost of log storage. */
  public static all(): AccessLogs {
    return new AccessLogs('all');
  }

  /** Requests whose response has status 400 or above, or that have no response. */
  public static errorsOnly(): AccessLogs {
    return new AccessLogs('errors');
  }

  /** No requests. The node proxies of an ambient mesh still log connections. */
  public static off(): AccessLogs {
    return new AccessLogs('off');
  }

  private constructor(
    /** @internal */
    public readonly _requests: 'all' | 'errors' | 'off',
  ) {}

  /** @internal */
  public get _name(): string {
    return this._requests === 'errors' ? 'errorsOnly' : this._requests;
  }
}

publicClass('AccessLogs', AccessLogs);
