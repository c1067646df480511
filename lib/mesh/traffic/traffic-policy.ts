import { publicClass } from '../../core/public-class';
import type { ConnectionLimits } from './connection-limits';
import type { LocalRateLimit } from './local-rate-limit';
import type { MeshFeature } from './mesh-feature';
import type { OutlierEjection } from './outlier-ejection';
import type { RetryPolicy } from './retry-policy';

/** What goes into a preset. */
export interface WebDefaultOptions {
  /**
   * What is left out, for meshes that can't do it: `TIMEOUTS`, `RETRIES`, `CONNECTION_LIMITS`, `OUTLIER_EJECTION`.
   * Without `RETRIES` the mesh's own hold.
   *
   * @default - nothing
   */
  readonly without?: MeshFeature[];

  /**
   * Requests that each pod takes in a second: 1 to 1000000. What a pod can take is the application's:
   * measure it.
   *
   * @default - no rate limit
   */
  readonly requestsPerSecond?: number;
}

/**
 * Settings of a service that protect it and its callers, chosen to fit together.
 *
 * What is given beside it wins, intent by intent.
 */
export class TrafficPolicy {
  /**
   * For web services and APIs that answer within seconds, against overload:
   *
   * - a request takes 15 s at most: less than most browsers and load balancers wait, so the caller hears of it first. Streams end with it:
   *   give a service with streams `timeoutSeconds: 0`;
   * - a caller's proxy holds 100 connections, 100 requests that wait and 1,000 that are under way, a tenth of Envoy's own limits
   *   or less: a slow service refuses early instead of filling up its callers;
   * - a connection is made within 1 s: inside of a cluster it takes milliseconds, or doesn't come;
   * - 5 errors in a row eject a pod for 30 s: Envoy's own numbers, and a fault of the pod rather than of a request. At most half of
   *   the pods are ejected;
   * - no retries, Istio's own neither: they multiply load exactly when there is too much of it.
   */
  public static webDefault(options: WebDefaultOptions = {}): TrafficPolicy {
    return new TrafficPolicy(options);
  }

  /** @internal */
  public readonly _intents: {
    readonly timeoutSeconds?: number;
    readonly retries?: RetryPolicy;
    readonly connectionLimits?: ConnectionLimits;
    readonly outlierEjection?: OutlierEjection;
    readonly rateLimit?: LocalRateLimit;
  };

  private constructor(
    /** @internal */
    public readonly _options: WebDefaultOptions,
  ) {
    const { without = [], requestsPerSecond } = _options;
    const has = (feature: `${MeshFeature}`) => !without.includes(feature as MeshFeature);
    this._intents = {
      timeoutSeconds: has('timeouts') ? 15 : undefined,
      retries: has('retries') ? { attempts: 0 } : undefined,
      connectionLimits: has('connection limits')
        ? { maxConnections: 100, maxPendingRequests: 100, maxRequests: 1000, connectTimeoutSeconds: 1 }
        : undefined,
      outlierEjection: has('outlier ejection') ? { consecutiveErrors: 5, baseEjectionSeconds: 30 } : undefined,
      rateLimit: requestsPerSecond === undefined ? undefined : { requestsPerSecond },
    };
  }
}

publicClass('TrafficPolicy', TrafficPolicy);
