/**
 * The declared kind of a prop or parameter: a primitive or the name of a type, then `[]` for a list or `{}` for a map of it, then
 * `?` if it is optional.
 *
 * @internal
 */
export type DeclaredKind = string;

/** @internal */
export interface StructDeclaration {
  readonly extends?: readonly string[];
  readonly props: { readonly [prop: string]: DeclaredKind };
}

/**
 * The members by name, with their values.
 *
 * @internal
 */
export interface EnumDeclaration {
  readonly [member: string]: string;
}

/** @internal */
export interface InterfaceDeclaration {
  /** The members of an object of the interface. */
  readonly members: readonly string[];
  /** The public classes that implement or return it. */
  readonly by: readonly string[];
  /** Its methods with parameters, other than those that create a construct: `name: kind` of each parameter. */
  readonly methods?: { readonly [method: string]: readonly string[] };
}

/** @internal */
export interface ClassDeclaration {
  /** Static methods with parameters: `name: kind` of each parameter. */
  readonly calls?: { readonly [method: string]: readonly string[] };
  /** Other methods that return an object of the class. */
  readonly methods?: { readonly [method: string]: readonly string[] };
  /** Static properties, and static methods without parameters. */
  readonly constants?: readonly string[];
}
