import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import type { TerraformStack } from 'cdktf';
import * as library from '../../lib';
import { classes, interfaces, structs } from '../../lib/core/declarations';
import { faultsOf } from '../../lib/core/known-classes';
import { isRestrictingParameter, restrictions } from '../../lib/core/restrictions';
import { azureStack } from '../support/planned';
import { samplesOf } from './support/all-samples';
import { type AnyStruct, Sample } from './support/sample';
import { made, outcomeOf } from './support/variants';
import { propsOf } from './support/wrong-input';

/** The optional props of each struct that were judged not to restrict, a line a struct. */
const unrestricting = new Map(
  readFileSync(path.join(__dirname, 'facts/not-restricting.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [struct, props] = line.split(': ');
      return [struct, props.split(' ')] as const;
    }),
);

test('each optional prop is judged: it restricts, or is listed in facts/not-restricting.txt', () => {
  const optional = Object.entries(structs).flatMap(([struct, { props }]) =>
    Object.entries(props)
      .filter(([prop, declared]) => declared.endsWith('?') && !prop.startsWith('_'))
      .map(([prop]) => `${struct}.${prop}`),
  );
  const restricting = Object.entries(restrictions)
    .filter(([type]) => type in structs)
    .flatMap(([struct, props]) => props.map((prop) => `${struct}.${prop}`));
  const other = [...unrestricting].flatMap(([struct, props]) => props.map((prop) => `${struct}.${prop}`));
  expect([...restricting, ...other].sort()).toEqual(optional.sort());
});

/** The structs that a restricting prop is reached by: its own, or those that extend it. */
const restrictingProps = Object.entries(restrictions).flatMap(([type, props]) =>
  structsOf(type).flatMap((struct) => props.map((prop) => [`${struct}.${prop}`, struct, prop] as const)),
);

function structsOf(type: string): string[] {
  if (!(type in structs)) return [];
  const heirs = Object.keys(structs).filter((name) => structs[name].extends?.includes(type));
  return samplesOf(type) ? [type] : heirs.flatMap(structsOf);
}

test('each restricting prop is reached', () => {
  const reached = restrictingProps.map(([, struct, prop]) => `${ownerOf(struct, prop)}.${prop}`);
  const all = Object.entries(restrictions).filter(([type]) => type in structs);
  expect([...new Set(reached)].sort()).toEqual(
    all.flatMap(([type, props]) => props.map((prop) => `${type}.${prop}`)).sort(),
  );
});

function ownerOf(struct: string, prop: string): string | undefined {
  if (restrictions[struct]?.includes(prop)) return struct;
  return structs[struct].extends?.map((parent) => ownerOf(parent, prop)).find((owner) => owner !== undefined);
}

describe('a restricting prop without a value is an error', () => {
  test.each(restrictingProps)('%s', (_id, struct, prop) => {
    const { make, context } = reach(struct, prop);
    const outcomeWith = (value: unknown) => outcomeOf((stack) => make(stack, { ...context(stack), [prop]: value }));
    expect(outcomeWith(undefined).error).toMatch(
      new RegExp(`${prop} must (not be undefined, because|name|be ServiceAccounts|be given|be set)`),
    );
    expect(outcomeWith(null).error).toMatch(new RegExp(`${prop} must (be left out or have a value|be given)`));

    const declared = Object.fromEntries(propsOf(struct))[prop].replace('?', '');
    const empty = declared.endsWith('[]') ? [] : declared.endsWith('{}') ? {} : declared === 'string' ? '' : undefined;
    if (empty === undefined) return;
    const [withEmpty, without] = [outcomeWith(empty), outcomeOf((stack) => make(stack, context(stack) ?? {}))];
    if (withEmpty.error === undefined && isDeepStrictEqual(withEmpty.plan, without.plan)) {
      throw new Error(`An empty ${prop} is taken as if it was left out.`);
    }
  });
});

/** What else the prop's sample needs. */
function reach(
  struct: string,
  prop: string,
): { make: AnyStruct['make']; context: (stack: TerraformStack) => object | undefined } {
  const samples = samplesOf(struct) as AnyStruct;
  const sample = samples.samples[prop] as unknown;
  return {
    make: samples.make,
    context: (stack) =>
      sample instanceof Sample ? (made(sample.terms.given, stack) as object | undefined) : undefined,
  };
}

type Method = (...given: unknown[]) => unknown;

const restrictingParameters = Object.entries(classes).flatMap(([type, { calls = {}, methods = {} }]) =>
  Object.entries({ ...calls, ...methods }).flatMap(([method, parameters]) =>
    parameters.flatMap((parameter, index) => {
      const [name, kind] = parameter.split(': ');
      return isRestrictingParameter(type, name, kind)
        ? [[`${type}.${method}(${name})`, type, method, index, name] as const]
        : [];
    }),
  ),
);

describe('a restricting argument of a value class without a value is an error', () => {
  test.each(restrictingParameters)('%s', (_id, type, method, index, name) => {
    const owner = (library as unknown as { [name: string]: { [method: string]: Method } })[type];
    const faults = faultsOf(owner[method](...Array.from({ length: index + 1 })));
    expect(faults.map(({ text }) => text)).toContainEqual(expect.stringContaining(`${name} must not be undefined`));
    const others = faultsOf(owner[method](...Array.from({ length: index })));
    expect(others.filter(({ prop }) => prop === name)).toEqual([]);
  });
});

const principal = library.Principal.deployer();

describe('a grant is not widened by a name without a value', () => {
  const scopes: { readonly [name: string]: (stack: TerraformStack) => object } = {
    IAksCluster: (stack) =>
      library.AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' }),
    IKeyVault: (stack) =>
      library.KeyVault.fromLookup(stack, 'Vault', { vaultName: 'shop', resourceGroupName: 'rg-shop' }),
  };
  const grants = Object.entries(interfaces).flatMap(([type, { methods = {} }]) =>
    Object.entries(methods)
      .filter(([method, [, second]]) => method.startsWith('grant') && second?.endsWith('?'))
      .map(([method, [, second]]) => [`${type}.${method}`, type, method, second.split(': ')[0]] as const),
  );

  test.each(grants)('%s', (_id, type, method, name) => {
    const stack = azureStack();
    const scope = scopes[type](stack) as { [method: string]: Method };
    const call =
      (...given: unknown[]) =>
      () =>
        scope[method](principal, ...given);
    const assignments = () => stack.node.findAll().filter((node) => node instanceof RoleAssignment);
    expect(call(undefined)).toThrow(`${name} must not be undefined, because it is a restriction`);
    expect(call(null)).toThrow(`${name} must be left out or have a value, got null`);
    expect(call('')).toThrow(`${name} must be set`);
    expect(assignments()).toEqual([]);
    call()();
    expect(assignments()).not.toEqual([]);
  });
});
