import type { TerraformStack } from 'cdktf';
import { parse } from 'yaml';
import {
  AksCluster,
  CertificateFormat,
  KeyVault,
  ManagedIdentity,
  Namespace,
  Principal,
  SecretEncoding,
  SecretsStoreDriver,
  SecretsStoreInstallation,
  SyncedSecret,
  VaultAccess,
  VaultObject,
  VaultRoles,
  VaultSecrets,
  type VaultSecretsProps,
  WorkloadIdentity,
} from '../../lib';
import { place, shopCluster } from '../support/clusters';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';
import { manifestsOf, waitsOf } from '../support/releases';

const vaultId = '/subscriptions/s/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/shop4711';
const tenantId = '00000000-0000-0000-0000-000000000009';
const identityIds = {
  identityId:
    '/subscriptions/s/resourceGroups/rg-ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/checkout',
  clientId: '00000000-0000-0000-0000-000000000001',
  principalId: '00000000-0000-0000-0000-000000000002',
};
const password = VaultObject.secret('db-password');

/** What an application team has: a cluster, the driver on it, its namespace, its vault and an identity. */
class Site {
  public readonly cluster: FakeAksCluster;
  public readonly driver;
  public readonly namespace;
  public readonly vault;
  public readonly identity;
  public readonly workload;

  public constructor(
    public readonly stack: TerraformStack = azureStack(),
    chart = {},
  ) {
    this.cluster = new FakeAksCluster(stack);
    const installation = SecretsStoreInstallation.helmChart(chart);
    this.driver = new SecretsStoreDriver(stack, 'Driver', { cluster: this.cluster, installation });
    this.namespace = Namespace.fromName(stack, 'Namespace', { cluster: this.cluster, name: 'shop' });
    this.vault = KeyVault.fromVaultId(stack, 'Vault', vaultId, { tenantId });
    this.identity = ManagedIdentity.fromAttributes(stack, 'Identity', identityIds);
    const { namespace, identity } = this;
    const attributes = { namespace, identity, serviceAccountName: 'checkout' };
    this.workload = WorkloadIdentity.fromAttributes(stack, 'Workload', attributes);
  }

  public secrets(props: Partial<VaultSecretsProps> = {}, id = 'Secrets'): VaultSecrets {
    const { driver, namespace, vault } = this;
    const access = VaultAccess.workloadIdentity(this.workload);
    return new VaultSecrets(this.stack, id, {
      driver,
      namespace,
      vault,
      access,
      name: 'checkout',
      objects: [password],
      ...props,
    });
  }

  public plan(): Planned {
    return Planned.of(this.stack);
  }
}

function specOf(props: (site: Site) => Partial<VaultSecretsProps>) {
  const site = new Site();
  site.secrets(props(site));
  return manifestsOf(site.plan(), 'Secrets')[0].spec;
}

function faultOf(props: (site: Site) => Partial<VaultSecretsProps>, chart = {}): string {
  const site = new Site(azureStack(), chart);
  return errorOf(() => site.secrets(props(site)));
}

function objectsOf(objects: VaultObject[]): unknown[] {
  return parse(specOf(() => ({ objects })).parameters.objects).array.map((text: string) => parse(text));
}

test('the SecretProviderClass is that of the provider, field by field', () => {
  const site = new Site();
  const tls = VaultObject.certificateWithKey('my-cert');
  site.secrets({ objects: [VaultObject.secret('my-secret'), tls], sync: [SyncedSecret.tls('app-tls', tls)] });
  expect(manifestsOf(site.plan(), 'Secrets')).toEqual([
    {
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      metadata: { name: 'checkout', namespace: 'shop' },
      spec: {
        provider: 'azure',
        secretObjects: [
          {
            secretName: 'app-tls',
            type: 'kubernetes.io/tls',
            data: [
              { objectName: 'my-cert', key: 'tls.key' },
              { objectName: 'my-cert', key: 'tls.crt' },
            ],
          },
        ],
        parameters: {
          usePodIdentity: 'false',
          clientID: identityIds.clientId,
          keyvaultName: 'shop4711',
          cloudName: '',
          tenantID: tenantId,
          objects: [
            'array:',
            '  - |',
            '    objectName: my-secret',
            '    objectType: secret',
            '    objectVersion: ""',
            '    objectAlias: ""',
            '  - |',
            '    objectName: my-cert',
            '    objectType: secret',
            '    objectVersion: ""',
            '    objectAlias: ""',
            '',
          ].join('\n'),
        },
      },
    },
  ]);
});

