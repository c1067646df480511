import type { IConstruct } from 'constructs';
import { state } from '../core/program/program';
import type { IManagedIdentity } from '../identity/managed-identity';
import { subnetRef } from '../network/network-refs';
import type { ISubnet } from '../network/subnet-base';
import type { VaultReference } from './vault-reference';

interface Referrer {
  readonly _reference?: VaultReference;
}

interface PlacedGateway {
  readonly subnet: ISubnet;
  readonly location: string;
  readonly identity?: IManagedIdentity;
  readonly privateAddress?: string;
  readonly certificates?: Referrer[];
  readonly trustedRoots?: Referrer[];
}

/** States where a gateway is, and what it uses the vaults of its certificates as. */
export function stateGateway(gateway: IConstruct, props: PlacedGateway): void {
  const { subnet, location, identity, privateAddress: address, certificates = [], trustedRoots = [] } = props;
  state(gateway, 'place', () => ({
    location,
    others: [{ prop: 'subnet', path: subnet.node.path, location: subnet._facts.network?.location }],
  }));
  if (address !== undefined) {
    state(gateway, 'address', () => ({ prop: 'privateAddress', address, network: subnetRef(subnet).network }));
  }
  for (const { _reference: reference } of [...certificates, ...trustedRoots]) {
    if (!reference) continue;
    const { vault, secretName: certificateName } = reference;
    state(gateway, 'certificate', () => ({ vaultId: vault.vaultId, vaultPath: vault.node.path, certificateName }));
  }
  if (!identity) return;
  state(gateway, 'caller', () => ({
    principalId: identity.principalId,
    what: 'its listeners',
    network: subnetRef(subnet).network,
    isTrustedService: true,
  }));
}
