/**
 * What the pods of a namespace may do: the levels of Kubernetes' Pod Security Standards.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export enum PodSecurityLevel {
  /** Everything, up to the node's own rights. */
  PRIVILEGED = 'privileged',

  /** Nothing by which a pod is known to gain rights on its node: no host network, host paths or added capabilities. */
  BASELINE = 'baseline',

  /** What hardened pods need: no root user, no privilege escalation, all capabilities dropped, a seccomp profile. */
  RESTRICTED = 'restricted',
}
