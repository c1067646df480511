/** What a mesh may or may not be able to express; `IServiceMesh.supports` says whether it can. */
export enum MeshFeature {
  /** Services that speak gRPC. */
  GRPC_SERVICES = 'gRPC services',

  /** Services that speak something over TCP that is not HTTP. */
  TCP_SERVICES = 'TCP services',

  /** Several ports of one Service, each with its protocol and callers. */
  SEVERAL_PORTS = 'several ports',

  /** Traffic of one Service split by weight over its versions. */
  TRAFFIC_SPLIT = 'traffic split',

  /** Requests routed by their headers. */
  HEADER_ROUTING = 'header routing',

  /** Requests routed by their path. */
  PATH_ROUTING = 'path routing',

  /** Failed requests tried again. */
  RETRIES = 'retries',

  /** A limit on the time that a request may take. */
  TIMEOUTS = 'timeouts',

  /** A limit on connections and pending requests to a Service (circuit breaking). */
  CONNECTION_LIMITS = 'connection limits',

  /** Pods that fail taken out of load balancing for a while. */
  OUTLIER_EJECTION = 'outlier ejection',

  /** A choice of how requests are spread over pods. */
  LOAD_BALANCING = 'load balancing',

  /** Requests of one client sent to the same pod. */
  SESSION_AFFINITY = 'session affinity',

  /** A limit on the requests that each pod takes. */
  LOCAL_RATE_LIMIT = 'local rate limit',

  /** Errors and delays put in for tests. */
  FAULT_INJECTION = 'fault injection',

  /** Requests copied to another version, whose answers are dropped. */
  MIRRORING = 'mirroring',

  /** Who may call a Service, by workload identity. */
  ACCESS_POLICY = 'access policy',

  /** Who may call which paths and methods of a Service. */
  HTTP_ACCESS_POLICY = 'HTTP access policy',

  /** All traffic in the mesh is denied by default. */
  DEFAULT_DENY = 'default deny',

  /** End users' tokens (JWT) checked. */
  JWT_AUTHENTICATION = 'JWT authentication',

  /** Which places outside the cluster may be called. */
  EGRESS_POLICY = 'egress policy',

  /** A gateway of the mesh's own for requests from outside. */
  GATEWAY_INGRESS = 'gateway ingress',
}
