import { readFileSync, writeFileSync } from 'node:fs';
import { requiring } from '../../scripts/programs';
import type { Attributes } from '../support/planned';
import { describeWith } from '../support/tools';
import { Workplace } from './program';
import { needs, type TerraformFolder } from './terraform';

jest.setTimeout(600_000);

const for5 = (source: string) => requiring(5, source);

describeWith(needs, 'azurerm 5', () => {
  const workplaces: Workplace[] = [];
  afterAll(() => {
    for (const workplace of workplaces) workplace.remove();
  });

  function workplace(): Workplace {
    const made = new Workplace();
    workplaces.push(made);
    return made;
  }

  test('creates main.ts, and has nothing to change afterwards', async () => {
    const stacks = workplace().synthesize('main.ts', for5);
    for (const stack of stacks) {
      await stack.init();
      await stack.validate();
      await stack.plan();
      await stack.apply();
      expect(await stack.plan()).toEqual([]);
    }
    for (const stack of [...stacks].reverse()) {
      if (!stack.keepsSomething) await stack.destroy();
    }
  });

  test.each(['key-vault-secrets', 'observability-azure'])('plans %s', async (name) => {
    for (const stack of workplace().synthesize(`examples/${name}/main.ts`, for5)) {
      await stack.init();
      const planned = await stack.plan();
      expect(planned.filter(({ change }) => change.actions.join() !== 'create')).toEqual([]);
    }
  });

  test('changes nothing of what azurerm 4 created, once it has read it', async () => {
    const place = workplace();
    for (const program of ['main.ts', 'examples/key-vault-secrets/main.ts', 'examples/observability-azure/main.ts']) {
      for (const stack of place.synthesize(program)) {
        await stack.init();
        await stack.plan();
        await stack.apply();
        refresh(stack);
      }
      const [stack, ...others] = place.synthesize(program, for5);
      await expect(stack.init()).rejects.toThrow(
        /4\.81\.0 does not match .*>= 5\.2\.0, < 6\.0\.0; must\s+use\s+terraform\s+init\s+-upgrade/s,
      );
      for (const upgraded of [stack, ...others]) {
        await upgraded.init('-upgrade');
        const planned = await upgraded.plan();
        expect(planned.map(({ address, change }) => `${address}: ${change.actions}`)).toEqual([]);
      }
    }
  });
});

/** Brings the state to what azurerm 5.2 reads of the same resources: its Read functions, as of v5.2.0. */
function refresh(stack: TerraformFolder): void {
  const state = JSON.parse(readFileSync(stack.stateFile, 'utf8'));
  const all = (type: string): Attributes[] =>
    state.resources
      .filter((resource: Attributes) => resource.type === type && resource.mode === 'managed')
      .flatMap(({ instances }: Attributes) => instances.map(({ attributes }: Attributes) => attributes));
  for (const link of all('azurerm_private_dns_zone_virtual_network_link')) {
    const zone = all('azurerm_private_dns_zone').find(({ name }) => name === link.private_dns_zone_name);
    link.private_dns_zone_id = zone?.id;
  }
  for (const workspace of all('azurerm_log_analytics_workspace')) {
    for (const what of ['ingestion', 'query']) {
      workspace[`internet_${what}_access_type`] = workspace[`internet_${what}_enabled`] ? 'Enabled' : 'Disabled';
    }
  }
  for (const subnet of all('azurerm_subnet')) {
    const services = (subnet.service_endpoints ?? []) as string[];
    subnet.service_endpoint = services.map((service) => ({ service, network_identifier: '' }));
  }
  // The stand-in makes up what 4.81 computes. Azure notifies by default, and returns no key for a registry without one.
  for (const insights of all('azurerm_application_insights')) insights.daily_data_cap_notifications_enabled = true;
  for (const registry of all('azurerm_container_registry')) registry.encryption = [];
  for (const cluster of all('azurerm_kubernetes_cluster')) {
    cluster.node_provisioning_profile = [{ mode: 'Manual', default_node_pools: 'Auto' }];
  }
  writeFileSync(stack.stateFile, JSON.stringify(state));
}
