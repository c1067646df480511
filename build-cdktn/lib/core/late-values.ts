import { type IResolvable, type IResolveContext, Token } from 'cdktn';

type Produce<T> = (context: IResolveContext) => T | undefined;

/** A value that is computed at synth time; `undefined` omits it. cdktf's `Lazy` would record a stack trace for each. */
export function late(produce: Produce<unknown>): IResolvable {
  const token: IResolvable = { creationStack: [], resolve: produce, toString: () => Token.asString(token) };
  return token;
}

export function lateText(produce: Produce<string>): string {
  return late(produce).toString();
}

export function lateList(produce: Produce<string[]>): string[] {
  return Token.asList(late(produce));
}
