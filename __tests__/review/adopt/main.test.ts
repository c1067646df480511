import { adopt } from '../../../review/adopt/adopt';
import { readState } from '../../../review/adopt/state';
import { programs, runProgram, synthesize } from '../../../scripts/programs';
import type { Attributes } from '../../support/planned';
import { removeFolders } from '../output';
import { appliedState } from './applied-state';
import { fileOf, shown } from './states';

afterAll(removeFolders);

type Resources = { readonly [address: string]: Attributes };

test('a program adopted from the state of main.ts means what main.ts means', () => {
  const main = programs().find(({ name }) => name === 'main');
  if (!main) throw new Error('There is no main.ts.');
  const platform = JSON.parse(synthesize(main).platform);
  const state = appliedState(platform);
  const adopted = adopt(readState(fileOf(shown(state))));
  expect(adopted).toMatchObject({ kept: [], created: [], changed: [], released: [], refusals: [], notes: [] });
  const again = JSON.parse(runProgram(adopted.program, main.file).platform);
  const addresses = new Map<string, string>(again.moved.map(({ from, to }: Attributes) => [to, from]));
  expect(meaning(again, state, addresses)).toEqual(meaning(platform, state, new Map()));
});

/** Resources by the addresses of main.ts, with references replaced by what they are worth in the state. */
function meaning({ resource }: Attributes, state: Resources, addresses: ReadonlyMap<string, string>): Resources {
  const entries = Object.entries<Resources>(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, { '//': _comment, depends_on: after = [], ...args }]) => {
      const own = (address: string) => addresses.get(address) ?? address;
      const text = JSON.stringify(args).replaceAll(/\$\{((?:data\.)?[a-z_]+\.[\w-]+)\.(\w+)\}/g, (_, of, attribute) => {
        return String(state[own(of)][attribute]);
      });
      return [own(`${type}.${name}`), { ...JSON.parse(text), depends_on: after.map(own).sort() }];
    }),
  );
  return Object.fromEntries(entries);
}
