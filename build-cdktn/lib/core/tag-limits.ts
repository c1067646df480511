import { Token } from 'cdktn';
import { isKnown } from './checks';
import type { Faults } from './faults';

/** Azure's limits for the tags of a resource. */
export interface TagLimits {
  readonly mostTags: number;
  readonly longestKey: number;
}

const limits: TagLimits = { mostTags: 50, longestKey: 512 };
const longestValue = 256;
const dnsLimits: TagLimits = { ...limits, mostTags: 15 };

const ofType: { readonly [terraformType: string]: TagLimits } = {
  azurerm_dns_zone: dnsLimits,
  azurerm_log_analytics_saved_search: dnsLimits,
  azurerm_private_dns_zone: dnsLimits,
  azurerm_private_dns_zone_virtual_network_link: dnsLimits,
  azurerm_storage_account: { ...limits, longestKey: 128 },
};

/**
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations (15 tags on DNS zones,
 * links and saved searches)
 */
export function tagLimits(terraformType?: string): TagLimits {
  return ofType[terraformType ?? ''] ?? limits;
}

export function checkTags(
  faults: Faults,
  prop: string,
  tags: { [key: string]: string },
  { mostTags, longestKey }: TagLimits = limits,
): void {
  const keys = Object.keys(tags);
  if (keys.length > mostTags) faults.add(prop, `must be at most ${mostTags}`, keys.length, 'Remove some.');
  keys.forEach((key, index) => {
    if (isKnown(key) && (key.length < 1 || key.length > longestKey || /[<>%&\\?/\p{Cc}]/u.test(key))) {
      const must = `must have keys of 1 to ${longestKey} characters without < > % & \\ ? / and control characters`;
      faults.add(prop, must, key, 'For example, use team.');
    }
    // Source: https://learn.microsoft.com/rest/api/resources/tags/create-or-update
    if (/^(microsoft|azure|windows)/i.test(key)) {
      faults.add(prop, 'must not have keys with a prefix that Azure reserves', key, 'For example, use team.');
    }
    const value = tags[key];
    if (isKnown(value) && value.length > longestValue) {
      faults.add(`${prop}.${key}`, `must have at most ${longestValue} characters`, value, 'Shorten it.');
    }
    const twin = keys.slice(0, index).find((other) => other.toLowerCase() === key.toLowerCase());
    if (twin !== undefined && !Token.isUnresolved(key)) {
      faults.add(
        `${prop}.${key}`,
        `must not differ from ${twin} only in letter case`,
        undefined,
        'Keep one of the two.',
      );
    }
  });
}
