import { Fn, Token } from 'cdktf';

/** The parts of a network's or subnet's resource id: text if the id is known at synth, expressions otherwise. */
export interface NetworkIdParts {
  readonly resourceGroupName: string;
  readonly networkName: string;
  readonly networkId: string;
  /** Empty for the id of a network. */
  readonly subnetName: string;
}

/** @param id a checked resource id: /subscriptions/S/resourceGroups/G/providers/P/virtualNetworks/N[/subnets/S]. */
export function partsOfNetworkId(id: string): NetworkIdParts {
  if (!Token.isUnresolved(id)) {
    const parts = id.split('/');
    return {
      resourceGroupName: parts[4],
      networkName: parts[8],
      networkId: parts.slice(0, 9).join('/'),
      subnetName: parts[10] ?? '',
    };
  }
  const parts = Fn.split('/', id);
  return {
    resourceGroupName: Token.asString(Fn.element(parts, 4)),
    networkName: Token.asString(Fn.element(parts, 8)),
    networkId: Fn.join('/', Fn.slice(parts, 0, 9)),
    get subnetName() {
      return Token.asString(Fn.element(parts, 10));
    },
  };
}
