import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from '../../command/outcome';
import { emptyFolder, output, refused, removeFolders } from '../review/output';
import { projectRoot } from '../support/tools';
import { run } from './run';

type Json = { [key: string]: any };

/** What a program prints, by its command line; a text is an error. Commands without an entry fail. */
type Recorded = { readonly [command: string]: Json | Json[] | string };

const environment = { ...process.env };
afterEach(() => {
  // In place: another object would leave the variables of the process, which other tests share, as they are.
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  removeFolders();
});

const id = '11111111-1111-1111-1111-111111111111';
const me = '22222222-2222-2222-2222-222222222222';
const listSkus = 'az vm list-skus --location westeurope --resource-type virtualMachines --all --output json';
const listUsage = 'az vm list-usage --location westeurope --output json';
const listProviders = 'az provider list --output json';
const listRoles = `az role assignment list --assignee ${me} --scope /subscriptions/${id} --include-inherited --include-groups --output json`;

const rolesInGroup = listRoles.replace(' --include-inherited', '/resourceGroups/rg-shop --include-inherited');

function sku(name: string, family: string, vCpus: number, zones: string[], restrictions: Json[] = []): Json {
  return {
    resourceType: 'virtualMachines',
    name,
    family,
    locations: ['westeurope'],
    locationInfo: [{ location: 'westeurope', zones, zoneDetails: [] }],
    capabilities: [
      { name: 'MaxResourceVolumeMB', value: '153600' },
      { name: 'vCPUs', value: String(vCpus) },
    ],
    restrictions,
  };
}

function usage(value: string, localName: string, currentValue: number, limit: number): Json {
  // az makes texts of these numbers.
  return {
    currentValue: `${currentValue}`,
    limit: `${limit}`,
    localName,
    name: { value, localizedValue: localName },
    unit: 'Count',
  };
}

const namespaces = ['ContainerRegistry', 'ContainerService', 'Compute', 'ManagedIdentity', 'Network', 'PolicyInsights'];

/** A machine and a subscription that have all that main.ts needs. */
const ready: Recorded = {
  'terraform version -json': { terraform_version: '1.11.4', platform: 'linux_amd64', terraform_outdated: false },
  'kubelogin --version': 'kubelogin version \ngit hash: v0.2.10/abc\nGo version: go1.24',
  'kubectl version --client --output json': { clientVersion: { gitVersion: 'v1.33.2' }, kustomizeVersion: 'v5.6.0' },
  'az account show --output json': {
    id,
    name: 'Shop',
    tenantId: id,
    state: 'Enabled',
    user: { name: 'ann@example.com', type: 'user' },
  },
  [listProviders]: namespaces.map((name) => ({
    namespace: `Microsoft.${name}`,
    registrationState: 'Registered',
    resourceTypes: [],
  })),
  [listSkus]: [
    sku('Standard_D4ds_v5', 'standardDDSv5Family', 4, ['3', '1', '2']),
    sku('Standard_E8ds_v5', 'standardEDSv5Family', 8, ['1', '2', '3']),
  ],
  [listUsage]: [
    usage('cores', 'Total Regional vCPUs', 4, 100),
    usage('lowPriorityCores', 'Total Regional Low-priority vCPUs', 0, 3),
    usage('standardDDSv5Family', 'Standard DDSv5 Family vCPUs', 4, 50),
  ],
  'az acr check-name --name shop4711 --output json': { nameAvailable: true, reason: null, message: null },
  'az ad signed-in-user show --output json': { id: me, userPrincipalName: 'ann@example.com' },
  [listRoles]: [{ roleDefinitionName: 'Owner', principalId: me, scope: `/subscriptions/${id}` }],
};