describe('identities', () => {
  test('of the nodes, one that is given', () => {
    const { parameters } = specOf((site) => ({ access: VaultAccess.userAssignedOnNodes(site.identity) }));
    expect(parameters).toMatchObject({
      usePodIdentity: 'false',
      useVMManagedIdentity: 'true',
      userAssignedIdentityID: identityIds.clientId,
    });
    expect(parameters.clientID).toBe(undefined);
  });

  test('of the nodes, their own', () => {
    const { parameters } = specOf(() => ({ access: VaultAccess.systemAssignedOnNodes() }));
    expect(parameters).toMatchObject({ useVMManagedIdentity: 'true', userAssignedIdentityID: '' });
  });

  test('of the add-on, in the second stack', () => {
    const app = testApp();
    const platform = azureStack(app);
    const cluster = shopCluster(platform);
    new SecretsStoreDriver(platform, 'Driver', { cluster });
    const apps = azureStack(app, 'apps');
    const aks = AksCluster.fromCluster(apps, 'Cluster', cluster);
    new VaultSecrets(apps, 'Secrets', {
      driver: SecretsStoreDriver.fromCluster(apps, 'Driver', aks),
      namespace: Namespace.fromName(apps, 'Shop', { cluster: aks, name: 'shop' }),
      name: 'checkout',
      vault: KeyVault.fromVaultId(apps, 'Vault', vaultId, { tenantId }),
      access: VaultAccess.addonIdentity(),
      objects: [password],
    });
    const plan = Planned.of(apps);
    const attribute = 'key_vault_secrets_provider[0].secret_identity[0]';
    expect(plan.one('helm_release').values[0]).toContain(`${attribute}.client_id`);
    expect(plan.one('azurerm_role_assignment')).toMatchObject({
      scope: `${vaultId}/secrets/db-password`,
      principal_id: expect.stringContaining(`${attribute}.object_id`),
      principal_type: 'ServicePrincipal',
    });
    expect(Planned.of(platform).all('azurerm_role_assignment')).not.toEqual({});
  });

  test('that belong to nodes warn, and a ServiceAccount of its own does not', () => {
    const warningsOf = (access: (site: Site) => VaultAccess) => {
      const site = new Site();
      site.secrets({ access: access(site) });
      return site.plan().warnings.filter((text) => text.startsWith('W210'));
    };
    const warning =
      'W210: The vault is read with an identity of the nodes: every pod on them can use it to read the same objects. ' +
      'Use VaultAccess.workloadIdentity(...) to restrict access to one ServiceAccount.';
    expect(warningsOf((site) => VaultAccess.userAssignedOnNodes(site.identity))).toEqual([warning]);
    expect(warningsOf(() => VaultAccess.systemAssignedOnNodes())).toEqual([warning]);
    expect(warningsOf((site) => VaultAccess.workloadIdentity(site.workload))).toEqual([]);
  });

  test('must fit the driver, the namespace and the stack', () => {
    expect(faultOf(() => ({ access: VaultAccess.addonIdentity() }))).toBe(
      "VaultSecrets 'platform/Secrets': access must not be the identity of the add-on: the driver is installed by its chart, " +
        'got platform/Driver. Use VaultAccess.workloadIdentity(...) or VaultAccess.userAssignedOnNodes(...).',
    );
    const elsewhere = (site: Site) => Namespace.fromName(site.stack, 'Other', { cluster: site.cluster, name: 'other' });
    expect(faultOf((site) => ({ namespace: elsewhere(site) }))).toBe(
      "VaultSecrets 'platform/Secrets': access must be in the pods' namespace (other), got shop. " +
        'Create a WorkloadIdentity for a ServiceAccount there.',
    );
    const app = testApp();
    const platform = new Site(azureStack(app));
    const apps = new Site(azureStack(app, 'apps'));
    const { driver, namespace, vault, workload } = platform;
    const access = VaultAccess.workloadIdentity(workload);
    expect(errorOf(() => apps.secrets({ driver, namespace, vault, access })).split('\n- ')).toEqual([
      "VaultSecrets 'apps/Secrets' has 4 faults:",
      'driver must be in the same stack (apps), got platform/Driver. Import it into apps (SecretsStoreDriver.fromCluster).',
      'namespace must be in the same stack (apps), got platform/Namespace. Import it into apps (Namespace.fromName).',
      'vault must be in the same stack (apps), got platform/Vault. Import it into apps (KeyVault.fromVaultId or fromLookup).',
      'access must be in the same stack (apps), got platform/Workload. Import it into apps (WorkloadIdentity.fromAttributes).',
    ]);
    const identity = VaultAccess.userAssignedOnNodes(platform.identity);
    expect(errorOf(() => apps.secrets({ access: identity }, 'Nodes'))).toContain(
      'Import it into apps (ManagedIdentity.fromLookup).',
    );
    expect(faultOf(() => ({ access: VaultAccess.systemAssignedOnNodes([Principal.servicePrincipal('x')]) }))).toBe(
      "VaultSecrets 'platform/Secrets': access.principals[0] must be the service principal's object id, a UUID, got x. " +
        'For example, use 00000000-0000-0000-0000-000000000000.',
    );
  });

  test('do not include pod identity', () => {
    const asked = { parameters: { usePodIdentity: 'true' } };
    expect(faultOf(() => asked)).toBe(
      "VaultSecrets 'platform/Secrets': parameters.usePodIdentity must not be set: pod identity is retired, and its project " +
        'archived, got true. Use access: VaultAccess.workloadIdentity(...).',
    );
    expect(Object.keys(VaultAccess)).not.toContain('podIdentity');
  });
});

