import type { MeshPeer } from './mesh-peer';

/** A port of pods that takes plain text beside mutual TLS. */
export interface PlainTextPort {
  /** The labels of the pods; 1 or more. */
  readonly labels: { [key: string]: string };

  /** The containers' port: 1 to 65535. */
  readonly port: number;
}

/** A policy for all pods of a namespace, whichever that is. */
export interface MeshNamespacePolicyOptions {
  /**
   * Whether only callers that a `MeshService` names may call the pods of the namespace.
   *
   * @default true
   */
  readonly denyByDefault?: boolean;

  /**
   * Whether all pods of the namespace take mutual TLS only, whatever the rest of the mesh does.
   *
   * @default true
   */
  readonly strictMutualTls?: boolean;

  /**
   * Who reads the metrics of the mesh's own proxies (`MeshPeer.prometheus`), for Linkerd, whose proxies refuse that too in a namespace
   * that denies by default. Istio's proxies serve all clients, and this is rejected there.
   *
   * @default - none
   */
  readonly scrapers?: MeshPeer[];

  /**
   * Exceptions: ports that callers without the mesh reach too, e.g. health checks of a load balancer. They raise a warning.
   *
   * @default - none
   */
  readonly plainTextPorts?: PlainTextPort[];
}
