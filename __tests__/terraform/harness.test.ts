import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import type { Attributes } from '../support/planned';
import { describeWith } from '../support/tools';
import { meantBy, templateParts } from './meant';
import { needs, TerraformFolder } from './terraform';

jest.setTimeout(120_000);

test('expressions are told from text, with braces, quotes and templates in them', () => {
  expect(templateParts('a $${b} %%{c} ${jsonencode("x}${d["e"]}\\"}" )} {f}')).toEqual([
    { literal: 'a ${b} %{c} ' },
    { expression: 'jsonencode("x}${d["e"]}\\"}" )' },
    { literal: ' {f}' },
  ]);
});

test('a value that is not the YAML that it stands in makes a difference', async () => {
  const evaluate = async (expressions: string[]) => expressions.map(() => JSON.stringify('no'));
  expect(await meantBy('a: ${jsonencode(var.a)}\nb: [1, "$${x}"]', evaluate)).toEqual({ a: 'no', b: [1, '${x}'] });
});

describeWith(needs, 'The harness', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function stackOf(resource: Attributes): TerraformFolder {
    const terraform = {
      required_providers: { azurerm: { source: 'azurerm' }, helm: { source: 'helm', version: '3.1.1' } },
      backend: { local: { path: 'terraform.tfstate' } },
    };
    const provider = { azurerm: { features: {} }, helm: {} };
    writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify({ terraform, provider, resource }));
    return new TerraformFolder(folder);
  }

  const group = { name: 'y: "no" #', location: 'westeurope' };

  test('finds an argument that the provider does not have', async () => {
    const stack = stackOf({ azurerm_resource_group: { Group: { ...group, colour: 'blue' } } });
    await stack.init();
    await expect(stack.validate()).rejects.toThrow('Extraneous JSON object property');
  });

  test('finds an expression that lost its meaning in the YAML, and none where it kept it', async () => {
    const values = ['a: ${jsonencode(azurerm_resource_group.Group.name)}', 'a: ${azurerm_resource_group.Group.name}'];
    const release = { name: 'r', chart: 'c', values };
    const stack = stackOf({ azurerm_resource_group: { Group: group }, helm_release: { R: release } });
    await stack.init();
    await stack.plan();
    await stack.apply();
    const [{ values: deployed }] = (await stack.state()).filter(({ type }) => type === 'helm_release');
    const meant = await meantBy(values[0], (expressions) => stack.evaluate(expressions));
    expect(meant).toEqual({ a: group.name });
    expect(parse(deployed.values[0])).toEqual(meant);
    expect(deployed.values[1]).toBe(`a: ${group.name}`);
    expect(() => parse(deployed.values[1])).toThrow('Nested mappings');
  });

  test('tells a change in place from a replacement', async () => {
    const stack = stackOf({
      azurerm_resource_group: { Group: { ...group, location: 'northeurope', tags: { a: 'b' } } },
    });
    const [{ change }] = (await stack.plan()).filter(({ type }) => type === 'azurerm_resource_group');
    expect(change.actions).toEqual(['delete', 'create']);
    const tagged = stackOf({ azurerm_resource_group: { Group: { ...group, tags: { a: 'b' } } } });
    const changes = await tagged.plan();
    expect(changes.find(({ type }) => type === 'azurerm_resource_group')?.change.actions).toEqual(['update']);
  });
});
