const most = 3;

/** The first texts of a list and the number of the others, for messages that would otherwise grow with the program. */
export function firstOf(texts: readonly string[]): string {
  const shown = texts.length > most ? [...texts.slice(0, most), `${texts.length - most} more`] : texts;
  return shown.join(', ');
}
