/**
 * What Helm reads behind the `=` of `--set-string path=value`, from the source:
 * https://github.com/helm/helm/blob/v3.19.0/pkg/strvals/parser.go (`key`, `valList` and `runesUntil`)
 */
export function readSetValue(text: string): string {
  if (text.startsWith('{')) throw new Error('Helm would read a list.');
  let value = '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] === ',') throw new Error(`Helm would end the value at the comma of ${JSON.stringify(text)}.`);
    if (text[at] !== '\\') value += text[at];
    else if (++at < text.length) value += text[at];
  }
  return value;
}
