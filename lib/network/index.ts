export { KnownSubnet, SubnetLookup } from './imported-subnet';
export { KnownVirtualNetwork, VirtualNetworkLookup } from './imported-virtual-network';
export * from './private-endpoint-policies';
export {
  InboundRuleOptions,
  OutboundRuleOptions,
  SecurityRule,
  SecurityRuleOptions,
  SecurityRuleProtocol,
} from './security-rule';
export * from './subnet';
export { ISubnet } from './subnet-base';
export * from './subnet-delegation';
export * from './virtual-network';
export { IVirtualNetwork } from './virtual-network-base';
