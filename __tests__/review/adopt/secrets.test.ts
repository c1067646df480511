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
