import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { programs, synthesize } from '../../scripts/programs';
import type { Attributes } from '../support/planned';
import { describeWith } from '../support/tools';
import { needs, TerraformFolder } from './terraform';

jest.setTimeout(300_000);

const type = 'azurerm_kubernetes_cluster';

describeWith(needs, 'Taking over a cluster that az aks create made', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('changes it in place, and stops where that cannot be', async () => {
    const adopted = example();
    await create(before(adopted));

    const stack = stackOf(adopted);
    await stack.validate();
    const changes = await stack.plan();
    const counted = (action: string) => changes.filter(({ change }) => change.actions.includes(action)).length;
    expect({ add: counted('create'), change: counted('update'), destroy: counted('delete') }).toEqual({
      add: 5,
      change: 1,
      destroy: 0,
    });
    const changed = changes.filter(({ change }) => change.actions.join() === 'update');
    expect(changed.map((resource) => resource.type)).toEqual([type]);

    const [[name, cluster]] = clustersOf(adopted);
    const renamed = {
      ...adopted,
      resource: { ...adopted.resource, [type]: { [name]: { ...cluster, dns_prefix: 'x1' } } },
    };
    await expect(stackOf(renamed).plan()).rejects.toThrow('prevent_destroy');

    await stackOf(adopted).plan();
    await stack.apply();
    expect(await stack.plan()).toEqual([]);
  });

  function stackOf(json: Attributes): TerraformFolder {
    writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify(json));
    return new TerraformFolder(folder);
  }

  /** Brings a cluster into the state, with the identity that Azure made: the provider takes no kubelet's beside that. */
  async function create(json: Attributes): Promise<void> {
    const stack = stackOf(json);
    await stack.init();
    await stack.plan();
    await stack.apply();
    const file = path.join(folder, json.terraform.backend.local.path);
    const state = JSON.parse(readFileSync(file, 'utf8'));
    const { instances } = state.resources.find((resource: Attributes) => resource.type === type);
    const [identity] = instances[0].attributes.identity;
    instances[0].attributes.identity = [{ ...identity, type: 'SystemAssigned', identity_ids: [] }];
    writeFileSync(file, JSON.stringify(state));
  }
});

function example(): Attributes {
  const program = programs().find(({ name }) => name === 'adopt-cluster');
  if (!program) throw new Error('There is no example adopt-cluster.');
  return JSON.parse(synthesize(program).platform);
}

function clustersOf(json: Attributes): [name: string, cluster: Attributes][] {
  return Object.entries<Attributes>(json.resource[type]);
}

/**
 * The same cluster as `az aks create --network-plugin azure --network-plugin-mode overlay --generate-ssh-keys` makes it: what
 * the example must keep is the example's, everything else is what Azure chooses by itself.
 */
function before(adopted: Attributes): Attributes {
  const [[name, cluster]] = clustersOf(adopted);
  const { name: poolName, vm_size, os_disk_type, type: poolType, vnet_subnet_id } = cluster.default_node_pool;
  const made = {
    name: cluster.name,
    resource_group_name: cluster.resource_group_name,
    location: cluster.location,
    dns_prefix: cluster.dns_prefix,
    node_resource_group: cluster.node_resource_group,
    network_profile: cluster.network_profile,
    kubelet_identity: cluster.kubelet_identity,
    private_cluster_enabled: false,
    role_based_access_control_enabled: true,
    sku_tier: 'Free',
    node_os_upgrade_channel: 'NodeImage',
    run_command_enabled: true,
    identity: { type: 'UserAssigned', identity_ids: [cluster.kubelet_identity.user_assigned_identity_id] },
    linux_profile: { admin_username: 'azureuser', ssh_key: { key_data: 'ssh-rsa AAAA' } },
    default_node_pool: { name: poolName, vm_size, os_disk_type, type: poolType, vnet_subnet_id, node_count: 3 },
  };
  const { import: _import, variable: _variable, ...rest } = adopted;
  return { ...rest, resource: { [type]: { [name]: made } } };
}
