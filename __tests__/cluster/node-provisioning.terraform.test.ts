import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AksClusterProps, AksNodeClass, KarpenterNodePool, NodeProvisioning, requireProviders } from '../../lib';
import { shopCluster } from '../support/clusters';
import { type Attributes, azureStack, Planned } from '../support/planned';
import { describeWith } from '../support/tools';
import { needs, TerraformFolder } from '../terraform/terraform';

jest.setTimeout(300_000);

const vmSize = 'Standard_D4ds_v5';
const fixed = { systemPool: { vmSize, nodeCount: 3 }, userPool: { vmSize, nodeCount: 2 } };

describeWith(needs, 'The migration to node auto-provisioning', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function step(props: Partial<AksClusterProps>, withPool = false): TerraformFolder {
    const stack = azureStack();
    requireProviders(stack);
    const cluster = shopCluster(stack, props);
    if (withPool) {
      const nodeClass = new AksNodeClass(stack, 'Class', { cluster, className: 'apps' });
      new KarpenterNodePool(stack, 'Apps', { cluster, poolName: 'apps', nodeClass });
    }
    const { json } = Planned.of(stack);
    json.terraform.backend.local.path = 'terraform.tfstate';
    // The chart of the objects is where cdktf writes the stack's assets, not here.
    writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify(withoutCharts(json)));
    return new TerraformFolder(folder);
  }

  test('changes clusters and pools in place, and each step leaves nothing to do for a second plan', async () => {
    const changes = async (stack: TerraformFolder) => {
      await stack.init();
      const planned = (await stack.plan()).map(({ type, change }) => `${change.actions.join(' and ')} ${type}`);
      await stack.apply();
      expect(await stack.plan()).toEqual([]);
      return planned.filter((text) => text.includes('kubernetes_cluster')).sort();
    };
    await changes(step({}));
    expect(await changes(step(fixed))).toEqual([
      'update azurerm_kubernetes_cluster',
      'update azurerm_kubernetes_cluster_node_pool',
    ]);
    const nodeProvisioning = NodeProvisioning.automatic({ defaultPools: false });
    expect(await changes(step({ ...fixed, nodeProvisioning }))).toEqual(['update azurerm_kubernetes_cluster']);
    const provisioned = { ...fixed, nodeProvisioning, userPool: undefined };
    expect(await changes(step(provisioned, true))).toEqual(['delete azurerm_kubernetes_cluster_node_pool']);
  });

  test('is undone in place', async () => {
    const stack = step({ ...fixed, nodeProvisioning: NodeProvisioning.automatic() });
    await stack.init();
    await stack.plan();
    await stack.apply();
    const undone = step({ ...fixed, nodeProvisioning: NodeProvisioning.manual() });
    expect((await undone.plan()).map(({ change }) => change.actions.join())).toEqual(['update']);
    await undone.apply();
    expect(await undone.plan()).toEqual([]);
  });

  test('keeps the mode where the prop is removed', async () => {
    const stack = step({ ...fixed, nodeProvisioning: NodeProvisioning.automatic() });
    await stack.init();
    await stack.plan();
    await stack.apply();
    expect(await step(fixed).plan()).toEqual([]);
  });
});

function withoutCharts(json: Attributes): Attributes {
  return JSON.parse(JSON.stringify(json), (key, value) =>
    key === 'chart' && String(value).startsWith('assets/') ? 'manifests' : value,
  );
}
