import { normalizedLocation } from '../../locations';
import type { ProgramRule } from '../program-rule';

const withoutIdentities = ['usdodcentral', 'usdodeast', 'usgoviowa'];
const withoutKubeletIdentities = ['chinaeast', 'chinanorth'];

export const identityRegions: ProgramRule = {
  id: 'identity-regions',
  title: 'Clusters with identities of their own are in regions that support them',
  source: 'https://learn.microsoft.com/azure/aks/user-assigned-managed-identity#limitations',

  check(model, report) {
    for (const { scope, location, hasOwnIdentities } of model.all('cluster')) {
      const name = hasOwnIdentities ? normalizedLocation(location) : '';
      if (![...withoutIdentities, ...withoutKubeletIdentities].includes(name)) continue;
      const must = 'must be a region that supports user-assigned identities of clusters and their kubelets';
      report.at(scope).add('location', must, location, 'Use another region, or identities: { systemAssigned: true }.');
    }
  },
};
