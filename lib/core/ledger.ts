import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

/** State that all constructs of one app, or of one stack, share. */
export type Shared<T> = (scope: IConstruct) => T;

/** State of a whole program, made where it is first read, and gone with its app. */
export function perApp<T>(make: (root: IConstruct) => T): Shared<T> {
  const shared = perConstruct(make);
  return (scope) => shared(scope.node.root);
}

/** State of one stack. */
export function perStack<T>(make: (stack: TerraformStack) => T): Shared<T> {
  const shared = perConstruct((stack) => make(stack as TerraformStack));
  return (scope) => shared(TerraformStack.of(scope));
}

/** State of one construct, for those who don't own its class. */
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

/** Something that several constructs can stand for, e.g. a cluster and its imports into other stacks. */
export interface Keyed extends IConstruct {
  /**
   * Equal for all that stand for the same thing.
   *
   * @internal
   */
  readonly _key: string;
}

/** Something that a cluster has once, or once a name, in a whole program: a mesh, a namespace, a release of an operator. */
export class Claim<T extends IConstruct = IConstruct> {
  private readonly owners = perApp(() => new Map<string, T>());

  /** @param names what tells several of one kind apart; none where a cluster has only one. */
  public ownerOn(cluster: Keyed, ...names: string[]): T | undefined {
    return this.owners(cluster).get(keyOf(cluster, names));
  }

  /** Makes `owner` the one that others find, through any reference to the same cluster. */
  public take(cluster: Keyed, owner: T, ...names: string[]): void {
    this.owners(cluster).set(keyOf(cluster, names), owner);
  }
}

/** Things of one kind that a cluster has many of. */
export class Register<T extends IConstruct = IConstruct> {
  private readonly entries = perApp(() => new Map<string, Set<T>>());

  public add(cluster: Keyed, entry: T): void {
    const all = this.entries(cluster);
    all.set(cluster._key, (all.get(cluster._key) ?? new Set()).add(entry));
  }

  /** In the order of their paths, which is the same however the program is ordered. */
  public on(cluster: Keyed): T[] {
    return sortedByPath(this.entries(cluster).get(cluster._key) ?? []);
  }
}

export function sortedByPath<T extends IConstruct>(constructs: Iterable<T>): T[] {
  return sortedByPathOf([...constructs], (construct) => construct);
}

/** Things in the order of the paths of their constructs. A path is long to make, so each is made once. */
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
