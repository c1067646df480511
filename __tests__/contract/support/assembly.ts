import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Assembly, Method, Property, Type, TypeReference } from '../../../scripts/api/assembly';
import { projectRoot } from '../../support/tools';

export type { Method, Property, Type, TypeReference };

const assembly = JSON.parse(readFileSync(path.join(projectRoot, '.jsii'), 'utf8')) as Assembly;

/** Every public type of the package, by name. */
export const publicTypes = Object.values(assembly.types).sort((a, b) => (a.name < b.name ? -1 : 1));

/** The structs that a user writes: those that some parameter takes, and those inside of them. */
export function inputStructs(): Type[] {
  const found = new Set<Type>();
  const visit = (reference: TypeReference): void => {
    const type = assembly.types[namedIn(reference) ?? ''];
    if (!type?.datatype || found.has(type)) return;
    found.add(type);
    for (const property of allProperties(type)) visit(property.type);
  };
  for (const type of publicTypes) {
    const methods = [...(type.initializer ? [type.initializer] : []), ...(type.methods ?? [])];
    for (const { parameters = [] } of methods) for (const parameter of parameters) visit(parameter.type);
  }
  return [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A struct's own properties and those of the structs that it extends. */
export function allProperties(type: Type): Property[] {
  const inherited = (type.interfaces ?? []).flatMap((fqn) =>
    assembly.types[fqn] ? allProperties(assembly.types[fqn]) : [],
  );
  return [...inherited, ...(type.properties ?? [])];
}

/** The room that a type lives in, e.g. `identity`. */
export function roomOf(type: Type): string {
  return type.locationInModule.filename.split('/')[1];
}

export function placeOf(type: Type): string {
  return `${type.locationInModule.filename}:${type.locationInModule.line}`;
}

/** The type that a reference names, also as an element of a list or map. */
export function namedIn(reference: TypeReference): string | undefined {
  return reference.collection ? namedIn(reference.collection.elementtype) : reference.fqn;
}
