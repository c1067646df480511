/** A jsii assembly, as far as the reference shows it and tests judge it. */
export interface Assembly {
  readonly name: string;
  readonly version: string;
  readonly types: { readonly [fqn: string]: Type };
}

export interface Type {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly docs?: Docs;
  readonly initializer?: Method;
  readonly methods?: readonly Method[];
  readonly properties?: readonly Property[];
  readonly members?: readonly { readonly name: string; readonly docs?: Docs }[];
  readonly locationInModule: { readonly filename: string; readonly line: number };
}

export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly returns?: string;
  readonly see?: string;
  readonly deprecated?: string;
}

export interface Property {
  readonly name: string;
  readonly docs?: Docs;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly const?: boolean;
}

export interface Method {
  readonly name?: string;
  readonly docs?: Docs;
  readonly parameters?: readonly Parameter[];
  readonly returns?: { readonly type: TypeReference; readonly optional?: boolean };
  readonly static?: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly docs?: Docs;
}

export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
  readonly union?: unknown;
}

/** The properties of a type with those of its bases, required ones first, then by name. */
export function propertiesOf(assembly: Assembly, type: Type): Property[] {
  const all = new Map<string, Property>();
  for (const { properties = [] } of lineageOf(assembly, type)) {
    for (const property of properties) all.set(property.name, withDocsOf(property, all.get(property.name)));
  }
  return [...all.values()].sort(
    (left, right) => Number(left.optional ?? false) - Number(right.optional ?? false) || compare(left.name, right.name),
  );
}

/** The methods of a type with those of its bases in this assembly, by name. */
export function methodsOf(assembly: Assembly, type: Type): Method[] {
  const all = new Map<string, Method>();
  for (const { methods = [] } of lineageOf(assembly, type)) {
    for (const method of methods) all.set(`${method.name}`, withDocsOf(method, all.get(`${method.name}`)));
  }
  return [...all.values()].sort((left, right) => compare(`${left.name}`, `${right.name}`));
}

/** The bases of a type that this assembly has, and then the type itself. */
function lineageOf(assembly: Assembly, type: Type): Type[] {
  const bases = [type.base, ...(type.interfaces ?? [])].flatMap((fqn) => assembly.types[fqn ?? ''] ?? []);
  return [...bases.flatMap((base) => lineageOf(assembly, base)), type];
}

/** Whether a class is a construct, by its base classes. */
export function isConstruct({ types }: Assembly, type: Type): boolean {
  for (let base = type.base; base !== undefined; base = types[base]?.base) {
    if (base === 'constructs.Construct') return true;
  }
  return false;
}

/** A member that says nothing of itself has the docs of the one that it overrides. */
function withDocsOf<T extends { readonly docs?: Docs }>(member: T, inherited: T | undefined): T {
  return member.docs?.summary || !inherited ? member : { ...member, docs: inherited.docs };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
