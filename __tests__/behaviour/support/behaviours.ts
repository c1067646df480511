import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Attributes } from '../../support/planned';
import { describeWith, projectRoot } from '../../support/tools';
import { needs } from './lab';

/** What a program says, and what its objects do. The first three are a row of docs/traffic.md. */
export interface Behaviour {
  readonly intent: string;
  readonly sent: string;
  readonly seen: string;

  /** What the program synthesizes. */
  readonly objects: () => Attributes[];

  /** Runs the objects and asserts all that `seen` says. */
  readonly judge: (objects: Attributes[]) => Promise<void>;

  /** Changes of the objects that `judge` must notice, by name. */
  readonly mutations?: { readonly [name: string]: (objects: Attributes[]) => Attributes[] };
}

const page = path.join(projectRoot, 'docs/traffic.md');

/** Where it is set, the page is written instead of compared. */
const writes = process.env.CDKTF_AKS_WRITE_BEHAVIOUR === '1';

/** Tests of the behaviours of one section of docs/traffic.md, whose table has a row for each that was seen. */
export function describeBehaviours(section: string, behaviours: Behaviour[]): void {
  describeWith(needs, section, () => {
    const seen = new Set<Behaviour>();
    for (const behaviour of behaviours) {
      test(`${behaviour.intent}: ${behaviour.sent}`, async () => {
        await behaviour.judge(behaviour.objects());
        seen.add(behaviour);
      });
      for (const [name, mutate] of Object.entries(behaviour.mutations ?? {})) {
        test(`${behaviour.intent}: notices ${name}`, async () => {
          const objects = behaviour.objects();
          const mutated = mutate(structuredClone(objects));
          expect(mutated).not.toEqual(objects);
          expect(await failedAssertion(behaviour.judge(mutated))).toBe(true);
        });
      }
    }

    test('docs/traffic.md has what was seen', () => {
      const rows = behaviours.filter((behaviour) => seen.has(behaviour));
      expect(rows).toHaveLength(behaviours.length);
      const text = readFileSync(page, 'utf8');
      const current = withTable(text, section, rows);
      if (writes) writeFileSync(page, current);
      else expect(text).toBe(current);
    });
  });
}

/** Whether an assertion failed; an error of the lab itself is thrown on. */
async function failedAssertion(judged: Promise<void>): Promise<boolean> {
  try {
    await judged;
    return false;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'matcherResult' in error) return true;
    throw error;
  }
}

function withTable(text: string, section: string, rows: Behaviour[]): string {
  const [start, end] = [`<!-- behaviour: ${section} -->\n`, '<!-- end of behaviour -->\n'];
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`docs/traffic.md has no place for the table '${section}'.`);
  const lines = rows.map(({ intent, sent, seen }) => `| ${intent} | ${sent} | ${seen} |\n`);
  const table = ['| intent | sent | seen |\n', '|---|---|---|\n', ...lines].join('');
  return `${text.slice(0, from + start.length)}\n${table}\n${text.slice(to)}`;
}
