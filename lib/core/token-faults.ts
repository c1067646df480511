import { Token } from 'cdktf';

const listMarker = '#{TfToken[';
const mapMarker = '&{TfToken[';
/** What cdktf puts into a map that stands for a token. */
const mapValue = 'String Map Token Value';

/** What is wrong with a prop, in place of a rule about an element or a key that is cdktf's own marker. */
export interface TokenFault {
  readonly prop: string;
  readonly must: string;
  readonly fix: string;
}

/**
 * A list or map as one token, where its elements are read: to rules over them it looks like a list or map with one
 * strange element.
 */
export function tokenFault(prop: string, got: unknown): TokenFault | undefined {
  const texts = [prop, ...(typeof got === 'string' ? [got] : [])];
  if (got === mapValue || texts.some((text) => text.includes(mapMarker))) {
    const must = 'must be a map here, whose values may be tokens';
    return { prop: prop.split(/[.[]"?&\{/)[0], must, fix: 'Use for example { key: value }.' };
  }
  const isElement = typeof got === 'number' && Token.isUnresolved([got]);
  if (isElement || texts.some((text) => text.includes(listMarker))) {
    const must = 'must be a list here, whose elements may be tokens';
    return { prop: prop.replace(/\[\d+\]$/, ''), must, fix: 'Use for example [element].' };
  }
  return undefined;
}

const marker = /[$#&]\{TfToken\[[\w:.-]+\]\}/g;

/** Text for people: cdktf's markers say nothing to them. */
export function withoutMarkers(text: string): string {
  return text.replace(marker, '<token>');
}