/** Puts programs on the PATH that print what is recorded. */
function install(recorded: Recorded): void {
  const bin = path.join(emptyFolder(), 'bin');
  mkdirSync(bin);
  const entries = Object.entries(recorded).map(([command, answer]) => {
    const [program, ...args] = command.split(' ');
    return { program, args: args.join(' '), text: typeof answer === 'string' ? answer : JSON.stringify(answer) };
  });
  for (const program of new Set(entries.map((entry) => entry.program))) {
    const branches = entries
      .filter((entry) => entry.program === program)
      .map(({ args, text }, index) => {
        const file = path.join(bin, `${program}.${index}`);
        writeFileSync(file, text);
        return text.startsWith('ERROR')
          ? `'${args}') /bin/cat ${file} >&2; exit 1;;`
          : `'${args}') exec /bin/cat ${file};;`;
      });
    const none = '*) echo "ERROR: (Unexpected) no recording of $*" >&2; exit 1;;';
    writeFileSync(path.join(bin, program), ['#!/bin/sh', 'case "$*" in', ...branches, none, 'esac', ''].join('\n'));
    chmodSync(path.join(bin, program), 0o755);
  }
  process.env.PATH = bin;
}

function golden(stack: string): Json {
  return JSON.parse(readFileSync(path.join(projectRoot, '__tests__/golden/main', `${stack}.json`), 'utf8'));
}

function mainWith(change: (cluster: Json, resource: Json) => void = () => {}): string {
  const platform = golden('platform');
  const [cluster] = Object.values<Json>(platform.resource.azurerm_kubernetes_cluster);
  change(cluster, platform.resource);
  return output({ platform: { json: platform }, mesh: { json: golden('mesh'), dependencies: ['platform'] } });
}

const ownRange = (cluster: Json) => {
  cluster.api_server_access_profile.authorized_ip_ranges = ['20.1.2.0/24'];
};

/** The command on a machine that differs from the one that is ready by `recorded`. */
function examined(recorded: Recorded = {}, folder = mainWith(ownRange), ...options: string[]): Outcome {
  install({ ...ready, ...recorded });
  process.env.ARM_SUBSCRIPTION_ID = id;
  return run(['doctor', folder, ...options]);
}

/** The lines that are not ok. */
function complaints({ output: text }: Outcome): string[] {
  const [lines] = text.split('\n\nNot checked: ');
  return lines.split('\n').filter((line) => !line.startsWith('ok '));
}

const quietly = ['--address', '20.1.2.3'];

test('a machine and a subscription that are ready', () => {
  expect(examined({}, mainWith(ownRange), ...quietly)).toEqual({
    exitCode: 0,
    error: '',
    output: [
      'ok       terraform 1.11.4',
      'ok       kubelogin v0.2.10',
      'ok       kubectl v1.33.2',
      'ok       cluster shop accepts 20.1.2.3',
      `ok       signed in as ann@example.com; subscription Shop (${id})`,
      'ok       ARM_SUBSCRIPTION_ID is this subscription',
      'ok       6 resource providers are registered',
      'ok       standardDDSv5Family in westeurope: 44 vCPUs for all pools at their maximum and upgrading; limit 50, 4 in use',
      'ok       cores in westeurope: 44 vCPUs for all pools at their maximum and upgrading; limit 100, 4 in use',
      "ok       Standard_D4ds_v5 available in westeurope, in the pools' zones",
      'ok       registry shop4711: the name is available',
      'ok       the deployer may create resources (Owner)',
      'ok       the deployer may assign roles (Owner)',
      '',
      'Not checked: Azure policies of the subscription, and locks; capacity: a region can be out of a size although quota is left; ' +
        'whether the nodes reach image registries and the outbound addresses of AKS.',
      '',
    ].join('\n'),
  });
});

