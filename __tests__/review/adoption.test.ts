import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../../review/changes/finding';
import { emptyFolder, output, removeFolders, reviewed } from './output';

afterAll(removeFolders);

const type = 'azurerm_kubernetes_cluster';
const address = `${type}.C`;
const cluster = { name: 'shop', sku_tier: 'Standard', tags: { team: 'shop' } };

function folderOf(args: object, more: object = {}): string {
  return output({ s: { json: { resource: { [type]: { C: args } }, ...more } } });
}

function planFile(change: object, more: object = {}): string {
  const file = path.join(emptyFolder(), 'plan.json');
  const resource_changes = [{ address, type, mode: 'managed', change, ...more }];
  writeFileSync(file, JSON.stringify({ terraform_version: '1.11.4', planned_values: {}, resource_changes }));
  return file;
}

type Taken = [level: string, text: string, isPossible: boolean];

function levelsAndTexts(...args: Parameters<typeof reviewed>): Taken[] {
  return reviewed(...args).changes.map(({ level, text, isPossible }: Finding): Taken => [level, text, isPossible]);
}

describe('a plan that takes resources over', () => {
  const importing = { id: '/subscriptions/0/managedClusters/shop' };

  test('an import that changes the resource', () => {
    const change = { actions: ['update'], before: { ...cluster, sku_tier: 'Free' }, after: cluster, importing };
    expect(levelsAndTexts(folderOf(cluster), '--plan', planFile(change))).toEqual([
      ['adopt', 'cluster shop is imported, and the apply changes it: sku_tier', false],
      ['other', 'cluster shop: sku_tier Free → Standard', false],
    ]);
  });

  test('an import that changes nothing', () => {
    const change = { actions: ['no-op'], before: cluster, after: cluster, importing };
    expect(levelsAndTexts(folderOf(cluster), '--plan', planFile(change))).toEqual([
      ['other', 'cluster shop is imported, without changes', false],
    ]);
  });

  test('a moved address with a change, and one without', () => {
    const previous = { previous_address: 'module.aks.azurerm_kubernetes_cluster.main' };
    const change = { actions: ['update'], before: { ...cluster, tags: null }, after: cluster };
    expect(levelsAndTexts(folderOf(cluster), '--plan', planFile(change, previous))[0]).toEqual([
      'adopt',
      'cluster shop moves to a new address, and the apply changes it: tags',
      false,
    ]);
    const same = { actions: ['no-op'], before: cluster, after: cluster };
    expect(levelsAndTexts(folderOf(cluster), '--plan', planFile(same, previous))).toEqual([]);
  });

  test('an import that replaces the resource is a replacement', () => {
    const change = { actions: ['delete', 'create'], before: { ...cluster, name: 'old' }, after: cluster, importing };
    const found = levelsAndTexts(folderOf(cluster), '--plan', planFile({ ...change, replace_paths: [['name']] }));
    expect(found[0][0]).toBe('replace');
    expect(found.map(([level]) => level)).not.toContain('adopt');
  });
});

describe('resources that leave the state', () => {
  test('a plan that forgets a cluster', () => {
    const change = { actions: ['forget'], before: cluster, after: null };
    expect(levelsAndTexts(folderOf(cluster), '--plan', planFile(change))).toEqual([
      ['other', 'cluster shop leaves the state and stays as it is', false],
    ]);
  });

  test('a plan that forgets a key, which only the state holds', () => {
    const key = { algorithm: 'RSA' };
    const change = { actions: ['forget'], before: key, after: null };
    const more = { address: 'tls_private_key.ssh', type: 'tls_private_key' };
    expect(levelsAndTexts(folderOf(cluster), '--plan', planFile(change, more))).toEqual([
      [
        'adopt',
        'private key tls_private_key.ssh leaves the state; its values are lost: save them before the apply',
        false,
      ],
    ]);
  });

  test('code with a removed block destroys nothing; one that destroys does', () => {
    const removed = (destroy: boolean) =>
      output({ s: { json: { removed: [{ from: address, lifecycle: { destroy } }], resource: {} } } });
    expect(levelsAndTexts(removed(false), '--base', folderOf(cluster))).toEqual([
      ['other', 'cluster shop leaves the state and stays as it is', false],
    ]);
    expect(levelsAndTexts(removed(true), '--base', folderOf(cluster))[0][0]).toBe('replace');
  });
});

describe('code that takes resources over', () => {
  const imports = { import: [{ to: address, id: '/subscriptions/0/managedClusters/shop' }] };
  const empty = output({ s: { json: { resource: {} } } });

  test('a new import may change the resource, and creates nothing', () => {
    expect(levelsAndTexts(folderOf(cluster, imports), '--base', empty)).toEqual([
      ['adopt', 'cluster shop is imported, and the apply may change it', true],
    ]);
  });

  test('an import that was there before is no change', () => {
    expect(levelsAndTexts(folderOf(cluster, imports), '--base', folderOf(cluster, imports))).toEqual([]);
  });

  test('a moved resource that changes', () => {
    const moved = { moved: [{ from: `${type}.Old`, to: address }] };
    const base = output({ s: { json: { resource: { [type]: { Old: { ...cluster, sku_tier: 'Free' } } } } } });
    expect(levelsAndTexts(folderOf(cluster, moved), '--base', base)[0]).toEqual([
      'adopt',
      'cluster shop moves to a new address, and the apply changes it: sku_tier',
      false,
    ]);
  });
});
