import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  AksCluster,
  ContainerRegistry,
  type ContainerRegistryProps,
  Principal,
  RegistryAccess,
  RegistryPermissions,
  RegistrySku,
  Warnings,
} from '../../lib';
import { azureStack, errorOf, Planned } from '../support/planned';

const base: ContainerRegistryProps = { resourceGroupName: 'rg-shop', location: 'westeurope', registryName: 'shop4711' };
const registryId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/Shop4711';
const everywhere = { access: RegistryAccess.publicFromEverywhere() };
const group = Principal.group('01234567-89ab-cdef-0123-456789abcdef');

function planned(props: Partial<ContainerRegistryProps> = {}): Planned {
  return Planned.by((stack) => {
    new ContainerRegistry(stack, 'Registry', { ...base, ...props });
  });
}

function registryOf(props: Partial<ContainerRegistryProps> = {}) {
  return planned(props).one('azurerm_container_registry');
}

function errorFor(props: Partial<ContainerRegistryProps>): string {
  return errorOf(() => new ContainerRegistry(azureStack(), 'Registry', { ...base, ...props }));
}

test('by default a registry is closed, without a shared password, and clears up', () => {
  const found = planned({ tags: { team: 'web' } });
  expect(found.one('azurerm_container_registry')).toEqual({
    name: 'shop4711',
    resource_group_name: 'rg-shop',
    location: 'westeurope',
    tags: { team: 'web' },
    sku: 'Premium',
    admin_enabled: false,
    anonymous_pull_enabled: false,
    public_network_access_enabled: false,
    network_rule_set: [{ default_action: 'Deny', ip_rule: [] }],
    network_rule_bypass_option: 'AzureServices',
    export_policy_enabled: false,
    quarantine_policy_enabled: false,
    retention_policy_in_days: 7,
    data_endpoint_enabled: true,
    zone_redundancy_enabled: true,
  });
  expect(Object.keys(found.json.resource)).toEqual(['azurerm_container_registry']);
});

test('every optional prop reaches the registry', () => {
  const found = registryOf({
    trustedServicesBypass: false,
    anonymousPull: true,
    exportAllowed: true,
    untaggedRetentionDays: 30,
    quarantine: true,
    dedicatedDataEndpoint: false,
    zoneRedundant: false,
  });
  expect(found).toMatchObject({
    network_rule_bypass_option: 'None',
    anonymous_pull_enabled: true,
    export_policy_enabled: true,
    retention_policy_in_days: 30,
    quarantine_policy_enabled: true,
    data_endpoint_enabled: false,
    zone_redundancy_enabled: false,
  });
});

describe('access', () => {
  test('from some addresses: those are allowed, all others denied', () => {
    expect(registryOf({ access: RegistryAccess.publicFrom(['203.0.113.7/32', '198.51.100.0/24']) })).toMatchObject({
      public_network_access_enabled: true,
      export_policy_enabled: true,
      network_rule_set: [
        {
          default_action: 'Deny',
          ip_rule: [
            { action: 'Allow', ip_range: '203.0.113.7/32' },
            { action: 'Allow', ip_range: '198.51.100.0/24' },
          ],
        },
      ],
    });
  });

  test('from everywhere', () => {
    expect(registryOf(everywhere)).toMatchObject({
      public_network_access_enabled: true,
      network_rule_set: [{ default_action: 'Allow', ip_rule: [] }],
    });
  });

  test('a list that changes later does not change the access', () => {
    const ranges = ['203.0.113.7/32'];
    const access = RegistryAccess.publicFrom(ranges);
    ranges.push('0.0.0.0/0');
    expect(registryOf({ access }).network_rule_set[0].ip_rule).toHaveLength(1);
  });

  test('ranges that are known at deployment alone pass', () => {
    const found = Planned.by((stack) => {
      const range = new TerraformVariable(stack, 'Office', { type: 'string' }).stringValue;
      new ContainerRegistry(stack, 'Registry', { ...base, access: RegistryAccess.publicFrom([range]) });
    });
    expect(found.one('azurerm_container_registry').network_rule_set[0].ip_rule).toEqual([
      { action: 'Allow', ip_range: '${var.Office}' },
    ]);
  });

  test.each([
    [[], 'access must have 1 to 100 ranges, got 0. Use RegistryAccess.privateOnly() for no range.'],
    [
      ['203.0.113.7'],
      'access[0] must be an address range in CIDR notation, got 203.0.113.7. For example, use 203.0.113.7/32.',
    ],
    [['2001:db8::/32'], 'access[0] must be an IPv4 range, got 2001:db8::/32. A registry has no rules for IPv6.'],
    [
      ['203.0.113.0/24', '203.0.113.7/32'],
      'access[1] must not overlap access[0] (203.0.113.0/24), got 203.0.113.7/32. Remove one of them.',
    ],
    [
      Array.from({ length: 101 }, (_, index) => `203.0.113.${index}/32`),
      'access must have 1 to 100 ranges, got 101. Merge ranges.',
    ],
  ])('the ranges %# are refused', (ranges, message) => {
    expect(errorFor({ access: RegistryAccess.publicFrom(ranges) })).toBe(
      `ContainerRegistry 'platform/Registry': ${message}`,
    );
  });
});

