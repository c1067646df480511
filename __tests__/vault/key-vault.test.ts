import { Fn, Testing } from 'cdktf';
import {
  type IKeyVault,
  KeyVault,
  type KeyVaultProps,
  KeyVaultSku,
  ManagedIdentity,
  Principal,
  PrivateEndpoint,
  requireProviders,
  type Subnet,
  VaultNetworkAccess,
} from '../../lib';
import { place, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';

const vaultId = '/subscriptions/s/resourceGroups/rg-central/providers/Microsoft.KeyVault/vaults/Central4711';
const group = Principal.group('00000000-0000-0000-0000-000000000001');

function planned(props: Partial<KeyVaultProps> = {}): Planned {
  return Planned.by((stack) => {
    requireProviders(stack);
    new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711', ...props });
  });
}

test('a vault is closed, protected and for roles only by default', () => {
  expect(planned().one('azurerm_key_vault')).toEqual({
    name: 'shop4711',
    resource_group_name: 'rg-shop',
    location: 'westeurope',
    tenant_id: '${data.azurerm_client_config.CdktfAksDeployer.tenant_id}',
    sku_name: 'standard',
    rbac_authorization_enabled: true,
    purge_protection_enabled: true,
    soft_delete_retention_days: 90,
    public_network_access_enabled: false,
    network_acls: { bypass: 'AzureServices', default_action: 'Deny' },
  });
});

test('what is set reaches the vault', () => {
  const props = {
    sku: KeyVaultSku.PREMIUM,
    networkAccess: VaultNetworkAccess.publicFromEverywhere(),
    trustedServicesBypass: false,
    purgeProtection: false,
    softDeleteRetentionDays: 7,
    tenantId: '00000000-0000-0000-0000-000000000009',
    tags: { team: 'web' },
  };
  expect(planned(props).one('azurerm_key_vault')).toMatchObject({
    sku_name: 'premium',
    public_network_access_enabled: true,
    network_acls: { bypass: 'None', default_action: 'Allow' },
    purge_protection_enabled: false,
    soft_delete_retention_days: 7,
    tenant_id: '00000000-0000-0000-0000-000000000009',
    tags: { team: 'web' },
  });
});

test('selected ranges and subnets reach the vault, and nobody else', () => {
  const plan = Planned.by((stack) => {
    const subnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
    (subnet as Subnet).resource.serviceEndpoints = ['Microsoft.KeyVault'];
    const networkAccess = VaultNetworkAccess.selected({ ranges: ['203.0.113.7/32'], subnets: [subnet] });
    new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711', networkAccess });
  });
  expect(plan.one('azurerm_key_vault')).toMatchObject({
    public_network_access_enabled: true,
    network_acls: {
      bypass: 'AzureServices',
      default_action: 'Deny',
      ip_rules: ['203.0.113.7/32'],
      virtual_network_subnet_ids: [expect.stringMatching(/^\$\{azurerm_subnet\.Network_Nodes_\w+\.id\}$/)],
    },
  });
});

test('a subnet without the service endpoint is found, and one of another stack is refused', () => {
  const access = (subnet: ReturnType<typeof Subnet.fromLookup>) => VaultNetworkAccess.selected({ subnets: [subnet] });
  const late = errorOf(() =>
    Planned.by((stack) => {
      const networkAccess = access(shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' }));
      new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711', networkAccess });
    }),
  );
  expect(late).toContain(
    "KeyVault 'platform/Vault': networkAccess.subnets[0] must have the service endpoint Microsoft.KeyVault, " +
      "got platform/Network/Nodes. Set SUBNET.resource.serviceEndpoints = ['Microsoft.KeyVault'].",
  );
  const app = testApp();
  const networkAccess = access(shopNetwork(azureStack(app)).addSubnet('Nodes', { prefix: '10.0.0.0/20' }));
  const other = azureStack(app, 'apps');
  expect(errorOf(() => new KeyVault(other, 'Vault', { ...place, vaultName: 'shop4711', networkAccess }))).toBe(
    "KeyVault 'apps/Vault': networkAccess.subnets[0] must be in the same stack (apps), got platform/Network/Nodes. " +
      'Import it into apps (Subnet.fromLookup).',
  );
});

test.each(['1shop', 'shop-', 'sh--op', 'ab', 'a'.repeat(25), 'shop_1'])('%s is no name of a vault', (vaultName) => {
  const length = vaultName.length > 24 ? ' (it has 25)' : '';
  expect(errorOf(() => planned({ vaultName }))).toBe(
    `KeyVault 'platform/Vault': vaultName must have 3 to 24 characters${length}: letters, digits and -, with a letter ` +
      `first, a letter or digit last and no -- in between, got ${vaultName}. For example, use shop4711.`,
  );
});

test('all faults are told together', () => {
  const error = errorOf(() =>
    planned({
      softDeleteRetentionDays: 91,
      sku: 'basic' as KeyVaultSku,
      tenantId: 'contoso',
      networkAccess: VaultNetworkAccess.selected({ ranges: ['10.0.0.0/8', 'fd00::/8', '203.0.113.7'] }),
    }),
  );
  expect(error.split('\n- ')).toEqual([
    "KeyVault 'platform/Vault' has 6 faults:",
    'sku must be one of standard, premium, got basic. For example, use KeyVaultSku.STANDARD.',
    'softDeleteRetentionDays must be a whole number of 7 to 90 days, got 91. Use a number in 7 to 90 days.',
    "tenantId must be the tenant's id, a UUID, got contoso. For example, use 00000000-0000-0000-0000-000000000000.",
    'networkAccess.ranges[0] must be public: no caller on the Internet has an address of 10.0.0.0/8, got 10.0.0.0/8. Use subnets for private addresses.',
    'networkAccess.ranges[1] must be an IPv4 range, got fd00::/8. A vault has no rules for IPv6.',
    'networkAccess.ranges[2] must be an address range in CIDR notation, got 203.0.113.7. ' +
      'For example, use 203.0.113.7/32.',
  ]);
});

test('a selection of nobody, and one that is too long, are refused', () => {
  expect(errorOf(() => planned({ networkAccess: VaultNetworkAccess.selected({}) }))).toBe(
    "KeyVault 'platform/Vault': networkAccess must have a range or a subnet. Use VaultNetworkAccess.privateOnly() for no range.",
  );
  const ranges = Array.from({ length: 1001 }, (_, n) => `203.${n >> 8}.${n & 255}.0/24`);
  expect(errorOf(() => planned({ networkAccess: VaultNetworkAccess.selected({ ranges }) }))).toBe(
    "KeyVault 'platform/Vault': networkAccess.ranges must have at most 1000 elements, got 1001. " +
      'Merge some, or use a private endpoint.',
  );
});

describe('warnings', () => {
  test('a vault that nobody can reach warns, until it has a private endpoint', () => {
    const text =
      'W150: The vault is unreachable: its networkAccess is private, and it has no private endpoint in this program.';
    expect(planned().warnings).toEqual([text]);
    const reached = Planned.by((stack) => {
      requireProviders(stack);
      new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711' })._privateLink.noteEndpoint();
    });
    expect(reached.warnings).toEqual([]);
  });

  test.each([
    ['made', (stack: ReturnType<typeof azureStack>) => new KeyVault(stack, 'Vault', open)],
    ['looked up', (stack: ReturnType<typeof azureStack>) => KeyVault.fromLookup(stack, 'Vault', known)],
  ])('a vault that is %s warns of the old API unless providers are required, in whatever order', (_how, make) => {
    const text =
      'W001: Stack platform uses azurerm 4.55.0, whose Key Vault API Azure retires on 2027-02-27. Call requireProviders(stack).';
    expect(Planned.by((stack) => void make(stack)).warnings).toEqual([text]);
    const later = Planned.by((stack) => {
      make(stack);
      requireProviders(stack);
    });
    expect(later.warnings).toEqual([]);
  });

  const open = { ...place, vaultName: 'shop4711', networkAccess: VaultNetworkAccess.publicFromEverywhere() };
  const known = { vaultName: 'shop4711', resourceGroupName: place.resourceGroupName };
});

describe('grants', () => {
  type Call = (vault: IKeyVault) => unknown;

  test.each<[string, string, Call, string]>([
    ['Key Vault Secrets User', '', (vault) => vault.grantReadSecrets(group), ''],
    ['Key Vault Secrets User', 'one', (vault) => vault.grantReadSecrets(group, 'db'), '/secrets/db'],
    ['Key Vault Secrets Officer', '', (vault) => vault.grantManageSecrets(group), ''],
    ['Key Vault Secrets Officer', 'one', (vault) => vault.grantManageSecrets(group, 'db'), '/secrets/db'],
    ['Key Vault Certificate User', '', (vault) => vault.grantReadCertificates(group), ''],
    ['Key Vault Certificate User', 'one', (vault) => vault.grantReadCertificates(group, 'tls'), '/certificates/tls'],
    ['Key Vault Certificates Officer', '', (vault) => vault.grantManageCertificates(group), ''],
    ['Key Vault Certificate User', 'a key', (vault) => vault.grantReadPublicKeys(group, 'jwt'), '/keys/jwt'],
    ['Key Vault Crypto User', 'one', (vault) => vault.grantUseKeys(group, 'jwt'), '/keys/jwt'],
    ['Key Vault Crypto Service Encryption User', '', (vault) => vault.grantWrapKeys(group), ''],
    ['Key Vault Crypto Officer', '', (vault) => vault.grantManageKeys(group), ''],
  ])('%s (%s)', (role, _what, grant, scope) => {
    const plan = Planned.by((stack) => void grant(KeyVault.fromVaultId(stack, 'Vault', vaultId)));
    expect(plan.one('azurerm_role_assignment')).toEqual({
      scope: `${vaultId}${scope}`,
      role_definition_name: role,
      principal_id: '00000000-0000-0000-0000-000000000001',
      principal_type: 'Group',
    });
  });

  test('grants on different objects stay apart, and a repeated one is the first', () => {
    const plan = Planned.by((stack) => {
      const vault = KeyVault.fromVaultId(stack, 'Vault', vaultId);
      const identity = new ManagedIdentity(stack, 'Identity', { ...place, identityName: 'checkout' });
      expect(vault.grantReadSecrets(identity, 'a')).toBe(vault.grantReadSecrets(identity, 'a'));
      vault.grantReadSecrets(identity, 'b');
      vault.grantReadSecrets(identity);
    });
    const scopes = Object.values(plan.all('azurerm_role_assignment')).map(({ scope }) => scope.slice(vaultId.length));
    expect(scopes.sort()).toEqual(['', '/secrets/a', '/secrets/b']);
  });

  test('the names of objects are checked', () => {
    const error = errorOf(() =>
      Planned.by((stack) => void KeyVault.fromVaultId(stack, 'Vault', vaultId).grantUseKeys(group, 'jwt_key')),
    );
    expect(error).toBe(
      "ImportedKeyVault 'platform/Vault': keyName must have 1 to 127 characters: letters, digits and -, got jwt_key. " +
        'For example, use db-password.',
    );
  });
});

test('a private endpoint leads to it, and warns while everybody reaches the vault', () => {
  const plan = (networkAccess?: VaultNetworkAccess) =>
    Planned.by((stack) => {
      requireProviders(stack);
      const subnet = shopNetwork(stack).addSubnet('Endpoints', { prefix: '10.0.1.0/24' });
      const target = new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711', networkAccess });
      new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName: 'shop-vault', subnet, target });
    });
  const closed = plan();
  expect(closed.one('azurerm_private_endpoint').private_service_connection).toMatchObject({
    subresource_names: ['vault'],
    private_connection_resource_id: expect.stringContaining('azurerm_key_vault.Vault_'),
  });
  expect(closed.one('azurerm_private_dns_zone').name).toBe('privatelink.vaultcore.azure.net');
  expect(closed.warnings).toEqual([]);
  expect(plan(VaultNetworkAccess.publicFromEverywhere()).warnings).toEqual([expect.stringMatching(/^W125: /)]);
});