describe('objects', () => {
  test('are read as what they are', () => {
    expect(
      objectsOf([
        VaultObject.secret('raw', { alias: 'raw/bytes', encoding: SecretEncoding.BASE64, filePermission: '0400' }),
        VaultObject.publicKey('jwt'),
        VaultObject.certificate('ca', { version: '0123456789abcdef0123456789ABCDEF' }),
        VaultObject.certificateWithKey('tls', { format: CertificateFormat.PFX }),
      ]),
    ).toEqual([
      {
        objectName: 'raw',
        objectType: 'secret',
        objectVersion: '',
        objectAlias: 'raw/bytes',
        objectEncoding: 'base64',
        filePermission: '0400',
      },
      { objectName: 'jwt', objectType: 'key', objectVersion: '', objectAlias: '' },
      { objectName: 'ca', objectType: 'cert', objectVersion: '0123456789abcdef0123456789ABCDEF', objectAlias: '' },
      { objectName: 'tls', objectType: 'secret', objectVersion: '', objectAlias: '', objectFormat: 'pfx' },
    ]);
  });

  test.each(['true', 'null', '0777', '1e3', '0x1f', 'no', '-', '1-2', 'a-b'])('%s stays text', (name) => {
    expect(objectsOf([VaultObject.secret(name)])).toMatchObject([{ objectName: name }]);
  });

  test('may be named by tokens', () => {
    const site = new Site();
    const { stack } = site;
    const named = new ManagedIdentity(stack, 'Named', { ...place, identityName: 'named' }).resource.name;
    site.secrets({ objects: [VaultObject.secret(named)] });
    const plan = site.plan();
    expect(plan.one('helm_release', 'Secrets').values[0]).toMatch(
      /objectName: \\"\$\{azurerm_user_assigned_identity\.Named_\w+\.name\}\\"/,
    );
    expect(plan.one('azurerm_role_assignment').scope).toMatch(
      /\/secrets\/\$\{azurerm_user_assigned_identity\.Named_\w+\.name\}$/,
    );
  });

  test('with bad names, versions and options are told together', () => {
    const version = 'v1';
    const objects = [
      VaultObject.secret(''),
      VaultObject.secret('db_password', { version, filePermission: '888', encoding: 'rot13' as SecretEncoding }),
      VaultObject.publicKey('a', { alias: '../etc/passwd' }),
      VaultObject.certificateWithKey('b', { alias: '/abs', format: 'der' as CertificateFormat }),
      VaultObject.certificate('c', { version: 'latest', alias: 'c..d' }),
    ];
    const alias = 'must be a path below the mount: letters, digits, . _ and -, without a leading . and without ..';
    const hex = "Leave it out for the latest version, or use the last part of the object's id.";
    expect(faultOf(() => ({ objects })).split('\n- ')).toEqual([
      "VaultSecrets 'platform/Secrets' has 10 faults:",
      'objects[0].name must be set. For example, use db-password.',
      'objects[1].name must have 1 to 127 characters: letters, digits and -, got db_password. For example, use db-password.',
      `objects[1].version must be 32 hexadecimal digits, got v1. ${hex}`,
      'objects[1].filePermission must be three octal digits, optionally with a leading 0, got 888. For example, use 0400.',
      'objects[1].encoding must be one of utf-8, hex, base64, got rot13. For example, use SecretEncoding.UTF_8.',
      `objects[2].alias ${alias}, got ../etc/passwd. For example, use db/password.`,
      `objects[3].alias ${alias}, got /abs. For example, use db/password.`,
      'objects[3].format must be one of pem, pfx, got der. For example, use CertificateFormat.PEM.',
      `objects[4].alias ${alias}, got c..d. For example, use db/password.`,
      `objects[4].version must be 32 hexadecimal digits, got latest. ${hex}`,
    ]);
  });

  test('need files of their own', () => {
    const clash = (first: VaultObject, second: VaultObject) => faultOf(() => ({ objects: [first, second] }));
    const error = (file: string, other: string) =>
      `VaultSecrets 'platform/Secrets': objects[1] must not be written to the file of objects[0] (${other}), got ${file}. ` +
      'Set an alias on one of them.';
    expect(clash(password, VaultObject.certificate('db-password'))).toBe(error('db-password', 'db-password'));
    expect(clash(password, VaultObject.secret('b', { alias: 'db-password' }))).toBe(
      error('db-password', 'db-password'),
    );
    expect(clash(VaultObject.secret('db'), VaultObject.secret('b', { alias: 'db/b' }))).toBe(error('db/b', 'db'));
    expect(clash(VaultObject.secret('b', { alias: 'db/b' }), VaultObject.secret('db'))).toBe(error('db', 'db/b'));
  });

  test('are at least one', () => {
    expect(faultOf(() => ({ objects: [] }))).toBe(
      "VaultSecrets 'platform/Secrets': objects must have an object. For example, use [VaultObject.secret(...)].",
    );
  });
});