describe('a registry that nobody can reach', () => {
  const warning =
    'W140: The registry is unreachable: its access is private, and it has no private endpoint in this program.';

  test('warns', () => {
    expect(planned().warnings).toEqual([warning]);
  });

  test('is no warning with public access, or with a private endpoint that is made later', () => {
    expect(planned(everywhere).warnings).toEqual([]);
    const found = Planned.by((stack) => new ContainerRegistry(stack, 'Registry', base)._notePrivateEndpoint());
    expect(found.warnings).toEqual([]);
  });

  test('can be acknowledged', () => {
    const found = Planned.by((stack) => {
      const registry = new ContainerRegistry(stack, 'Registry', base);
      Warnings.acknowledge(registry, 'W140', 'the landing zone makes the endpoint');
    });
    expect(found.warnings).toEqual([]);
  });
});

describe('cheaper registries', () => {
  test.each([RegistrySku.BASIC, RegistrySku.STANDARD])('%s asks for nothing that it has not', (sku) => {
    expect(registryOf({ sku, ...everywhere })).toEqual({
      name: 'shop4711',
      resource_group_name: 'rg-shop',
      location: 'westeurope',
      sku,
      admin_enabled: false,
      anonymous_pull_enabled: false,
      public_network_access_enabled: true,
      network_rule_set: [],
      network_rule_bypass_option: 'AzureServices',
      export_policy_enabled: true,
      quarantine_policy_enabled: false,
      data_endpoint_enabled: false,
      zone_redundancy_enabled: false,
    });
  });

  test.each([
    ['the default', undefined],
    ['private', RegistryAccess.privateOnly()],
    ['limited', RegistryAccess.publicFrom(['203.0.113.7/32'])],
  ])('%s access is refused with the way out', (_, access) => {
    expect(errorFor({ sku: RegistrySku.STANDARD, access })).toBe(
      "ContainerRegistry 'platform/Registry': access must be public with sku Standard, which can't restrict access. " +
        'Use RegistrySku.PREMIUM, or RegistryAccess.publicFromEverywhere().',
    );
  });

  test('what needs Premium is refused, all of it together', () => {
    const error = errorFor({
      sku: RegistrySku.BASIC,
      ...everywhere,
      anonymousPull: true,
      trustedServicesBypass: false,
      untaggedRetentionDays: 7,
      quarantine: true,
      dedicatedDataEndpoint: true,
      zoneRedundant: true,
    });
    const fix = 'Use RegistrySku.PREMIUM, or leave it out.';
    expect(error.split('\n')).toEqual([
      "ContainerRegistry 'platform/Registry' has 6 faults:",
      '- anonymousPull must not be true with sku Basic. Use RegistrySku.STANDARD or PREMIUM.',
      `- trustedServicesBypass must not be false with sku Basic. ${fix}`,
      `- untaggedRetentionDays must not be 7 with sku Basic. ${fix}`,
      `- quarantine must not be true with sku Basic. ${fix}`,
      `- dedicatedDataEndpoint must not be true with sku Basic. ${fix}`,
      `- zoneRedundant must not be true with sku Basic. ${fix}`,
    ]);
  });

  test('what a cheaper registry does anyway may be said', () => {
    const said = { untaggedRetentionDays: 0, quarantine: false, zoneRedundant: false, exportAllowed: true };
    expect(registryOf({ sku: RegistrySku.STANDARD, ...everywhere, ...said, anonymousPull: true })).toMatchObject({
      sku: 'Standard',
      anonymous_pull_enabled: true,
      retention_policy_in_days: 0,
    });
  });
});

test('export can be switched off only where the registry is private', () => {
  expect(errorFor({ ...everywhere, exportAllowed: false })).toBe(
    "ContainerRegistry 'platform/Registry': exportAllowed must not be false if the registry is public. " +
      'Use RegistryAccess.privateOnly(), or leave exportAllowed out.',
  );
});

