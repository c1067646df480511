import type { IConstruct } from 'constructs';
import { state } from '../core/program/program';
import type { IManagedIdentity } from '../identity/managed-identity';
import { subnetRef } from '../network/network-refs';
import type { ISubnet } from '../network/subnet-base';

interface PlacedGateway {
  readonly subnet: ISubnet;
  readonly location: string;
  readonly identity?: IManagedIdentity;
}

/** States where a gateway is, and what it uses the vaults of its certificates as. */
export function stateGateway(gateway: IConstruct, { subnet, location, identity }: PlacedGateway): void {
  state(gateway, 'place', () => ({
    location,
    others: [{ prop: 'subnet', path: subnet.node.path, location: subnet._facts.network?.location }],
  }));
  if (!identity) return;
  state(gateway, 'caller', () => ({
    principalId: identity.principalId,
    what: 'its listeners',
    network: subnetRef(subnet).network,
    isTrustedService: true,
  }));
}
