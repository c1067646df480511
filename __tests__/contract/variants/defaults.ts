import { runInNewContext } from 'node:vm';
import * as library from '../../../lib';
import { samplesOf } from '../support/all-samples';
import { allProperties, inputStructs } from '../support/assembly';
import { Sample } from '../support/sample';
import { made, type Outcome, outcomeOf } from '../support/variants';
import { vendorDefaults } from '../support/vendor-defaults';

/** A `@default` that is a value for all cases, as code. */
const literal = /^(?:true|false|-?\d[\d_.]*|'[^']*'|[A-Z]\w*\.\w+(?:\([^()]*\))?)(?=$|[;,])/;

const defaults = inputStructs().flatMap((type) =>
  allProperties(type).flatMap(({ optional, name, docs }) => {
    const code = literal.exec(docs?.default ?? '')?.[0];
    return optional && code !== undefined ? [[`${type.name}.${name}`, type.name, name, code] as const] : [];
  }),
);
const leftToVendor = new Set(vendorDefaults.flatMap(({ props }) => props));

describe('the default that a prop documents is what the output says without the prop, or its vendor has it', () => {
  test.each(defaults)('%s', (id, structName, prop, code) => {
    const value = runInNewContext(code, { ...library }) as unknown;
    const [without, withDefault] = [outcome(structName, prop), outcome(structName, prop, { [prop]: value })];
    if (leftToVendor.has(id)) expect(withDefault).not.toEqual(without);
    else if (!isRefusedAlone(structName, prop, withDefault)) expect(withDefault).toEqual(without);
  });

  test('each default that is left to a vendor is documented as a value, and listed once', () => {
    const known = new Set<string>(defaults.map(([id]) => id));
    const all = vendorDefaults.flatMap(({ props }) => props);
    expect(all.filter((id) => !known.has(id))).toEqual([]);
    expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
  });
});

/** What the prop's sample needs, with `own` in place of the prop itself. */
function outcome(structName: string, prop: string, own: object = {}): Outcome {
  const struct = samplesOf(structName);
  if (!struct) throw new Error(`${structName} has no samples.`);
  return outcomeOf((stack) => {
    const { [prop]: _sampled, ...given } = { ...(made(sampleOf(structName, prop)?.terms.given, stack) as Named) };
    struct.make(stack, { ...given, ...own });
  });
}

interface Named {
  readonly [name: string]: unknown;
}

/** Props that say something about other props are refused without these, whatever their value. */
function isRefusedAlone(structName: string, prop: string, { error }: Outcome): boolean {
  const refused = sampleOf(structName, prop)?.terms.refused;
  return error !== undefined && refused !== undefined && new RegExp(refused).test(error);
}

function sampleOf(structName: string, prop: string): Sample | undefined {
  const sample = samplesOf(structName)?.samples[prop] as unknown;
  return sample instanceof Sample ? sample : undefined;
}