test('all faults are told together', () => {
  const error = errorFor({
    registryName: 'my-registry',
    location: '',
    sku: 'Gold' as RegistrySku,
    untaggedRetentionDays: 366,
    ...everywhere,
  });
  expect(error.split('\n')).toEqual([
    "ContainerRegistry 'platform/Registry' has 4 faults:",
    '- location must be set. For example, use westeurope.',
    '- registryName must have 5 to 50 characters: letters and digits, got my-registry. For example, use shop4711.',
    '- sku must be one of Basic, Standard, Premium, got Gold. For example, use RegistrySku.BASIC.',
    '- untaggedRetentionDays must be a whole number of 0 to 365 days, got 366. Use a number in 0 to 365 days.',
  ]);
});

describe('grants', () => {
  test('pull and push, each once', () => {
    const found = Planned.by((stack) => {
      const registry = new ContainerRegistry(stack, 'Registry', { ...base, ...everywhere });
      registry.grantPull(group);
      expect(registry.grantPull(group)).toBe(registry.grantPull(group));
      registry.grantPush(group);
    });
    const grants = Object.values(found.all('azurerm_role_assignment'));
    expect(grants).toEqual(
      ['AcrPull', 'AcrPush'].map((role) => ({
        scope: expect.stringMatching(/^\$\{azurerm_container_registry\.Registry_\w+\.id\}$/),
        role_definition_name: role,
        principal_id: '01234567-89ab-cdef-0123-456789abcdef',
        principal_type: 'Group',
      })),
    );
  });

  test.each([
    [RegistryPermissions.BY_REGISTRY, ['AcrPull', 'AcrPush']],
    [
      RegistryPermissions.BY_REPOSITORY,
      ['Container Registry Repository Reader', 'Container Registry Repository Writer'],
    ],
  ])('a registry with %s has its roles', (permissions, roles) => {
    const lookup = { registryName: 'shop4711', resourceGroupName: 'rg', permissions };
    for (const imported of [
      (stack: TerraformStack) => ContainerRegistry.fromLookup(stack, 'Registry', lookup),
      (stack: TerraformStack) => ContainerRegistry.fromRegistryId(stack, 'Registry', registryId, { permissions }),
    ]) {
      const found = Planned.by((stack) => {
        const registry = imported(stack);
        registry.grantPull(group);
        registry.grantPush(group);
      });
      const granted = Object.values(found.all('azurerm_role_assignment')).map((grant) => grant.role_definition_name);
      expect(granted.sort()).toEqual(roles);
    }
  });
});

describe('copies in other regions', () => {
  test('are in the order of their regions, with the tags', () => {
    const geoReplications = [
      { location: 'swedencentral', zoneRedundant: false },
      { location: 'North Europe', routed: false },
    ];
    const found = registryOf({ geoReplications, tags: { team: 'web' } });
    expect(found.georeplications).toEqual([
      {
        location: 'North Europe',
        zone_redundancy_enabled: true,
        regional_endpoint_enabled: false,
        tags: { team: 'web' },
      },
      {
        location: 'swedencentral',
        zone_redundancy_enabled: false,
        regional_endpoint_enabled: true,
        tags: { team: 'web' },
      },
    ]);
    expect(geoReplications[0].location).toBe('swedencentral');
    expect(registryOf({ geoReplications: [] }).georeplications).toBeUndefined();
  });

  test('are elsewhere, once each, and of a Premium registry', () => {
    const geoReplications = [{ location: 'West Europe' }, { location: 'northeurope' }, { location: 'North Europe' }];
    expect(errorFor({ geoReplications }).split('\n').slice(1)).toEqual([
      '- geoReplications[0].location must not be the registry\'s location, got "West Europe". ' +
        'Leave it out: the registry already exists there.',
      '- geoReplications[2].location must be set only once, got "North Europe". Remove one of them.',
    ]);
    const basic = { sku: RegistrySku.BASIC, ...everywhere, geoReplications: [{ location: 'northeurope' }] };
    expect(errorFor(basic)).toBe(
      "ContainerRegistry 'platform/Registry': geoReplications must not be set together with sku Basic. " +
        'Use RegistrySku.PREMIUM, or leave it out.',
    );
  });
});

describe('roles that somebody else assigns', () => {
  test.each([
    [
      'looked up',
      (stack: TerraformStack) =>
        ContainerRegistry.fromLookup(stack, 'Registry', {
          registryName: 'shop4711',
          resourceGroupName: 'rg',
          grantsByHand: true,
        }),
      '"$(az acr show --resource-group rg --name shop4711 --query id --output tsv)"',
    ],
    [
      'known by its id',
      (stack: TerraformStack) =>
        ContainerRegistry.fromRegistryId(stack, 'Registry', registryId, { grantsByHand: true }),
      registryId,
    ],
    [
      'made',
      (stack: TerraformStack) =>
        new ContainerRegistry(stack, 'Registry', { ...base, ...everywhere, grantsByHand: true }),
      '"$(az acr show --resource-group rg-shop --name shop4711 --query id --output tsv)"',
    ],
  ])('on a registry that is %s', (_, registry, scope) => {
    const found = Planned.by((stack) => registry(stack).grantPull(group));
    expect(found.all('azurerm_role_assignment')).toEqual({});
    expect(found.infos).toEqual([
      'Run manually: az role assignment create --role "AcrPull" --assignee-object-id 01234567-89ab-cdef-0123-456789abcdef ' +
        `--assignee-principal-type Group --scope ${scope}`,
    ]);
  });
});

