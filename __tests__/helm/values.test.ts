import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { Fn, Lazy, type TerraformStack, TerraformVariable, Token } from 'cdktf';
import fc from 'fast-check';
import { Faults } from '../../lib/core/faults';
import { ChartSource, HelmChart, HelmValues } from '../../lib/helm';
import { checkPlainData, type PlainMap } from '../../lib/helm/plain-data';
import { layered, printValues } from '../../lib/helm/values';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';
import { maps } from './data-trees';

const chart = ChartSource.https({ repository: 'https://example.com/charts', chart: 'shop', version: '1.2.3' });

/** The values of a release as they stand in the synthesized program. */
function printed(values: (stack: TerraformStack) => PlainMap): string {
  const planned = Planned.by((stack) => {
    const cluster = new FakeHelmTarget(stack);
    new HelmChart(stack, 'Shop', { cluster, chart, releaseName: 'shop', namespace: 'shop', values: values(stack) });
  });
  return planned.one('helm_release').values[0];
}

function faultsOf(values: unknown): string[] {
  const faults = new Faults(azureStack());
  checkPlainData(faults, 'values', values);
  return faults.messages().map((message) => message.replace("TerraformStack 'platform': ", ''));
}

describe('layered', () => {
  test('the user wins key by key, lists are replaced, computed keys come first', () => {
    const computed = { a: { x: 1, y: [1, 2], z: { deep: true } }, b: 'computed', c: { only: 1 } };
    const user = { new: 1, b: null, a: { y: [3], z: { deep: undefined, more: 2 }, added: {} }, c: 'replaced' };
    const merged = layered(computed, user);
    expect(JSON.stringify(merged)).toBe(
      '{"a":{"x":1,"y":[3],"z":{"deep":true,"more":2},"added":{}},"b":null,"c":"replaced","new":1}',
    );
  });

  test('a token of a map replaces the map below it', () => {
    const token = Token.asStringMap(new TerraformVariable(azureStack(), 'labels', { type: 'map(string)' }).value);
    expect(layered({ labels: { a: 'b' } }, { labels: token }).labels).toBe(token);
    expect(layered({ labels: token }, { labels: { a: 'b' } }).labels).toEqual({ a: 'b' });
  });

  test('changes neither argument, whatever they hold', () => {
    const both = fc.tuple(maps, maps);
    const unchanged = ([computed, user]: [PlainMap, PlainMap]) => {
      const before = JSON.stringify([computed, user]);
      printValues(layered(computed, user));
      expect(JSON.stringify([computed, user])).toBe(before);
    };
    fc.assert(fc.property(both, unchanged), { numRuns: 200, seed: 5 });
  });

  test('nothing of the user leaves the computed values', () => {
    expect(layered({ a: 1 }, undefined)).toEqual({ a: 1 });
  });

  test('what is no plain map is left to the construct that checks it', () => {
    const date = new Date(0);
    expect(layered({ a: { b: 1 } }, { a: date })).toEqual({ a: date });
  });
});

test('tokens stand as expressions, and everything else as text', () => {
  const text = printed((stack) => {
    const { stringValue: name, numberValue: count } = new TerraformVariable(stack, 'v', {});
    const list = new TerraformVariable(stack, 'list', { type: 'list(string)' }).listValue;
    return {
      whole: name,
      mixed: `say "hi" \\ $\{x} %{y} ${name} cost $${name}`,
      count,
      list,
      // An unclosed brace here makes cdktf drop the braces of later tokens in the same string.
      unclosed: '$${ ${',
      call: Fn.upper(name),
      lazy: Lazy.anyValue({ produce: () => ({ 'a"': [name, 1, null, '${z}'] }) }),
    };
  });
  expect(text).toBe(
    [
      'whole: ${jsonencode(var.v)}',
      'mixed: ${jsonencode("say \\"hi\\" \\\\ $${x} %%{y} ${var.v} cost \\u0024${var.v}")}',
      'count: ${jsonencode(var.v)}',
      'list: ${jsonencode(var.list)}',
      'unclosed: "$$${ $${"',
      'call: ${jsonencode(upper(var.v))}',
      'lazy: {"a\\"": [${jsonencode(var.v)}, 1, null, "$${z}"]}',
      '',
    ].join('\n'),
  );
});

test('a token of another stack is read from its state', () => {
  const app = testApp();
  const first = azureStack(app, 'first');
  const identity = new UserAssignedIdentity(first, 'Identity', {
    name: 'x',
    resourceGroupName: 'rg',
    location: 'uksouth',
  });
  const second = azureStack(app, 'second');
  const cluster = new FakeHelmTarget(second);
  const values = { a: [identity.clientId] };
  new HelmChart(second, 'Shop', { cluster, chart, releaseName: 'shop', namespace: 'shop', values });
  app.synth();
  const json = JSON.parse(readFileSync(path.join(app.outdir, 'stacks/second/cdk.tf.json'), 'utf8'));
  const [{ values: texts }] = Object.values<{ values: string[] }>(json.resource.helm_release);
  expect(texts[0]).toMatch(
    /^a:\n {2}- \$\{jsonencode\(data\.terraform_remote_state\.cross-stack-reference-input-first\.outputs\.[\w-]+\)\}\n$/,
  );
});

