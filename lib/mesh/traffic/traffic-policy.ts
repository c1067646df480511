import { publicClass } from '../../core/public-class';
import type { ConnectionLimits } from './connection-limits';
import type { LocalRateLimit } from './local-rate-limit';
import type { MeshFeature } from './mesh-feature';
import type { OutlierEjection } from './outlier-ejection';
import type { RetryPolicy } from './retry-policy';

/** Options of a preset. */
export interface WebDefaultOptions {
  /**
   * The features to omit, for meshes that don't support them: `TIMEOUTS`, `RETRIES`, `CONNECTION_LIMITS`, `OUTLIER_EJECTION`.
   * Without `RETRIES`, the mesh's default retries apply.
   *
   * @default - none
   */
  readonly without?: MeshFeature[];

  /**
   * The rate limit per pod in requests per second: 1 to 1000000. A pod's capacity depends on the application: measure it.
   *
   * @default - no rate limit
   */
  readonly requestsPerSecond?: number;
}

/**
 * A preset of settings that protect a service and its callers.
 *
 * Props that are set on the service take precedence individually.
 */
export class TrafficPolicy {
  /**
   * Overload protection for web services and APIs that respond within seconds:
   *
   * - requests time out after 15 s: before most browsers and load balancers do, so that the caller gets the error. Streams end
   *   too: set `timeoutSeconds: 0` for a service with streams;
   * - a caller's proxy has at most 100 connections, 100 pending and 1,000 active requests: requests to a slow service fail early
   *   instead of exhausting its callers;
   * - connections time out after 1 s: within a cluster, they take milliseconds or fail;
   * - 5 consecutive errors eject a pod for 30 s (Envoy's defaults): that many indicate a faulty pod rather than a faulty request.
   *   At most half of the pods are ejected;
   * - no retries, and Istio's default retries are disabled: they multiply the load exactly when it is too high.
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
