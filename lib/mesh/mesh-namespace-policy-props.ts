import type { IMeshNamespace } from './mesh-namespace';

/** A port of pods that takes plain text beside mutual TLS. */
export interface PlainTextPort {
  /** The labels of the pods; 1 or more. */
  readonly labels: { [key: string]: string };

  /** The containers' port: 1 to 65535. */
  readonly port: number;
}

/** Props of what holds for all pods of a namespace. */
export interface MeshNamespacePolicyProps {
  /** The namespace, and with it the mesh. */
  readonly namespace: IMeshNamespace;

  /**
   * Whether nobody may call the pods of the namespace but whom a `MeshService` names.
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
   * Exceptions: ports that callers without the mesh reach too, e.g. health checks of a load balancer. They raise a warning.
   *
   * @default - none
   */
  readonly plainTextPorts?: PlainTextPort[];
}
