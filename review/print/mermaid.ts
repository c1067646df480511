import { oneLine } from '../../command/print/visible';

/** Text in quotes for a diagram: Mermaid reads quotes, `#` and HTML in it, and a fence of backquotes ends the diagram. */
export function mermaidText(text: string): string {
  const short = oneLine(text).slice(0, 80);
  return `"${short.replaceAll(/[#"<>`&]/g, (character) => `#${character.charCodeAt(0)};`)}"`;
}
