import { TerraformOutput } from 'cdktf';
import {
  type IKeyVault,
  KeyVault,
  type KeyVaultAttributes,
  type KeyVaultLookup,
  type KeyVaultProps,
  KeyVaultSku,
  Principal,
  type SelectedNetworksOptions,
  VaultNetworkAccess,
} from '../../../lib';
import { type RoomSamples, struct } from '../support/sample';
import { knownSubnet, place, resourceId, uuid } from '../support/values';

const vaultName = 'shop4711';
const vaultId = resourceId('Microsoft.KeyVault/vaults', vaultName);

/** How each struct of vault reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  KeyVaultLookup: struct<KeyVaultLookup>((stack, lookup) => {
    const names = { vaultName, resourceGroupName: place.resourceGroupName };
    use(KeyVault.fromLookup(stack, 'Vault', { ...names, ...lookup }));
  }),
  KeyVaultProps: struct<KeyVaultProps>(
    (stack, props) => new KeyVault(stack, 'Vault', { ...place, vaultName, ...props }),
    {
      networkAccess: VaultNetworkAccess.publicFromEverywhere(),
      purgeProtection: false,
      sku: KeyVaultSku.PREMIUM,
      softDeleteRetentionDays: 30,
      tags: { team: 'web' },
      tenantId: uuid(1),
      trustedServicesBypass: false,
      vaultName: 'shop4712',
    },
  ),
  KeyVaultAttributes: struct<KeyVaultAttributes>(
    (stack, known) => use(KeyVault.fromVaultId(stack, 'Vault', vaultId, { tenantId: uuid(1), ...known })),
    { tenantId: uuid(2), vaultUri: 'https://shop4711.vault.azure.cn/' },
  ),
  SelectedNetworksOptions: struct<SelectedNetworksOptions>(
    (stack, options) => {
      const networkAccess = VaultNetworkAccess.selected({ ranges: ['203.0.113.7/32'], ...options });
      new KeyVault(stack, 'Vault', { ...place, vaultName, networkAccess });
    },
    { ranges: ['198.51.100.0/24'], subnets: (stack) => [knownSubnet(stack)] },
  ),
};

/** What an imported vault knows shows in who uses it. */
function use(vault: IKeyVault): void {
  vault.grantReadSecrets(Principal.group(uuid(9)));
  new TerraformOutput(vault, 'Uri', { value: vault.vaultUri });
  new TerraformOutput(vault, 'Tenant', { value: vault.tenantId });
}
