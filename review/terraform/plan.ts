import { isRecord, readJson } from '../../command/output/folder';
import { Problem } from '../../command/problem';
import {
  isMap,
  type Json,
  type JsonMap,
  lookUp,
  type Resource,
  type Stack,
  textAt,
  unwrapped,
  withoutIndex,
} from '../../command/terraform/resource';
import type { Release } from '../values/releases';
import { unknownValue } from './expression';

export type Action = 'create' | 'update' | 'replace' | 'delete';

/** The output of `terraform show -json` for a saved plan. */
export interface Plan {
  readonly file: string;
  readonly terraformVersion: string;
  /** Everything that the plan names, unchanged resources too. */
  readonly addresses: ReadonlySet<string>;
  readonly actions: ReadonlyMap<string, { readonly action: Action; readonly because: readonly string[] }>;
  /** Releases in the state that the refresh didn't find: they are gone, or the plan had no access to the cluster. */
  readonly lost: readonly Release[];
  before(code: Stack | undefined): Stack;
  after(code: Stack | undefined): Stack;
}

interface PlannedChange {
  readonly address: string;
  readonly previous: string;
  readonly type: string;
  readonly isData: boolean;
  readonly actions: readonly string[];
  readonly before: JsonMap | undefined;
  readonly after: JsonMap | undefined;
  readonly replacePaths: readonly string[];
  readonly isImported: boolean;
}

/** Replaces values that the plan marks as sensitive, so that they are never printed. */
export const sensitiveValue = '(sensitive)';

export function readPlan(file: string): Plan {
  const content = readJson(file);
  if (!isRecord(content) || typeof content.terraform_version !== 'string' || !('planned_values' in content)) {
    throw new Problem(`${file} is no plan as JSON. Write one with: terraform show -json <saved plan> > ${file}`);
  }
  const all = changesIn(content.resource_changes).filter(({ actions }) => !actions.includes('read'));
  const changes = all.filter(({ actions }) => !actions.includes('forget'));
  const actions = new Map(
    changes.flatMap(({ address, actions: names, replacePaths }) => {
      const action = actionOf(names);
      return action ? [[address, { action, because: replacePaths }] as const] : [];
    }),
  );
  return {
    file,
    terraformVersion: content.terraform_version,
    addresses: new Set(changes.map(({ address }) => address)),
    actions,
    lost: changesIn(content.resource_drift).flatMap(lostRelease),
    before: (code) => stackOf(all, 'before', code),
    after: (code) => stackOf(all, 'after', code),
  };
}

function changesIn(list: unknown): PlannedChange[] {
  return (Array.isArray(list) ? list : []).filter(isRecord).map((change) => plannedChange(change as JsonMap));
}

function lostRelease({ address, type, actions, before }: PlannedChange): Release[] {
  if (type !== 'helm_release' || !actions.includes('delete')) return [];
  return [{ address, namespace: textAt(before, 'namespace') ?? 'default', name: textAt(before, 'name') ?? '' }];
}

function plannedChange(item: JsonMap): PlannedChange {
  const change: JsonMap = isMap(item.change) ? item.change : {};
  const address = textAt(item, 'address') ?? '';
  const after = visible(
    change.after,
    change.after_sensitive,
    change.before,
    change.before_sensitive,
    '(sensitive, changed)',
  );
  return {
    address,
    previous: textAt(item, 'previous_address') ?? address,
    type: textAt(item, 'type') ?? '',
    isData: item.mode === 'data',
    isImported: isMap(change.importing),
    actions: Array.isArray(change.actions) ? change.actions.map(String) : [],
    before: asMap(visible(change.before, change.before_sensitive, change.before, undefined, sensitiveValue)),
    after: asMap(withUnknown(after, change.after_unknown)),
    replacePaths: (Array.isArray(change.replace_paths) ? change.replace_paths : []).map((path) =>
      Array.isArray(path) ? path.filter((step) => typeof step === 'string').join('.') : String(path),
    ),
  };
}

function actionOf(names: readonly string[]): Action | undefined {
  if (names.includes('create') && names.includes('delete')) return 'replace';
  return (['create', 'update', 'delete'] as const).find((name) => names.includes(name));
}

function asMap(value: Json | undefined): JsonMap | undefined {
  const map = unwrapped(value);
  return isMap(map) ? map : undefined;
}

/** A value without its sensitive parts; `changed` replaces those that differ from the previous value. */
function visible(
  value: Json | undefined,
  marks: Json | undefined,
  before: Json | undefined,
  beforeMarks: Json | undefined,
  changed: string,
): Json {
  if (value === undefined || value === null) return null;
  if (marks === true || beforeMarks === true) {
    return JSON.stringify(value) === JSON.stringify(before) ? sensitiveValue : changed;
  }
  if (typeof value !== 'object') return value;
  const inside = (key: string | number): Json =>
    visible(child(value, key), child(marks, key), child(before, key), child(beforeMarks, key), changed);
  if (Array.isArray(value)) return value.map((_, index) => inside(index));
  return Object.fromEntries(Object.keys(value).map((key) => [key, inside(key)]));
}

function child(value: Json | undefined, key: string | number): Json | undefined {
  return typeof value === 'object' && value !== null ? lookUp(value as JsonMap, String(key)) : undefined;
}

function withUnknown(value: Json, unknown: Json | undefined): Json {
  if (unknown === true) return unknownValue;
  if (!unknown || typeof unknown !== 'object') return value;
  if (Array.isArray(unknown)) {
    const list = Array.isArray(value) ? value : [];
    return unknown.map((mark, index) => withUnknown(list[index] ?? null, mark));
  }
  const map = new Map(Object.entries(isMap(value) ? value : {}));
  for (const [key, mark] of Object.entries(unknown)) map.set(key, withUnknown(map.get(key) ?? null, mark));
  return Object.fromEntries(map);
}

/**
 * One side of a plan. Where both sides have the same value, or it isn't known yet, and the code has an expression, the
 * expression stands: it says whose identity an object id is.
 */
function stackOf(changes: PlannedChange[], side: 'before' | 'after', code: Stack | undefined): Stack {
  const resources = new Map<string, Resource>();
  for (const [address, resource] of code?.resources ?? []) if (resource.isData) resources.set(address, resource);
  for (const change of changes) {
    const args = change[side];
    if (!args) continue;
    const written = code?.resources.get(withoutIndex(change.address));
    const values = Object.entries(args).map(([key, value]) => {
      const text = written?.args[key];
      const isSame = JSON.stringify(change.before?.[key]) === JSON.stringify(change.after?.[key]);
      const isExpression =
        typeof text === 'string' && text.includes('${') && (value === unknownValue || isSame || !change.before);
      return [key, isExpression ? text : value] as const;
    });
    const { address, type, isData } = change;
    resources.set(address, {
      address,
      type,
      isData,
      construct: written?.construct ?? '',
      args: Object.fromEntries(values),
    });
  }
  const moved = changes.filter(({ address, previous }) => address !== previous);
  return {
    name: code?.name ?? 'plan',
    resources,
    settings: new Map(),
    modules: code?.modules ?? [],
    moved: new Map(moved.map(({ address, previous }) => [previous, address])),
    imported: new Set(changes.filter(({ isImported }) => isImported).map(({ address }) => address)),
    released: new Set(changes.filter(({ actions }) => actions.includes('forget')).map(({ address }) => address)),
  };
}
