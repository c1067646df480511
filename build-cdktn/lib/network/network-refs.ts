import type { IConstruct } from 'constructs';
import type { NatGatewayUse, NetworkRef, SubnetRef } from '../core/program/facts';
import type { LinkedNetwork } from './network-facts';
import type { ISubnet } from './subnet-base';

/** The reference to a network in rules between constructs. */
export function networkRef(scope: IConstruct, { networkId, facts = {} }: LinkedNetwork): NetworkRef {
  const { networkName, resourceGroupName, location, addressSpace, isOwn } = facts;
  return { scope, networkId, networkName, resourceGroupName, location, addressSpace, isOwn };
}

/** The reference to a subnet in rules between constructs. */
export function subnetRef(subnet: ISubnet, natGateway?: NatGatewayUse): SubnetRef {
  const { subnetId, networkId, _facts: facts, _usableAddresses: usableAddresses } = subnet;
  const { subnetName, prefixes, natGatewayRanges } = facts;
  const network = networkRef(subnet, { networkId, facts: facts.network });
  return { scope: subnet, subnetId, subnetName, prefixes, usableAddresses, natGatewayRanges, natGateway, network };
}
