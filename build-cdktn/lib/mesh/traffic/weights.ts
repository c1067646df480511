/** The weight of one of several destinations that share requests; a single one has none. */
export function weightOf(percent: number, { length }: { readonly length: number }): { readonly weight?: number } {
  return length === 1 ? {} : { weight: percent };
}
