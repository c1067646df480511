import type { IConstruct } from 'constructs';
import { isKnown } from '../checks';
import { Cidr } from '../cidr';
import type { AddressDemand } from './facts';
import { isSame } from './identity';
import type { ProgramModel, Stated } from './program-model';

/** A subnet or pod range, and the addresses that its pools use. */
export interface AddressSpace {
  /** The construct that findings are reported on: the first cluster or pool in it, by path. */
  readonly owner: IConstruct;
  readonly prop: AddressDemand['prop'];
  /** Its ranges. */
  readonly text: string;
  readonly unit: string;
  readonly capacity: number;
  /** The number of addresses for the initial nodes of all pools, with the surge nodes of an upgrade. */
  readonly first: number;
  /** The number of addresses for the maximum number of nodes, with the surge nodes of an upgrade. */
  readonly most: number;
  /** The pools, for messages. */
  readonly users: string;
}

export const azureReservedAddresses = 5;

interface Use {
  readonly pool: Stated<'pool'>;
  readonly demand: AddressDemand;
}

/** The spaces with a known size; pools with counts that are known only after deployment are ignored. */
export function addressSpaces(model: ProgramModel): AddressSpace[] {
  const groups: { readonly isOf: (demand: AddressDemand) => boolean; readonly uses: Use[] }[] = [];
  const byName = new Map<string, typeof groups>();
  for (const pool of model.all('pool')) {
    for (const demand of pool.demands.filter(({ firstPerNode }) => isKnown(firstPerNode))) {
      const name = nameOf(model, demand);
      const candidates = byName.get(name) ?? [];
      byName.set(name, candidates);
      const group = candidates.find(({ isOf }) => isOf(demand));
      if (group) group.uses.push({ pool, demand });
      else {
        const made = { isOf: (other: AddressDemand) => isSameSpace(model, demand, other), uses: [{ pool, demand }] };
        candidates.push(made);
        groups.push(made);
      }
    }
  }
  return groups.flatMap(({ uses }) => spaceOf(uses) ?? []);
}

function nameOf(model: ProgramModel, { prop, subnet, podRange }: AddressDemand): string {
  return subnet ? `${prop} ${model.subnet(subnet).name}` : `${prop} ${podRange?.cluster}`;
}

function isSameSpace(model: ProgramModel, one: AddressDemand, other: AddressDemand): boolean {
  return one.subnet === undefined || !other.subnet || isSame(model.subnet(one.subnet), model.subnet(other.subnet));
}

function spaceOf(uses: Use[]): AddressSpace | undefined {
  const [{ pool, demand }] = uses;
  const capacity = uses.map((use) => capacityOf(use.demand)).find((size) => size !== undefined);
  const counted = uses.filter((use) => isKnown(use.pool.minCount) && isKnown(use.pool.maxCount));
  if (capacity === undefined || counted.length === 0) return undefined;
  const sum = (count: (use: Use) => number) => counted.reduce((total, use) => total + count(use), 0);
  const clusters = new Set(uses.map((use) => use.pool.cluster)).size;
  const pools = counted.length === 1 ? '1 pool' : `${counted.length} pools`;
  return {
    owner: pool.scope,
    prop: demand.prop,
    text: demand.podRange?.cidr ?? demand.subnet?.prefixes?.join(', ') ?? '',
    unit: demand.podRange ? 'ranges of /24' : 'addresses',
    capacity,
    first: sum(
      ({ pool: { minCount, surge }, demand: { firstPerNode } }) => (minCount + surge(minCount)) * firstPerNode,
    ),
    most: sum(({ pool: { maxCount, surge }, demand: { mostPerNode } }) => (maxCount + surge(maxCount)) * mostPerNode),
    users: clusters > 1 ? `${pools} of ${clusters} clusters` : pools,
  };
}

function capacityOf({ subnet, podRange }: AddressDemand): number | undefined {
  if (!podRange) return subnet?.usableAddresses;
  const range = isKnown(podRange.cidr) ? Cidr.parse(podRange.cidr) : undefined;
  return range && 2 ** (24 - range.prefixLength);
}
