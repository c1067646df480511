import type { ConnectionLimits } from './connection-limits';
import type { ExternalAuthorization } from './external-authorization';
import type { FaultInjection } from './fault-injection';
import type { JwtAuthentication } from './jwt-authentication';
import type { LoadBalancing } from './load-balancing';
import type { LocalRateLimit } from './local-rate-limit';
import type { Locality } from './locality';
import type { MeshPeer } from './mesh-peer';
import type { MeshRoute } from './mesh-route';
import type { MeshServicePort } from './mesh-service-port';
import type { OutlierEjection } from './outlier-ejection';
import type { RetryPolicy } from './retry-policy';
import type { ServiceProtocol } from './service-protocol';
import type { ServiceVersion } from './service-version';
import type { TrafficMirror } from './traffic-mirror';
import type { TrafficPolicy } from './traffic-policy';
import type { TrafficSplit } from './traffic-split';

/** The pods behind a Service, in all versions. */
export interface MeshServiceWorkload {
  /** The labels that select exactly these pods in the namespace, e.g. `{ app: 'checkout' }`; 1 or more. */
  readonly labels: { [key: string]: string };

  /** The pods' ServiceAccount, by which Open Service Mesh identifies workloads. */
  readonly serviceAccount: string;

  /** The port that the containers listen on: 1 to 65535. */
  readonly containerPort: number;
}

/** A service in a mesh, for any namespace. */
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
   * The port's protocol. If the application creates the Service, it must declare the same protocol by `appProtocol` or the prefix
   * of the port's name.
   *
   * @default ServiceProtocol.HTTP
   */
  readonly protocol?: ServiceProtocol;

  /**
   * Further ports of the Service. Routes, splits, retries, timeouts, rate limits and tokens apply to `port` only; connection
   * limits, ejection and load balancing apply to all ports. With `allowFrom`, a pod port that is not listed here is denied on
   * Istio and Open Service Mesh; on Linkerd it keeps the namespace's inbound policy.
   *
   * @default - none
   */
  readonly morePorts?: MeshServicePort[];

  /** The pods behind the Service. */
  readonly workload: MeshServiceWorkload;

  /**
   * Whether the construct creates the Kubernetes Service and the Services of the versions. If false, the application creates
   * them, and they are not changed. On some meshes, some props are configured on the Service itself and require `true`.
   *
   * @default false
   */
  readonly ownsService?: boolean;

  /**
   * Whether the Service is headless (`clusterIP: None`), as that of a StatefulSet is: its name resolves to all pods, and each pod has a name of
   * its own, e.g. `kafka-0.kafka`. Callers choose the pod, so intents about where requests go are rejected, and `port` must be the port of
   * the containers. Kubernetes rejects a change of an existing Service.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
   *
   * @default false
   */
  readonly headless?: boolean;

  /**
   * Whether the names of pods resolve before the pods are ready, for members of a cluster that look for each other while they start. Only with
   * `headless` and `ownsService`.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * How requests are split between versions: a `TrafficSplit` or a `PhasedRollout`.
   *
   * @default - requests go to all pods
   */
  readonly split?: TrafficSplit;

  /**
   * Routes of some of the requests, in the order in which they apply, before the split: by path, header, method or query parameter, each
   * with its own destination and settings. 1 or more.
   *
   * @default - none
   */
  readonly routes?: MeshRoute[];

  /**
   * Further versions that are destinations of `MeshIngress` routes only. 1 or more.
   *
   * @default - none
   */
  readonly versions?: ServiceVersion[];

  /**
   * Mirrored requests, sent to a version under test.
   *
   * @default - none
   */
  readonly mirror?: TrafficMirror;

  /**
   * Delays and errors injected for tests.
   *
   * @default - none
   */
  readonly faultInjection?: FaultInjection;

  /**
   * Retries of failed requests.
   *
   * @default - the mesh's default: Istio retries twice, which `{ attempts: 0 }` disables; the others don't retry
   */
  readonly retries?: RetryPolicy;

  /**
   * The timeout of a request including its retries, in seconds, to the millisecond: 0.001 to 3600, or 0 for no limit. A stream
   * (gRPC, server-sent events, watches, downloads) is one request, and the timeout ends it.
   *
   * @default - no limit; 15 s on Consul, where 0 sets the longest possible limit, 24 days
   */
  readonly timeoutSeconds?: number;

  /**
   * Limits on callers' connections and requests.
   *
   * @default - no limits; on Consul Envoy's defaults, 1024 each of connections, pending requests and active requests
   */
  readonly connectionLimits?: ConnectionLimits;

  /**
   * Ejection of pods that only return errors.
   *
   * @default - no ejection; on Consul Envoy's default: 5 consecutive errors eject a pod for 30 s, but at most 10 % of the pods
   */
  readonly outlierEjection?: OutlierEjection;

  /**
   * The load-balancing algorithm.
   *
   * @default - least request on Istio, the fastest on Linkerd, round robin on Open Service Mesh and Consul
   */
  readonly loadBalancing?: LoadBalancing;

  /**
   * The rate limit per pod.
   *
   * @default - no limit
   */
  readonly rateLimit?: LocalRateLimit;

  /**
   * The callers allowed on `port` and on those `morePorts` that list no callers. All others are denied, including gateways and
   * Prometheus unless listed; the kubelet's probes are allowed.
   *
   * @default - the mesh's and the namespace's default: no caller on Open Service Mesh, all callers in the mesh on the others
   */
  readonly allowFrom?: MeshPeer[];

  /**
   * The paths of the kubelet's HTTP probes, for Linkerd, which stops allowing probes once `allowFrom` restricts methods or paths.
   * Rejected on the other meshes, which always allow probes.
   *
   * @default - none
   */
  readonly probePaths?: string[];

  /**
   * The end user's token, which requests must carry.
   *
   * @default - none
   */
  readonly jwtAuthentication?: JwtAuthentication;

  /**
   * The preferred zones of pods.
   *
   * @default - the mesh's own: Istio prefers the caller's zone for services with `outlierEjection`
   */
  readonly locality?: Locality;

  /**
   * A service that decides about each request to `port`.
   *
   * @default - none
   */
  readonly externalAuthorization?: ExternalAuthorization;

  /**
   * A preset of timeouts, limits and ejection; props set next to it take precedence.
   *
   * @default - none
   */
  readonly policy?: TrafficPolicy;
}
