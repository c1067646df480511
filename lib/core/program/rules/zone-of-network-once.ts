import { IdentityIndex, isSame } from '../identity';
import type { ProgramModel, Stated } from '../program-model';
import type { ProgramRule, Report } from '../program-rule';
import { isCertainlySame } from '../same-network';

type Link = Stated<'zoneLink'>;

export const zoneOfNetworkOnce: ProgramRule = {
  id: 'zone-of-network-once',
  title: 'A network is linked to only one private DNS zone of a name, and registers its machines in only one zone',
  source: 'https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links',

  check(model, report) {
    const links = model.all('zoneLink');
    const byNetwork = new IdentityIndex(links, ({ network }) => model.network(network));
    for (const link of links) {
      const all = byNetwork.all(model.network(link.network));
      if (all.length > 1) checkLink(model, report, link, all.slice(0, all.indexOf(link)));
    }
  },
};

function checkLink(model: ProgramModel, report: Report, link: Link, before: readonly Link[]): void {
  const zone = model.identity(link.scope, link.zoneId);
  const others = before.filter(
    (other) =>
      !isSame(model.identity(other.scope, other.zoneId), zone) && isCertainlySame(model, other.network, link.network),
  );
  const name = link.network.networkName ?? link.network.scope.node.path;
  const twin = others.find(({ zoneName }) => zoneName === link.zoneName);
  if (twin) {
    const must = `must not link network ${name}, which ${twin.scope.node.path} links to another zone of the same name`;
    report.at(link.scope).add('linkNetwork', must, link.zoneName, 'Use one zone for both, or remove one of the links.');
  }
  const registering = link.registersMachines && others.find(({ registersMachines }) => registersMachines);
  if (registering) {
    const must = `must not be true for network ${name}, whose machines register in ${registering.scope.node.path}`;
    report.at(link.scope).add('registersMachines', must, undefined, 'Set it for one of the links.');
  }
}
