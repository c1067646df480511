import { oneLine } from '../../command/print/visible';

/** Escapes text from the program, so that Markdown shows it literally: no markup, links, references or mentions. */
export function plain(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*[\]|~]|(?<!\w)_|_(?!\w)/g, '\\$&')
    .replace(/^(?=[#>]|[-+=]+(\s|$))/, '\\')
    .replace(/^(\d+)(?=[.)](\s|$))/, '$1\u200b')
    .replaceAll('@', '@\u200b')
    .replaceAll(/#(?=\d)/g, '#\u200b')
    .replaceAll(/:(?=\/\/)|\bwww(?=\.)/gi, '$&\u200b');
}

/** The same, as inline code. */
export function code(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
