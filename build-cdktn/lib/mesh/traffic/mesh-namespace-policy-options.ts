import type { MeshPeer } from './mesh-peer';

/** A pod port that accepts plain text as well as mutual TLS. */
export interface PlainTextPort {
  /** The labels of the pods; 1 or more. */
  readonly labels: { [key: string]: string };

  /** The containers' port: 1 to 65535. */
  readonly port: number;
}

/** A policy for all pods of any namespace. */
export interface MeshNamespacePolicyOptions {
  /**
   * Whether only the callers that a `MeshService` allows may call the namespace's pods.
   *
   * @default true
   */
  readonly denyByDefault?: boolean;

  /**
   * Whether all pods of the namespace require mutual TLS, regardless of the rest of the mesh.
   *
   * @default true
   */
  readonly strictMutualTls?: boolean;

  /**
   * The scrapers of the proxies' metrics (`MeshPeer.prometheus`), for Linkerd, whose proxies otherwise deny them in a namespace
   * that denies by default. Rejected on Istio, whose proxies serve metrics to all clients.
   *
   * @default - none
   */
  readonly scrapers?: MeshPeer[];

  /**
   * Exceptions: ports that callers outside the mesh can reach too, e.g. a load balancer's health checks. They raise a warning.
   *
   * @default - none
   */
  readonly plainTextPorts?: PlainTextPort[];
}
