import { visible } from '../../command/print/visible';

/** Text that is HTML already. Everything else is escaped where it is inserted. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | Markup | readonly Markup[];

/** HTML with escaped values: `` html`<td>${name}</td>` ``. Attributes must be in double quotes. */
export function html(pieces: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(pieces.reduce((text, piece, index) => text + markupOf(values[index - 1]) + piece));
}

export const nothing = new Markup('');

function markupOf(value: Part): string {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(markupOf).join('');
  return escaped(String(value));
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (character) => entities[character]);
}

/** JSON for a script element of a data type, in which no text ends the element. */
export function dataOf(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replaceAll('<', '\\u003c'));
}