describe('roles', () => {
  const objects = [
    password,
    VaultObject.certificateWithKey('tls'),
    VaultObject.certificate('ca'),
    VaultObject.publicKey('jwt'),
  ];

  function rolesOf(props: Partial<VaultSecretsProps>): string[] {
    const site = new Site();
    site.secrets({ objects, ...props });
    return Object.values(site.plan().all('azurerm_role_assignment'))
      .map(({ role_definition_name: role, scope }) => `${role} ${scope.slice(vaultId.length)}`)
      .sort();
  }

  test('follow what is read, object by object', () => {
    expect(rolesOf({})).toEqual([
      'Key Vault Certificate User /certificates/ca',
      'Key Vault Certificate User /keys/jwt',
      'Key Vault Secrets User /secrets/db-password',
      'Key Vault Secrets User /secrets/tls',
    ]);
  });

  test('may be for the whole vault', () => {
    expect(rolesOf({ roles: VaultRoles.ON_VAULT })).toEqual(['Key Vault Certificate User ', 'Key Vault Secrets User ']);
  });

  test('go to each identity of the nodes', () => {
    const principals = [1, 2].map((n) => Principal.servicePrincipal(`00000000-0000-0000-0000-00000000000${n}`));
    const access = VaultAccess.systemAssignedOnNodes(principals);
    expect(rolesOf({ access, objects: [password] })).toHaveLength(2);
  });

  test('may be assigned elsewhere, by commands', () => {
    const site = new Site();
    const secrets = site.secrets({
      roles: VaultRoles.ASSIGNED_ELSEWHERE,
      objects: [password, VaultObject.publicKey('jwt')],
    });
    const commands = [
      'az role assignment create --role "Key Vault Secrets User" --assignee-object-id 00000000-0000-0000-0000-000000000002 ' +
        `--assignee-principal-type ServicePrincipal --scope ${vaultId}/secrets/db-password`,
      'az role assignment create --role "Key Vault Certificate User" --assignee-object-id ' +
        `00000000-0000-0000-0000-000000000002 --assignee-principal-type ServicePrincipal --scope ${vaultId}/keys/jwt`,
    ];
    expect(secrets.roleAssignmentCommands).toEqual(commands);
    const plan = site.plan();
    expect(plan.all('azurerm_role_assignment')).toEqual({});
    expect(plan.infos).toEqual(commands.map((command) => `Run manually: ${command}`));
    expect(site.secrets({ name: 'own' }, 'Own').roleAssignmentCommands).toEqual([]);
  });

  test('of identities that nobody names are left to commands', () => {
    const [command] = new Site().secrets({ access: VaultAccess.systemAssignedOnNodes() }).roleAssignmentCommands;
    expect(command).toBe(
      'az role assignment create --role "Key Vault Secrets User" --assignee-object-id OBJECT_ID ' +
        `--assignee-principal-type ServicePrincipal --scope ${vaultId}/secrets/db-password`,
    );
  });

  test('are waited for, with the object, which waits for namespace and driver', () => {
    const site = new Site();
    const namespace = new Namespace(site.stack, 'Made', { cluster: site.cluster, name: 'shop' });
    const secrets = site.secrets({ namespace });
    new ManagedIdentity(site.stack, 'Later', { ...place, identityName: 'later' }).node.addDependency(secrets);
    const plan = site.plan();
    expect(waitsOf(plan, 'Secrets')).toEqual(['helm_release.Driver_Chart', 'helm_release.Made_Manifests']);
    expect(plan.one('azurerm_user_assigned_identity').depends_on).toEqual([
      expect.stringMatching(/^azurerm_role_assignment\.Vault_Grant-secrets-db-password-KeyVaultSecretsUser-Identity_/),
      expect.stringMatching(/^helm_release\.Secrets_Manifests_/),
    ]);
  });
});

