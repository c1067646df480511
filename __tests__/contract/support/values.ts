/** Values that samples of all rooms need. */

export const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };

export function resourceId(type: string, name: string): string {
  return `/subscriptions/${uuid(0)}/resourceGroups/rg-shop/providers/${type}/${name}`;
}

export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}