/** What each recording, or each change of the program, adds. */
const cases: [title: string, recorded: Recorded, change: (cluster: Json, resource: Json) => void, says: string[]][] = [
  [
    'an old Terraform',
    { 'terraform version -json': { terraform_version: '1.9.8' } },
    ownRange,
    ['PROBLEM  terraform 1.9.8; needed: >= 1.11', '          https://developer.hashicorp.com/terraform/install'],
  ],
  [
    'a resource provider that is not registered',
    {
      [listProviders]: (ready[listProviders] as Json[]).map((one) => ({
        ...one,
        registrationState: one.namespace === 'Microsoft.Compute' ? 'NotRegistered' : 'Registered',
      })),
    },
    ownRange,
    [
      'PROBLEM  resource provider Microsoft.Compute is NotRegistered',
      '          az provider register --namespace Microsoft.Compute --wait',
    ],
  ],
  [
    'a quota that is too small',
    { [listUsage]: [usage('cores', 'Total', 0, 100), usage('standardDDSv5Family', 'DDSv5', 0, 10)] },
    ownRange,
    [
      'PROBLEM  standardDDSv5Family in westeurope: 44 vCPUs for all pools at their maximum and upgrading; limit 10, 0 in use',
      `          az quota create --resource-name standardDDSv5Family --scope /subscriptions/${id}/providers/Microsoft.Compute/locations/` +
        'westeurope --limit-object value=44 --resource-type dedicated',
    ],
  ],
  [
    'a quota that others, or the platform itself, use',
    { [listUsage]: [usage('cores', 'Total', 0, 100), usage('standardDDSv5Family', 'DDSv5', 20, 50)] },
    ownRange,
    [
      'unknown  standardDDSv5Family in westeurope: 44 vCPUs for all pools at their maximum and upgrading; limit 50, 20 in use: ' +
        "enough only if this platform's own nodes are among these",
      expect.stringContaining('az quota create --resource-name standardDDSv5Family') as unknown as string,
    ],
  ],
  [
    'spot pools, which have a quota of their own',
    {},
    (cluster, resource) => {
      ownRange(cluster);
      const [pool] = Object.values<Json>(resource.azurerm_kubernetes_cluster_node_pool);
      Object.assign(pool, { priority: 'Spot', upgrade_settings: undefined, max_count: 1 });
    },
    [
      'PROBLEM  lowPriorityCores in westeurope: 4 vCPUs for all pools at their maximum and upgrading; limit 3, 0 in use',
      expect.stringMatching(
        /az quota create --resource-name lowPriorityCores .* --resource-type lowPriority$/,
      ) as unknown as string,
    ],
  ],
  [
    'a size that the region does not have',
    { [listSkus]: [sku('Standard_E8ds_v5', 'standardEDSv5Family', 8, ['1'])] },
    ownRange,
    [
      'unknown  vCPUs of pool shop/system: not verified. Standard_D4ds_v5 is not listed.',
      'unknown  vCPUs of pool shop/user: not verified. Standard_D4ds_v5 is not listed.',
      'PROBLEM  pool shop/system: Standard_D4ds_v5 is not offered in westeurope',
      '          az vm list-skus --location westeurope --resource-type virtualMachines --output table',
      'PROBLEM  pool shop/user: Standard_D4ds_v5 is not offered in westeurope',
      '          az vm list-skus --location westeurope --resource-type virtualMachines --output table',
    ],
  ],
  [
    'a size that the subscription can have in some zones only',
    {
      [listSkus]: [
        sku(
          'Standard_D4ds_v5',
          'standardDDSv5Family',
          4,
          ['1', '2', '3'],
          [
            {
              type: 'Zone',
              reasonCode: 'NotAvailableForSubscription',
              restrictionInfo: { locations: ['westeurope'], zones: ['2'] },
            },
          ],
        ),
      ],
    },
    ownRange,
    [
      'PROBLEM  pool shop/system: Standard_D4ds_v5 is not available in zone 2 of westeurope',
      "          Set zones: ['1', '3'], or choose another size.",
      'PROBLEM  pool shop/user: Standard_D4ds_v5 is not available in zone 2 of westeurope',
      "          Set zones: ['1', '3'], or choose another size.",
    ],
  ],
  [
    'a size that the subscription can not have in the region',
    {
      [listSkus]: [
        sku(
          'Standard_D4ds_v5',
          'standardDDSv5Family',
          4,
          ['1', '2', '3'],
          [
            {
              type: 'Location',
              reasonCode: 'NotAvailableForSubscription',
              restrictionInfo: { locations: ['westeurope'] },
            },
          ],
        ),
      ],
    },
    ownRange,
    [
      'PROBLEM  pool shop/system: Standard_D4ds_v5 is not available to this subscription in westeurope',
      '          az vm list-skus --location westeurope --resource-type virtualMachines --output table',
      'PROBLEM  pool shop/user: Standard_D4ds_v5 is not available to this subscription in westeurope',
      '          az vm list-skus --location westeurope --resource-type virtualMachines --output table',
    ],
  ],
  [
    'a version and a mesh revision that are not offered',
    {
      'az aks get-versions --location westeurope --output json': {
        values: [
          { version: '1.34', isPreview: null, patchVersions: { '1.34.1': { upgrades: [] } } },
          { version: '1.33', isPreview: null, patchVersions: { '1.33.5': { upgrades: ['1.34.1'] } } },
        ],
      },
      'az aks mesh get-revisions --location westeurope --output json': {
        meshRevisions: [
          { revision: 'asm-1-29', upgrades: ['asm-1-30'], compatibleWith: [] },
          { revision: 'asm-1-30', upgrades: [] },
        ],
      },
    },
    (cluster) => {
      ownRange(cluster);
      cluster.kubernetes_version = '1.31';
      cluster.service_mesh_profile = { mode: 'Istio', revisions: ['asm-1-28', 'asm-1-29'] };
    },
    [
      'PROBLEM  cluster shop: Kubernetes 1.31 is not offered in westeurope; offered: 1.33, 1.34',
      '          az aks get-versions --location westeurope --output table',
      'PROBLEM  cluster shop: mesh revision asm-1-28 is not offered in westeurope; offered: asm-1-29, asm-1-30',
      '          az aks mesh get-revisions --location westeurope --output table',
    ],
  ],
  [
    'a feature that is not registered',
    {
      'az feature show --namespace Microsoft.Compute --name EncryptionAtHost --output json': {
        properties: { state: 'NotRegistered' },
      },
    },
    (cluster) => {
      ownRange(cluster);
      cluster.default_node_pool.host_encryption_enabled = true;
    },
    [
      'PROBLEM  feature Microsoft.Compute/EncryptionAtHost is NotRegistered',
      '          az feature register --namespace Microsoft.Compute --name EncryptionAtHost, then az provider register --namespace Microsoft.Compute',
    ],
  ],
  [
    'a name that somebody else has',
    {
      'az acr check-name --name shop4711 --output json': {
        nameAvailable: false,
        reason: 'AlreadyExists',
        message: 'The registry shop4711 is already in use.',
      },
      'az resource list --name shop4711 --resource-type Microsoft.ContainerRegistry/registries --output json': [],
    },
    ownRange,
    [
      'PROBLEM  registry shop4711: the name is taken: The registry shop4711 is already in use.',
      '          Use another name.',
    ],
  ],
  [
    'roles that are not known to be enough',
    { [listRoles]: [{ roleDefinitionName: 'Contributor' }, { roleDefinitionName: 'Cluster Operator' }] },
    ownRange,
    [
      'unknown  the deployer may not be able to assign roles: its roles on the subscription are Cluster Operator, Contributor; ' +
        'a custom role may allow it',
      `          az role assignment create --role "Role Based Access Control Administrator" --assignee ${me} --scope /subscriptions/${id}`,
    ],
  ],
  [
    'roles in a resource group that the program does not create',
    {
      [listRoles]: [],
      [rolesInGroup]: [{ roleDefinitionName: 'Contributor' }, { roleDefinitionName: 'Reader' }],
    },
    (cluster, resource) => {
      ownRange(cluster);
      delete resource.azurerm_resource_group;
      for (const one of Object.values<Json>(resource).flatMap((ofType) => Object.values<Json>(ofType))) {
        if (one.resource_group_name?.includes('azurerm_resource_group')) one.resource_group_name = 'rg-shop';
        if (one.location?.includes('azurerm_resource_group')) one.location = 'westeurope';
      }
    },
    [
      'unknown  the deployer may not be able to assign roles: its roles in rg-shop are Contributor, Reader; a custom role may allow it',
      `          az role assignment create --role "Role Based Access Control Administrator" --assignee ${me} --scope /subscriptions/${id}/resourceGroups/rg-shop`,
    ],
  ],
  [
    'an address that nobody has',
    {},
    () => {},
    [
      'PROBLEM  cluster shop: 203.0.113.7/32 is reserved for documentation',
      '          Use your own public addresses.',
      'PROBLEM  cluster shop accepts 203.0.113.7/32, not 20.1.2.3',
      "          Add '20.1.2.3/32' to the ranges of ApiServerAccess.publicFrom.",
    ],
  ],
  [
    'a private cluster',
    {},
    (cluster) => {
      cluster.private_cluster_enabled = true;
      delete cluster.api_server_access_profile;
    },
    ['unknown  cluster shop is private: Terraform must run in its network or in a connected one'],
  ],
  [
    'a name that only Terraform can evaluate',
    {},
    (cluster, resource) => {
      ownRange(cluster);
      const [registry] = Object.values<Json>(resource.azurerm_container_registry);
      registry.name = 'shop${var.suffix}';
    },
    [
      expect.stringMatching(
        /^unknown {2}name of azurerm_container_registry\.Registry_\w+ is known to Terraform only, so nothing was asked about it$/,
      ) as unknown as string,
    ],
  ],
];

