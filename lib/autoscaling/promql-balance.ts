const closing: { readonly [open: string]: string } = { '{': '}', '(': ')', '[': ']' };

/**
 * What is not balanced in a query of Prometheus: a bracket that is not closed or not opened, or text without its end. Undefined
 * where all is well. Brackets within text and comments don't count.
 */
export function imbalanceOf(query: string): string | undefined {
  const open: string[] = [];
  const text = withoutText(query);
  if (text === undefined) return 'text that does not end';
  for (const character of text) {
    if (closing[character]) open.push(character);
    else if (Object.values(closing).includes(character) && closing[open.pop() ?? ''] !== character) {
      return `${character} without its counterpart`;
    }
  }
  return open.length > 0 ? `${open.at(-1)} without its counterpart` : undefined;
}

/** Text in quotes and comments taken out; undefined where quotes don't end. */
function withoutText(query: string): string | undefined {
  const rest = query.replace(/"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])*'|`[^`]*`|#[^\n]*/g, '');
  return /["'`]/.test(rest) ? undefined : rest;
}