describe('imports', () => {
  test('by id, nothing is read', () => {
    const stack = azureStack();
    const vault = KeyVault.fromVaultId(stack, 'Vault', vaultId, { tenantId: '00000000-0000-0000-0000-000000000009' });
    expect([vault.vaultName, vault.vaultUri, vault.tenantId]).toEqual([
      'Central4711',
      'https://central4711.vault.azure.net/',
      '00000000-0000-0000-0000-000000000009',
    ]);
    expect(JSON.parse(Testing.synth(stack)).data).toBe(undefined);
  });

  test('by id, what is known wins, and the tenant is read from the deployer', () => {
    const plan = Planned.by((stack) => {
      const vault = KeyVault.fromVaultId(stack, 'Vault', vaultId, { vaultUri: 'https://central.vault.azure.cn/' });
      new ManagedIdentity(stack, 'Probe', {
        ...place,
        identityName: 'probe',
        tags: { uri: vault.vaultUri, tenant: vault.tenantId },
      });
    });
    expect(plan.one('azurerm_user_assigned_identity').tags).toEqual({
      uri: 'https://central.vault.azure.cn/',
      tenant: '${data.azurerm_client_config.CdktfAksDeployer.tenant_id}',
    });
  });

  test('by a token of an id, the name is cut out of it', () => {
    const plan = Planned.by((stack) => {
      const identity = new ManagedIdentity(stack, 'Id', { ...place, identityName: 'probe' });
      const vault = KeyVault.fromVaultId(stack, 'Vault', Fn.join('', [identity.identityId]));
      identity.resource.tags = { name: vault.vaultName };
    });
    expect(plan.one('azurerm_user_assigned_identity').tags.name).toMatch(/^\$\{element\(split\("\/", .*\), 8\)\}$/);
  });

  test('by name, it is read', () => {
    const lookup = { vaultName: 'central4711', resourceGroupName: 'rg-central' };
    const plan = Planned.by((stack) => {
      KeyVault.fromLookup(stack, 'Vault', lookup).grantReadSecrets(group);
    });
    expect(Object.values(plan.allData('azurerm_key_vault'))).toEqual([
      { name: 'central4711', resource_group_name: 'rg-central' },
    ]);
    expect(plan.one('azurerm_role_assignment').scope).toMatch(/^\$\{data\.azurerm_key_vault\.Vault_\w*\.?id\}|id\}$/);
  });

  test('an id of something else, an address and a tenant that are none, are refused', () => {
    const known = { vaultUri: 'shop.vault.azure.net', tenantId: 'contoso' };
    const error = errorOf(() => KeyVault.fromVaultId(azureStack(), 'Vault', '/subscriptions/s', known));
    expect(error.split('\n- ')).toEqual([
      "ImportedKeyVault 'platform/Vault' has 3 faults:",
      'vaultId must be the resource id of a Microsoft.KeyVault/vaults, got /subscriptions/s. It has the form ' +
        '/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.KeyVault/vaults/NAME.',
      'vaultUri must be an https:// address in lowercase, without a path, got shop.vault.azure.net. ' +
        'For example, use https://shop4711.vault.azure.net/.',
      "tenantId must be the tenant's id, a UUID, got contoso. For example, use 00000000-0000-0000-0000-000000000000.",
    ]);
  });
});