test.each(cases)('%s', (_title, recorded, change, says) => {
  const outcome = examined(recorded, mainWith(change), ...quietly);
  expect(complaints(outcome)).toEqual(says);
  expect(outcome.exitCode).toBe(says.some((line) => `${line}`.startsWith('PROBLEM')) ? 1 : 0);
});

test('no role in a resource group that the program does not create is a problem', () => {
  const folder = mainWith((cluster, resource) => {
    ownRange(cluster);
    resource.azurerm_container_registry.Other = { name: 'shop4712', resource_group_name: 'rg-other' };
  });
  const recorded = {
    [listRoles]: [],
    [listRoles.replace(' --include-inherited', '/resourceGroups/rg-other --include-inherited')]: [],
    'az acr check-name --name shop4712 --output json': { nameAvailable: true },
  };
  const { output: text } = examined(recorded, folder, ...quietly);
  expect(text).toContain('PROBLEM  the deployer has no roles in rg-other, and must create resources there\n');
});

test('resource providers of monitoring, policy and load balancers that a controller creates', () => {
  const folder = mainWith((cluster, resource) => {
    ownRange(cluster);
    Object.assign(cluster, {
      azure_policy_enabled: false,
      monitor_metrics: {},
      oms_agent: { log_analytics_workspace_id: 'x' },
    });
    resource.helm_release = {
      Alb: { name: 'alb', chart: 'oci://mcr.microsoft.com/application-lb/charts/alb-controller' },
    };
  });
  const { output: text } = examined({ [listProviders]: [] }, folder, ...quietly);
  expect([...text.matchAll(/resource provider (\S+) is unknown/g)].map(([, name]) => name)).toEqual([
    'Microsoft.AlertsManagement',
    'Microsoft.Compute',
    'Microsoft.ContainerRegistry',
    'Microsoft.ContainerService',
    'Microsoft.Insights',
    'Microsoft.ManagedIdentity',
    'Microsoft.Monitor',
    'Microsoft.Network',
    'Microsoft.NetworkFunction',
    'Microsoft.OperationalInsights',
    'Microsoft.ServiceNetworking',
  ]);
});

