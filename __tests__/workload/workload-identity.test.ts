import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import type { TerraformStack } from 'cdktf';
import {
  AksCluster,
  AzureRole,
  type INamespace,
  KeyVault,
  ManagedIdentity,
  Namespace,
  requireProviders,
  WorkloadIdentity,
  type WorkloadIdentityProps,
} from '../../lib';
import { place, shopCluster } from '../support/clusters';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';
import { manifestsOf, waitsOf } from '../support/releases';

const newIdentity = { ...place, identityName: 'shop-checkout' };
const attributes = {
  identityId:
    '/subscriptions/s/resourceGroups/rg-ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/checkout',
  clientId: '00000000-0000-0000-0000-000000000001',
  principalId: '00000000-0000-0000-0000-000000000002',
};

function shop(stack: TerraformStack): INamespace {
  const found = stack.node.tryFindChild('Shop') as INamespace | undefined;
  return found ?? Namespace.fromName(stack, 'Shop', { cluster: new FakeAksCluster(stack), name: 'shop' });
}

function checkout(stack: TerraformStack, props: Partial<WorkloadIdentityProps> = {}, id = 'Checkout') {
  return new WorkloadIdentity(stack, id, {
    namespace: props.namespace ?? shop(stack),
    serviceAccountName: 'checkout',
    ...(props.identity ? {} : { newIdentity }),
    ...props,
  });
}

function planned(props: Partial<WorkloadIdentityProps> = {}): Planned {
  return Planned.by((stack) => void checkout(stack, props));
}

test('an identity trusts the tokens of one ServiceAccount, which names it', () => {
  const plan = planned();
  const identity = '${azurerm_user_assigned_identity.Checkout_Identity_';
  expect(plan.one('azurerm_user_assigned_identity').name).toBe('shop-checkout');
  expect(plan.one('azurerm_federated_identity_credential')).toEqual({
    name: 'shop-shop-checkout',
    resource_group_name: 'rg-shop',
    parent_id: expect.stringMatching(/^\$\{azurerm_user_assigned_identity\.Checkout_Identity_\w+\.id\}$/),
    issuer: 'https://oidc.example.com/',
    subject: 'system:serviceaccount:shop:checkout',
    audience: ['api://AzureADTokenExchange'],
  });
  const release = plan.one('helm_release');
  expect(release).toMatchObject({ name: 'checkout-service-account', namespace: 'shop' });
  expect(release.values[0].split('\n').slice(0, -1)).toEqual([
    'manifests:',
    '  - apiVersion: v1',
    '    kind: ServiceAccount',
    '    metadata:',
    '      name: checkout',
    '      namespace: shop',
    '      annotations:',
    expect.stringContaining(`azure.workload.identity/client-id: \${jsonencode(${identity.slice(2)}`),
  ]);
});

test('an identity that exists is used where it is, and its resource group is that of the credential', () => {
  const plan = Planned.by((stack) => {
    checkout(stack, { identity: ManagedIdentity.fromAttributes(stack, 'Identity', attributes) });
  });
  expect(plan.all('azurerm_user_assigned_identity')).toEqual({});
  expect(plan.one('azurerm_federated_identity_credential')).toMatchObject({
    resource_group_name: 'rg-ids',
    parent_id: attributes.identityId,
  });
  expect(manifestsOf(plan, '')[0].metadata.annotations).toEqual({
    'azure.workload.identity/client-id': attributes.clientId,
  });
});

test('a ServiceAccount that exists is not made', () => {
  const stack = azureStack();
  const identity = ManagedIdentity.fromAttributes(stack, 'Identity', attributes);
  const workload = checkout(stack, { identity, serviceAccountExists: true });
  expect(Planned.of(stack).all('helm_release')).toEqual({});
  expect(workload.serviceAccountAnnotations).toEqual({ 'azure.workload.identity/client-id': attributes.clientId });
  expect(workload.podLabels).toEqual({ 'azure.workload.identity/use': 'true' });
  expect([workload.namespaceName, workload.serviceAccountName]).toEqual(['shop', 'checkout']);
});

test('the ServiceAccount waits for its namespace', () => {
  const plan = Planned.by((stack) => {
    const namespace = new Namespace(stack, 'Shop', { cluster: new FakeAksCluster(stack), name: 'shop' });
    checkout(stack, { namespace });
  });
  expect(waitsOf(plan, 'ServiceAccount')).toEqual(['helm_release.Shop_Manifests']);
});

test('whatever depends on it waits for credential, ServiceAccount and roles', () => {
  const plan = Planned.by((stack) => {
    const workload = checkout(stack);
    const account = storage(stack, 'Files');
    workload.grant(AzureRole.of('Storage Blob Data Reader'), account.id);
    const group = new ManagedIdentity(stack, 'Later', { ...place, identityName: 'later' });
    group.node.addDependency(workload);
  });
  const { depends_on: waits } = plan.one('azurerm_user_assigned_identity', 'Later');
  expect(waits.map((address: string) => address.replace(/_[0-9A-F]{8}$/, ''))).toEqual([
    'azurerm_federated_identity_credential.Checkout',
    expect.stringMatching(/^azurerm_role_assignment\.Checkout_Grant-.*StorageBlobDataReader-Checkout-Identity$/),
    'helm_release.Checkout_ServiceAccount',
  ]);
});

