/** The protocol of a Service's port. */
export enum ServiceProtocol {
  /** HTTP/1.1. */
  HTTP = 'http',

  /** HTTP/2 without TLS (h2c) between application and proxy; the mesh encrypts it. Open Service Mesh doesn't support it. */
  HTTP2 = 'http2',

  /** gRPC. */
  GRPC = 'grpc',

  /** Any other TCP protocol: the mesh sees connections, but no requests. */
  TCP = 'tcp',
}
