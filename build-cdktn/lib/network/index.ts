export * from './azure-cloud';
export { PrivateDnsZoneAttributes, PrivateDnsZoneLookup } from './imported-private-dns-zone';
export { SubnetAttributes, SubnetLookup } from './imported-subnet';
export { VirtualNetworkAttributes, VirtualNetworkLookup } from './imported-virtual-network';
export * from './nat-gateway';
export * from './private-dns-zone';
export { IPrivateDnsZone, NetworkLinkOptions } from './private-dns-zone-base';
export * from './private-endpoint';
export { OwnZonesOptions, PrivateEndpointDns } from './private-endpoint-dns';
export { CosmosApi, PrivateLinkTarget, StorageReplica } from './private-link-target';
export { IPrivateLinkTarget } from './private-link-target-ref';
export { Route, RouteOptions } from './route';
export * from './route-table';
export {
  InboundRuleOptions,
  OutboundRuleOptions,
  SecurityRule,
  SecurityRuleOptions,
  SecurityRuleProtocol,
} from './security-rule';
export { StaticAddress } from './static-address';
export * from './subnet';
export { ISubnet } from './subnet-base';
export * from './subnet-delegation';
export * from './virtual-network';
export { IVirtualNetwork } from './virtual-network-base';
export * from './virtual-network-peering';
