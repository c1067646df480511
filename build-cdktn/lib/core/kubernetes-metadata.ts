import { Token } from 'cdktn';
import { isKnown } from './checks';
import type { Faults } from './faults';

const prefixPattern = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const namePattern = /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/;
const longestName = 63;
const longestPrefix = 253;
/** Source: https://github.com/kubernetes/apimachinery/blob/master/pkg/api/validation/objectmeta.go */
const mostAnnotationBytes = 256 * 1024;

type Entries = { [key: string]: string } | undefined;

/**
 * Labels of a Kubernetes object: keys and values.
 *
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function checkLabels(faults: Faults, prop: string, labels: Entries): void {
  checkKeys(faults, prop, labels);
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (typeof value !== 'string') faultyText(faults, prop, key, value);
    else if (isKnown(value) && value !== '' && !isName(value)) {
      faults.add(
        `${prop}.${key}`,
        'must have at most 63 characters: letters, digits, - _ and ., with a letter or digit at both ends',
        value,
        'Use a value such as web, or use an annotation.',
      );
    }
  }
}

/**
 * Annotations of a Kubernetes object: keys like those of labels, and any text as value.
 *
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set
 */
export function checkAnnotations(faults: Faults, prop: string, annotations: Entries): void {
  checkKeys(faults, prop, annotations);
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    if (typeof value !== 'string') faultyText(faults, prop, key, value);
    else if (isKnown(value)) bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (bytes > mostAnnotationBytes) {
    faults.add(prop, 'must have at most 256 KiB in total', `${bytes} bytes`, 'Use a ConfigMap for the text.');
  }
}

function checkKeys(faults: Faults, prop: string, entries: Entries): void {
  for (const key of Object.keys(entries ?? {})) {
    if (isKnown(key) && !isKey(key)) {
      faults.add(
        prop,
        'must have keys of at most 63 letters, digits, - _ and ., optionally after a domain and a /',
        key,
        'For example, use example.com/team.',
      );
    }
  }
}

/** For plain JavaScript: Kubernetes rejects `true` and `8080` instead of strings. */
function faultyText(faults: Faults, prop: string, key: string, value: unknown): void {
  const isToken = typeof value === 'number' && Token.isUnresolved(value);
  if (isToken) faults.add(`${prop}.${key}`, 'must be text, not a number token', undefined, 'Use Fn.tostring(...).');
  else faults.add(`${prop}.${key}`, 'must be text', value, 'Put it in quotes.');
}

function isKey(key: string): boolean {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  return (
    isName(key.slice(slash + 1)) &&
    (prefix === undefined || (prefix.length <= longestPrefix && prefixPattern.test(prefix)))
  );
}

function isName(text: string): boolean {
  return text.length <= longestName && namePattern.test(text);
}
