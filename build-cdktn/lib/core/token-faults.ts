import { Token } from 'cdktn';

const listMarker = '#{TfToken[';
const mapMarker = '&{TfToken[';
/** cdktf's marker in a map that represents a token. */
const mapValue = 'String Map Token Value';

/** The fault of a prop, instead of a rule's fault about an element or key that is cdktf's marker. */
export interface TokenFault {
  readonly prop: string;
  readonly must: string;
  readonly fix: string;
}

/**
 * A list or map that is one token although its elements are read: to rules, it looks like a list or map with one unknown element.
 */
export function tokenFault(prop: string, got: unknown): TokenFault | undefined {
  const texts = [prop, ...(typeof got === 'string' ? [got] : [])];
  if (got === mapValue || texts.some((text) => text.includes(mapMarker))) {
    const must = 'must be a map here, whose values may be tokens';
    return { prop: prop.split(/[.[]"?&\{/)[0], must, fix: 'For example, use { key: value }.' };
  }
  const isElement = typeof got === 'number' && Token.isUnresolved([got]);
  if (isElement || texts.some((text) => text.includes(listMarker))) {
    const must = 'must be a list here, whose elements may be tokens';
    return { prop: prop.replace(/\[\d+\]$/, ''), must, fix: 'For example, use [element].' };
  }
  return undefined;
}

const marker = /[$#&]\{TfToken\[[\w:.-]+\]\}/g;

/** Removes cdktf's markers from a text, because they mean nothing to users. */
export function withoutMarkers(text: string): string {
  return text.replace(marker, '<token>');
}
