import { type Identity, IdentityIndex, isSame } from '../identity';
import type { ProgramRule } from '../program-rule';

/** The group of Azure Monitor private link scopes, whose records have the same names in every scope. */
const globalNames = 'azuremonitor';

export const endpointRecordOnce: ProgramRule = {
  id: 'endpoint-record-once',
  title: 'Only one private endpoint writes the DNS record of a resource into a private DNS zone',
  source: 'https://learn.microsoft.com/azure/private-link/private-endpoint-dns',

  check(model, report) {
    const writers = model.all('endpoint').flatMap(({ scope, targetId, groupId, zones = [] }) =>
      zones.map((zone) => ({
        scope,
        groupId,
        zoneName: zone.zoneName,
        target: model.identity(scope, targetId),
        zone: model.identity(scope, zone.zoneId),
      })),
    );
    const byZone = new IdentityIndex(writers, ({ zone }) => zone);
    for (const writer of writers) {
      const ofZone = byZone.all(writer.zone);
      const other = ofZone.slice(0, ofZone.indexOf(writer)).find((one) => writesSameRecord(one, writer));
      if (!other) continue;
      const what = writer.groupId === globalNames ? 'the records of Azure Monitor' : 'the record of the target';
      const must =
        `must not write ${what} into zone ${writer.zoneName}, to which ${other.scope.node.path} writes it already: ` +
        'the last writer wins, and destroying one endpoint removes the record';
      const fix =
        'Use one endpoint for peered networks, or use a separate zone for each network: ' +
        "PrivateEndpointDns.ownZones({ resourceGroupName: 'rg-dns-NETWORK', perNetwork: true }).";
      const faults = report.at(writer.scope);
      faults.add('dns', must, undefined, fix);
    }
  },
};

interface Writer {
  readonly groupId: string;
  readonly target: Identity;
}

function writesSameRecord(one: Writer, other: Writer): boolean {
  return one.groupId === other.groupId && (one.groupId === globalNames || isSame(one.target, other.target));
}