describe('synced Secrets', () => {
  test('are of each type, named by the files of the objects', () => {
    const tls = VaultObject.certificateWithKey('tls', { alias: 'web' });
    const pull = VaultObject.secret('docker');
    const { secretObjects } = specOf(() => ({
      objects: [password, tls, pull],
      sync: [
        SyncedSecret.opaque(
          'db',
          { password, 'again.txt': password },
          { labels: { app: 'web' }, annotations: { a: 'b' } },
        ),
        SyncedSecret.tls('web-tls', tls),
        SyncedSecret.dockerConfig('pull', pull),
      ],
    }));
    expect(secretObjects).toEqual([
      {
        secretName: 'db',
        type: 'Opaque',
        labels: { app: 'web' },
        annotations: { a: 'b' },
        data: [
          { objectName: 'db-password', key: 'password' },
          { objectName: 'db-password', key: 'again.txt' },
        ],
      },
      {
        secretName: 'web-tls',
        type: 'kubernetes.io/tls',
        data: [
          { objectName: 'web', key: 'tls.key' },
          { objectName: 'web', key: 'tls.crt' },
        ],
      },
      {
        secretName: 'pull',
        type: 'kubernetes.io/dockerconfigjson',
        data: [{ objectName: 'docker', key: '.dockerconfigjson' }],
      },
    ]);
  });

  test('have one type and one source', () => {
    const sync = [SyncedSecret.opaque('db', { password }), SyncedSecret.dockerConfig('db', password)];
    expect(faultOf(() => ({ sync }))).toBe(
      "VaultSecrets 'platform/Secrets': sync[1].secretName must have only one type, but sync[0] sets Opaque, not " +
        'kubernetes.io/dockerconfigjson, got db. Use another name.',
    );
    expect(faultOf(() => ({ sync: [sync[0], SyncedSecret.opaque('db', { other: password })] }))).toBe(
      "VaultSecrets 'platform/Secrets': sync[1].secretName must be synced only once, but sync[0] syncs it " +
        'already, got db. Use one for all keys.',
    );
    const site = new Site();
    site.secrets({ sync: [sync[0]] });
    expect(errorOf(() => site.secrets({ name: 'other', sync: [sync[1]] }, 'Other'))).toBe(
      "VaultSecrets 'platform/Other': sync[0].secretName must be synced only once, but platform/Secrets syncs it " +
        'already, got db. Use another name, or sync it there.',
    );
  });

  test('are refused where they could not be filled', () => {
    const ca = VaultObject.certificate('ca');
    const sync = [
      SyncedSecret.opaque('Bad_Name', {}),
      SyncedSecret.opaque('a', { 'a b': password }, { labels: { 'a b': 'c' } }),
      SyncedSecret.opaque('b', { other: VaultObject.secret('other'), none: undefined as unknown as VaultObject }),
      SyncedSecret.tls('c', ca),
      SyncedSecret.dockerConfig('d', ca),
    ];
    expect(faultOf(() => ({ objects: [password, ca], sync })).split('\n- ')).toEqual([
      "VaultSecrets 'platform/Secrets' has 10 faults:",
      'sync[2].data.none must not be undefined. Leave it out.',
      expect.stringMatching(
        /^sync\[0\]\.secretName must have 1 to 253 characters: .*, got Bad_Name\. For example, use checkout\.$/,
      ),
      'sync[0].data must have a key. For example, use { password: VaultObject.secret(...) }.',
      'sync[1]["a b"] must have a key of at most 253 letters, digits, . _ and -, got "a b". For example, use password.',
      expect.stringMatching(/^sync\[1\]\.labels must have keys .*, got "a b"\./),
      'sync[2]["other"] must be one of objects, got other. Add the same VaultObject to objects: the driver syncs only mounted objects.',
      'sync[2]["none"] must be set. Use a VaultObject.',
      'sync[3]["tls.key"] must be read as a secret: type kubernetes.io/tls needs it, got ca. Use VaultObject.certificateWithKey(...).',
      'sync[3]["tls.crt"] must be read as a secret: type kubernetes.io/tls needs it, got ca. Use VaultObject.certificateWithKey(...).',
      'sync[4][".dockerconfigjson"] must be read as a secret: type kubernetes.io/dockerconfigjson needs it, got ca. ' +
        'Use VaultObject.secret(...).',
    ]);
    expect(faultOf(() => ({ sync: [SyncedSecret.opaque('db', { password })] }), { syncSecrets: false })).toBe(
      "VaultSecrets 'platform/Secrets': sync must be empty: platform/Driver does not sync. " +
        'Set syncSecrets of the chart, or read the files in the pods.',
    );
  });
});

