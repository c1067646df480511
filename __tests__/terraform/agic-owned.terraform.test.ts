import { readFileSync, writeFileSync } from 'node:fs';
import type { Attributes } from '../support/planned';
import { describeWith } from '../support/tools';
import { Workplace } from './program';
import { needs, type TerraformFolder } from './terraform';

jest.setTimeout(300_000);

describeWith(needs, 'What an ingress controller writes into its gateway', () => {
  const workplace = new Workplace();
  afterAll(() => workplace.remove());

  test('is not undone by the next plan; what Terraform owns is put right', async () => {
    const [platform] = workplace.synthesize('examples/agic-peered-vnet/main.ts');
    await platform.init();
    await platform.plan();
    await platform.apply();
    expect(await platform.plan()).toEqual([]);
    editGateway(platform, asController);
    expect(await platform.plan()).toEqual([]);
    editGateway(platform, (gateway) => {
      gateway.http2_enabled = false;
    });
    const [{ type, change }, ...others] = await platform.plan();
    expect([type, change.actions, others]).toEqual(['azurerm_application_gateway', ['update'], []]);
  });
});

/** Every block of the controller, and its tags. */
function asController(gateway: Attributes): void {
  for (const block of ['backend_address_pool', 'backend_http_settings', 'frontend_port', 'http_listener']) {
    gateway[block][0].name = `controller-${block}`;
  }
  const [rule] = gateway.request_routing_rule;
  rule.name = 'controller-rule';
  rule.http_listener_name = 'controller-http_listener';
  gateway.ssl_certificate = [
    { id: '', name: 'controller', data: '', key_vault_secret_id: '', password: '', public_cert_data: '' },
  ];
  gateway.tags = {
    'managed-by-k8s-ingress': '1.9.8',
    'ingress-for-aks-cluster-id': 'shop',
    'last-updated-by-k8s-ingress': 'now',
  };
}

function editGateway(stack: TerraformFolder, edit: (gateway: Attributes) => void): void {
  const file = stack.stateFile;
  const state = JSON.parse(readFileSync(file, 'utf8'));
  const gateway = state.resources.find(({ type }: Attributes) => type === 'azurerm_application_gateway');
  edit(gateway.instances[0].attributes);
  state.serial++;
  writeFileSync(file, JSON.stringify(state));
}
