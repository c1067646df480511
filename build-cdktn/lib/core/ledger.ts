import { TerraformStack } from 'cdktn';
import type { IConstruct } from 'constructs';

/** State that all constructs of one app, or of one stack, share. */
export type Shared<T> = (scope: IConstruct) => T;

/** State of a whole program, created when it is first read, with the lifetime of the app. */
export function perApp<T>(make: (root: IConstruct) => T): Shared<T> {
  const shared = perConstruct(make);
  return (scope) => shared(scope.node.root);
}

/** State of one stack. */
export function perStack<T>(make: (stack: TerraformStack) => T): Shared<T> {
  const shared = perConstruct((stack) => make(stack as TerraformStack));
  return (scope) => shared(TerraformStack.of(scope));
}

/** State of one construct, for code outside its class. */
export function perConstruct<T>(make: (construct: IConstruct) => T): Shared<T> {
  const states = new WeakMap<IConstruct, T>();
  return (construct) => {
    const known = states.get(construct);
    if (known !== undefined) return known;
    const made = make(construct);
    states.set(construct, made);
    return made;
  };
}

/**
 * A construct that represents something that other constructs can represent too, e.g. a cluster and its imports into other
 * stacks.
 */
export interface Keyed extends IConstruct {
  /**
   * Equal for all constructs that represent the same thing.
   *
   * @internal
   */
  readonly _key: string;
}

/**
 * Something that exists once per cluster, or once per cluster and name, in a whole program: a mesh, a namespace, an operator's
 * release.
 */
export class Claim<T extends IConstruct = IConstruct> {
  private readonly owners = perApp(() => new Map<string, T>());

  /** @param names the names that identify one of several; none if a cluster has only one. */
  public ownerOn(cluster: Keyed, ...names: string[]): T | undefined {
    return this.owners(cluster).get(keyOf(cluster, names));
  }

  /** Registers `owner`, which is then found through any reference to the same cluster. */
  public take(cluster: Keyed, owner: T, ...names: string[]): void {
    this.owners(cluster).set(keyOf(cluster, names), owner);
  }
}

/** A collection of one kind of construct per cluster. */
export class Register<T extends IConstruct = IConstruct> {
  private readonly entries = perApp(() => new Map<string, Set<T>>());

  public add(cluster: Keyed, entry: T): void {
    const all = this.entries(cluster);
    all.set(cluster._key, (all.get(cluster._key) ?? new Set()).add(entry));
  }

  /** Sorted by path, which doesn't depend on the order of declarations. */
  public on(cluster: Keyed): T[] {
    return sortedByPath(this.entries(cluster).get(cluster._key) ?? []);
  }
}

export function sortedByPath<T extends IConstruct>(constructs: Iterable<T>): T[] {
  return sortedByPathOf([...constructs], (construct) => construct);
}

/** Sorts things by the paths of their constructs. Computing a path is slow, so each is computed once. */
export function sortedByPathOf<T>(things: readonly T[], constructOf: (thing: T) => IConstruct): T[] {
  if (things.length < 2) return [...things];
  const entries = things.map((thing) => ({ thing, path: constructOf(thing).node.path }));
  return entries.sort((left, right) => compare(left.path, right.path)).map(({ thing }) => thing);
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function keyOf(cluster: Keyed, names: string[]): string {
  return JSON.stringify([cluster._key, ...names]);
}
