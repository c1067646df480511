/**
 * The callers allowed on pod ports that no Server selects.
 *
 * @see https://linkerd.io/2-edge/features/server-policy/
 */
export enum LinkerdInboundPolicy {
  /** All clients in meshes that share the trust anchor, on this or another cluster; always by mutual TLS. */
  ALL_AUTHENTICATED = 'all-authenticated',

  /** Clients in the mesh on this cluster; always by mutual TLS. */
  CLUSTER_AUTHENTICATED = 'cluster-authenticated',

  /** All clients, including in plain text. */
  ALL_UNAUTHENTICATED = 'all-unauthenticated',

  /** All clients with an address in the cluster's networks, including in plain text. */
  CLUSTER_UNAUTHENTICATED = 'cluster-unauthenticated',

  /** No clients: each port needs a Server and a policy. */
  DENY = 'deny',

  /** All clients, including in plain text; requests that `DENY` would deny are logged and counted. */
  AUDIT = 'audit',
}

/** Whether a policy allows plain text. */
export function takesPlainText(policy: LinkerdInboundPolicy): boolean {
  return [
    LinkerdInboundPolicy.ALL_UNAUTHENTICATED,
    LinkerdInboundPolicy.CLUSTER_UNAUTHENTICATED,
    LinkerdInboundPolicy.AUDIT,
  ].includes(policy);
}