test('two synths are equal', () => {
  const once = () => printed((stack) => ({ a: new TerraformVariable(stack, 'v', {}).stringValue, b: { c: [1] } }));
  expect(once()).toBe(once());
});

test('a lazy value that gives no data fails at synth time', () => {
  const error = errorOf(() => printed(() => ({ a: Lazy.anyValue({ produce: () => undefined }) })));
  expect(error).toContain(
    'A lazy value must return text, a number, a boolean, null, a list or a plain map, got undefined',
  );
});

describe('what cannot be a value', () => {
  class Odd {}
  const data = 'must be text, a number, a boolean, null, a list or a plain map';

  test('is reported all at once, with its path', () => {
    const stack = azureStack(testApp(), 'other');
    const { stringValue: name, numberValue: count } = new TerraformVariable(stack, 'v', {});
    const list = Token.asList(new TerraformVariable(stack, 'list', {}).value);
    const numbers = Token.asNumberList(new TerraformVariable(stack, 'numbers', {}).value);
    const map = Token.asStringMap(new TerraformVariable(stack, 'map', {}).value);
    const circle: PlainMap = { a: [] };
    (circle.a as unknown[]).push(circle);
    expect(
      faultsOf({
        fn: () => 1,
        symbol: Symbol('s'),
        big: 1n,
        nan: Number.NaN,
        infinite: -Infinity,
        great: 2 ** 53,
        date: new Date(0),
        map: new Map(),
        set: new Set(),
        odd: new Odd(),
        buffer: Buffer.from('x'),
        construct: stack,
        circle,
        'half.key': 'a\ud800',
        list: [1, undefined, [{ deep: new Odd() }]],
        joined: [...list, 'x'],
        counted: [...numbers, 1],
        merged: { ...map, a: 1 },
        text: `a ${list}`,
        number: `pool-${count}`,
        keys: { [name]: 1, [`${count}`]: 2, ['k'.repeat(1001)]: 3, '\udc00': 4 },
      }),
    ).toEqual([
      `values.fn ${data}, got function. Call it, or leave it out.`,
      `values.symbol ${data}, got symbol. Use text.`,
      `values.big ${data}, got bigint. Use text.`,
      'values.nan must be a finite number, got NaN. Use a number, or text.',
      'values.infinite must be a finite number, got -Infinity. Use a number, or text.',
      'values.great must be at most 9007199254740991, the largest exact integer, got 9007199254740992. Use text.',
      `values.date ${data}, got Date. Use its toISOString().`,
      `values.map ${data}, got Map. Use Object.fromEntries(...).`,
      `values.set ${data}, got Set. Use a list.`,
      `values.odd ${data}, got Odd. Use a plain map of its fields.`,
      `values.buffer ${data}, got Buffer. Use its toString('base64').`,
      `values.construct ${data}, got other. Use one of its attributes, e.g. its name or id.`,
      'values.circle.a[0] must not contain itself. Leave it out.',
      'values["half.key"] must not have half a surrogate pair. Remove the half surrogate pair.',
      'values.list[1] must not be undefined in a list. Leave it out, or use HelmValues.unset().',
      `values.list[2][0].deep ${data}, got Odd. Use a plain map of its fields.`,
      'values.joined must not have other elements in addition to the token of a list. Join the lists with Fn.concat(...).',
      'values.counted must not have other elements in addition to the token of a list. Join the lists with Fn.concat(...).',
      'values.merged must not have other keys in addition to the token of a map. Join the maps with Fn.merge([...]).',
      'values.text must not contain the token of a list or map as text. Use Fn.join(...) for a list, Fn.jsonencode(...) for a map.',
      expect.stringMatching(
        /^values\.number must not contain a number token as text, got .*\. Wrap the number in Token\.asString\(\.\.\.\) first\.$/,
      ),
      'values.keys must not have a token as a key. Use text that is known at synth time.',
      'values.keys must not have a token as a key. Use text that is known at synth time.',
      `values.keys["${'k'.repeat(60)}..."] must have a key of at most 1000 characters (it has 1001). Shorten it, because YAML doesn't allow longer keys.`,
      'values.keys["\\udc00"] must not have a key with half a surrogate pair. Remove the half surrogate pair.',
    ]);
  });

  test('is an error of the construct', () => {
    expect(errorOf(() => printed(() => ({ a: new Date(0) })))).toBe(
      `HelmChart 'platform/Shop': values.a ${data}, got Date. Use its toISOString().`,
    );
  });

  test('the same map twice is no circle', () => {
    const twice = { x: 1 };
    expect(faultsOf({ a: twice, b: [twice, twice] })).toEqual([]);
  });

  test('a map without a prototype is a plain map', () => {
    expect(faultsOf(Object.assign(Object.create(null), { a: 1 }))).toEqual([]);
  });
});

test('HelmValues.unset() is null, in maps and lists', () => {
  const text = printed(() => ({ image: HelmValues.unset(), list: [1, HelmValues.unset()] }));
  expect(text).toBe(printed(() => ({ image: null, list: [1, null] })));
});
