import { withNames } from '../../../lib/core/azurerm-arguments';
import { programs, type Synthesized } from '../../../scripts/programs';
import { describeWith } from '../../support/tools';
import { AzurermSchema } from '../support/azurerm-schema';
import { synthesizedOnce } from '../support/programs';
import { allPlans, type Plan } from '../support/variants';

const versions = [
  [4, '4.81.0', '4.81'],
  [5, '5.2.0', '5'],
] as const;

/** Samples leave azurerm at the bindings' version, for which links have no zone's id. */
const link = 'azurerm_private_dns_zone_virtual_network_link';

describeWith(
  versions.map(([, version]) => `contracts:schemas/azurerm-${version}`),
  'azurerm accepts what is written for it, without a deprecation',
  () => {
    const all = programs().map((program) => [program.name, program] as const);

    describe.each(versions)('%i', (major, version, names) => {
      let schema: AzurermSchema;
      // Not while tests are collected: that happens where they are skipped for want of the schemas, too.
      beforeAll(() => {
        schema = new AzurermSchema(version);
      });

      test.each(all)('%s', (_name, program) => {
        const stacks = synthesizedOnce(program, major);
        expect(schema.problemsOf(parsed(stacks))).toEqual([]);
      });

      test('every sample', () => {
        const plans = allPlans().map(({ name, plan }) => ({
          name,
          plan: mapped(plan, (one) => withNames(one, names)),
        }));
        expect(plans.length).toBeGreaterThan(100);
        const wrong = plans.flatMap(({ name, plan }) =>
          schema.problemsOf(plan).map((problem) => `${problem} (${name})`),
        );
        expect(wrong.filter((problem) => !problem.startsWith(`${link}.`))).toEqual([]);
      });
    });

    test('each version rejects what is written for the other', () => {
      const [main] = programs();
      const [for4, for5] = ([4, 5] as const).map((major) => parsed(synthesizedOnce(main, major)));
      expect(new AzurermSchema('4.81.0').problemsOf(for5)).toContain(
        'azurerm_private_dns_zone_virtual_network_link.private_dns_zone_id: no such argument',
      );
      expect(new AzurermSchema('5.2.0').problemsOf(for4)).toEqual(
        expect.arrayContaining([
          'azurerm_kubernetes_cluster.node_provisioning_profile: fewer than 1',
          'azurerm_private_dns_zone_virtual_network_link.private_dns_zone_id: missing',
          'azurerm_private_dns_zone_virtual_network_link.private_dns_zone_name: no such argument',
        ]),
      );
    });
  },
);

function parsed(stacks: Synthesized): Plan {
  return mapped(stacks, (text) => JSON.parse(text));
}

function mapped<From, To>(stacks: { readonly [stack: string]: From }, change: (one: From) => To) {
  return Object.fromEntries(Object.entries(stacks).map(([stack, one]) => [stack, change(one)]));
}
