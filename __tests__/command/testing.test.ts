import { Annotations } from 'cdktf';
import { matchers, SynthesizedStack } from '../../command/testing';
import { AksCluster, ClusterNetwork, KubernetesManifests, Namespace } from '../../lib';
import { output, removeFolders } from '../review/output';
import { shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, errorOf } from '../support/planned';

expect.extend(matchers);
afterEach(removeFolders);

function planned(): SynthesizedStack {
  const stack = azureStack();
  const network = shopNetwork(stack);
  network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
  network.addSubnet('Pods', { prefix: '10.0.16.0/20' });
  const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
  new Namespace(stack, 'Shop', { cluster, name: 'shop' });
  new KubernetesManifests(stack, 'Config', {
    cluster,
    releaseName: 'config',
    namespace: 'shop',
    manifests: [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'own' },
        data: { subnet: network.networkName, on: 'yes' },
      },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other', namespace: 'else' }, data: {} },
    ],
  });
  Annotations.of(network).addWarning('W999: a doubt');
  Annotations.of(network).addInfo('a note');
  return SynthesizedStack.of(stack);
}

test('resources are found by type and by the path of their construct', () => {
  const stack = planned();
  expect(stack.resources('azurerm_subnet').map(({ construct }) => construct)).toEqual([
    'Network/Nodes',
    'Network/Pods',
  ]);
  expect(stack.resource('azurerm_subnet', 'Network/Pods')).toMatchObject({
    address: expect.stringMatching(/^azurerm_subnet\.Network_Pods_/),
    type: 'azurerm_subnet',
    attributes: { address_prefixes: ['10.0.16.0/20'] },
  });
  expect(stack.resource('azurerm_virtual_network').attributes.name).toBe('shop');
  expect(stack.resources('azurerm_key_vault')).toEqual([]);
  expect(stack.dataSources().length).toBeGreaterThan(0);
  expect(stack.resources().every(({ address }) => !address.startsWith('data.'))).toBe(true);
});

test('a lookup that finds none or several names what there is', () => {
  const stack = planned();
  expect(errorOf(() => stack.resource('azurerm_subnet'))).toBe(
    'The stack has 2 resources of type azurerm_subnet, not 1. Their constructs are Network/Nodes, Network/Pods.',
  );
  expect(errorOf(() => stack.resource('azurerm_subnet', 'Net'))).toBe(
    'The stack has 0 resources of type azurerm_subnet at or below Net, not 1. Their constructs are Network/Nodes, Network/Pods.',
  );
  expect(errorOf(() => stack.release('none'))).toMatch(/^0 releases have the name none\. The stack has .*shop\/config/);
  expect(errorOf(() => stack.object('ConfigMap', 'none'))).toBe(
    '0 objects of kind ConfigMap have the name none. The stack has shop/own, else/other.',
  );
});

test('values of releases and Kubernetes objects are objects', () => {
  const stack = planned();
  expect(stack.release('config')).toMatchObject({ namespace: 'shop', construct: 'Config' });
  expect(stack.release('config').values.manifests).toHaveLength(2);
  expect(stack.object('ConfigMap', 'own', 'shop').data.on).toBe('yes');
  expect(stack.objects('ConfigMap').map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([
    'shop/own',
    'else/other',
  ]);
});

test('annotations have their construct', () => {
  const stack = planned();
  expect(stack.warnings).toContainEqual({ construct: 'platform/Network', text: 'W999: a doubt' });
  expect(stack.notes).toContainEqual({ construct: 'platform/Network', text: 'a note' });
  expect(stack.errors).toEqual([]);
});

test('the rules of the complete program apply', () => {
  const stack = azureStack();
  const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/29' });
  shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet }) });
  expect(errorOf(() => SynthesizedStack.of(stack))).toMatch(
    /^Validation failed with the following errors:\n.*AksCluster 'platform\/Cluster': nodeSubnet must /,
  );
});

test('an output folder is read the same way', () => {
  const folder = output({
    shop: {
      json: {
        resource: { helm_release: { A: { name: 'a', chart: 'c', values: ['replicas: 3\nhost: ${var.host}'] } } },
      },
      annotations: [{ level: '@cdktf/warn', constructPath: 'shop/A', message: 'W101: a secret' }],
    },
  });
  const stack = SynthesizedStack.read(folder, 'shop');
  expect(stack.release('a').values).toEqual({ replicas: 3, host: '${var.host}' });
  expect(stack.warnings).toEqual([{ construct: 'shop/A', text: 'W101: a secret' }]);
  expect(errorOf(() => SynthesizedStack.read(folder, 'mesh'))).toBe(`${folder} has no stack mesh. It has shop.`);
});

describe('matchers', () => {
  test('compare maps by the given keys, lists as a whole', () => {
    const stack = planned();
    expect(stack).toHavePlannedResource('azurerm_subnet');
    expect(stack).toHavePlannedResource('azurerm_subnet', { address_prefixes: ['10.0.16.0/20'] });
    expect(stack).toHavePlannedResource('azurerm_subnet', { name: expect.stringMatching(/^nod/) });
    expect(stack).not.toHavePlannedResource('azurerm_subnet', { address_prefixes: [] });
    expect(stack).not.toHavePlannedResource('azurerm_subnet', { nothing: undefined });
    expect(stack).not.toHavePlannedResource('azurerm_key_vault');
    expect(stack).toHaveRelease('config', { manifests: [{ kind: 'ConfigMap' }, expect.anything()] });
    expect(stack).not.toHaveRelease('config', { manifests: [{ kind: 'ConfigMap' }] });
    expect(stack).toHaveObject('ConfigMap', 'own', { data: { on: 'yes' } });
    expect(stack).not.toHaveObject('ConfigMap', 'own', { data: { on: 'no' } });
    expect(stack).toWarn('W999');
    expect(stack).not.toWarn('W99');
  });

  test('say what was found', () => {
    const stack = planned();
    const message = (action: () => void) => errorOf(action).replaceAll(/\s+/g, ' ');
    expect(message(() => expect(stack).toHaveObject('ConfigMap', 'own', { data: { on: 'no' } }))).toMatch(
      /^Expected ConfigMap own with \{ "data": \{ "on": "no" \} \}\. Found: shop\/own: \{.*"on": "yes"/,
    );
    expect(message(() => expect(stack).toWarn('W000'))).toMatch(/^Expected warning W000\. Raised: .*W999: a doubt/);
    expect(message(() => expect({}).toWarn('W000'))).toBe(
      'The matchers of cdktf-aks/testing take a SynthesizedStack. Use SynthesizedStack.of(stack).',
    );
  });
});
