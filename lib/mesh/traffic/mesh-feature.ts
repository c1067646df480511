/** A feature that a mesh may support; see `IServiceMesh.supports`. */
export enum MeshFeature {
  /** gRPC services. */
  GRPC_SERVICES = 'gRPC services',

  /** Services with a TCP protocol other than HTTP. */
  TCP_SERVICES = 'TCP services',

  /** Several ports of one Service, each with its protocol and callers. */
  SEVERAL_PORTS = 'several ports',

  /** Services without a cluster IP, whose callers select a pod by its name, e.g. those of a StatefulSet. */
  HEADLESS_SERVICES = 'headless services',

  /** Traffic of one Service split by weight between its versions. */
  TRAFFIC_SPLIT = 'traffic split',

  /** Routing of requests by their headers. */
  HEADER_ROUTING = 'header routing',

  /** Routing of requests by their path. */
  PATH_ROUTING = 'path routing',

  /** Requests routed by their method. */
  METHOD_ROUTING = 'method routing',

  /** Requests routed by their query parameters. */
  QUERY_ROUTING = 'query routing',

  /** Requests routed because they lack a header, or because it has another value. */
  INVERSE_HEADER_ROUTING = 'inverse header routing',

  /** A split of the requests of one route. */
  ROUTE_SPLIT = 'split of a route',

  /** Requests routed to a Service other than the one that is called. */
  OTHER_SERVICE_ROUTING = 'routing to other Services',

  /** The path of requests changed. */
  PATH_REWRITE = 'path rewrite',

  /** The host of requests changed. */
  HOST_REWRITE = 'host rewrite',

  /** Headers of requests and answers changed. */
  HEADER_CHANGES = 'header changes',

  /** Pages of other origins allowed to read answers (CORS). */
  CORS = 'CORS',

  /** Requests answered with a redirect. */
  REDIRECTS = 'redirects',

  /** Requests answered by the proxy. */
  DIRECT_RESPONSES = 'direct responses',

  /** Retries that differ from route to route. */
  ROUTE_RETRIES = 'retries of a route',

  /** Retries of failed requests. */
  RETRIES = 'retries',

  /** Request timeouts. */
  TIMEOUTS = 'timeouts',

  /** A limit on connections and pending requests to a Service (circuit breaking). */
  CONNECTION_LIMITS = 'connection limits',

  /** Temporary ejection of unhealthy pods from load balancing. */
  OUTLIER_EJECTION = 'outlier ejection',

  /** A load-balancing algorithm of one version. */
  VERSION_LOAD_BALANCING = 'load balancing of versions',

  /** Connection limits and ejection of one version. */
  VERSION_LIMITS = 'limits of versions',

  /** A choice of load-balancing algorithms. */
  LOAD_BALANCING = 'load balancing',

  /** Requests of one client routed to the same pod. */
  SESSION_AFFINITY = 'session affinity',

  /** A rate limit per pod. */
  LOCAL_RATE_LIMIT = 'local rate limit',

  /** Injected errors and delays for tests. */
  FAULT_INJECTION = 'fault injection',

  /** Mirrored requests to another version, whose responses are discarded. */
  MIRRORING = 'mirroring',

  /** Access to a Service by workload identity. */
  ACCESS_POLICY = 'access policy',

  /** Access to a Service's paths and methods by workload identity. */
  HTTP_ACCESS_POLICY = 'HTTP access policy',

  /** Access to a Service by the addresses of callers, e.g. of those outside the mesh. */
  ADDRESS_ACCESS_POLICY = 'access by addresses',

  /** Access to a Service by the addresses of a gateway's clients. */
  CLIENT_ADDRESS_ACCESS_POLICY = 'access by addresses of clients',

  /** All traffic in the mesh is denied by default. */
  DEFAULT_DENY = 'default deny',

  /** Validation of end users' tokens (JWT). */
  JWT_AUTHENTICATION = 'JWT authentication',

  /** Access by claims of end users' tokens, e.g. groups. */
  TOKEN_CLAIMS = 'access by claims of tokens',

  /** Preference of pods by their zones. */
  LOCALITY = 'locality',

  /** Certificates that clients of a gateway must present. */
  CLIENT_CERTIFICATES = 'client certificates at gateways',

  /** TLS connections passed on to the application by the server name, without being decrypted at a gateway. */
  TLS_PASSTHROUGH = 'TLS passthrough at gateways',

  /** Plain HTTP requests that a gateway serves in addition to the redirect to HTTPS, e.g. ACME challenges. */
  PLAIN_HTTP_ROUTES = 'plain HTTP beside HTTPS',

  /** Validation of end users' tokens at a gateway. */
  GATEWAY_JWT_AUTHENTICATION = 'JWT authentication at gateways',

  /** A service that decides about each request. */
  EXTERNAL_AUTHORIZATION = 'external authorization',

  /** Restriction of the hosts outside the cluster that may be called. */
  EGRESS_POLICY = 'egress policy',

  /** Egress hosts by domain, e.g. `*.blob.core.windows.net`. */
  WILDCARD_EGRESS = 'wildcard hosts in egress',

  /** TLS to hosts outside the cluster, originated by the mesh. */
  TLS_ORIGINATION = 'TLS origination',

  /** The mesh's own gateway for requests from outside. */
  GATEWAY_INGRESS = 'gateway ingress',

  /** A gateway's host with routes from several stacks, each for its own paths. */
  SHARED_HOSTS = 'shared hosts',
}
