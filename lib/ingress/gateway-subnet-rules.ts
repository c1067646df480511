import type { IConstruct } from 'constructs';
import { isKnown } from '../core/checks';
import { Cidr, isAddress } from '../core/cidr';
import type { Faults } from '../core/faults';
import { resolve } from '../core/resolve';
import { Subnet } from '../network/subnet';
import type { ISubnet } from '../network/subnet-base';
import { SubnetDelegation } from '../network/subnet-delegation';

export const gatewayService = SubnetDelegation.APPLICATION_GATEWAY.serviceName;
const portsOfManagement = '65200-65535';

/**
 * Checks a gateway's subnet: large enough, dedicated, and without a route that breaks Azure's management traffic.
 *
 * Source: https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure
 */
export function checkGatewaySubnet(
  faults: Faults,
  subnet: ISubnet,
  user: IConstruct,
  needs: { readonly instances: number; readonly privateAddress?: string; readonly privateOnly?: boolean },
): void {
  subnet._checkSameStack(faults, 'subnet', user);
  const { delegatedTo, hasDefaultRoute, prefixes } = subnet._facts;
  if (delegatedTo !== undefined && delegatedTo !== gatewayService) {
    const fix = 'Use a subnet without delegation, or with SubnetDelegation.APPLICATION_GATEWAY.';
    faults.add('subnet', 'must not be delegated to another service', delegatedTo, fix);
  }
  if (hasDefaultRoute && !needs.privateOnly) {
    const must = "must not have a route for 0.0.0.0/0, which blocks the gateway's management traffic";
    faults.add('subnet', must, subnet.node.path, 'Use a subnet without that route, or privateOnly.');
  }
  const needed = needs.instances + (needs.privateAddress === undefined ? 0 : 1);
  const addresses = subnet._usableAddresses;
  if (addresses !== undefined && isKnown(needs.instances) && needed > addresses) {
    const parts = `${needs.instances} instances${needed > needs.instances ? ' and the private address' : ''}`;
    const must = `must have an address for each of the ${parts}, and 5 that Azure reserves`;
    faults.add('subnet', must, prefixes?.join(', '), 'Use a /24, or a smaller capacity.');
  }
  checkPrivateAddress(faults, needs.privateAddress, prefixes);
}

function checkPrivateAddress(faults: Faults, address: string | undefined, prefixes: string[] | undefined): void {
  if (!isKnown(address)) return;
  const ranges = prefixes?.flatMap((text) => Cidr.parse(text) ?? []).filter((range) => !range.isIpv6);
  const example = `For example, use ${ranges?.[0]?.addressAt(10) ?? '10.0.4.10'}.`;
  if (!isAddress(address) || address.includes(':')) {
    faults.add('privateAddress', 'must be an IPv4 address', address, example);
  } else if (ranges && !ranges.some((range) => range.containsAddress(address))) {
    faults.add('privateAddress', `must be an address of the subnet (${prefixes?.join(', ')})`, address, example);
  } else if (ranges?.some((range) => [0, 1, 2, 3].some((n) => range.addressAt(n) === address))) {
    faults.add('privateAddress', 'must not be an address that Azure reserves', address, example);
  }
}

/** Needs the rules that the subnet's security group has in the complete program. */
export function checkManagementPorts(faults: Faults, subnet: ISubnet, user: IConstruct): void {
  if (!(subnet instanceof Subnet) || !subnet.securityGroup) return;
  const rules = resolve(user, subnet.securityGroup.securityRuleInput) as { [key: string]: unknown }[] | undefined;
  const isLetIn = rules?.some(
    (rule) =>
      rule.direction === 'Inbound' &&
      rule.access === 'Allow' &&
      ['GatewayManager', '*'].includes(String(rule.sourceAddressPrefix)) &&
      ['*', portsOfManagement].includes(String(rule.destinationPortRange)),
  );
  if (isLetIn) return;
  const must = `must allow GatewayManager on ports ${portsOfManagement}: otherwise Azure creates no gateway`;
  faults.add('subnet', must, subnet.node.path, 'Add ApplicationGateway.securityRules() to its securityRules.');
}
