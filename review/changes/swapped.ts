import type { Stack } from '../../command/terraform/resource';
import { objectsOf, titleOf } from '../../command/values/objects';
import { meshOf } from '../inventory/mesh';
import { type Posture, postureOf, rootNamespaces } from '../inventory/posture';
import { enrolmentPaths, enrolments, kindOfEnrolment } from '../mesh/enrolment';
import type { Found, StackChange } from './findings';

/** A stack's mesh: how it is named, its kinds, the namespaces in it and its settings. */
interface MeshOfStack {
  readonly names: readonly string[];
  readonly kinds: ReadonlySet<string>;
  readonly enrolled: readonly string[];
  readonly namespaces: readonly {
    readonly name: string;
    readonly title: string;
    readonly address: string;
    readonly mesh: string;
  }[];
  readonly settings: readonly Posture[];
}

/** Whether a stack changes from one mesh to another; another version or revision of the same mesh is none. */
export function isSwapped({ before, after }: Pick<StackChange, 'before' | 'after'>): boolean {
  const [old, now] = [meshIn(before), meshIn(after)];
  return [...now.kinds].some((kind) => !old.kinds.has(kind)) && [...old.kinds].some((kind) => !now.kinds.has(kind));
}

/** One line about the meshes, with the settings of each, which no finding compares: they have no common measure. */
export function swapped(change: StackChange): Found[] {
  if (!isSwapped(change)) return [];
  const [old, now] = [meshIn(change.before), meshIn(change.after)];
  const moved = now.namespaces.filter(({ name, mesh }) => meshOfNamespace(old, name) !== mesh);
  const places = moved.map(({ name, mesh }) => `${name} (${meshOfNamespace(old, name) ?? 'no mesh'} → ${mesh})`);
  const isSameName = old.names.join() === now.names.join();
  const [from, to] = [old, now].map(({ names, enrolled }) => (isSameName ? enrolled : names).join(' and '));
  const [before, after] = [settingsText(old), settingsText(now)];
  const text = [
    `${from} is replaced by ${to}`,
    ...(places.length > 0 ? [`Pods change the mesh when they restart, in namespaces ${places.join(', ')}`] : []),
    ...(before === after
      ? [`Settings are as before: ${after}`]
      : [`Settings before: ${before}`, `Settings after: ${after}`]),
  ].join('. ');
  const [first] = moved;
  const covers = first ? enrolmentPaths.map((path) => `${first.title}: ${path}`) : [];
  return [{ level: 'mtls', address: first?.address ?? '', text, isPossible: false, weight: 0, covers }];
}

function meshOfNamespace({ namespaces }: MeshOfStack, name: string): string | undefined {
  return namespaces.find((namespace) => namespace.name === name)?.mesh;
}

const known = new WeakMap<Stack, MeshOfStack>();

function meshIn(stack: Stack): MeshOfStack {
  const found = known.get(stack) ?? read(stack);
  known.set(stack, found);
  return found;
}

function read(stack: Stack): MeshOfStack {
  const all = [...stack.resources.values()];
  const roots = rootNamespaces(all);
  const namespaces = all.flatMap((resource) =>
    objectsOf(resource)
      .filter(({ kind, group }) => kind === 'Namespace' && group === '')
      .map((object) => ({
        name: object.name,
        title: titleOf(object),
        address: resource.address,
        mesh: enrolments(object).join(' and '),
      }))
      .filter(({ mesh }) => mesh !== ''),
  );
  const charts = meshOf(all).meshes;
  const enrolled = [...new Set(namespaces.map(({ mesh }) => mesh))];
  return {
    names: charts.length > 0 ? charts : enrolled,
    kinds: new Set(enrolled.length > 0 ? enrolled.map(kindOfEnrolment) : charts.map((name) => name.split(' ')[0])),
    enrolled,
    namespaces,
    settings: all.flatMap((resource) => postureOf(resource, roots)).filter(({ origin }) => origin === 'mesh'),
  };
}

function settingsText({ settings }: MeshOfStack): string {
  const texts = settings.map(({ subject, text }) => `${subject}: ${text}`);
  return texts.length > 0 ? texts.join('; ') : 'none in this stack';
}
