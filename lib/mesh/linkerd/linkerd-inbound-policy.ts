/**
 * Who may call a pod of the mesh whose port no Server selects.
 *
 * @see https://linkerd.io/2-edge/features/server-policy/
 */
export enum LinkerdInboundPolicy {
  /** Every client in a mesh that shares the trust anchor, of this cluster or another one; always by mutual TLS. */
  ALL_AUTHENTICATED = 'all-authenticated',

  /** Clients of the mesh on this cluster; always by mutual TLS. */
  CLUSTER_AUTHENTICATED = 'cluster-authenticated',

  /** Everybody, in plain text too. */
  ALL_UNAUTHENTICATED = 'all-unauthenticated',

  /** Everybody with an address of the cluster, in plain text too. */
  CLUSTER_UNAUTHENTICATED = 'cluster-unauthenticated',

  /** Nobody: each port needs a Server and a policy. */
  DENY = 'deny',

  /** Everybody, in plain text too; what `DENY` would refuse is logged and counted. */
  AUDIT = 'audit',
}

/** Whether a policy lets plain text in. */
export function takesPlainText(policy: LinkerdInboundPolicy): boolean {
  return [
    LinkerdInboundPolicy.ALL_UNAUTHENTICATED,
    LinkerdInboundPolicy.CLUSTER_UNAUTHENTICATED,
    LinkerdInboundPolicy.AUDIT,
  ].includes(policy);
}
