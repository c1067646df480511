import type { TerraformStack } from 'cdktf';

type Made<V> = V | ((stack: TerraformStack) => V);

/** What a prop's sample says beyond its value. */
interface Terms<P> {
  /** Other props that the sample needs, or `undefined` for those that exclude it. The base has them too. */
  readonly given?: Made<Partial<P>>;
  /** The synth or the constructor refuses the sample, with this in its message. */
  readonly refused?: string | RegExp;
  /** What the sample makes in the stack is refused, with this in the message, where the prop doesn't name it. */
  readonly needed?: string | RegExp;
}

/** A value for one prop that differs from its default. */
export class Sample<V = unknown, P = unknown> {
  public constructor(
    public readonly value: Made<V>,
    public readonly terms: Terms<P>,
  ) {}
}

/**
 * A sample that needs other props: `given({ minCount: 1 }, 5)`. Where props go together or not at all, the base has another
 * value of the prop itself: `given({ password, username: 'a' }, 'b')`.
 */
export function given<V, P>(props: Made<Partial<P>>, value: Made<V>): Sample<V, P> {
  return new Sample<V, P>(value, { given: props });
}

/** A sample that must be refused; the text is part of the message. For props whose only purpose is to say no. */
export function refused<V, P>(value: Made<V>, text: string | RegExp, props?: Made<Partial<P>>): Sample<V, P> {
  return new Sample<V, P>(value, { refused: text, given: props });
}

/** A sample whose making is refused where it isn't passed on: of what must be one, and is made beside. */
export function needed<V, P>(value: (stack: TerraformStack) => V, text: string | RegExp): Sample<V, P> {
  return new Sample<V, P>(value, { needed: text });
}

/** How a struct reaches the output, and a sample for each of its optional props; required props may have one too. */
export interface StructSamples<P> {
  readonly make: (stack: TerraformStack, props: Partial<P>) => unknown;
  readonly samples: { readonly [K in keyof P]?: Made<NonNullable<P[K]>> | Sample<NonNullable<P[K]>, P> };
}

/**
 * @param make puts into the stack what takes the struct; it adds what is required and lets `props` win.
 * @param samples a value by prop, or a function of the stack for a value that is a construct of it.
 */
export function struct<P>(make: StructSamples<P>['make'], samples: StructSamples<P>['samples'] = {}): StructSamples<P> {
  return { make, samples };
}

// Structs of all types in one table: what is checked is checked where `struct` is called.
export type AnyStruct = StructSamples<any>;

/** The samples of one room, by the name of the struct. */
export type RoomSamples = { readonly [structName: string]: AnyStruct };
