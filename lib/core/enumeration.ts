/** Items as English lists them: `A`, `A and B`, `A, B and C`. */
export function enumeration(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
