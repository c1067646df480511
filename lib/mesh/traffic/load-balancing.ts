import { publicClass } from '../../core/public-class';

/** The load-balancing algorithm by which a caller's proxy chooses a pod for each request. */
export class LoadBalancing {
  /** The one of two random pods that has fewer active requests. */
  public static leastRequest(): LoadBalancing {
    return new LoadBalancing('LEAST_REQUEST');
  }

  /** Each pod in turn. */
  public static roundRobin(): LoadBalancing {
    return new LoadBalancing('ROUND_ROBIN');
  }

  /** A random pod. */
  public static random(): LoadBalancing {
    return new LoadBalancing('RANDOM');
  }

  /** The same pod for the same value of a header, while the set of pods doesn't change. */
  public static byHeader(header: string): LoadBalancing {
    return new LoadBalancing(undefined, { header });
  }

  /**
   * Sends a browser's requests to the same pod, by a cookie that the proxy sets (session affinity).
   *
   * @param cookie the cookie's name.
   * @param lifetimeSeconds the cookie's lifetime, 0 to 2147483647; 0 for a session cookie.
   */
  public static byCookie(cookie: string, lifetimeSeconds: number): LoadBalancing {
    return new LoadBalancing(undefined, { cookie, lifetimeSeconds });
  }

  /** The same pod for the same source address. */
  public static bySourceAddress(): LoadBalancing {
    return new LoadBalancing(undefined, { sourceAddress: true });
  }

  private constructor(
    /** @internal */
    public readonly _simple: string | undefined,
    /** @internal */
    public readonly _affinity?: SessionAffinity,
  ) {}
}

/** @internal */
export interface SessionAffinity {
  readonly header?: string;
  readonly cookie?: string;
  readonly lifetimeSeconds?: number;
  readonly sourceAddress?: boolean;
}

publicClass('LoadBalancing', LoadBalancing);
