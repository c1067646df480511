import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

// npm test synthesizes first: these are tests of what will be deployed.
const platform = JSON.parse(readFileSync('cdktf.out/stacks/platform/cdk.tf.json', 'utf8'));
const [cluster] = Object.values<any>(platform.resource.azurerm_kubernetes_cluster);

test('the API server accepts listed addresses only', () => {
  const ranges = cluster.api_server_access_profile.authorized_ip_ranges;
  assert.notEqual(ranges.length, 0);
  assert.equal(ranges.includes('0.0.0.0/0'), false);
});

test('administrators sign in with Entra ID', () => {
  assert.equal(cluster.local_account_disabled, true);
});
