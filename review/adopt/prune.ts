import { isMap, type Json, type JsonMap, type Stack } from '../../command/terraform/resource';
import { type ArgumentTable, argumentsOf } from '../terraform/argument-facts';
import { type Field, optionalFields } from './expression';
import type { Program } from './program';
import { runProgram } from './run-program';

/** A program that synthesizes, without the props that the library rejects. */
export interface Accepted {
  readonly stack: Stack;
  readonly omitted: ReadonlySet<Field>;
  /** What the library said of each prop that was dropped. */
  readonly refusals: readonly string[];
}

type Texts = ReadonlyMap<string, string>;

/** Leaves out each prop without which the program synthesizes to the same: its value is the library's default. */
export function prune(program: Program, { stack, omitted }: Accepted): ReadonlySet<Field> {
  const wanted = textsOf(stack, program.paths);
  const perStatement = program.all.map(({ path, value }) => ({
    path: path ?? '',
    fields: optionalFields(value).filter((field) => !omitted.has(field)),
  }));
  const rounds = Math.max(0, ...perStatement.map(({ fields }) => fields.length));
  let result = omitted;
  for (let round = 0; round < rounds; round++) {
    const candidates = perStatement.flatMap(({ path, fields }) =>
      fields.slice(round, round + 1).map((field) => ({ path, field })),
    );
    result = withoutAll(program, candidates, result, wanted);
  }
  return result;
}

interface Candidate {
  readonly path: string;
  readonly field: Field;
}

/**
 * One prop of each statement goes at a time, so that a refusal, or the resources that change, tell whose prop can't go. Where
 * they are those of another construct, halves are tried.
 */
function withoutAll(
  program: Program,
  candidates: readonly Candidate[],
  omitted: ReadonlySet<Field>,
  wanted: Texts,
): ReadonlySet<Field> {
  if (candidates.length === 0) return omitted;
  const without = new Set([...omitted, ...candidates.map(({ field }) => field)]);
  const changed = changedBy(program, without, wanted);
  if (changed.length === 0) return without;
  if (candidates.length === 1) return omitted;
  const others = candidates.filter(({ path }) => !changed.includes(path));
  if (others.length < candidates.length) return withoutAll(program, others, omitted, wanted);
  const middle = Math.ceil(candidates.length / 2);
  const first = withoutAll(program, candidates.slice(0, middle), omitted, wanted);
  return withoutAll(program, candidates.slice(middle), first, wanted);
}

/** Paths of the constructs whose resources differ, or which the library rejects. */
function changedBy(program: Program, omitted: ReadonlySet<Field>, wanted: Texts): readonly string[] {
  const outcome = runProgram(program, omitted);
  if ('refusal' in outcome) return [outcome.refusal.construct.split('/').slice(1).join('/')];
  const found = textsOf(outcome.stack, program.paths);
  return [...wanted.keys()].filter((path) => found.get(path) !== wanted.get(path));
}

/** What the resources of each construct say, by the construct's path. */
function textsOf({ resources }: Stack, paths: readonly string[]): Texts {
  const texts = new Map<string, string>();
  for (const { address, type, construct, args } of resources.values()) {
    const owners = paths.filter((path) => construct === path || construct.startsWith(`${path}/`));
    const owner = owners.reduce((longest, path) => (path.length > longest.length ? path : longest), '');
    const table = argumentsOf(type)?.arguments ?? {};
    const text = JSON.stringify([address, withoutDefaults(table, args)]);
    texts.set(owner, `${texts.get(owner) ?? ''}${text}`);
  }
  return texts;
}

/** A default or an empty map that is written out means the same as one that is left out. */
function withoutDefaults(table: ArgumentTable, args: JsonMap): JsonMap {
  const differing = Object.entries(args).filter(([name, value]) => {
    if (isMap(value) && Object.keys(value).length === 0) return isBlock(table, name);
    const facts = Object.hasOwn(table, name) ? table[name] : undefined;
    return facts?.default === undefined || JSON.stringify(facts.default) !== JSON.stringify(value);
  });
  return Object.fromEntries(
    differing.map(([name, value]): [string, Json] => {
      const block = Object.hasOwn(table, name) ? table[name].block : undefined;
      return [name, block && isMap(value) ? withoutDefaults(block, value) : value];
    }),
  );
}

/** An empty block is not nothing. */
function isBlock(table: ArgumentTable, name: string): boolean {
  return Object.hasOwn(table, name) && table[name].block !== undefined;
}