test('the same role on different resources is granted for each, and a repeated one once', () => {
  const reader = AzureRole.of('Reader');
  const id = (group: string) =>
    `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/a`;
  const plan = Planned.by((stack) => {
    const workload = checkout(stack);
    for (const name of ['One', 'Two']) workload.grant(reader, storage(stack, name).id);
    for (const group of ['one', 'two']) workload.grant(reader, id(group));
    expect(workload.grant(reader, id('one'))).toBe(workload.grant(reader, id('one')));
  });
  const scopes = Object.values(plan.all('azurerm_role_assignment')).map(({ scope }) => scope);
  expect(scopes.sort()).toEqual([
    expect.stringContaining('azurerm_storage_account.One'),
    expect.stringContaining('azurerm_storage_account.Two'),
    id('one'),
    id('two'),
  ]);
});

test('it is a principal for vaults', () => {
  const vaultId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/shop4711';
  const plan = Planned.by((stack) => {
    KeyVault.fromVaultId(stack, 'Vault', vaultId).grantReadSecrets(checkout(stack), 'db-password');
  });
  expect(plan.one('azurerm_role_assignment')).toEqual({
    scope: `${vaultId}/secrets/db-password`,
    role_definition_name: 'Key Vault Secrets User',
    principal_id: expect.stringMatching(/azurerm_user_assigned_identity\.Checkout_Identity_\w+\.principal_id/),
    principal_type: 'ServicePrincipal',
    skip_service_principal_aad_check: true,
  });
});

test('in the second stack the issuer is read from the cluster', () => {
  const app = testApp();
  const platform = azureStack(app);
  requireProviders(platform);
  const cluster = shopCluster(platform);
  const apps = azureStack(app, 'apps');
  const aks = AksCluster.fromCluster(apps, 'Cluster', cluster);
  checkout(apps, { namespace: Namespace.fromName(apps, 'Shop', { cluster: aks, name: 'shop' }) });
  const credential = Planned.of(apps).one('azurerm_federated_identity_credential');
  expect(credential.issuer).toMatch(/^\$\{data\.azurerm_kubernetes_cluster\.Cluster(_\w+)?\.oidc_issuer_url\}$/);
  expect(credential.lifecycle).toBe(undefined);
});

describe('a cluster without OIDC issuer', () => {
  const fix = "Enable the cluster's OIDC issuer: az aks update --enable-oidc-issuer --enable-workload-identity.";

  test('is refused where it is known', () => {
    const on = (cluster: (stack: TerraformStack) => FakeHelmTarget) =>
      errorOf(() =>
        Planned.by((stack) => {
          checkout(stack, { namespace: Namespace.fromName(stack, 'Shop', { cluster: cluster(stack), name: 'shop' }) });
        }),
      );
    const error = `WorkloadIdentity 'platform/Checkout': namespace must be on a cluster with an OIDC issuer, got platform/Cluster. ${fix}`;
    expect(on((stack) => new FakeHelmTarget(stack))).toBe(error);
    expect(on((stack) => new FakeAksCluster(stack, 'Cluster', { hasOidcIssuer: false }))).toBe(error);
    const plain = (stack: TerraformStack) => {
      const cluster = new FakeAksCluster(stack);
      (cluster as { oidcIssuerUrl: string }).oidcIssuerUrl = 'http://oidc.example.com/';
      return cluster;
    };
    expect(on(plain)).toBe(
      "WorkloadIdentity 'platform/Checkout': namespace must be on a cluster whose OIDC issuer is an https:// address, " +
        `got http://oidc.example.com/. ${fix}`,
    );
  });

  test('is found when its owner turns the issuer off afterwards', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const cluster = shopCluster(stack);
        checkout(stack, { namespace: Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' }) });
        cluster.resource.oidcIssuerEnabled = false;
      }),
    );
    expect(error).toContain(
      `WorkloadIdentity 'platform/Checkout': namespace must be on a cluster with an OIDC issuer, got platform/Cluster. ${fix}`,
    );
  });

  test('of another program stops the plan', () => {
    const plan = Planned.by((stack) => {
      const lookup = { clusterName: 'shop', resourceGroupName: 'rg-shop' };
      const cluster = AksCluster.fromLookup(stack, 'Cluster', lookup);
      checkout(stack, { namespace: Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' }) });
    });
    expect(plan.one('azurerm_federated_identity_credential').lifecycle).toEqual({
      precondition: [
        {
          condition: expect.stringMatching(
            /^\$\{startswith\(data\.azurerm_kubernetes_cluster\.Cluster_\w+\.oidc_issuer_url, "https:\/\/"\)\}$/,
          ),
          error_message:
            'Cluster shop has no OIDC issuer: run az aks update --enable-oidc-issuer --enable-workload-identity.',
        },
      ],
    });
  });
});

