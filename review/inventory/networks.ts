import { type Stack, textAt, textsAt } from '../../command/terraform/resource';
import { nameOf, referencesIn } from '../terraform/expression';

export interface Network {
  readonly name: string;
  readonly addressSpace: readonly string[];
  readonly subnets: readonly { readonly name: string; readonly prefixes: readonly string[] }[];
}

export function networksOf(stack: Stack): Network[] {
  const all = [...stack.resources.values()].filter(({ isData }) => !isData);
  const subnets = all.filter(({ type }) => type === 'azurerm_subnet');
  const networks = all.filter(({ type }) => type === 'azurerm_virtual_network');
  const placed = new Set<string>();
  const known = networks.map((network) => {
    const own = subnets.filter(({ args }) => {
      const given = args.virtual_network_name;
      return (
        referencesIn(given).some(({ address }) => address === network.address) ||
        (typeof given === 'string' && given === textAt(network.args, 'name'))
      );
    });
    for (const { address } of own) placed.add(address);
    const name = textAt(network.args, 'name') ?? nameOf(network);
    return { name, addressSpace: textsAt(network.args, 'address_space'), subnets: own.map(subnetOf) };
  });
  const elsewhere = subnets.filter(({ address }) => !placed.has(address)).map(subnetOf);
  return elsewhere.length === 0 ? known : [...known, { name: 'elsewhere', addressSpace: [], subnets: elsewhere }];
}

function subnetOf({ args, address }: { args: Parameters<typeof textAt>[0]; address: string }): {
  name: string;
  prefixes: string[];
} {
  return { name: textAt(args, 'name') ?? address, prefixes: textsAt(args, 'address_prefixes') };
}
