const mark = 'cdktfAksExpression';

/** Text with each `${...}` replaced by a plain word, so that YAML reads it as one scalar in any position. */
export interface Masked {
  readonly text: string;
  readonly expressions: readonly string[];
}

export function masked(text: string): Masked {
  if (!text.includes('{')) return { text, expressions: [] };
  const expressions: string[] = [];
  let out = '';
  for (let i = 0; i < text.length; ) {
    const three = text.slice(i, i + 3);
    if (three === '$${' || three === '%%{') {
      out += three.slice(1);
      i += 3;
    } else if (text.startsWith('${', i)) {
      const end = endOfExpression(text, i + 2);
      out += `${mark}${expressions.push(text.slice(i, end)) - 1}x`;
      i = end;
    } else out += text[i++];
  }
  return { text: out, expressions };
}

export function unmasked(text: string, { expressions }: Masked): string {
  if (!text.includes(mark)) return text;
  return text.replaceAll(new RegExp(`${mark}(\\d+)x`, 'g'), (whole, index) => expressions[Number(index)] ?? whole);
}

/** Behind the brace that closes an expression: braces in strings don't count, expressions in strings do. */
function endOfExpression(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '"') i = endOfString(text, i + 1);
    else if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i + 1;
  }
  return text.length;
}

/** The place of the quote that closes a string. */
function endOfString(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text.startsWith('$${', i)) i += 2;
    else if (text.startsWith('${', i)) i = endOfExpression(text, i + 2) - 1;
    else if (text[i] === '"') return i;
  }
  return text.length;
}