test('an existing cluster pulls from a registry of another subscription', () => {
  const found = Planned.by((stack) => {
    const { kubelet } = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
    ContainerRegistry.fromRegistryId(stack, 'Registry', registryId).grantPull(kubelet);
  });
  expect(found.one('azurerm_role_assignment')).toEqual({
    scope: registryId,
    role_definition_name: 'AcrPull',
    principal_id: expect.stringMatching(
      /^\$\{data\.azurerm_kubernetes_cluster\.\w+\.kubelet_identity\[0\]\.object_id\}$/,
    ),
    principal_type: 'ServicePrincipal',
    skip_service_principal_aad_check: true,
  });
});

describe('imports', () => {
  test('a registry that is looked up is read, and not made', () => {
    const found = Planned.by((stack) => {
      const lookup = { registryName: 'shop4711', resourceGroupName: 'rg' };
      const registry = ContainerRegistry.fromLookup(stack, 'Registry', lookup);
      expect(registry.ready).toEqual([]);
      stack.addOverride('locals.host', registry.loginServer);
      registry.grantPull(group);
    });
    expect(Object.values(found.allData('azurerm_container_registry'))).toEqual([
      { name: 'shop4711', resource_group_name: 'rg' },
    ]);
    expect(found.all('azurerm_container_registry')).toEqual({});
    expect(found.one('azurerm_role_assignment').scope).toMatch(/^\$\{data\.azurerm_container_registry\.\w+\.id\}$/);
    expect(found.warnings).toEqual([]);
  });

  test('a registry by its id knows its name and login server', () => {
    const registry = ContainerRegistry.fromRegistryId(azureStack(), 'Registry', registryId);
    expect([registry.registryId, registry.registryName, registry.loginServer, registry.ready]).toEqual([
      registryId,
      'Shop4711',
      'shop4711.azurecr.io',
      [],
    ]);
  });

  test('the login server can be told', () => {
    const known = { loginServer: 'shop4711-abc.azurecr.us' };
    const registry = ContainerRegistry.fromRegistryId(azureStack(), 'Registry', registryId, known);
    expect(registry.loginServer).toBe('shop4711-abc.azurecr.us');
  });

  test('an id may be known at deployment alone', () => {
    const found = Planned.by((stack) => {
      const id = new TerraformVariable(stack, 'Id', { type: 'string' }).stringValue;
      const registry = ContainerRegistry.fromRegistryId(stack, 'Registry', id);
      new ContainerRegistry(stack, 'Own', {
        ...base,
        ...everywhere,
        tags: { name: registry.registryName, host: registry.loginServer },
      });
    });
    expect(found.one('azurerm_container_registry').tags).toEqual({
      name: '${element(split("/", var.Id), 8)}',
      host: '${lower(element(split("/", var.Id), 8))}.azurecr.io',
    });
  });

  test('what is wrong is refused together', () => {
    const known = { loginServer: 'https://shop', permissions: 'rbac' as RegistryPermissions };
    const error = errorOf(() => ContainerRegistry.fromRegistryId(azureStack(), 'Registry', 'shop4711', known));
    expect(error.split('\n')).toEqual([
      "ContainerRegistry 'platform/Registry' has 3 faults:",
      '- registryId must be the resource id of a Microsoft.ContainerRegistry/registries, got shop4711. It has the form ' +
        '/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.ContainerRegistry/registries/NAME.',
      '- loginServer must be a host in lowercase, got https://shop. For example, use shop4711.azurecr.io.',
      '- permissions must be one of LegacyRegistryPermissions, AbacRepositoryPermissions, got rbac. For example, use RegistryPermissions.BY_REGISTRY.',
    ]);
    const lookup = { registryName: 'a-b', resourceGroupName: '' };
    expect(errorOf(() => ContainerRegistry.fromLookup(azureStack(), 'Registry', lookup)).split('\n')).toEqual([
      "LookedUpContainerRegistry 'platform/Registry' has 2 faults:",
      '- registryName must have 5 to 50 characters: letters and digits, got a-b. For example, use shop4711.',
      '- resourceGroupName must be set. For example, use rg-shop.',
    ]);
  });
});
