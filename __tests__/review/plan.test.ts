import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../review/command';
import { emptyFolder, output, removeFolders, reviewed } from './output';

afterAll(removeFolders);

const id = 'azurerm_kubernetes_cluster.C';
const folder = output({ s: { json: { resource: { azurerm_kubernetes_cluster: { C: { name: 'shop' } } } } } });

function planFile(change: object): string {
  const file = path.join(emptyFolder(), 'plan.json');
  const resource_changes = [{ address: id, type: 'azurerm_kubernetes_cluster', mode: 'managed', change }];
  writeFileSync(file, JSON.stringify({ terraform_version: '1.11.4', planned_values: {}, resource_changes }));
  return file;
}

test('the plan says which arguments replace, whatever the code would', () => {
  const before = {
    name: 'shop',
    local_account_disabled: true,
    run_command_enabled: false,
    kubernetes_version: '1.35.1',
  };
  const after = { ...before, kubernetes_version: '1.36.2' };
  const plan = planFile({ actions: ['delete', 'create'], before, after, replace_paths: [['kubernetes_version']] });
  expect(reviewed(folder, '--plan', plan).changes[0]).toEqual({
    level: 'replace',
    stack: 's',
    address: id,
    text: 'cluster shop is replaced: kubernetes_version 1.35.1 → 1.36.2. Everything in the cluster is lost',
    isPossible: false,
    isPlanned: true,
  });
  expect(reviewed(folder, '--plan', planFile({ actions: ['no-op'], before, after: before })).changes).toEqual([]);
});

test('what the plan marks as sensitive prints nowhere', () => {
  const before = { name: 'shop', description: 'old-value' };
  const after = { name: 'shop', description: 'new-value' };
  const marks = { description: true };
  const change = { actions: ['update'], before, after, before_sensitive: marks, after_sensitive: marks };
  const { output: page } = run(['review', folder, '--plan', planFile(change)]);
  expect(page).toContain('description (sensitive) → (sensitive, changed)');
  expect(page).not.toMatch(/old-value|new-value/);
});
