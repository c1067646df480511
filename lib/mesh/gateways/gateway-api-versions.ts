import { compareVersions } from '../../core/versions';

/**
 * The bundle of the Gateway API that AKS installs, by the minor version of Kubernetes.
 *
 * Source: https://learn.microsoft.com/azure/aks/managed-gateway-api
 */
const bundles: [upToMinor: string, bundle: string][] = [
  ['1.33', '1.2.1'],
  ['1.34', '1.3.0'],
  ['1.35', '1.4.1'],
  ['1.36', '1.5.1'],
];

/** Undefined for a version that AKS' list doesn't name yet. */
export function bundleOfAks(kubernetesVersion: string): string | undefined {
  return bundles.find(([upTo]) => compareVersions(kubernetesVersion, upTo) <= 0)?.[1];
}