test('a name of a registry that the subscription has already is no problem', () => {
  const recorded = {
    'az acr check-name --name shop4711 --output json': { nameAvailable: false },
    'az resource list --name shop4711 --resource-type Microsoft.ContainerRegistry/registries --output json': [
      { resourceGroup: 'rg-shop' },
    ],
  };
  expect(examined(recorded, mainWith(ownRange), ...quietly).output).toContain(
    'ok       registry shop4711 exists in this subscription (rg-shop)',
  );
});

describe('what could not be asked is said', () => {
  test('tools that are missing', () => {
    install({ 'nothing at all': '' });
    expect(complaints(run(['doctor', mainWith(ownRange), ...quietly]))).toEqual([
      'PROBLEM  terraform is not on the PATH.',
      '          https://developer.hashicorp.com/terraform/install',
      'PROBLEM  kubelogin is not on the PATH.',
      '          az aks install-cli',
      "unknown  kubectl is not on the PATH. Terraform doesn't need it; cdktf-aks drift and troubleshooting do.",
      '          az aks install-cli',
      "PROBLEM  az can't query Azure: az is not on the PATH. Not verified: providers, features, quota, sizes, versions, mesh revisions, " +
        'names, roles.',
      '          https://learn.microsoft.com/cli/azure/install-azure-cli',
    ]);
  });

  test('an az that is not signed in', () => {
    const account = { 'az account show --output json': "ERROR: Please run 'az login' to setup account." };
    expect(complaints(examined(account, mainWith(ownRange), ...quietly))).toEqual([
      "PROBLEM  az can't query Azure: Please run 'az login' to setup account. Not verified: providers, features, quota, sizes, versions, " +
        'mesh revisions, names, roles.',
      '          az login',
    ]);
  });

  test('commands that fail, each by its reason', () => {
    const denied = 'ERROR: (AuthorizationFailed) The client does not have authorization.';
    const recorded = { [listProviders]: denied, [listSkus]: denied, [listRoles]: denied };
    const not = 'not verified. (AuthorizationFailed) The client does not have authorization.';
    expect(complaints(examined(recorded, mainWith(ownRange), ...quietly))).toEqual([
      `unknown  resource providers: ${not}`,
      `unknown  vCPU quota in westeurope: ${not}`,
      `unknown  VM sizes in westeurope: ${not}`,
      `unknown  roles of the deployer: ${not}`,
    ]);
  });

  test('the own address, if it is not given', () => {
    expect(complaints(examined())).toEqual([
      "unknown  cluster shop accepts 20.1.2.0/24; not verified: whether this machine's address is in these ranges",
      '          cdktf-aks doctor --address YOUR_PUBLIC_ADDRESS',
    ]);
  });

  test('another subscription than that of azurerm', () => {
    install(ready);
    process.env.ARM_SUBSCRIPTION_ID = me;
    expect(complaints(run(['doctor', mainWith(ownRange), ...quietly]))).toEqual([
      `PROBLEM  ARM_SUBSCRIPTION_ID is ${me}, but az uses ${id}: the results below are for the wrong subscription`,
      `          az account set --subscription ${me}`,
    ]);
  });
});

test('--format json has each result by its check', () => {
  const { output: text } = examined({}, mainWith(), '--format', 'json');
  const { results, notChecked } = JSON.parse(text);
  expect(results).toContainEqual({
    check: 'authorized-ranges',
    status: 'problem',
    text: 'cluster shop: 203.0.113.7/32 is reserved for documentation',
    fix: 'Use your own public addresses.',
  });
  expect(notChecked).toHaveLength(3);
});

test.each([
  [['--address', 'here'], '--address must be an IPv4 address, such as 198.51.100.7, got here.'],
  [['--format', 'html'], '--format must be text or json, got html.'],
  [['a', 'b'], 'doctor takes one folder, got also b. See cdktf-aks doctor --help.'],
])('%j is rejected', (args, text) => {
  expect(refused('doctor', ...args)).toBe(text);
});
