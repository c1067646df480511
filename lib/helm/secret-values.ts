import type { ReleaseSetSensitive } from '@cdktf/provider-helm/lib/release';
import type { Faults } from '../core/faults';
import { lateText } from '../core/late-values';
import { isPlainMap, isToken, type PlainMap } from './plain-data';
import { expressionOf } from './token-expression';
import { keysOf } from './values';

/** Secrets by the dotted path of the value that each is. */
export type SecretValues = { [path: string]: string };

const prop = 'secretValues';
/** Keys of maps with dots between; a dot inside a key has a backslash in front. No list index, and nothing that Helm cuts at. */
const path = /^([^\s.,=[\]{}\\"]|\\\.)+(\.([^\s.,=[\]{}\\"]|\\\.)+)*$/;

/** Never prints a secret: neither in errors, nor in the synthesized JSON. */
export function checkSecretValues(faults: Faults, secrets: SecretValues, values: PlainMap): void {
  const paths = Object.keys(secrets);
  for (const name of paths) {
    const at = `${prop}["${name}"]`;
    if (!path.test(name)) {
      const must = 'must be keys of maps, separated by dots, without list indexes';
      faults.add(at, must, undefined, 'For example, use auth.password, or prometheus\\.io/token for a key with a dot.');
      continue;
    }
    if (typeof secrets[name] !== 'string' || !isToken(secrets[name])) {
      const must = 'must be a token in text: literal text would be in the synthesized JSON';
      faults.add(at, must, undefined, 'Use the value of a sensitive TerraformVariable, or an attribute of a resource.');
    } else if (secrets[name] !== secrets[name].normalize('NFC')) {
      const must = 'must be in Unicode normalization form NFC, to which Terraform converts it';
      faults.add(at, must, undefined, "Call its normalize('NFC').");
    }
    const above = paths.find((other) => name.startsWith(`${other}.`));
    if (above) faults.add(at, `must not be below another secret (${above})`, undefined, 'Remove one of them.');
    checkPlace(faults, at, values, keysOf(name));
  }
}

/** Regular expression and replacement, as Terraform's language writes them. */
const [special, escaped] = [String.raw`"/([\\\\,{}\\[\\]])/"`, String.raw`"\\$1"`];

/** Helm reads a secret as `path=value`: characters that would end or split the value are escaped. */
export function setSensitive(secrets: SecretValues): ReleaseSetSensitive[] {
  return Object.entries(secrets).map(([name, secret]) => ({
    name,
    type: 'string',
    value: lateText((context) => `\${replace(${expressionOf(secret, context)}, ${special}, ${escaped})}`),
  }));
}

/** A secret must have its place of the values for itself, in a map. */
function checkPlace(faults: Faults, at: string, values: PlainMap, keys: string[]): void {
  let place: unknown = values;
  for (const key of keys) {
    if (!isPlainMap(place)) {
      const must = 'must be in a map, but values has another type there';
      faults.add(at, must, undefined, 'Remove one of them.');
      return;
    }
    place = place[key];
    if (place === undefined || place === null) return;
  }
  faults.add(at, 'must not also be set in values', undefined, 'Remove one of them.');
}
