import type { VmSizeFacts } from '../../lib/cluster/vm-size-table';

/** An entry of `az vm list-skus --resource-type virtualMachines -o json`; only what is read of it. */
export interface Sku {
  readonly resourceType: string;
  readonly name: string;
  readonly capabilities: { readonly name: string; readonly value: string }[];
}

const bytesPerGib = 1024 ** 3;
const mibPerGib = 1024;

/**
 * The size's key in the table, and its facts. Undefined for what is no size of virtual machines of the Standard tier, and for
 * constrained sizes, which share the row of the size that they are cut from.
 */
export function factsOf({ resourceType, name, capabilities }: Sku): [key: string, facts: VmSizeFacts] | undefined {
  const [, key] = /^Standard_(\w+)$/.exec(name) ?? [];
  if (resourceType !== 'virtualMachines' || key === undefined) return undefined;
  const capability = (title: string) => capabilities.find((one) => one.name === title)?.value;
  const generations = capability('HyperVGenerations')
    ?.split(',')
    .map((text) => Number(text.trim().slice(1)));
  const ephemeralGib = ephemeralGibOf(key, capability);
  return [
    key.toLowerCase(),
    { ...(ephemeralGib === undefined ? {} : { ephemeralGib }), ...(generations ? { generations } : {}) },
  ];
}

/**
 * AKS places the OS disk on the temporary disk of sizes of version 4 and later with a local disk, and in the cache of older
 * ones. Unknown for disks behind NVMe, and for GPU sizes, whose cache and temporary disk differ.
 *
 * Source: https://learn.microsoft.com/azure/aks/concepts-storage#ephemeral-os-disks
 */
function ephemeralGibOf(key: string, capability: (title: string) => string | undefined): number | undefined {
  if (capability('EphemeralOSDiskSupported') === 'False') return 0;
  if (capability('GPUs') !== undefined) return undefined;
  const [, features = '', version = '1'] = /^[A-Z]+\d+([a-z]*)(?:_\w+?)??(?:_v(\d+))?$/.exec(key) ?? [];
  if (Number(version) >= 4 && features.includes('d')) {
    const gib = Math.floor(Number(capability('MaxResourceVolumeMB') ?? 0) / mibPerGib);
    return gib > 0 ? gib : undefined;
  }
  const cached = capability('CachedDiskBytes');
  return cached === undefined ? undefined : Math.floor(Number(cached) / bytesPerGib);
}

const row = /^ {2}(\w+): \{.*\},$/;

/** The table's source with the rows of these sizes, all others as they were, in one order. */
export function rewritten(source: string, skus: Sku[]): string {
  const lines = source.split('\n');
  const rows = new Map<string, string>();
  for (const line of lines) {
    const [, key] = row.exec(line) ?? [];
    if (key !== undefined) rows.set(key, line);
  }
  for (const sku of skus) {
    const found = factsOf(sku);
    if (found) rows.set(found[0], rowOf(...found));
  }
  const start = lines.findIndex((line) => row.test(line));
  const sorted = [...rows].sort(([a], [b]) => compare(a, b)).map(([, line]) => line);
  return [...lines.slice(0, start), ...sorted, ...lines.slice(start).filter((line) => !row.test(line))].join('\n');
}

function rowOf(key: string, { ephemeralGib, generations }: VmSizeFacts): string {
  const facts = [
    ...(ephemeralGib === undefined ? [] : [`ephemeralGib: ${ephemeralGib}`]),
    ...(generations ? [`generations: [${generations.join(', ')}]`] : []),
  ];
  return `  ${key}: { ${facts.join(', ')} },`;
}

/** By family, features and version, then by number of processors. */
function compare(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  return left.series === right.series ? left.size - right.size : left.series < right.series ? -1 : 1;
}

function partsOf(key: string): { series: string; size: number } {
  const [, family = '', size = '0', rest = ''] = /^([a-z]+)(\d+)(.*)$/.exec(key) ?? [];
  return { series: `${family} ${rest}`, size: Number(size) };
}
