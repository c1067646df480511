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

describe('a plan that loses releases from the state', () => {
  const release = { name: 'istiod', namespace: 'istio-system', chart: 'istiod' };
  const drifted = (action: string) => ({
    address: 'helm_release.Istiod',
    type: 'helm_release',
    mode: 'managed',
    change: { actions: [action], before: release, after: action === 'delete' ? null : release },
  });
  const mesh = output({
    s: {
      json: {
        resource: {
          helm_release: {
            Istiod: release,
            "It's": { name: 'a', namespace: 'shop' },
            Team: { name: '${var.team}', namespace: 'shop' },
          },
        },
      },
    },
  });

  function drift(action: string): string {
    const file = path.join(emptyFolder(), 'plan.json');
    const again = { ...drifted(action), change: { actions: ['create'], before: null, after: release } };
    const plan = { planned_values: {}, resource_changes: [again], resource_drift: [drifted(action)] };
    writeFileSync(file, JSON.stringify({ terraform_version: '1.11.4', ...plan }));
    return file;
  }

  test('is rejected, with the loss as the worst danger', () => {
    const plan = drift('delete');
    expect(reviewed(mesh, '--plan', plan).changes[0]).toEqual({
      level: 'lost',
      stack: 's',
      address: 'helm_release.Istiod',
      text:
        'release istiod was not found in namespace istio-system, and applying the plan removes it from the state: ' +
        "it was uninstalled, or the plan couldn't read the namespace's Secrets",
      isPossible: false,
      isPlanned: true,
    });
    expect(run(['review', mesh, '--plan', plan])).toMatchObject({
      exitCode: 1,
      error:
        "Don't apply: the plan removes releases from the state because it didn't find them in the cluster (1). If they are there " +
        '(helm list --all-namespaces), give the identity that plans access to the cluster and plan again. If they were uninstalled, ' +
        'review with --allow-lost.\n',
    });
    expect(run(['review', mesh, '--plan', plan, '--allow-lost']).exitCode).toBe(0);
    expect(run(['review', mesh, '--plan', plan, '--allow-lost', '--fail-on', 'lost']).exitCode).toBe(1);
  });

  test('is another one than a plan whose releases were changed in the cluster', () => {
    expect(run(['review', mesh, '--plan', drift('update')])).toMatchObject({ exitCode: 0, error: '' });
  });

  test('is repaired by the imports of what it loses, or of all releases', () => {
    const stack = path.relative('', path.join(mesh, 'stacks/s'));
    const istiod = `terraform -chdir=${stack} import helm_release.Istiod istio-system/istiod\n`;
    expect(run(['imports', mesh, '--plan', drift('delete')]).output).toBe(istiod);
    expect(run(['imports', mesh, '--plan', drift('update')]).output).toBe('');
    expect(run(['imports', mesh]).output).toBe(
      `${istiod}terraform -chdir=${stack} import 'helm_release.It'\\''s' shop/a\n` +
        '# helm_release.Team: only Terraform can evaluate its namespace and name, shop/${var.team}\n',
    );
    expect(run(['imports', mesh, '--brief']).error).toBe(
      'imports takes no option but --plan, got --brief. See cdktf-aks imports --help.\n',
    );
  });
});
