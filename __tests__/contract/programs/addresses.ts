import { readdirSync } from 'node:fs';
import path from 'node:path';
import { programs } from '../../../scripts/programs';
import { readFactsText } from '../support/facts';
import { synthesizedOnce } from '../support/programs';

// Terraform addresses are API: another one makes Terraform destroy and create. A refactor keeps them, or emits `moved`.
describe('the Terraform addresses of a program are those of its reviewed file', () => {
  test.each(programs().map((program) => [program.name, program] as const))('%s', (name, program) => {
    const addresses = addressesOf(synthesizedOnce(program));
    const file = `addresses/${name}.txt`;
    const known = readFactsText(file);
    if (known === undefined) {
      throw new Error(`Put this into __tests__/contract/facts/${file}, once reviewed:\n\n${addresses.join('\n')}\n`);
    }
    expect(addresses).toEqual(known.split('\n').filter(Boolean));
  });
});

test('no file is for a program that is gone', () => {
  const names = programs().map(({ name }) => `${name}.txt`);
  expect(readdirSync(path.join(__dirname, '../facts/addresses')).filter((file) => !names.includes(file))).toEqual([]);
});

/** `<stack>: azurerm_kubernetes_cluster.Cluster_1A2B3C4D`, sorted; data sources too, for they move with their construct. */
function addressesOf(stacks: { readonly [stack: string]: string }): string[] {
  return Object.entries(stacks)
    .flatMap(([stack, text]) => {
      const { resource = {}, data = {}, module = {} } = JSON.parse(text);
      return [
        ...named(resource).map((address) => `${stack}: ${address}`),
        ...named(data).map((address) => `${stack}: data.${address}`),
        ...Object.keys(module).map((name) => `${stack}: module.${name}`),
      ];
    })
    .sort();
}

function named(types: { readonly [type: string]: object }): string[] {
  return Object.entries(types).flatMap(([type, resources]) => Object.keys(resources).map((name) => `${type}.${name}`));
}
