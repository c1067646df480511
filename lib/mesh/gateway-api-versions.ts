/**
 * The bundle of the Gateway API that AKS installs, by the minor version of Kubernetes.
 *
 * Source: https://learn.microsoft.com/azure/aks/managed-gateway-api
 */
const bundles: [upToMinor: number, bundle: string][] = [
  [33, '1.2.1'],
  [34, '1.3.0'],
  [35, '1.4.1'],
  [36, '1.5.1'],
];

/** Undefined for a version that AKS' list doesn't name yet. */
export function bundleOfAks(kubernetesVersion: string): string | undefined {
  const minor = minorOf(kubernetesVersion);
  return bundles.find(([upToMinor]) => minor <= upToMinor)?.[1];
}

export function minorOf(kubernetesVersion: string): number {
  return Number(kubernetesVersion.split('.')[1]);
}

/** Whether an exact version lies between two others, ends included. */
export function isBetween(version: string, lowest: string, highest: string): boolean {
  return compare(lowest, version) <= 0 && compare(version, highest) <= 0;
}

/** Below, at or above 0 as `a` is older than, equal to or newer than `b`; both are exact. */
export function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  const index = left.findIndex((part, place) => part !== right[place]);
  return index < 0 ? 0 : left[index] - right[index];
}
