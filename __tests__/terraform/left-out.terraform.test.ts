import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { requireProviders } from '../../lib';
import { shopCluster } from '../support/clusters';
import { type Attributes, azureStack, Planned } from '../support/planned';
import { describeWith } from '../support/tools';
import { needs, TerraformFolder } from './terraform';

jest.setTimeout(300_000);

const types = ['azurerm_kubernetes_cluster', 'azurerm_kubernetes_cluster_node_pool'];

describeWith(needs, "What Azure answers for arguments that pools don't have", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function stackOf(json: Attributes): TerraformFolder {
    writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify(json));
    return new TerraformFolder(folder);
  }

  test('leaves nothing to do for a second plan, and shows what would be replaced without it', async () => {
    const json = gpuPools();
    const made = stackOf(json);
    await made.init();
    await made.plan();
    await made.apply();
    expect(await made.plan()).toEqual([]);

    const replaced = async (changed: Attributes) =>
      (await stackOf(changed).plan())
        .filter(({ type }) => types.includes(type))
        .map(({ type, change }) => `${change.actions.join(' and ')} ${type}`)
        .sort();
    expect(await replaced(without(json, 'gpu_driver'))).toEqual([
      'delete and create azurerm_kubernetes_cluster',
      'delete and create azurerm_kubernetes_cluster_node_pool',
      'delete and create azurerm_kubernetes_cluster_node_pool',
    ]);
    expect(await replaced(without(json, 'upgrade_settings'))).toEqual([
      'update azurerm_kubernetes_cluster',
      'update azurerm_kubernetes_cluster_node_pool',
    ]);
  });
});

function gpuPools(): Attributes {
  const stack = azureStack();
  requireProviders(stack);
  const pool = { vmSize: 'Standard_NC4as_T4_v3' };
  shopCluster(stack, { systemPool: pool, userPool: pool }).addNodePool('Spot', { ...pool, poolName: 'spot', spot: {} });
  return Planned.of(stack).json;
}

/** The same program, which never had an argument in its pools. */
function without(json: Attributes, argument: string): Attributes {
  return JSON.parse(JSON.stringify(json), (key, value) => (key === argument ? undefined : value));
}
