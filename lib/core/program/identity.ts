/** Which Azure resource something is: its type, group and name, and the subscription where the program tells. */
export interface Identity {
  readonly subscription?: string;
  readonly name: string;
}

/** Whether two are one resource, as far as the program tells: an unknown subscription may be any. */
export function isSame(one: Identity, other: Identity): boolean {
  const subscriptions = [one.subscription, other.subscription];
  return one.name === other.name && (subscriptions.includes(undefined) || one.subscription === other.subscription);
}

/** Things by the resource that they are about, found without comparing all of them. */
export class IdentityIndex<T> {
  private readonly byName = new Map<string, { readonly identity: Identity; readonly thing: T }[]>();

  public constructor(things: readonly T[], identityOf: (thing: T) => Identity | undefined) {
    for (const thing of things) {
      const identity = identityOf(thing);
      if (!identity) continue;
      const known = this.byName.get(identity.name);
      if (known) known.push({ identity, thing });
      else this.byName.set(identity.name, [{ identity, thing }]);
    }
  }

  public all(identity: Identity): T[] {
    const candidates = this.byName.get(identity.name) ?? [];
    return candidates.filter((one) => isSame(one.identity, identity)).map(({ thing }) => thing);
  }
}
