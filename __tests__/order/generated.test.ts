import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'cdktf';
import fc from 'fast-check';
import { readOutcome } from '../../scripts/programs';
import { errorOf } from '../support/planned';
import { azurePrograms } from './azure-programs';
import { comparable } from './comparable';
import { faultyPrograms } from './faulty-programs';
import { meshPrograms } from './mesh-programs';
import { type Statement, World } from './statements';
import { type Choice, firstFirst, lastFirst, randomly, topologicalOrder } from './topological';

const numRuns = Number(process.env.CDKTF_AKS_ORDERS ?? 1);
/** How many random orders each faulty program gets. */
const faultyOrders = 4;
const seed = Number(process.env.CDKTF_AKS_SEED ?? 1);

describe('the order of declarations changes nothing', () => {
  test.each(Object.entries({ ...meshPrograms, ...azurePrograms }))('%s', (_name, vocabulary) => {
    expect(
      differences(
        vocabulary,
        vocabulary.map(() => true),
        lastFirst,
      ),
    ).toEqual('none');
    fc.assert(
      fc.property(fc.array(fc.boolean(), lengthOf(vocabulary)), fc.integer(), (drawn, orderSeed) => {
        expect(differences(vocabulary, drawn, randomly(orderSeed))).toEqual('none');
      }),
      { numRuns, seed },
    );
  });
});

describe('a fault is found in every order of declarations', () => {
  test.each(Object.entries(faultyPrograms))('%s', (_name, { statements, fault }) => {
    const random = Array.from({ length: faultyOrders }, (_, index) => randomly(seed + index));
    const orders = [firstFirst, lastFirst, ...random].map((choice) => ordered(statements, choice));
    const errors = orders.map((order) => ({ order: order.map(({ name }) => name), error: errorOf(() => run(order)) }));
    expect(errors.filter(({ error }) => !error.includes(fault))).toEqual([]);
  });
});

/** `none`, or the order and what is different in it. */
function differences(vocabulary: Statement[], drawn: boolean[], choice: Choice): unknown {
  const program = closed(vocabulary, drawn);
  const order = ordered(program, choice);
  const [written, other] = [run(ordered(program, firstFirst)), run(order)];
  if (JSON.stringify(written) === JSON.stringify(other)) return 'none';
  try {
    expect(other).toEqual(written);
  } catch (error) {
    return { order: order.map(({ name }) => name), difference: (error as Error).message };
  }
  return { order: order.map(({ name }) => name), difference: 'the order of keys' };
}

/** What is drawn, with all that it needs. */
function closed(vocabulary: Statement[], drawn: boolean[]): Statement[] {
  const names = new Set<string>();
  const add = (name: string): void => {
    names.add(name);
    for (const needed of vocabulary.find((statement) => statement.name === name)?.needs ?? []) add(needed);
  };
  vocabulary.forEach(({ name, isOptional }, index) => {
    if (!isOptional || drawn[index]) add(name);
  });
  return vocabulary.filter(({ name }) => names.has(name));
}

function ordered(program: Statement[], choice: Choice): Statement[] {
  const waitsFor = program.map(({ needs }) => needs.map((need) => program.findIndex(({ name }) => name === need)));
  return topologicalOrder(waitsFor, choice).map((index) => program[index]);
}

function run(statements: Statement[]): object {
  const outdir = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-order-'));
  try {
    const world = new World(new App({ outdir, stackTraces: false, context: { 'cdktf-aks:printWarnings': false } }));
    for (const { name, make } of statements) world.set(name, make(world));
    world.app.synth();
    return sortedByKey(comparable(readOutcome(outdir)));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The keys of maps sorted; lists as they are. */
function sortedByKey(value: unknown): any {
  if (Array.isArray(value)) return value.map(sortedByKey);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, element]) => [key, sortedByKey(element)]),
  );
}

function lengthOf({ length }: Statement[]): fc.ArrayConstraints {
  return { minLength: length, maxLength: length };
}
