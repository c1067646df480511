/** An error about how a construct is used. Its text names the construct's path, the prop, the value and the fix. */
export class ConstructError extends Error {
  public override readonly name = 'ConstructError';
}
