import { IdentityIndex } from '../identity';
import type { ProgramRule } from '../program-rule';

export const keyManagementVault: ProgramRule = {
  id: 'key-management-vault',
  title: 'The API server reaches the key vault whose key encrypts etcd',
  source: 'https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption#limitations',
  canBeUnverified: true,

  check(model, report) {
    const vaults = new IdentityIndex(model.all('vault'), ({ scope, vaultId }) => model.identity(scope, vaultId));
    for (const { scope, keyVault, apiServer } of model.all('cluster')) {
      if (!keyVault || (keyVault.isPrivate && apiServer.isInNetwork)) continue;
      const { vaultId, vaultPath } = keyVault;
      const [vault] = vaults.all(model.identity(scope, vaultId));
      if (!vault?.reachableFrom) {
        report.unverified(scope, `whether the API server reaches the vault ${vaultPath}`);
      } else if (vault.reachableFrom !== 'everywhere') {
        const faults = report.at(scope);
        const must = `must be a vault that allows all networks (${vaultPath} allows ${vault.reachableFrom})`;
        const fix =
          'Set networkAccess: VaultNetworkAccess.publicFromEverywhere() on the vault, or use ApiServerAccess.vnetIntegration ' +
          'with keyManagement.privateVault.';
        faults.add('keyManagement.keyVault', must, undefined, fix);
      }
    }
  },
};
