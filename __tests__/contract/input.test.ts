import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as ts from 'typescript';
import * as library from '../../lib';
import { classes, structs } from '../../lib/core/declarations';
import type { Fault } from '../../lib/core/faults';
import { checkKind } from '../../lib/core/kinds';
import { declarationsFile, declarationsText } from '../../scripts/declarations/text';
import { azureStack } from '../support/planned';
import { projectRoot } from '../support/tools';
import { samplesOf } from './support/all-samples';
import { inputStructs } from './support/assembly';
import { sources } from './support/sources';
import { propsOf, publicConstructs, wrongValues } from './support/wrong-input';

test('lib/core/declarations.ts is what npm run declarations writes', () => {
  expect(readFileSync(path.join(projectRoot, declarationsFile), 'utf8')).toBe(declarationsText());
});

test('every struct that users write is declared', () => {
  expect(
    inputStructs()
      .map(({ name }) => name)
      .filter((name) => !(name in structs)),
  ).toEqual([]);
});

test('every public class is known to the checks', () => {
  const registered = sources.flatMap(({ ast }) =>
    ast.statements.filter(ts.isExpressionStatement).flatMap(({ expression }) => {
      const [name] = /^publicClass\('(\w+)', \1\)$/.exec(expression.getText())?.slice(1) ?? [];
      return name === undefined ? [] : [name];
    }),
  );
  expect(registered.sort()).toEqual(Object.keys(classes).sort());
});

describe('a construct without props is our error', () => {
  test.each(publicConstructs())('%s', (name, type) => {
    for (const props of [{}, undefined, null, [], 'text']) {
      const text = errorOf((stack) => new type(stack, 'Wrong', props));
      expect(text).toMatch(new RegExp(`^ConstructError: ${name} 'platform/Wrong'`));
    }
  });
});

/** Those that only pass on what others read. */
const withSamples = Object.keys(structs).filter((name) => samplesOf(name));

describe('a prop that does not exist is an error, wherever its struct is given', () => {
  test.each(withSamples)('%s', (name) => {
    const text = errorOf((stack) => samplesOf(name)?.make(stack, { misspelt: 'text' }));
    expect(text).toMatch(/^ConstructError: /);
    expect(text).toContain(`misspelt must be left out: `);
  });
});

test('every wrong value of every prop is a fault of the prop', () => {
  const accepted: string[] = [];
  for (const struct of Object.keys(structs)) {
    for (const [prop, declared] of propsOf(struct)) {
      for (const [value, wrong] of wrongValues(declared)) {
        const faults: Fault[] = [];
        checkKind(faults, 'at', struct, { [prop]: wrong });
        if (!faults.some((fault) => fault.prop.startsWith(`at.${prop}`) && fault.text.includes(' must '))) {
          accepted.push(`${struct}.${prop}: ${value}`);
        }
      }
    }
  }
  expect(accepted).toEqual([]);
});

/** Props that any number of zero or more fits. */
const unlimited = [
  'ApplicationInsightsProps.dailyCapGb',
  'LogAnalyticsWorkspaceProps.dailyCapGb',
  'MeshRequestRateOptions.activationRequestsPerSecond',
  'MeshRequestRateOptions.requestsPerSecond',
  'PrometheusTriggerOptions.activationThreshold',
  'PrometheusTriggerOptions.threshold',
  'SpotOptions.maxPriceUsd',
];

test('every number out of range is a fault of its prop', () => {
  const accepted = withSamples.flatMap((name) =>
    propsOf(name)
      .filter(([, declared]) => /^number(\[\])?\??$/.test(declared))
      .flatMap(([prop, declared]) => {
        const id = `${name}.${prop}`;
        const values = unlimited.includes(id) ? [-2] : [-2, 1e15 + 0.5];
        const isRefused = (value: number) => {
          const given = declared.startsWith('number[]') ? [value] : value;
          return errorOf((stack) => samplesOf(name)?.make(stack, { [prop]: given })).includes(prop);
        };
        return values.filter((value) => !isRefused(value)).map((value) => `${id}: ${value}`);
      }),
  );
  expect(accepted).toEqual([]);
});

/** One value a prop, another for each: all values of all props take minutes. */
describe('no wrong value is passed on to where it does harm', () => {
  test.each(withSamples)('%s', (name) => {
    propsOf(name).forEach(([prop, declared], index) => {
      // Samples that fill in what is required take null for nothing.
      const wrong = wrongValues(declared).filter(([, value]) => value !== null);
      if (wrong.length === 0) return;
      const [, value] = wrong[(index * 5 + name.length) % wrong.length];
      const text = errorOf((stack) => samplesOf(name)?.make(stack, { [prop]: value }));
      expect([prop, text]).toEqual([prop, expect.stringMatching(/^ConstructError: /)]);
      expect(text).toContain(prop);
    });
  });
});

function errorOf(make: (stack: ReturnType<typeof azureStack>) => unknown): string {
  try {
    make(azureStack());
    return 'accepted';
  } catch (error) {
    return String(error);
  }
}

test('the package exports what is declared', () => {
  expect(Object.keys(classes).filter((name) => !(name in library))).toEqual([]);
});
