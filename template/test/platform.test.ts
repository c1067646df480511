import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SynthesizedStack } from 'cdktf-aks/testing';

// npm test synthesizes first: these are tests of what will be deployed.
const platform = SynthesizedStack.read('cdktf.out', 'platform');
const cluster = platform.resource('azurerm_kubernetes_cluster', 'Cluster').attributes;

test('the API server accepts listed addresses only', () => {
  const ranges = cluster.api_server_access_profile.authorized_ip_ranges;
  assert.notEqual(ranges.length, 0);
  assert.equal(ranges.includes('0.0.0.0/0'), false);
});

test('administrators sign in with Entra ID', () => {
  assert.equal(cluster.local_account_disabled, true);
});
