import type { SubnetRef } from '../facts';
import type { ProgramModel } from '../program-model';
import type { ProgramRule } from '../program-rule';

const ways: { readonly [outboundType: string]: { readonly name: string; readonly method: string } } = {
  userAssignedNATGateway: { name: 'the NAT gateway', method: 'natGateway' },
  userDefinedRouting: { name: 'the firewall or appliance', method: 'userDefinedRouting' },
};

export const authorizedRangesEgress: ProgramRule = {
  id: 'authorized-ranges-egress',
  title: 'The authorized ranges of a public API server include the addresses that its nodes come from',
  source: 'https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges#recommended-ip-ranges-to-allow',

  check(model, report) {
    const subnets = poolSubnets(model);
    for (const cluster of model.all('cluster')) {
      const { scope, apiServer, outboundType, egressRanges } = cluster;
      const way = ways[outboundType];
      if (!way || !apiServer.isPublic || apiServer.isInNetwork || egressRanges) continue;
      const authorized = apiServer.authorizedRanges?.map((range) => model.comparable(scope, range));
      if (authorized?.some((range) => range?.endsWith('/0'))) continue;
      for (const subnet of subnets.get(scope.node.path) ?? []) {
        const ranges = outboundType === 'userAssignedNATGateway' ? subnet.natGatewayRanges : undefined;
        if (authorized && ranges?.every((range) => authorized.includes(model.comparable(subnet.scope, range))))
          continue;
        const must =
          `must include the public addresses of ${way.name} through which subnet ${subnet.scope.node.path} is routed: ` +
          'nodes reach the API server from there';
        const fix = `Use ClusterOutbound.${way.method}({ egressRanges: ['203.0.113.20/32'] }) with these addresses.`;
        const faults = report.at(scope);
        faults.add('apiServer.ranges', must, undefined, fix);
      }
    }
  },
};

/** The subnets of each cluster's nodes. */
function poolSubnets(model: ProgramModel): Map<string, SubnetRef[]> {
  const found = new Map<string, SubnetRef[]>();
  for (const { cluster, demands } of model.all('pool')) {
    const known = found.get(cluster) ?? [];
    found.set(cluster, known);
    for (const { prop, subnet } of demands) {
      if (prop === 'nodeSubnet' && subnet && !known.some(({ scope }) => scope === subnet.scope)) known.push(subnet);
    }
  }
  return found;
}
