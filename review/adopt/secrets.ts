import { isMap, type Json, type JsonMap } from '../../command/terraform/resource';
import type { ArgumentTable } from '../terraform/argument-facts';

/** Stands for a secret in values, so that no text can have the secret itself; the name is that of a variable. */
function markOf(variable: string): string {
  return `((secret ${variable}))`;
}

const mark = /\(\(secret ([a-z0-9_]+)\)\)/;

/** A secret as a literal of the program. */
export const secretLiteral = /'\(\(secret ([a-z0-9_]+)\)\)'/g;

/** The variable of a secret that a value has; undefined for others. */
export function variableIn(value: Json | undefined): string | undefined {
  return mark.exec(JSON.stringify(value ?? null))?.[1];
}

/** `https://user:password@proxy` and the like, which no schema marks. */
const credentials = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*:[^/?#\s]+@/i;

interface Place {
  readonly table: ArgumentTable | undefined;
  readonly names: readonly string[];
  /** Whether everything here is secret. */
  readonly isSecret: boolean;
  /** Whether the provider demands a value, also where the state has none. */
  readonly isRequired: boolean;
}

/**
 * Values with their secrets replaced: what the state or the provider's schema marks, and credentials in addresses.
 *
 * @param owner what the variables' names begin with.
 */
export function withoutSecrets(owner: string, values: JsonMap, marks: Json, table: ArgumentTable | undefined): JsonMap {
  return replaced(values, marks, { table, names: [owner], isSecret: false, isRequired: false }) as JsonMap;
}

function replaced(value: Json, marks: Json | undefined, place: Place): Json {
  const isSecret = place.isSecret || marks === true;
  if (typeof value === 'string') {
    const hides = isSecret ? value !== '' || place.isRequired : credentials.test(value);
    return hides ? markOf(variableName(place.names)) : value;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => {
      const names = value.length > 1 ? [...place.names, String(index + 1)] : place.names;
      return replaced(item, Array.isArray(marks) ? marks[index] : marks, { ...place, names, isSecret });
    });
  }
  if (!isMap(value)) return value;
  const inside = Object.entries(value).map(([key, inner]): [string, Json] => {
    const facts = place.table && Object.hasOwn(place.table, key) ? place.table[key] : undefined;
    const isRequired = facts?.isSecret === true && facts.kind === 'required';
    const below = {
      table: facts?.block,
      names: [...place.names, key],
      isSecret: isSecret || facts?.isSecret === true,
      isRequired,
    };
    return [key, replaced(isRequired ? (inner ?? '') : inner, isMap(marks) ? marks[key] : marks, below)];
  });
  return Object.fromEntries(inside);
}

function variableName(names: readonly string[]): string {
  const text = names
    .join('_')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_');
  return /^[a-z]/.test(text) ? text : `a_${text}`;
}
