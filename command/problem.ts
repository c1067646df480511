/** Something about the input that the user can fix: printed without a stack trace. */
export class Problem extends Error {}