describe('parameters', () => {
  test('reach the provider', () => {
    const { parameters } = specOf(() => ({ parameters: { cloudName: 'AzureChinaCloud', useAzureTokenProxy: 'true' } }));
    expect(parameters).toMatchObject({ cloudName: 'AzureChinaCloud', useAzureTokenProxy: 'true' });
  });

  test('that others own, that do nothing or are no text, are refused', () => {
    const parameters = { clientID: 'x', tenantId: 'x', cloudname: 'x', useAzureTokenProxy: true, cloudName: 'Azure' };
    const asked = { parameters: parameters as unknown as { [name: string]: string } };
    expect(faultOf(() => asked).split('\n- ')).toEqual([
      "VaultSecrets 'platform/Secrets' has 5 faults:",
      'parameters.clientID must be left to access, got x. Remove it from parameters.',
      'parameters.tenantId must be left to vault, got x. Remove it from parameters.',
      'parameters.cloudname must be one of cloudName, cloudEnvFileName, useAzureTokenProxy, got x. ' +
        'The provider silently ignores other names.',
      'parameters.useAzureTokenProxy must be a string, got a boolean. Use a value of that type.',
      'parameters.cloudName must be one of AzurePublicCloud, AzureUSGovernmentCloud, AzureChinaCloud, AzureGermanCloud, ' +
        'AzureStackCloud, got Azure. For example, use AzurePublicCloud.',
    ]);
  });
});

