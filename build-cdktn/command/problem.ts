/** Something about the input that its giver can mend: printed without a stack trace. */
export class Problem extends Error {}