test('what is missing or illegal is told together', () => {
  const bad = { serviceAccountName: 'Checkout', credentialName: 'a', newIdentity: undefined };
  expect(errorOf(() => planned(bad)).split('\n- ')).toEqual([
    "WorkloadIdentity 'platform/Checkout' has 3 faults:",
    'serviceAccountName must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or digit ' +
      'at both ends, got Checkout. For example, use shop.',
    'credentialName must have 3 to 120 characters: letters, digits, _ and -, with a letter or digit first, got a. ' +
      'For example, use shop-checkout.',
    'identity must be set, or newIdentity. Set either identity or newIdentity.',
  ]);
  expect(errorOf(() => planned({ serviceAccountName: 'default' }))).toBe(
    "WorkloadIdentity 'platform/Checkout': serviceAccountName must not be default, which exists in every namespace. " +
      'Use another name: pods without a ServiceAccount use default.',
  );
  const both = errorOf(() =>
    Planned.by((stack) => {
      const identity = ManagedIdentity.fromAttributes(stack, 'Identity', attributes);
      checkout(stack, { identity, newIdentity });
    }),
  );
  expect(both).toBe(
    "WorkloadIdentity 'platform/Checkout': identity must not be set together with newIdentity. Set either identity or newIdentity.",
  );
});

test('a namespace and an identity of another stack are refused with the way to import them', () => {
  const app = testApp();
  const platform = azureStack(app);
  const namespace = shop(platform);
  const identity = new ManagedIdentity(platform, 'Identity', newIdentity);
  const apps = azureStack(app, 'apps');
  expect(errorOf(() => checkout(apps, { namespace, identity })).split('\n- ')).toEqual([
    "WorkloadIdentity 'apps/Checkout' has 2 faults:",
    'namespace must be in the same stack (apps), got platform/Shop. Import it into apps (Namespace.fromName).',
    'identity must be in the same stack (apps), got platform/Identity. Import it into apps (ManagedIdentity.fromLookup).',
  ]);
});

describe('one identity for several workloads', () => {
  function many(count: number, props: (n: number) => Partial<WorkloadIdentityProps>): string {
    return errorOf(() =>
      Planned.by((stack) => {
        for (let n = 0; n < count; n++) {
          const identity = ManagedIdentity.fromAttributes(stack, `Identity${n}`, attributes);
          checkout(stack, { identity, serviceAccountName: `checkout-${n}`, ...props(n) }, `Checkout${n}`);
        }
      }),
    );
  }

  test('has at most 20 credentials', () => {
    expect(many(21, () => ({}))).toBe(
      "WorkloadIdentity 'platform/Checkout20': identity must have at most 20 federated credentials, got 21. " +
        'Use a second identity with the same roles.',
    );
  });

  test('has each ServiceAccount once', () => {
    expect(
      many(2, (n) => ({ serviceAccountName: 'web', serviceAccountExists: true, credentialName: `web-${n}` })),
    ).toBe(
      "WorkloadIdentity 'platform/Checkout1': serviceAccountName must be federated with an identity only once, " +
        'but platform/Checkout0 does it already, got system:serviceaccount:shop:web. Share that construct, or use ' +
        'another ServiceAccount.',
    );
  });

  test('has each name once', () => {
    expect(many(2, () => ({ credentialName: 'web' }))).toBe(
      "WorkloadIdentity 'platform/Checkout1': credentialName must be unique for the identity, but platform/Checkout0 has it already, " +
        'got web. Set credentialName.',
    );
  });
});

test('a ServiceAccount is made once', () => {
  const error = errorOf(() =>
    Planned.by((stack) => {
      checkout(stack);
      checkout(stack, { newIdentity: { ...newIdentity, identityName: 'other' } }, 'Other');
    }),
  );
  expect(error).toBe(
    "WorkloadIdentity 'platform/Other': serviceAccountName must be unique in the cluster and namespace, but " +
      'platform/Checkout creates it already, got checkout. Share that construct, or set serviceAccountExists.',
  );
});

test('the name of the credential is cut to what Azure takes', () => {
  const { name } = planned({ serviceAccountName: 'a'.repeat(63), credentialName: undefined }).one(
    'azurerm_federated_identity_credential',
  );
  expect(name).toBe(`shop-shop-${'a'.repeat(63)}`);
  expect(planned({ credentialName: 'own' }).one('azurerm_federated_identity_credential').name).toBe('own');
});

function storage(stack: TerraformStack, id: string): StorageAccount {
  const name = `shop${id.toLowerCase()}4711`;
  return new StorageAccount(stack, id, { ...place, name, accountTier: 'Standard', accountReplicationType: 'ZRS' });
}
