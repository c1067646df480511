import type { PodSecurityLevel } from './pod-security';

const prefix = 'pod-security.kubernetes.io';

/** The labels that `podSecurity` owns. */
export const podSecurityLabels = ['enforce', 'warn', 'audit'].map((mode) => `${prefix}/${mode}`);

/**
 * `enforce` rejects pods only, so a Deployment that can never start a pod would be accepted silently: `warn` shows
 * a warning when it is applied, and `audit` adds it to the audit log.
 *
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function labelsOfPodSecurity(level: PodSecurityLevel | undefined): { [key: string]: string } {
  return level ? Object.fromEntries(podSecurityLabels.map((label) => [label, level])) : {};
}
