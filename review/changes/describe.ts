import { isMap, type Json, type Stack } from '../../command/terraform/resource';
import { withNames } from '../terraform/expression';
import { factsOf } from '../terraform/provider-facts';
import type { ArgumentChange } from './arguments';

const secretName =
  /password|secret(?!_(identity|name|id|rotation))|private_key|access_key|connection_string|set_sensitive|token$/i;
const secretObject = /^Secret(\.core)? [^:]*: (data|stringData)\b/;

/** Replaces values that may be secret. */
export const hidden = '(hidden)';

/** `path before → after`, without values that may be secret. */
export function describe(type: string, { path, before, after }: ArgumentChange, stacks?: Sides): string {
  if (isSecret(type, path)) return `${path} changes`;
  const [old, now] = [withoutSecrets(type, path, before), withoutSecrets(type, path, after)];
  return `${path} ${valueText(old, stacks?.before)} → ${valueText(now, stacks?.after)}`;
}

/** The stacks whose resources expressions refer to. */
export interface Sides {
  readonly before: Stack;
  readonly after: Stack;
}

/** A value whose parts that may be secret are hidden. */
export function withoutSecrets(type: string, path: string, value: Json | undefined): Json | undefined {
  if (value === undefined || value === null) return value;
  if (isSecret(type, path)) return hidden;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(type, path, item) ?? null);
  if (!isMap(value)) return value;
  const parts = Object.entries(value).map(([key, item]) => [key, withoutSecrets(type, `${path}.${key}`, item) ?? null]);
  return Object.fromEntries(parts);
}

/** By the provider's schema, by its name, or as a part of an object of kind Secret. */
function isSecret(type: string, path: string): boolean {
  const { secrets = [], secretArguments = [] } = factsOf(type);
  const isMarked = [...secrets, ...secretArguments].some((one) => path === one || path.startsWith(`${one}.`));
  return isMarked || secretObject.test(path) || secretName.test(path);
}

function valueText(value: Json | undefined, stack?: Stack): string {
  if (value === undefined || value === null) return 'none';
  const whole = typeof value === 'string' ? value : JSON.stringify(value);
  const text = stack ? withNames(whole, stack) : whole;
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 100 ? `${line.slice(0, 97)}...` : line;
}
