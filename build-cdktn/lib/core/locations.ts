import { isKnown } from './checks';

/** `West Europe` and `westeurope` are the same; a location that is known only after deployment is returned unchanged. */
export function normalizedLocation(location: string): string {
  return isKnown(location) ? location.toLowerCase().replaceAll(' ', '') : location;
}

/** Whether two locations are known and not the same. */
export function areDifferentLocations(one: string | undefined, other: string | undefined): boolean {
  return isKnown(one) && isKnown(other) && normalizedLocation(one) !== normalizedLocation(other);
}
