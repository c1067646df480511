/** The parts of an Azure resource id that a program names. */
export interface AzureId {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly name: string;
}

export function parseAzureId(id: string): AzureId | undefined {
  const [, subscriptionId, rest = ''] = /^\/subscriptions\/([^/]+)(\/.*)?$/i.exec(id) ?? [];
  if (subscriptionId === undefined) return undefined;
  const [, resourceGroupName = ''] = /^\/resourceGroups\/([^/]+)/i.exec(rest) ?? [];
  return { subscriptionId, resourceGroupName, name: id.slice(id.lastIndexOf('/') + 1) };
}

/** The id up to the given number of its last segments: the network of a subnet is two segments up. */
export function parentId(id: string, segments = 2): string {
  return id.split('/').slice(0, -segments).join('/');
}

/** Azure ignores the case of ids, and returns it differently from place to place. */
export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
