import type { ConnectionLimits } from './connection-limits';
import type { FaultInjection } from './fault-injection';
import type { HeaderRoute } from './header-route';
import type { JwtAuthentication } from './jwt-authentication';
import type { LoadBalancing } from './load-balancing';
import type { LocalRateLimit } from './local-rate-limit';
import type { MeshPeer } from './mesh-peer';
import type { MeshServicePort } from './mesh-service-port';
import type { OutlierEjection } from './outlier-ejection';
import type { PathRoute } from './path-route';
import type { RetryPolicy } from './retry-policy';
import type { ServiceProtocol } from './service-protocol';
import type { TrafficMirror } from './traffic-mirror';
import type { TrafficPolicy } from './traffic-policy';
import type { TrafficSplit } from './traffic-split';

/** The pods behind a Service, all versions of them. */
export interface MeshServiceWorkload {
  /** The labels that all of the pods have, and no others of the namespace, e.g. `{ app: 'checkout' }`; 1 or more. */
  readonly labels: { [key: string]: string };

  /** The ServiceAccount that the pods run under. Open Service Mesh knows workloads by nothing else. */
  readonly serviceAccount: string;

  /** The port that the containers listen on: 1 to 65535. */
  readonly containerPort: number;
}

/** A service in a mesh, whichever its namespace is. */
export interface MeshServiceOptions {
  /**
   * The name of the Kubernetes Service that callers use: 1 to 63 lowercase letters, digits and `-`. One `MeshService` describes it.
   *
   * Changing this replaces the mesh's objects, not the pods.
   */
  readonly name: string;

  /** The Service's port: 1 to 65535. */
  readonly port: number;

  /**
   * What is spoken on the port. A Service that the application brings has to say the same by `appProtocol`, or by the beginning of the
   * port's name.
   *
   * @default ServiceProtocol.HTTP
   */
  readonly protocol?: ServiceProtocol;

  /**
   * Further ports of the Service. Routes, splits, retries, timeouts, rate limits and tokens are about `port` only; connection limits, ejection
   * and load balancing are about all ports. With `allowFrom` a port of the pods that is not named here is closed on Istio and Open Service
   * Mesh; on Linkerd it keeps the inbound policy of the namespace.
   *
   * @default - none
   */
  readonly morePorts?: MeshServicePort[];

  /** The pods behind the Service. */
  readonly workload: MeshServiceWorkload;

  /**
   * Whether the Kubernetes Service is made here, and those of the versions that name one; otherwise the application brings them,
   * and they are not touched. Some intents stand on the Service itself on some meshes, and need it.
   *
   * @default false
   */
  readonly ownsService?: boolean;

  /**
   * How requests are spread over versions: a `TrafficSplit` or a `PhasedRollout`.
   *
   * @default - over all pods
   */
  readonly split?: TrafficSplit;

  /**
   * Requests that go to a version by a header, whatever the split says; the first that fits counts. 1 or more.
   *
   * @default - none
   */
  readonly headerRoutes?: HeaderRoute[];

  /**
   * Requests that go to a version by their path, after `headerRoutes` and before the split; the first that fits counts. 1 or more.
   *
   * @default - none
   */
  readonly pathRoutes?: PathRoute[];

  /**
   * Copies of requests for a version on trial.
   *
   * @default - none
   */
  readonly mirror?: TrafficMirror;

  /**
   * Delays and errors put in for tests.
   *
   * @default - none
   */
  readonly faultInjection?: FaultInjection;

  /**
   * Retries of failed requests.
   *
   * @default - the mesh's own: Istio retries twice where no connection was made or the request was refused, which `{ attempts: 0 }` disables;
   * the others don't retry
   */
  readonly retries?: RetryPolicy;

  /**
   * How long a request may take with all its retries, in seconds, to the millisecond: 0.001 to 3600, or 0 for no limit. A stream (gRPC,
   * server-sent events, watches, downloads) is one request, and ends with it.
   *
   * @default - no limit; 15 s on Consul, where 0 sets the longest possible limit, 24 days
   */
  readonly timeoutSeconds?: number;

  /**
   * How much callers send at most.
   *
   * @default - no limits; on Consul Envoy's own, 1024 connections, requests that wait and requests under way
   */
  readonly connectionLimits?: ConnectionLimits;

  /**
   * Ejection of pods that only return errors.
   *
   * @default - none are ejected; on Consul Envoy's own: 5 errors in a row eject a pod for 30 s, but at most 10 % of the pods
   */
  readonly outlierEjection?: OutlierEjection;

  /**
   * How callers choose a pod.
   *
   * @default - least request on Istio, the fastest on Linkerd, round robin on Open Service Mesh and Consul
   */
  readonly loadBalancing?: LoadBalancing;

  /**
   * How many requests each pod takes.
   *
   * @default - any number
   */
  readonly rateLimit?: LocalRateLimit;

  /**
   * Who may call the pods, on `port` and on those of `morePorts` that name no callers of their own. Everybody else is refused, gateways and Prometheus too unless they are named; the kubelet's probes are
   * let through.
   *
   * @default - the mesh's and the namespace's default: no caller on Open Service Mesh, all callers in the mesh on the others
   */
  readonly allowFrom?: MeshPeer[];

  /**
   * The paths of the kubelet's HTTP probes, for Linkerd, which forgets to let them through once `allowFrom` tells requests apart.
   * The other meshes let probes through themselves, and refuse this.
   *
   * @default - none
   */
  readonly probePaths?: string[];

  /**
   * A token of the end user that requests must bring.
   *
   * @default - none
   */
  readonly jwtAuthentication?: JwtAuthentication;

  /**
   * A preset of timeouts, limits and ejection; what is given beside it wins.
   *
   * @default - none
   */
  readonly policy?: TrafficPolicy;
}