test('snippets are what a pod needs', () => {
  const secrets = new Site().secrets();
  expect(secrets.volume()).toEqual({
    name: 'secrets',
    csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: 'checkout' } },
  });
  expect(secrets.volumeMount('/mnt/secrets', 'db')).toEqual({ name: 'db', mountPath: '/mnt/secrets', readOnly: true });
  expect(secrets.volumeMount('C:\\secrets').mountPath).toBe('C:\\secrets');
  expect([secrets.className, secrets.serviceAccountName]).toEqual(['checkout', 'checkout']);
  expect(errorOf(() => secrets.volumeMount('mnt'))).toBe(
    "VaultSecrets 'platform/Secrets': mountPath must be an absolute path without a colon, got mnt. For example, use /mnt/secrets.",
  );
  expect(errorOf(() => secrets.volume('Secrets'))).toContain('volumeName must have 1 to 63 characters');
});

test('names are legal and unique in their namespace, and what is missing is said', () => {
  expect(faultOf(() => ({ name: 'Checkout' }))).toContain('name must have 1 to 253 characters: lowercase letters');
  const site = new Site();
  site.secrets();
  expect(errorOf(() => site.secrets({}, 'Again'))).toBe(
    "VaultSecrets 'platform/Again': name must be unique in namespace shop, but platform/Secrets has it already, got checkout. " +
      'Use another name.',
  );
  const none = undefined as never;
  expect(faultOf(() => ({ driver: none, namespace: none, vault: none })).split('\n- ')).toEqual([
    "VaultSecrets 'platform/Secrets' has 3 faults:",
    'driver must be set. For example, use SecretsStoreDriver.fromCluster(...).',
    'namespace must be set. For example, use Namespace.fromName(...).',
    'vault must be set. For example, use KeyVault.fromVaultId(...).',
  ]);
  const other = (stack: TerraformStack) => new FakeAksCluster(stack, 'OtherCluster');
  expect(
    faultOf(({ stack }) => ({
      namespace: Namespace.fromName(stack, 'Other', { cluster: other(stack), name: 'shop' }),
    })),
  ).toBe(
    "VaultSecrets 'platform/Secrets': namespace must be on the cluster of driver (platform/Cluster), got platform/OtherCluster. " +
      'Use the same cluster for both.',
  );
});
