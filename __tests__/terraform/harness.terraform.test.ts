import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import type { Attributes } from '../support/planned';
import { describeWith } from '../support/tools';
import { meantBy } from './meant';
import { needs, TerraformFolder } from './terraform';

jest.setTimeout(120_000);

describeWith(needs, 'The harness', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function stackOf(resource: Attributes, version = '4.81.0'): TerraformFolder {
    const terraform = {
      required_providers: { azurerm: { source: 'azurerm', version }, helm: { source: 'helm', version: '3.1.1' } },
      backend: { local: { path: 'terraform.tfstate' } },
    };
    const provider = { azurerm: { features: {} }, helm: {} };
    writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify({ terraform, provider, resource }));
    return new TerraformFolder(folder);
  }

  const clusterId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/shop';
  const group = { name: 'y: "no" #', location: 'westeurope' };

  test('finds an argument that the provider does not have', async () => {
    const stack = stackOf({ azurerm_resource_group: { Group: { ...group, colour: 'blue' } } });
    await stack.init();
    await expect(stack.validate()).rejects.toThrow('Extraneous JSON object property');
    await expect(stack.plan()).rejects.toThrow('Extraneous JSON object property');
  });

  test('finds an expression that lost its meaning in the YAML, and none where it kept it', async () => {
    const values = ['a: ${jsonencode(azurerm_resource_group.Group.name)}', 'a: ${azurerm_resource_group.Group.name}'];
    const release = { name: 'r', chart: 'c', values };
    const stack = stackOf({ azurerm_resource_group: { Group: group }, helm_release: { R: release } });
    await stack.init();
    await stack.plan();
    await stack.apply();
    const [{ values: deployed }] = (await stack.state()).filter(({ type }) => type === 'helm_release');
    const meant = await meantBy(values[0], (expressions) => stack.evaluate(expressions));
    expect(meant).toEqual({ a: group.name });
    expect(parse(deployed.values[0])).toEqual(meant);
    expect(deployed.values[1]).toBe(`a: ${group.name}`);
    expect(() => parse(deployed.values[1])).toThrow('Nested mappings');
  });

  test('tells a change in place from a replacement', async () => {
    const stack = stackOf({
      azurerm_resource_group: { Group: { ...group, location: 'northeurope', tags: { a: 'b' } } },
    });
    const [{ change }] = (await stack.plan()).filter(({ type }) => type === 'azurerm_resource_group');
    expect(change.actions).toEqual(['delete', 'create']);
    const tagged = stackOf({ azurerm_resource_group: { Group: { ...group, tags: { a: 'b' } } } });
    const changes = await tagged.plan();
    expect(changes.find(({ type }) => type === 'azurerm_resource_group')?.change.actions).toEqual(['update']);
  });

  test('answers each version with its own schema', async () => {
    const endpoint = { name: 'e', resource_group_name: 'rg', location: 'westeurope', subnet_id: 's', edge_zone: 'z' };
    const private_service_connection = {
      name: 'c',
      is_manual_connection: false,
      private_connection_resource_alias: 'a',
    };
    const resource = { azurerm_private_endpoint: { E: { ...endpoint, private_service_connection } } };
    for (const [version, isKnown] of [
      ['4.55.0', false],
      ['4.81.0', true],
    ] as const) {
      rmSync(path.join(folder, '.terraform.lock.hcl'), { force: true });
      const stack = stackOf(resource, version);
      await stack.init();
      if (isKnown) await stack.validate();
      else await expect(stack.validate()).rejects.toThrow('edge_zone');
    }
  });

  test('sees that a pool of GPUs would be replaced, because Azure returns a driver that was left out', async () => {
    const pool = {
      name: 'gpu',
      kubernetes_cluster_id: clusterId,
      vm_size: 'Standard_NC24ads_A100_v4',
      upgrade_settings: { max_surge: '10%' },
    };
    const planned = async (attributes: Attributes) => {
      const stack = stackOf({ azurerm_kubernetes_cluster_node_pool: { Gpu: { ...pool, ...attributes } } });
      await stack.init();
      await stack.plan();
      await stack.apply();
      return (await stack.plan()).map(({ change }) => change.actions.join());
    };
    expect(await planned({})).toEqual(['delete,create']);
    expect(await planned({ gpu_driver: 'Install' })).toEqual([]);
    expect(await planned({ vm_size: 'Standard_D4ds_v5' })).toEqual([]);
  });
});
