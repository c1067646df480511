/** What callers speak with a Service. */
export enum ServiceProtocol {
  /** HTTP/1.1. */
  HTTP = 'http',

  /** HTTP/2 in plain text (h2c), as applications speak it; the mesh encrypts it. Open Service Mesh doesn't support it. */
  HTTP2 = 'http2',

  /** gRPC. */
  GRPC = 'grpc',

  /** Anything else over TCP: the mesh sees connections and no requests. */
  TCP = 'tcp',
}
