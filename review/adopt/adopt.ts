import { Problem } from '../../command/problem';
import type { JsonMap } from '../../command/terraform/resource';
import { isAdoptable } from './adoptable';
import { Adoption } from './adoption';
import { differencesOf } from './differences';
import { call, code, type Field, literal, optionalFields, props } from './expression';
import { inClusterNotes } from './in-cluster';
import { Matching } from './matching';
import { type Kept, override } from './overrides';
import { Program } from './program';
import { type Accepted, prune } from './prune';
import { recognizers, recognizersOfParts } from './recognizers';
import { recognizeResource } from './recognizers/resource';
import { runProgram } from './run-program';
import type { State, StateResource } from './state';

export interface Adopted {
  readonly program: string;
  readonly kept: readonly Kept[];
  /** What an apply of the program creates. */
  readonly created: readonly { readonly type: string; readonly construct: string }[];
  /** What an apply of the program changes in place, as `ADDRESS: ARGUMENT`. */
  readonly changed: readonly string[];
  /** Resources that leave the state and stay in Azure. */
  readonly released: readonly StateResource[];
  /** Props that differ from the library's defaults, by construct. */
  readonly chosen: readonly { readonly construct: string; readonly props: readonly string[] }[];
  readonly refusals: readonly string[];
  readonly variables: readonly string[];
  readonly notes: readonly string[];
  /** Resources of the state, and those of them that the program has. */
  readonly total: number;
  readonly placed: number;
}

/** Writes the program whose apply changes as little as possible of what a state holds. */
export function adopt(state: State, { imports = false } = {}): Adopted {
  const program = new Program();
  const adoption = new Adoption(program, state, recognizers, recognizeResource);
  begin(adoption);
  const adoptable = state.resources.filter(isAdoptable);
  for (const type of Object.keys(recognizers)) {
    for (const resource of adoptable.filter((one) => one.type === type)) adoption.place(resource);
  }
  const parts = new Matching(accepted(program).stack, state);
  for (const resource of parts.missing.filter(isAdoptable)) {
    adoption.place(resource, recognizersOfParts[resource.type] ?? recognizeResource);
  }
  const whole = accepted(program);
  const omitted = prune(program, whole);
  const matching = new Matching(whole.stack, state);
  const kept = override(adoption, matching);
  const released = matching.missing;
  if (imports) importAll(program, matching);
  else move(program, matching, released);
  const final = runProgram(program, omitted);
  if ('refusal' in final) throw new Problem(final.refusal.message);
  const after = new Matching(final.stack, state);
  const changed = after.pairs.flatMap(([resource, found]) =>
    differencesOf(resource.type, after.resolved(resource.args) as JsonMap, found.values).map(
      ({ path }) => `${found.address}: ${path.join('.')}`,
    ),
  );
  return {
    program: program.text(omitted),
    kept,
    created: after.created.map(({ construct, type }) => ({ construct, type })),
    changed,
    released,
    refusals: whole.refusals,
    variables: program.secrets(omitted),
    notes: [...adoption.notes, ...inClusterNotes(released)],
    chosen: chosenProps(program, omitted),
    total: state.resources.length,
    placed: matching.pairs.length,
  };
}

function begin(adoption: Adoption): void {
  const { program } = adoption;
  const App = program.use('cdktf', 'App');
  const TerraformStack = program.use('cdktf', 'TerraformStack');
  const AzurermProvider = program.use('@cdktf/provider-azurerm/lib/provider', 'AzurermProvider');
  const features = props({ features: literal([{}]), subscriptionId: literal(adoption.subscriptionId) });
  program.add({ name: 'app', value: call(`new ${App}`) });
  program.add({
    name: 'platform',
    value: call(`new ${TerraformStack}`, code('app'), literal('platform')),
    comment: 'Give it the backend that has the state today, e.g. an AzurermBackend.',
  });
  program.add({ value: call(`new ${AzurermProvider}`, code('platform'), literal('Azure'), features) });
  program.add({ value: call(program.library('requireProviders'), code('platform')) });
  program.declareSecretsHere();
}

/** Runs the program, and drops props that the library rejects: overrides restore their values. */
function accepted(program: Program): Accepted {
  const omitted = new Set<Field>();
  const refusals: string[] = [];
  for (;;) {
    const outcome = runProgram(program, omitted);
    if ('stack' in outcome) return { stack: outcome.stack, omitted, refusals };
    const { construct, faults, message } = outcome.refusal;
    const dropped = fieldsOf(
      program,
      construct,
      faults.map(({ prop }) => prop),
    ).filter((field) => !omitted.has(field));
    if (dropped.length === 0) throw new Problem(`The library rejects the state's values. ${message}`);
    for (const field of dropped) omitted.add(field);
    refusals.push(message);
  }
}

/** The optional props of a construct's statement that faults are about. */
function fieldsOf(program: Program, construct: string, names: readonly string[]): Field[] {
  const [, ...path] = construct.split('/');
  const id = path.at(-1) ?? '';
  const optional = program.all
    .map(({ value }) => value)
    .filter((value) => value.kind === 'call' && value.args.some((arg) => arg.kind === 'code' && arg.text === `'${id}'`))
    .flatMap(optionalFields);
  return names.flatMap((name) => {
    const segments = name
      .replaceAll(/\[\d+\]/g, '')
      .split('.')
      .reverse();
    const innermost = segments.find((segment) => optional.some(({ key }) => key === segment));
    return optional.filter(({ key }) => key === innermost);
  });
}

function chosenProps(program: Program, omitted: ReadonlySet<Field>): Adopted['chosen'] {
  return program.all.flatMap(({ path, value }) => {
    const props = optionalFields(value).filter((field) => !omitted.has(field));
    return path === undefined || props.length === 0 ? [] : [{ construct: path, props: props.map(({ key }) => key) }];
  });
}

/** Import blocks, for a state that has nothing of it. */
function importAll(program: Program, matching: Matching): void {
  const blocks = matching.pairs.flatMap(([{ address }, { values }]) =>
    typeof values.id === 'string' && values.id.startsWith('/') ? [literal({ to: address, id: values.id })] : [],
  );
  program.add({
    value: call('platform.addOverride', literal('import'), { kind: 'list', items: blocks }),
    comment: 'Takes the resources over. Remove them after the first apply.',
  });
}

function move(program: Program, matching: Matching, released: readonly StateResource[]): void {
  const moved = matching.pairs
    .filter(([{ address }, found]) => address !== found.address)
    .map(([{ address }, found]) => literal({ from: found.address, to: address }));
  if (moved.length > 0) {
    program.add({
      value: call('platform.addOverride', literal('moved'), { kind: 'list', items: moved }),
      comment: 'The addresses that the state has today. Remove them once every state has been applied.',
    });
  }
  const addresses = [...new Set(released.map(({ address }) => address.replaceAll(/\[[^\]]*\]/g, '')))].sort();
  if (addresses.length > 0) {
    const blocks = addresses.map((from) => literal({ from, lifecycle: { destroy: false } }));
    program.add({
      value: call('platform.addOverride', literal('removed'), { kind: 'list', items: blocks }),
      comment: 'They leave the state and stay in Azure.',
    });
  }
}
