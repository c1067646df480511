import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Attributes } from './support/planned';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The stacks of main.ts, as `npm run synth` writes them. */
function synthesized(env: NodeJS.ProcessEnv = {}): { [stack: string]: Attributes } {
  const folder = mkdtempSync(join(tmpdir(), 'main-'));
  folders.push(folder);
  const { TFSTATE_STORAGE_ACCOUNT: _, ...clean } = process.env;
  const { status, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', 'main.ts'], {
    cwd: join(__dirname, '..'),
    env: { ...clean, CDKTF_OUTDIR: folder, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const read = (stack: string) => JSON.parse(readFileSync(join(folder, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
  return { platform: read('platform'), mesh: read('mesh') };
}

function all(stack: Attributes, type: string): Attributes[] {
  return Object.values(stack.resource[type]);
}

const { platform, mesh } = synthesized();
const [cluster] = all(platform, 'azurerm_kubernetes_cluster');

const [, ownRange] =
  readFileSync(join(__dirname, '../main.ts'), 'utf8').match(/^const ownRanges = \['(.*)'\];$/m) ?? [];

test('the API server answers the ranges of one constant', () => {
  expect(cluster.private_cluster_enabled).toBe(false);
  expect(cluster.api_server_access_profile.authorized_ip_ranges).toEqual([ownRange]);
});

test('the deployment identity is an administrator', () => {
  const deployer = '${data.azurerm_client_config.CdktfAksDeployer.object_id}';
  const grants = all(platform, 'azurerm_role_assignment').filter((grant) => grant.principal_id === deployer);
  expect(grants.map((grant) => grant.role_definition_name)).toEqual([
    'Azure Kubernetes Service Cluster User Role',
    'Azure Kubernetes Service RBAC Cluster Admin',
  ]);
});

test('a user pool without taints takes the pods', () => {
  expect(cluster.default_node_pool.only_critical_addons_enabled).toBe(true);
  const [pool] = all(platform, 'azurerm_kubernetes_cluster_node_pool');
  expect([pool.mode, pool.node_taints, pool.min_count]).toEqual(['User', undefined, 2]);
});

test('the nodes reach the registry by a private endpoint in their network, and may pull', () => {
  const [endpoint] = all(platform, 'azurerm_private_endpoint');
  expect(endpoint.private_service_connection).toMatchObject({
    private_connection_resource_id: expect.stringMatching(/^\$\{azurerm_container_registry\.\w+\.id\}$/),
    subresource_names: ['registry'],
  });
  const [zone] = all(platform, 'azurerm_private_dns_zone');
  expect([zone.name, endpoint.private_dns_zone_group.private_dns_zone_ids.length]).toEqual([
    'privatelink.azurecr.io',
    1,
  ]);
  const [link] = all(platform, 'azurerm_private_dns_zone_virtual_network_link');
  const [network] = Object.keys(platform.resource.azurerm_virtual_network);
  expect(link.virtual_network_id).toBe(`\${azurerm_virtual_network.${network}.id}`);
  const [pull] = all(platform, 'azurerm_role_assignment').filter((grant) => grant.role_definition_name === 'AcrPull');
  expect(pull.principal_id).toBe(cluster.kubelet_identity.object_id);
});

test('whoever pushes comes from the ranges of the constant', () => {
  const [registry] = all(platform, 'azurerm_container_registry');
  expect(registry.public_network_access_enabled).toBe(true);
  expect(registry.network_rule_set).toEqual([
    { default_action: 'Deny', ip_rule: [{ action: 'Allow', ip_range: ownRange }] },
  ]);
});

test('names that all of Azure shares are constants, so that they can be checked before anything is deployed', () => {
  expect([platform.variable, mesh.variable]).toEqual([undefined, undefined]);
  expect(all(platform, 'azurerm_container_registry')[0].name).toBe('shop4711');
});

test('state is a file beside main.ts, or in Azure with one key a stack', () => {
  expect(platform.terraform.backend.local.path).toBe('../../../terraform.platform.tfstate');
  expect(mesh.terraform.backend.local.path).toBe('../../../terraform.mesh.tfstate');
  const inAzure = synthesized({ TFSTATE_STORAGE_ACCOUNT: 'shopstate' });
  expect(inAzure.mesh.terraform.backend).toEqual({
    azurerm: {
      storage_account_name: 'shopstate',
      container_name: 'tfstate',
      key: 'terraform.mesh.tfstate',
      use_azuread_auth: true,
      use_oidc: true,
    },
  });
  expect(inAzure.platform.terraform.backend.azurerm.key).toBe('terraform.platform.tfstate');
});

test('both stacks ask for the tested versions', () => {
  for (const stack of [platform, mesh]) {
    expect(stack.terraform.required_version).toBe('>= 1.11');
    expect(stack.terraform.required_providers.azurerm.version).toBe('>= 4.81.0, < 5.0.0');
  }
});

test('it is one page, and needs the providers and the library alone', () => {
  const source = readFileSync(join(__dirname, '../main.ts'), 'utf8');
  expect(source.split('\n').length - 1).toBeLessThanOrEqual(80);
  const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
  expect(imported.filter((name) => !/^(cdktf|@cdktf\/provider-\w+\/lib\/[\w-]+|\.\/lib)$/.test(name))).toEqual([]);
});

test("README's program is main.ts", () => {
  const read = (file: string) => readFileSync(join(__dirname, '..', file), 'utf8');
  const [, program] = /```ts\n(.*?)```/s.exec(read('README.md')) ?? [];
  expect(program).toBe(read('main.ts').replace("'./lib'", "'cdktf-aks'"));
});
