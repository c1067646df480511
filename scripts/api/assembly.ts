/** What a jsii assembly says of a public type, as far as the reference shows it. */
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
  readonly locationInModule: { readonly filename: string };
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
}

/** The properties of a type with those of its bases, required ones first, then by name. */
export function propertiesOf({ types }: Assembly, type: Type): Property[] {
  const all = new Map<string, Property>();
  const collect = (fqn: string): void => {
    const found = types[fqn];
    if (!found) return;
    for (const base of [found.base, ...(found.interfaces ?? [])]) if (base !== undefined) collect(base);
    for (const property of found.properties ?? []) all.set(property.name, withDocsOf(property, all.get(property.name)));
  };
  collect(type.fqn);
  return [...all.values()].sort(
    (left, right) => Number(left.optional ?? false) - Number(right.optional ?? false) || compare(left.name, right.name),
  );
}

/** The methods of a type with those of its bases in this assembly, by name. */
export function methodsOf({ types }: Assembly, type: Type): Method[] {
  const all = new Map<string, Method>();
  const collect = (fqn: string): void => {
    const found = types[fqn];
    if (!found) return;
    for (const base of [found.base, ...(found.interfaces ?? [])]) if (base !== undefined) collect(base);
    for (const method of found.methods ?? []) {
      const known = all.get(`${method.name}`);
      all.set(`${method.name}`, method.docs?.summary || !known ? method : { ...method, docs: known.docs });
    }
  };
  collect(type.fqn);
  return [...all.values()].sort((left, right) => compare(`${left.name}`, `${right.name}`));
}

/** Whether a class is a construct, by its base classes. */
export function isConstruct({ types }: Assembly, type: Type): boolean {
  for (let base = type.base; base !== undefined; base = types[base]?.base) {
    if (base === 'constructs.Construct') return true;
  }
  return false;
}

function withDocsOf(property: Property, inherited: Property | undefined): Property {
  return property.docs?.summary || !inherited ? property : { ...property, docs: inherited.docs };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
