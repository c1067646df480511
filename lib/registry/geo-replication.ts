import type { ContainerRegistryGeoreplications } from '@cdktf/provider-azurerm/lib/container-registry';
import { replicaRouting } from '../core/bindings/azurerm';
import { checkName, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { areDifferentLocations, normalizedLocation } from '../core/locations';
import { nameRules } from '../core/names';

/** A copy of a registry in another region. */
export interface GeoReplication {
  /** The region, e.g. `northeurope`; not the registry's own. */
  readonly location: string;

  /**
   * Whether the copy is spread over the zones of its region; in a region that has none, say false.
   *
   * @default true
   */
  readonly zoneRedundant?: boolean;

  /**
   * Whether pushes and pulls are led to the copy. Say false while the region is in trouble, or until the copy is complete.
   *
   * @see https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication
   * @default true
   */
  readonly routed?: boolean;
}

/** @param home the registry's own region. */
export function checkGeoReplications(faults: Faults, prop: string, replications: GeoReplication[], home: string): void {
  replications.forEach(({ location }, index) => {
    const name = `${prop}[${index}].location`;
    checkName(faults, name, location, nameRules.location);
    if (isKnown(location) && isKnown(home) && !areDifferentLocations(location, home)) {
      faults.add(
        name,
        "must not be the registry's location",
        location,
        'Leave it out: the registry already exists there.',
      );
    }
    const before = replications.slice(0, index);
    if (
      before.some((other) => isKnown(location) && normalizedLocation(other.location) === normalizedLocation(location))
    ) {
      faults.add(name, 'must be set only once', location, 'Remove one of them.');
    }
  });
}

/** Azure returns them in the order of their regions; in another one each plan would change them. */
export function renderGeoReplications(
  replications: GeoReplication[] | undefined,
  tags: { [key: string]: string } | undefined,
): ContainerRegistryGeoreplications[] | undefined {
  if (replications === undefined || replications.length === 0) return undefined;
  const key = ({ location }: GeoReplication) => normalizedLocation(location);
  return [...replications]
    .sort((one, other) => (key(one) < key(other) ? -1 : 1))
    .map(({ location, zoneRedundant = true, routed = true }) => ({
      location,
      zoneRedundancyEnabled: zoneRedundant,
      ...replicaRouting(routed),
      tags,
    }));
}
