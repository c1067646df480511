import { isKnown } from './checks';

/** Negative, 0 or positive if `a` is older than, equal to or newer than `b`, by the parts that both have. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  const index = left.findIndex((part, place) => place < right.length && part !== right[place]);
  return index < 0 ? 0 : left[index] - right[index];
}

/** Whether a version is known to be older than another, by the parts that both have: `1.29.3` is not older than `1.29`. */
export function isOlder(version: string | undefined, than: string): boolean {
  return isKnown(version) && compareVersions(version, than) < 0;
}

/** The major and minor part of a version: `1.29` of `1.29.3`. */
export function minorVersion(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** The number of a minor version of Kubernetes: 29 of `1.29.3`; undefined if the version is not known. */
export function minorNumber(version: string | undefined): number | undefined {
  const [, minor] = /^1\.(\d+)/.exec(isKnown(version) ? version : '') ?? [];
  return minor === undefined ? undefined : Number(minor);
}
