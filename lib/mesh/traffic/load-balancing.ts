import { publicClass } from '../../core/public-class';

/** How a caller's proxy chooses a pod for each request. */
export class LoadBalancing {
  /** The pod with fewer requests under way, of two that are picked at random. */
  public static leastRequest(): LoadBalancing {
    return new LoadBalancing('LEAST_REQUEST');
  }

  /** One after the other. */
  public static roundRobin(): LoadBalancing {
    return new LoadBalancing('ROUND_ROBIN');
  }

  /** Any. */
  public static random(): LoadBalancing {
    return new LoadBalancing('RANDOM');
  }

  /** The same pod for the same value of a header, while the set of pods stays the same. */
  public static byHeader(header: string): LoadBalancing {
    return new LoadBalancing(undefined, { header });
  }

  /**
   * The same pod for the same browser, by a cookie that the proxy sets.
   *
   * @param cookie the cookie's name.
   * @param lifetimeSeconds how long the cookie lives, 0 to 2147483647; 0 makes it end with the browser's session.
   */
  public static byCookie(cookie: string, lifetimeSeconds: number): LoadBalancing {
    return new LoadBalancing(undefined, { cookie, lifetimeSeconds });
  }

  /** The same pod for the same address of the caller. */
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
