import { rooms, samplesOf } from '../support/all-samples';
import { allProperties, inputStructs, placeOf, roomOf } from '../support/assembly';
import { baseOf, type Outcome, variantOf } from '../support/variants';

const structs = inputStructs();

describe('every struct has a way into the output', () => {
  test.each(structs.map((type) => [type.name, type] as const))('%s', (name, type) => {
    const struct = samplesOf(name);
    if (!struct) {
      throw new Error(
        `Add ${name} (${placeOf(type)}) to __tests__/contract/samples/${roomOf(type)}.ts: ` +
          `'${name}: struct<${name}>((stack, props) => new ..., { <optional prop>: <sample> })'.`,
      );
    }
    expect(baseOf(name, struct).error).toBe(undefined);
  });
});

// A struct without a way into the output has failed above, once for all of its props.
const reachable = structs.filter(({ name }) => samplesOf(name));
const optional = reachable.flatMap((type) =>
  allProperties(type)
    .filter((property) => property.optional)
    .map((property) => [`${type.name}.${property.name}`, type, property.name] as const),
);

describe('every optional prop changes the output, or is refused with the text that its sample declares', () => {
  test.each(optional)('%s', (id, type, prop) => {
    const file = `__tests__/contract/samples/${roomOf(type)}.ts`;
    if (!(prop in (samplesOf(type.name)?.samples ?? {}))) {
      throw new Error(
        `Add a sample for ${id} to ${file}: a value other than the default, or given(...), refused(...).`,
      );
    }
    checkReachesOutput(type.name, prop);
  });
});

const required = Object.values(rooms).flatMap((room) =>
  Object.entries(room).flatMap(([structName, { samples }]) =>
    Object.keys(samples)
      .filter((prop) => !optional.some(([id]) => id === `${structName}.${prop}`))
      .map((prop) => [`${structName}.${prop}`, structName, prop] as const),
  ),
);

if (required.length > 0) {
  describe('every required prop that has a sample changes the output', () => {
    test.each(required)('%s', (_id, structName, prop) => checkReachesOutput(structName, prop));
  });
}

test('no sample is for a prop that is gone', () => {
  const known = new Map(structs.map((type) => [type.name, allProperties(type).map(({ name }) => name)]));
  const gone = Object.entries(rooms).flatMap(([room, samples]) =>
    Object.entries(samples).flatMap(([structName, struct]) =>
      known.has(structName)
        ? Object.keys(struct.samples)
            .filter((prop) => !known.get(structName)?.includes(prop))
            .map((prop) => `${structName}.${prop} in samples/${room}.ts`)
        : [`${structName} in samples/${room}.ts`],
    ),
  );
  expect(gone).toEqual([]);
});

function checkReachesOutput(structName: string, prop: string): void {
  const struct = samplesOf(structName);
  if (!struct) throw new Error(`${structName} has no samples.`);
  const variant = variantOf('', structName, prop, struct);
  const [base, changed] = [variant.base(), variant.changed()];
  if (variant.needed !== undefined) {
    expect(base.error ?? 'The base was not refused.').toMatch(variant.needed);
    planOf(changed);
  } else if (variant.refused !== undefined) {
    planOf(base);
    expect(changed.error ?? 'It was not refused.').toMatch(variant.refused);
  } else if (JSON.stringify(planOf(changed)) === JSON.stringify(planOf(base))) {
    throw new Error(`${structName}.${prop} does not reach the output, or its sample equals the default.`);
  }
}

function planOf(outcome: Outcome): object {
  if (outcome.error !== undefined) throw new Error(outcome.error);
  return outcome.plan;
}
