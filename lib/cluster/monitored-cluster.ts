import { Fn, Token } from 'cdktf';
import { checkName, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { normalizedLocation } from '../core/locations';
import { nameRules } from '../core/names';

/** @internal */
export interface MonitoredCluster {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly resourceGroupName: string;
  readonly location: string;
  readonly tags?: { [key: string]: string };
}

const longestRuleName = 64;
export const longestEndpointName = 44;
/** No Azure region has a longer name. */
const longestRegion = 20;

/** Checks names of rules, endpoints and associations that are set instead of derived. */
export function checkRuleNames(
  faults: Faults,
  at: string,
  names: { readonly ruleName?: string; readonly endpointName?: string; readonly associationName?: string },
): void {
  const { ruleName: rule, endpointName, associationName } = names;
  const longest = { ruleName: longestRuleName, endpointName: longestEndpointName, associationName: longestRuleName };
  for (const [prop, name] of Object.entries({ ruleName: rule, endpointName, associationName })) {
    if (name === undefined) continue;
    const maxLength = longest[prop as keyof typeof longest];
    checkName(faults, `${at}.${prop}`, name, { ...nameRules.monitorWorkspace, minLength: 3, maxLength });
  }
}

/** Options of a data collection rule that this program doesn't create have no effect. */
export function checkRuleIsOwn(
  faults: Faults,
  at: string,
  { collectionRule, ...options }: { readonly collectionRule?: boolean },
): void {
  if (collectionRule !== false) return;
  for (const [prop, value] of Object.entries(options)) {
    if (value === undefined) continue;
    faults.add(`${at}.${prop}`, 'must not be set together with collectionRule: false', value, 'Remove one of the two.');
  }
}

/** The name that Azure's own tools use for a rule or endpoint, truncated to Azure's maximum length. */
export function ruleName(kind: string, location: string, clusterName: string, longest = longestRuleName): string {
  const region = normalizedLocation(location);
  const name = `${kind}-${region}-${clusterName}`;
  if (isKnown(name)) return name.slice(0, longest).replace(/[^A-Za-z0-9]+$/, '');
  const fits = isKnown(clusterName) && kind.length + longestRegion + clusterName.length + 2 <= longest;
  if (fits) return name;
  const joined = Fn.join('-', [kind, region, clusterName]);
  return Token.asString(Fn.trimsuffix(Fn.substr(joined, 0, longest), '-'));
}
