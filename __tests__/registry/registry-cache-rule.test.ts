import {
  ContainerRegistry,
  KeyVault,
  RegistryAccess,
  RegistryCacheRule,
  type RegistryCacheRuleProps,
  RegistryCredentialSet,
  type RegistryCredentialSetProps,
} from '../../lib';
import { azureStack, errorOf, Planned } from '../support/planned';

const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };
const vaultId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/shop4711';

type Stack = ReturnType<typeof azureStack>;

function registry(stack: Stack, id = 'Registry'): ContainerRegistry {
  const found = stack.node.tryFindChild(id) as ContainerRegistry | undefined;
  const access = RegistryAccess.publicFromEverywhere();
  return found ?? new ContainerRegistry(stack, id, { ...place, registryName: `${id}4711`, access });
}

function credentials(stack: Stack, props: Partial<RegistryCredentialSetProps> = {}, id = 'DockerHub') {
  return new RegistryCredentialSet(stack, id, {
    registry: registry(stack),
    credentialSetName: 'docker-hub',
    sourceHost: 'docker.io',
    vault: KeyVault.fromVaultId(stack, `${id}Vault`, vaultId),
    usernameSecretName: 'docker-user',
    passwordSecretName: 'docker-token',
    ...props,
  });
}

function rule(stack: Stack, props: Partial<RegistryCacheRuleProps> = {}, id = 'Rule'): RegistryCacheRule {
  return new RegistryCacheRule(stack, id, {
    registry: registry(stack),
    ruleName: 'microsoft',
    source: 'mcr.microsoft.com/*',
    target: 'mcr/*',
    ...props,
  });
}

test('a credential set reads two secrets of the vault, and no others', () => {
  const found = Planned.by((stack) => {
    const set = credentials(stack);
    rule(stack, { ruleName: 'docker', source: 'docker.io/library/*', target: 'docker/*', credentials: set });
  });
  expect(found.one('azurerm_container_registry_credential_set')).toEqual({
    name: 'docker-hub',
    container_registry_id: expect.stringMatching(/^\$\{azurerm_container_registry\.Registry_\w+\.id\}$/),
    login_server: 'docker.io',
    authentication_credentials: {
      username_secret_id: 'https://shop4711.vault.azure.net/secrets/docker-user',
      password_secret_id: 'https://shop4711.vault.azure.net/secrets/docker-token',
    },
    identity: { type: 'SystemAssigned' },
  });
  const grants = Object.values(found.all('azurerm_role_assignment'));
  expect(grants.map(({ scope, role_definition_name }) => [scope, role_definition_name]).sort()).toEqual([
    [`${vaultId}/secrets/docker-token`, 'Key Vault Secrets User'],
    [`${vaultId}/secrets/docker-user`, 'Key Vault Secrets User'],
  ]);
  expect(grants[0].principal_id).toMatch(
    /^\$\{azurerm_container_registry_credential_set\.DockerHub_\w+\.identity\[0\]\.principal_id\}$/,
  );
  const made = found.one('azurerm_container_registry_cache_rule');
  expect(made).toMatchObject({
    name: 'docker',
    source_repo: 'docker.io/library/*',
    target_repo: 'docker/*',
    credential_set_id: expect.stringMatching(/^\$\{azurerm_container_registry_credential_set\.DockerHub_\w+\.id\}$/),
  });
  expect(made.depends_on).toHaveLength(3);
});

test('a vault that is made here has its address from the deployment', () => {
  const found = Planned.by((stack) => {
    credentials(stack, { vault: new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711' }) });
  });
  const set = found.one('azurerm_container_registry_credential_set');
  expect(set.authentication_credentials.username_secret_id).toMatch(
    /^\$\{azurerm_key_vault\.Vault_\w+\.vault_uri\}secrets\/docker-user$/,
  );
});

test('a rule without credentials, and what pods name', () => {
  const found = Planned.by((stack) => {
    const made = rule(stack);
    stack.addOverride('locals.image', made.imagePrefix);
  });
  expect(found.one('azurerm_container_registry_cache_rule')).toEqual({
    name: 'microsoft',
    container_registry_id: expect.stringMatching(/id\}$/),
    source_repo: 'mcr.microsoft.com/*',
    target_repo: 'mcr/*',
  });
  expect(found.json.locals.image).toMatch(/^\$\{azurerm_container_registry\.Registry_\w+\.login_server\}\/mcr$/);
});

test.each([
  [
    { source: 'nginx', target: 'nginx' },
    'source must be a host and a repository, in lowercase, or a prefix of one followed by /*, got nginx. ' +
      'For example, use docker.io/library/nginx.',
  ],
  [
    { target: 'Mcr/*' },
    'target must be a repository, in lowercase, or a prefix of one followed by /*, got Mcr/*. For example, use docker-hub/*.',
  ],
  [{ target: 'mcr' }, 'target must end with * if the source does, and only then, got mcr. For example, use mcr/*.'],
  [
    { source: 'docker.io/library/*' },
    'credentials must be set for Docker Hub, which limits anonymous pulls. Create a RegistryCredentialSet for docker.io.',
  ],
  [
    { ruleName: 'mcr' },
    'ruleName must have 5 to 49 characters: letters, digits and single -, with a letter or digit at both ends, got mcr. ' +
      'For example, use docker-hub.',
  ],
])('props %# are refused', (props, message) => {
  expect(errorOf(() => rule(azureStack(), props))).toBe(`RegistryCacheRule 'platform/Rule': ${message}`);
});

test('credentials are of the host and of the registry', () => {
  const stack = azureStack();
  const set = credentials(stack);
  expect(
    errorOf(() => rule(stack, { credentials: set, registry: registry(stack, 'Other') }))
      .split('\n')
      .slice(1),
  ).toEqual([
    '- credentials must belong to the same registry, got platform/DockerHub. Create them for platform/Other.',
    '- credentials must be for the host of the source (mcr.microsoft.com), got docker.io. Create a RegistryCredentialSet for it.',
  ]);
});

test('rules of one registry do not overlap; one without * may stand within a prefix', () => {
  const stack = azureStack();
  rule(stack);
  rule(stack, { ruleName: 'exact', source: 'ghcr.io/a/b', target: 'mcr/b' }, 'Exact');
  rule(stack, { registry: registry(stack, 'Other') }, 'OtherRegistry');
  const twin = { ruleName: 'dotnet', source: 'mcr.microsoft.com/dotnet/*', target: 'mcr/dotnet/*' };
  expect(errorOf(() => rule(stack, twin, 'Twin'))).toBe(
    "RegistryCacheRule 'platform/Twin': target must not overlap that of platform/Rule (mcr/*), got mcr/dotnet/*. " +
      'Use another prefix.',
  );
});

test('names and hosts of credential sets are checked', () => {
  const wrong = { credentialSetName: 'a_b', sourceHost: 'https://docker.io', usernameSecretName: 'a/b' };
  expect(
    errorOf(() => credentials(azureStack(), wrong))
      .split('\n')
      .slice(1),
  ).toEqual([
    '- credentialSetName must have 5 to 49 characters: letters, digits and single -, with a letter or digit at both ends, ' +
      'got a_b. For example, use docker-hub.',
    '- sourceHost must be a host in lowercase, got https://docker.io. For example, use ghcr.io.',
    '- usernameSecretName must have 1 to 127 characters: letters, digits and -, got a/b. For example, use db-password.',
  ]);
});
