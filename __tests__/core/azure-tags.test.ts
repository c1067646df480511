import { readFileSync } from 'node:fs';
import path from 'node:path';
import { KubernetesCluster } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { LogAnalyticsSavedSearch } from '@cdktf/provider-azurerm/lib/log-analytics-saved-search';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { type TerraformStack, TerraformVariable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { AzureTags, ContainerRegistry, RegistryAccess } from '../../lib';
import { replacedByTags } from '../../lib/core/azure-tags';
import { azurerm } from '../../scripts/contracts/providers';
import { place, shopCluster } from '../support/clusters';
import { type Attributes, azureStack, errorOf, Planned, testApp } from '../support/planned';
import { projectRoot } from '../support/tools';

function group(scope: Construct, id: string, options: Partial<Attributes> = {}): ResourceGroup {
  return new ResourceGroup(scope, id, { name: `rg-${id.toLowerCase()}`, location: 'westeurope', ...options });
}

/** The tags of the only resource group that `build` makes. */
function tagsOf(build: (stack: TerraformStack) => void): Attributes | undefined {
  return Planned.by(build).one('azurerm_resource_group').tags;
}

test('everything that can carry tags gets those of its stack, parts included', () => {
  const planned = Planned.by((stack) => {
    AzureTags.of(stack).add({ costCenter: '4711' });
    shopCluster(stack, { tags: { app: 'shop' } });
    new ContainerRegistry(stack, 'Registry', {
      ...place,
      registryName: 'shop4711',
      access: RegistryAccess.publicFromEverywhere(),
      geoReplications: [{ location: 'northeurope' }],
    });
    new RoleAssignment(stack, 'Role', { scope: '/subscriptions/s', principalId: 'p', roleDefinitionName: 'Reader' });
  });
  const tags = { costCenter: '4711' };
  const cluster = planned.one('azurerm_kubernetes_cluster');
  expect([cluster.tags, cluster.default_node_pool.tags]).toEqual(Array(2).fill({ ...tags, app: 'shop' }));
  expect(planned.one('azurerm_kubernetes_cluster_node_pool').tags).toEqual({ ...tags, app: 'shop' });
  const registry = planned.one('azurerm_container_registry');
  expect([registry.tags, registry.georeplications[0].tags]).toEqual([tags, tags]);
  expect(planned.one('azurerm_virtual_network').tags).toEqual(tags);
  for (const type of ['azurerm_role_assignment', 'azurerm_subnet']) {
    expect(Object.values(planned.all(type)).filter((resource) => 'tags' in resource)).toEqual([]);
  }
});

test('the nearest scope wins, and the resource itself over all, whatever the case of the key', () => {
  const tags = tagsOf((stack) => {
    const team = new Construct(stack, 'Team');
    AzureTags.of(team).add({ owner: 'web', tier: 'gold' });
    AzureTags.of(stack).add({ Owner: 'platform', stage: 'prod' });
    group(team, 'Group', { tags: { Tier: 'silver' } });
  });
  expect(tags).toEqual({ stage: 'prod', owner: 'web', Tier: 'silver' });
});

test('tags reach what is made after them, and stay inside of their scope', () => {
  const planned = Planned.by((stack) => {
    const team = new Construct(stack, 'Team');
    group(team, 'Before');
    AzureTags.of(team).add({ owner: 'web' });
    AzureTags.of(team).add({ stage: 'prod' });
    group(team, 'After');
    group(stack, 'Outside');
  });
  const tags = { owner: 'web', stage: 'prod' };
  expect(planned.one('azurerm_resource_group', 'Before').tags).toEqual(tags);
  expect(planned.one('azurerm_resource_group', 'After').tags).toEqual(tags);
  expect(planned.one('azurerm_resource_group', 'Outside').tags).toBeUndefined();
});

test('a second synthesis is the same, and sees what was changed in between', () => {
  const stack = azureStack();
  AzureTags.of(stack).add({ owner: 'web' });
  shopCluster(stack, { tags: { app: 'shop' } });
  const made = group(stack, 'Group');
  const first = Planned.of(stack);
  expect(Planned.of(stack).text).toBe(first.text);
  made.tags = { owner: 'own' };
  AzureTags.of(stack).add({ stage: 'prod' });
  expect(Planned.of(stack).one('azurerm_resource_group').tags).toEqual({ owner: 'own', stage: 'prod' });
});

test('tokens: values are kept, and a map that Terraform computes is merged by Terraform, and wins', () => {
  const tags = tagsOf((stack) => {
    AzureTags.of(stack).add({ owner: new TerraformVariable(stack, 'owner', { type: 'string' }).stringValue });
    const given = new TerraformVariable(stack, 'given', { type: 'map(string)' });
    group(stack, 'Group', { tags: Token.asStringMap(given.value) });
  });
  expect(tags).toBe('${merge({"owner" = var.owner}, var.given)}');
});

test('ignored keys are left alone; who ignores all tags gets none, and says so once', () => {
  const stack = azureStack();
  AzureTags.of(stack).add({ owner: 'web', 'last-updated-by-k8s-ingress': 'never' });
  group(stack, 'Key', { lifecycle: { ignoreChanges: ['tags["last-updated-by-k8s-ingress"]'] } });
  group(stack, 'All', { lifecycle: { ignoreChanges: 'all' } });
  group(stack, 'Whole', { lifecycle: { ignoreChanges: ['tags'] } });
  Planned.of(stack);
  const planned = Planned.of(stack);
  expect(planned.one('azurerm_resource_group', 'Key').tags).toEqual({ owner: 'web' });
  expect(planned.one('azurerm_resource_group', 'All').tags).toBeUndefined();
  expect(planned.one('azurerm_resource_group', 'Whole').tags).toBeUndefined();
  const text =
    'The tags of its scope (owner, last-updated-by-k8s-ingress) are not set on it: it ignores changes of its tags.';
  expect(planned.infos).toEqual([text, text]);
});

test('what a tag would replace is left alone', () => {
  const planned = Planned.by((stack) => {
    AzureTags.of(stack).add({ owner: 'web' });
    new LogAnalyticsSavedSearch(stack, 'Search', {
      name: 'errors',
      category: 'shop',
      displayName: 'Errors',
      logAnalyticsWorkspaceId: '/subscriptions/s',
      query: 'x',
    });
  });
  expect(planned.one('azurerm_log_analytics_saved_search').tags).toBeUndefined();
  expect(planned.infos).toEqual(['The tags of its scope (owner) are not set on it: a new tag would replace it.']);
});

test('a plain cluster gets them too', () => {
  const planned = Planned.by((stack) => {
    AzureTags.of(stack).add({ owner: 'web' });
    new KubernetesCluster(stack, 'Cluster', {
      ...place,
      name: 'shop',
      dnsPrefix: 'shop',
      defaultNodePool: { name: 'system', vmSize: 'Standard_D4ds_v5' },
      identity: { type: 'SystemAssigned' },
    });
  });
  const cluster = planned.one('azurerm_kubernetes_cluster');
  expect([cluster.tags, cluster.default_node_pool.tags]).toEqual([{ owner: 'web' }, { owner: 'web' }]);
});

test.each<[name: string, build: (stack: TerraformStack) => void, text: string]>([
  [
    'a bad key',
    (stack) => AzureTags.of(stack).add({ 'a/b': 'c' }),
    "TerraformStack 'platform': tags must have keys of 1 to 512 characters without < > % & \\ ? / and control characters, got a/b. For example, use team.",
  ],
  [
    "a key of Azure's own",
    (stack) => AzureTags.of(stack).add({ 'azure-team': 'c' }),
    "TerraformStack 'platform': tags must not have keys with a prefix that Azure reserves, got azure-team. For example, use team.",
  ],
  [
    'a long value',
    (stack) => AzureTags.of(stack).add({ a: 'x'.repeat(257) }),
    `TerraformStack 'platform': tags.a must have at most 256 characters, got ${'x'.repeat(120)}... (257 characters). Shorten it.`,
  ],
  [
    'two values of a key in one scope',
    (stack) => {
      AzureTags.of(stack).add({ team: 'a' });
      AzureTags.of(stack).add({ team: 'b' });
    },
    "TerraformStack 'platform': tags.team must not be set twice for one scope (team is a), got b. " +
      'Set only one of the two, or set this one on an inner scope.',
  ],
  [
    'too many',
    (stack) => AzureTags.of(stack).add(Object.fromEntries([...Array(51).keys()].map((n) => [`tag${n}`, 'x']))),
    "TerraformStack 'platform': tags must be at most 50, got 51. Remove some.",
  ],
])('refuses %s', (_name, build, text) => {
  expect(errorOf(() => build(azureStack()))).toBe(text);
});

test('the same tag twice is no fault; a scope above the stacks is', () => {
  const stack = azureStack();
  AzureTags.of(stack).add({ team: 'a' });
  AzureTags.of(stack).add({ team: 'a' });
  expect(errorOf(() => AzureTags.of(testApp()))).toBe(
    "App '': AzureTags.of must be a stack or a construct in one. Call it for each stack.",
  );
});

test('the resources that a tag replaces are those of the provider', () => {
  const file = path.join(projectRoot, 'tools/terraform-offline/rules', `${azurerm}.json`);
  const rules: { [type: string]: { force_new?: string[] } } = JSON.parse(readFileSync(file, 'utf8'));
  const found = Object.keys(rules).filter((type) => rules[type].force_new?.includes('tags'));
  expect([...replacedByTags].sort()).toEqual(found.sort());
});
