/** The identity of an Azure resource: its type, group and name, and its subscription if the program sets it. */
export interface Identity {
  readonly subscription?: string;
  readonly name: string;
}

/** Whether two identities may be the same resource: an unknown subscription matches any. */
export function isSame(one: Identity, other: Identity): boolean {
  const subscriptions = [one.subscription, other.subscription];
  return one.name === other.name && (subscriptions.includes(undefined) || one.subscription === other.subscription);
}

/** An index of values by their resource, which finds them without comparing all. */
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
