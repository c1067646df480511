import type { Faults } from '../core/faults';
import { perStack } from '../core/ledger';
import { resolve } from '../core/resolve';
import type { IPrivateDnsZone } from './private-dns-zone-base';

/** Which zone gives which name to which network, in one stack: Azure links a network to one zone of a name only. */
export class LinkedZones {
  public static readonly of = perStack(() => new LinkedZones());

  private readonly zones = new Map<string, IPrivateDnsZone>();

  private constructor() {}

  /** The zone that gives the name to the network, as far as the stack knows. */
  public find(networkKey: string, zoneName: string): IPrivateDnsZone | undefined {
    return this.zones.get(`${zoneName} ${networkKey}`.toLowerCase());
  }

  /** Says that the network gets the zone's name from this zone; a fault where another zone does it already. */
  public use(faults: Faults, prop: string, networkKey: string, zone: IPrivateDnsZone): void {
    const key = `${zone._givenName} ${networkKey}`.toLowerCase();
    const other = this.zones.get(key);
    if (other && !isSame(other, zone)) {
      const must = `must not give the network a second zone of the name ${zone._givenName}`;
      faults.add(prop, must, zone.node.path, `Use ${other.node.path}.`);
    }
    this.zones.set(key, other ?? zone);
  }
}

function isSame(one: IPrivateDnsZone, other: IPrivateDnsZone): boolean {
  return String(resolve(one, one.zoneId)).toLowerCase() === String(resolve(other, other.zoneId)).toLowerCase();
}
