import { readFileSync } from 'node:fs';
import { outcomeOf, type Program, programs } from '../../scripts/programs';
import { comparable } from './comparable';
import { reordered } from './statement-orders';
import { type Choice, lastFirst, randomly } from './topological';

/** How many random orders each program gets beside the one that is upside down. */
const randomOrders = Number(process.env.CDKTF_AKS_ORDERS ?? 0);
const seed = Number(process.env.CDKTF_AKS_SEED ?? 1);

const all = programs().map((program) => [program.name, program] as const);

describe('the order of statements changes nothing', () => {
  test.each(all)('%s', (_name, { file }: Program) => {
    const text = readFileSync(file, 'utf8');
    const written = comparable(outcomeOf(text, file));
    for (const [name, choice] of orders()) {
      const other = reordered(text, choice);
      expect({ name, program: other, outcome: comparable(outcomeOf(other, file)) }).toEqual({
        name,
        program: other,
        outcome: written,
      });
    }
  });
});

function orders(): [name: string, choice: Choice][] {
  const seeds = Array.from({ length: randomOrders }, (_, index) => seed + index);
  return [['last first', lastFirst], ...seeds.map((one): [string, Choice] => [`seed ${one}`, randomly(one)])];
}
