import { readFileSync } from 'node:fs';
import path from 'node:path';
import { VmSize } from '../../lib/cluster/vm-size';
import { vmSizes } from '../../lib/cluster/vm-size-table';
import { factsOf, rewritten, type Sku } from '../../scripts/vm-sizes/facts';
import { projectRoot } from '../support/tools';

function sku(name: string, capabilities: { [name: string]: string }, resourceType = 'virtualMachines'): Sku {
  return {
    resourceType,
    name,
    capabilities: Object.entries(capabilities).map(([key, value]) => ({ name: key, value })),
  };
}

const both = { HyperVGenerations: 'V1,V2' };
const placements = { SupportedEphemeralOSDiskPlacements: 'ResourceDisk,CacheDisk', EphemeralOSDiskSupported: 'True' };

describe("a size of Azure's list becomes a row", () => {
  test.each<[string, Sku, ReturnType<typeof factsOf>]>([
    [
      'with the temporary disk of a newer size that has a local disk',
      sku('Standard_E4d_v5', {
        ...both,
        ...placements,
        MaxResourceVolumeMB: '153600',
        CachedDiskBytes: '107374182400',
      }),
      ['e4d_v5', { ephemeralGib: 150, generations: [1, 2] }],
    ],
    [
      'with the cache of an older one',
      sku('Standard_D4s_v3', { ...both, ...placements, MaxResourceVolumeMB: '32768', CachedDiskBytes: '107374182400' }),
      ['d4s_v3', { ephemeralGib: 100, generations: [1, 2] }],
    ],
    [
      'with the cache of one whose name has no version',
      sku('Standard_DS2', { ...both, ...placements, MaxResourceVolumeMB: '14336', CachedDiskBytes: '92341796864' }),
      ['ds2', { ephemeralGib: 86, generations: [1, 2] }],
    ],
    [
      'without space where Azure supports no ephemeral disk',
      sku('Standard_D2as_v6', { HyperVGenerations: 'V2', EphemeralOSDiskSupported: 'False' }),
      ['d2as_v6', { ephemeralGib: 0, generations: [2] }],
    ],
    [
      'without a statement about disks behind NVMe',
      sku('Standard_D4ds_v6', { HyperVGenerations: 'V2', EphemeralOSDiskSupported: 'True', MaxResourceVolumeMB: '0' }),
      ['d4ds_v6', { generations: [2] }],
    ],
    [
      'without a statement about the disks of GPU sizes',
      sku('Standard_NC24ads_A100_v4', {
        ...placements,
        HyperVGenerations: 'V2',
        GPUs: '1',
        MaxResourceVolumeMB: '65536',
      }),
      ['nc24ads_a100_v4', { generations: [2] }],
    ],
    ['not where it is a constrained size', sku('Standard_M8-2ms', both), undefined],
    ['not where it is of the Basic tier', sku('Basic_A2', both), undefined],
    ['not where it is a disk', sku('Standard_LRS', both, 'disks'), undefined],
  ])('%s', (_title, given, row) => {
    expect(factsOf(given)).toEqual(row);
  });
});

test('rows of a new list replace those of the table, and all others stay where they are', () => {
  const source = ['before = {', '  d2s_v3: { ephemeralGib: 1 },', '  d8s_v3: { generations: [1] },', '};', ''].join(
    '\n',
  );
  const list = [
    sku('Standard_D2s_v3', { ...both, ...placements, CachedDiskBytes: '53687091200' }),
    sku('Standard_D4s_v3', both),
  ];
  expect(rewritten(source, list)).toBe(
    [
      'before = {',
      '  d2s_v3: { ephemeralGib: 50, generations: [1, 2] },',
      '  d4s_v3: { generations: [1, 2] },',
      '  d8s_v3: { generations: [1] },',
      '};',
      '',
    ].join('\n'),
  );
});

test('the table is in the order that the script writes', () => {
  const source = readFileSync(path.join(projectRoot, 'lib/cluster/vm-size-table.ts'), 'utf8');
  expect(rewritten(source, [])).toBe(source);
});

test('each row is of a size whose name is understood, and says something', () => {
  const wrong = Object.entries(vmSizes).filter(([key, facts]) => {
    const size = VmSize.parse(`Standard_${key}`);
    return size?.ephemeralGib !== facts.ephemeralGib || Object.keys(facts).length === 0;
  });
  expect(wrong).toEqual([]);
});
