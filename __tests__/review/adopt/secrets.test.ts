import { adopt } from '../../../review/adopt/adopt';
import { reportOf } from '../../../review/adopt/report';
import { readState } from '../../../review/adopt/state';
import { runProgram } from '../../../scripts/programs';
import { projectRoot } from '../../support/tools';
import { removeFolders } from '../output';
import type { ShownState } from './state-file';
import { fileOf, shown, valuesOf } from './states';

afterAll(removeFolders);

const address = 'azurerm_kubernetes_cluster.shop';
const cluster = valuesOf('az-aks-create')[address];

/** A cluster with secrets where the provider's schema, the state or an address has them. */
const values = {
  [address]: {
    ...cluster,
    identity: [],
    service_principal: [{ client_id: '00000000-0000-0000-0000-000000000099', client_secret: 'hunter2-principal' }],
    http_proxy_config: [
      { http_proxy: 'http://proxy:hunter2-proxy@10.0.0.1:3128', no_proxy: ['10.0.0.0/8'], trusted_ca: 'hunter2-ca' },
    ],
    windows_profile: [{ admin_username: 'azureuser', admin_password: 'hunter2-windows' }],
    kube_config_raw: 'hunter2-kubeconfig',
    tags: { owner: 'shop', token: 'hunter2-tag' },
  },
};

function stateWith(marks: object): ShownState {
  const state = shown(values);
  const [resource] = state.values.root_module.resources ?? [];
  return { ...state, values: { root_module: { resources: [{ ...resource, sensitive_values: marks }] } } };
}

test('a secret is never in the program or the report: a variable takes its place', () => {
  const adopted = adopt(readState(fileOf(stateWith({ kube_config_raw: true, tags: { token: true } }))));
  expect(`${adopted.program}${reportOf(adopted, 'state.json')}${JSON.stringify(adopted)}`).not.toContain('hunter2');
  const variables = [
    'shop_http_proxy_config_http_proxy',
    'shop_http_proxy_config_trusted_ca',
    'shop_service_principal_client_secret',
    'shop_tags_token',
  ];
  expect(adopted.variables).toEqual(variables);
  expect(adopted.changed).toEqual([]);
  expect(reportOf(adopted, 'state.json')).toContain('## Secrets (4)');

  const platform = JSON.parse(runProgram(adopted.program, `${projectRoot}/main.ts`).platform);
  expect(Object.keys(platform.variable).sort()).toEqual(variables);
  const secret = { type: 'string', sensitive: true, nullable: false };
  expect(Object.values(platform.variable)).toEqual(variables.map(() => secret));
  const [written] = Object.values<{ [argument: string]: unknown }>(platform.resource.azurerm_kubernetes_cluster);
  expect(written.service_principal).toEqual({
    client_id: '00000000-0000-0000-0000-000000000099',
    client_secret: '${var.shop_service_principal_client_secret}',
  });
  expect(written.tags).toEqual({ owner: 'shop', token: '${var.shop_tags_token}' });
});

test('secrets of other resources are in neither, whether the program has them or releases them', () => {
  const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers';
  const vaultId = `${group}/Microsoft.KeyVault/vaults/shop4711`;
  const place = { resource_group_name: 'shop', location: 'westeurope' };
  const state = shown({
    [address]: cluster,
    'azurerm_key_vault_secret.database': {
      id: 'https://shop4711.vault.azure.net/secrets/database/1',
      name: 'database',
      key_vault_id: vaultId,
      value: 'hunter2-vault',
    },
    'azurerm_storage_account.logs': {
      ...place,
      id: `${group}/Microsoft.Storage/storageAccounts/logs4711`,
      name: 'logs4711',
      account_tier: 'Standard',
      account_replication_type: 'LRS',
      primary_access_key: 'hunter2-key',
      primary_connection_string: 'AccountKey=hunter2-connection',
    },
    'azurerm_container_registry.images': {
      ...place,
      id: `${group}/Microsoft.ContainerRegistry/registries/shop4711`,
      name: 'shop4711',
      sku: 'Basic',
      admin_enabled: true,
      admin_password: 'hunter2-admin',
    },
    'azurerm_log_analytics_workspace.logs': {
      ...place,
      id: `${group}/Microsoft.OperationalInsights/workspaces/shop`,
      name: 'shop',
      sku: 'PerGB2018',
      primary_shared_key: 'hunter2-shared',
    },
    'tls_private_key.ssh': { id: 'key', algorithm: 'RSA', rsa_bits: 4096, private_key_pem: 'hunter2-pem' },
    'random_password.database': { id: 'none', length: 20, result: 'hunter2-random' },
    'helm_release.web': {
      id: 'web',
      name: 'web',
      namespace: 'web',
      chart: 'web',
      values: ['password: hunter2-values'],
      set_sensitive: [{ name: 'token', value: 'hunter2-set' }],
    },
  });
  const adopted = adopt(readState(fileOf(state)));
  expect(`${adopted.program}${reportOf(adopted, 'state.json')}`).not.toContain('hunter2');
  expect(adopted.variables).toEqual(['database_value']);
  expect(adopted.released.map(({ address: one }) => one)).toEqual(['helm_release.web', 'random_password.database']);
});
