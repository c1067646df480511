import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { AksCluster } from 'cdktf-aks';
import { SynthesizedStack } from 'cdktf-aks/testing';
import { TeamNamespace } from '../src';

const stack = new TerraformStack(new App(), 'teams');
new AzurermProvider(stack, 'Azure', { features: [{}] });
const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });

test('a team has a quota', () => {
  new TeamNamespace(stack, 'Orders', { cluster, team: 'orders', cpus: 8 });
  const quota = SynthesizedStack.of(stack).object('ResourceQuota', 'team', 'orders');
  assert.equal(quota.spec.hard['requests.cpu'], '8');
});

test('a name that is no label of a namespace is rejected', () => {
  assert.throws(() => new TeamNamespace(stack, 'Bills', { cluster, team: 'Bills!', cpus: 8 }), {
    name: 'ConstructError',
    message: /team must be 2 to 21 lowercase letters/,
  });
});
