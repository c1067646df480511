import { isMap, type Json, type JsonMap, type Resource } from '../../command/terraform/resource';
import { type Adoption, block } from './adoption';
import { argumentsIn, type Difference, differencesOf, isNothing } from './differences';
import { call, code, type Expression, layOut, literal, props } from './expression';
import type { Matching } from './matching';
import type { StateResource } from './state';

/** An argument that the program keeps as it is by an override, because no prop says it. */
export interface Kept {
  /** In the state. */
  readonly address: string;
  readonly argument: string;
  readonly value: Json;
  /** What the library would write; undefined where it would leave the argument out. */
  readonly instead: Json | undefined;
}

interface Override {
  readonly target: string;
  readonly argument: string;
  readonly value: Expression;
}

/** Writes overrides for what the program would change; equal ones of several constructs together. */
export function override(adoption: Adoption, matching: Matching): Kept[] {
  const kept: Kept[] = [];
  const overrides = matching.pairs.flatMap(([resource, found]): Override[] => {
    const args = matching.resolved(resource.args) as JsonMap;
    const { target, prefix } = targetOf(resource, adoption);
    const differences = [...differencesOf(resource.type, args, found.values), ...besidesSystemIdentity(args, found)];
    return differences.map((difference) => {
      const { path, before, after } = difference;
      kept.push({ address: found.address, argument: path.join('.'), value: before, instead: after });
      return { target, argument: `${prefix}${path.join('.')}`, value: valueToKeep(difference, adoption) };
    });
  });
  const groups = new Map<string, Override[]>();
  for (const one of overrides) {
    const key = `${one.argument} ${layOut(one.value, new Set())}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  [...groups.values()].forEach(([first, ...others], index) => {
    const comment = index === 0 ? 'No prop says these: they keep what Azure has today.' : undefined;
    const args = [literal(first.argument), first.value];
    const targets = [first, ...others].map(({ target }) => target);
    const isLoop = others.length > 0 && targets.every((target) => target.endsWith('.resource'));
    if (isLoop) {
      const value = call('resource.addOverride', ...args);
      adoption.program.add({
        value,
        comment,
        resourcesOf: targets.map((target) => target.slice(0, -'.resource'.length)),
      });
    } else {
      for (const target of targets) adoption.program.add({ value: call(`${target}.addOverride`, ...args), comment });
    }
  });
  return kept;
}

/** The provider rejects a kubelet identity beside a system-assigned identity, and keeps it where it is left out. */
function besidesSystemIdentity(args: JsonMap, { type, values }: StateResource): Difference[] {
  const isSystem = type === 'azurerm_kubernetes_cluster' && block(values, 'identity').type === 'SystemAssigned';
  if (!isSystem || args.kubelet_identity === undefined) return [];
  const facts = { kind: 'computed', isSingle: true, block: {} } as const;
  return [{ path: ['kubelet_identity'], before: null, after: args.kubelet_identity, facts }];
}

function valueToKeep({ before, after, facts }: Difference, adoption: Adoption): Expression {
  const hasDefault = facts.default !== undefined && facts.default !== null;
  if (facts.block) {
    const table = facts.block;
    const maps = (Array.isArray(before) ? before : [before]).filter(isMap);
    if (maps.length === 0) return code('undefined');
    const blocks = maps.map((one) => blockValue(argumentsIn(table, one), adoption));
    return facts.isSingle ? blocks[0] : replacing(after, { kind: 'list', items: blocks }, adoption);
  }
  if (isNothing(before) && !hasDefault) return code('undefined');
  if (Array.isArray(before)) return replacing(after, adoption.value(before), adoption);
  return before === null ? code('undefined') : adoption.value(before);
}

/** An override of a list adds to what the construct has, except as a value that is computed. */
function replacing(after: Json | undefined, value: Expression, adoption: Adoption): Expression {
  if (!Array.isArray(after) || after.length === 0) return value;
  const Lazy = adoption.program.use('cdktf', 'Lazy');
  return call(`${Lazy}.anyValue`, props({ produce: { kind: 'call', callee: '() => ', args: [value] } }));
}

function blockValue(value: Json, adoption: Adoption): Expression {
  if (isMap(value)) {
    const fields = Object.entries(value).map(([key, inner]) => {
      return { key, value: blockValue(inner, adoption), isOptional: false };
    });
    return { kind: 'fields', fields };
  }
  return adoption.value(value);
}

/** What an override is called on, and how it names the resource there. */
function targetOf({ address, construct }: Resource, adoption: Adoption): { target: string; prefix: string } {
  const placed = adoption.placed.get(construct);
  // A part of a construct is in the stack's own overrides, which need no way to the part.
  return placed ? { target: placed.resource, prefix: '' } : { target: 'platform', prefix: `resource.${address}.` };
}
