import { isKnown } from '../../checks';
import { Cidr } from '../../cidr';
import { IdentityIndex } from '../identity';
import type { ProgramRule } from '../program-rule';

export const serviceRangeFree: ProgramRule = {
  id: 'service-range-free',
  title: 'The service range of a cluster overlaps no subnet of its network',
  source: 'https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning',
  canBeUnverified: true,

  check(model, report) {
    const known = model.all('subnet').flatMap((subnet) => {
      const ranges = subnet.prefixes?.flatMap((prefix) => parse(prefix) ?? []) ?? [];
      return ranges.length > 0 ? [{ ...subnet, ranges }] : [];
    });
    const subnets = new IdentityIndex(known, ({ network }) => model.network(network));
    for (const { scope, serviceCidr, nodeSubnet } of model.all('cluster')) {
      const services = parse(serviceCidr);
      if (!services) continue;
      const { network } = nodeSubnet;
      for (const subnet of subnets.all(model.network(network))) {
        const taken = subnet.ranges.find((range) => range.overlaps(services));
        if (!taken) continue;
        const faults = report.at(scope);
        const must = `must not overlap subnet ${subnet.scope.node.path} (${taken.text})`;
        faults.add(
          'serviceCidr',
          must,
          serviceCidr,
          'Use a range that no subnet uses, preferably outside the network.',
        );
      }
      if (!model.ownNetwork(network) && network.addressSpace?.some((range) => parse(range)?.overlaps(services))) {
        report.unverified(scope, 'whether serviceCidr overlaps a subnet of the network that is not in the program');
      }
    }
  },
};

function parse(range: string): Cidr | undefined {
  return isKnown(range) ? Cidr.parse(range) : undefined;
}
