import { publicClass } from '../../core/public-class';

/**
 * Which requests the proxies of a mesh write a line about. They write JSON to their container's output, from where Container
 * insights, or whatever else collects logs, takes it.
 */
export class AccessLogs {
  /** Every request. Count on some 0.5 to 1 kB a request and proxy, which whoever keeps them charges for. */
  public static all(): AccessLogs {
    return new AccessLogs('all');
  }

  /** Requests that were answered with status 400 or above, or not at all. */
  public static errorsOnly(): AccessLogs {
    return new AccessLogs('errors');
  }

  /** None. The proxies of nodes in an ambient mesh log connections all the same. */
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
