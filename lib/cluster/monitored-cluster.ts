import { Fn, Token } from 'cdktf';
import { isKnown } from '../core/checks';
import { normalizedLocation } from '../core/locations';

/** @internal */
export interface MonitoredCluster {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly resourceGroupName: string;
  readonly location: string;
  readonly tags?: { [key: string]: string };
}

const longestRuleName = 64;
/** No Azure region has a longer name. */
const longestRegion = 20;

/** The name that Azure's own tools give a rule or endpoint, cut to what Azure takes. */
export function ruleName(kind: string, location: string, clusterName: string, longest = longestRuleName): string {
  const region = normalizedLocation(location);
  const name = `${kind}-${region}-${clusterName}`;
  if (isKnown(name)) return name.slice(0, longest).replace(/[^A-Za-z0-9]+$/, '');
  const fits = isKnown(clusterName) && kind.length + longestRegion + clusterName.length + 2 <= longest;
  if (fits) return name;
  const joined = Fn.join('-', [kind, region, clusterName]);
  return Token.asString(Fn.trimsuffix(Fn.substr(joined, 0, longest), '-'));
}
