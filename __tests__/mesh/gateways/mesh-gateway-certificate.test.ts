import type { TerraformStack } from 'cdktf';
import {
  IngressTls,
  IstioGateway,
  IstioMesh,
  KeyVault,
  ManagedIdentity,
  ManagedIstioMesh,
  MeshGatewayCertificate,
  type MeshGatewayCertificateProps,
  MeshIngress,
  MeshNamespace,
  MeshService,
  SecretsStoreDriver,
  TlsVersion,
  VaultAccess,
  VaultRoles,
  WorkloadIdentity,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf, waitsOf } from '../../support/releases';
import { workload } from '../traffic/meshes';

const vaultId = '/subscriptions/s/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/shop4711';
const tenantId = '00000000-0000-0000-0000-000000000009';
const identityIds = {
  identityId: '/subscriptions/s/resourceGroups/rg-ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/tls',
  clientId: '00000000-0000-0000-0000-000000000001',
  principalId: '00000000-0000-0000-0000-000000000002',
};

function siteOn(stack: TerraformStack, isManaged = false) {
  const cluster = new FakeAksCluster(stack);
  const names = { gatewayName: 'in', namespaceName: 'istio-ingress' };
  const managed = () => ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster, revision: 'asm-1-30' });
  const mesh = isManaged ? managed() : IstioMesh.fromAttributes(stack, 'Mesh', { cluster });
  const gateway = isManaged
    ? (mesh as ReturnType<typeof managed>).externalGateway
    : IstioGateway.fromAttributes(stack, 'Gateway', { mesh, ...names });
  const driver = new SecretsStoreDriver(stack, 'Driver', { cluster });
  const vault = KeyVault.fromVaultId(stack, 'Vault', vaultId, { tenantId });
  const identity = ManagedIdentity.fromAttributes(stack, 'Identity', identityIds);
  const serviceAccount = { namespace: gateway.namespace, identity, serviceAccountName: 'shop-tls' };
  const access = VaultAccess.workloadIdentity(WorkloadIdentity.fromAttributes(stack, 'Workload', serviceAccount));
  return { cluster, mesh, gateway, driver, vault, identity, access };
}

function certificateOn(
  stack: TerraformStack,
  props: Partial<MeshGatewayCertificateProps> = {},
  site = siteOn(stack),
): MeshGatewayCertificate {
  const { gateway, driver, vault, access } = site;
  const given = { gateway, driver, vault, access, certificateName: 'Shop-tls', ...props };
  return new MeshGatewayCertificate(stack, 'Certificate', given);
}

test('pods in the namespace of the gateway keep the Secret, whoever runs the gateway', () => {
  for (const [isManaged, namespace] of [
    [false, 'istio-ingress'],
    [true, 'aks-istio-ingress'],
  ] as const) {
    const plan = Planned.by((stack) => {
      certificateOn(stack, {}, siteOn(stack, isManaged));
    });
    const [secretClass] = manifestsOf(plan, 'Certificate_Secrets');
    expect(secretClass.metadata).toEqual({ name: 'shop-tls', namespace });
    expect(secretClass.spec.secretObjects).toEqual([
      {
        secretName: 'shop-tls',
        type: 'kubernetes.io/tls',
        data: [
          { objectName: 'Shop-tls', key: 'tls.key' },
          { objectName: 'Shop-tls', key: 'tls.crt' },
        ],
      },
    ]);
    const [deployment, budget] = manifestsOf(plan, 'Certificate_Keeper');
    expect(deployment.metadata).toMatchObject({ name: 'shop-tls-keeper', namespace });
    const { template, replicas, strategy } = deployment.spec;
    expect([replicas, strategy.rollingUpdate.maxUnavailable]).toEqual([2, 0]);
    expect(template.metadata.labels['sidecar.istio.io/inject']).toBe('false');
    expect(template.spec).toMatchObject({
      serviceAccountName: 'shop-tls',
      automountServiceAccountToken: false,
      containers: [
        {
          image: 'mcr.microsoft.com/oss/kubernetes/pause:3.6',
          volumeMounts: [{ name: 'certificate', mountPath: '/mnt/certificate', readOnly: true }],
        },
      ],
      volumes: [{ name: 'certificate', csi: { volumeAttributes: { secretProviderClass: 'shop-tls' } } }],
    });
    expect(budget).toMatchObject({ kind: 'PodDisruptionBudget', spec: { minAvailable: 1 } });
    expect(waitsOf(plan, 'Certificate_Keeper')).toEqual(
      expect.arrayContaining(['helm_release.Certificate_Secrets_Manifests']),
    );
    expect(Object.values(plan.all('azurerm_role_assignment')).map(({ scope }) => scope)).toEqual([
      `${vaultId}/secrets/Shop-tls`,
    ]);
  }
});

test('access by an identity of the nodes needs no ServiceAccount, and warns as ever', () => {
  const plan = Planned.by((stack) => {
    const site = siteOn(stack);
    certificateOn(stack, { access: VaultAccess.userAssignedOnNodes(site.identity), roles: VaultRoles.ON_VAULT }, site);
  });
  expect(manifestsOf(plan, 'Certificate_Keeper')[0].spec.template.spec).not.toHaveProperty('serviceAccountName');
  expect(plan.warnings.map((text) => text.slice(0, 4))).toEqual(['W210']);
  expect(plan.one('azurerm_role_assignment').scope).toBe(vaultId);
});

test('an ingress serves it, and waits for it', () => {
  const plan = Planned.by((stack) => {
    const site = siteOn(stack);
    const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh: site.mesh, name: 'shop' });
    const service = new MeshService(stack, 'Web', { namespace, name: 'web', port: 80, workload, timeoutSeconds: 5 });
    new MeshIngress(stack, 'Ingress', {
      gateway: site.gateway,
      name: 'shop',
      hosts: ['shop.example.com'],
      routes: [{ service }],
      tls: IngressTls.fromKeyVault(certificateOn(stack, {}, site), TlsVersion.TLS_1_3),
    });
  });
  expect(manifestsOf(plan, 'Ingress')[0].spec.servers[0].tls).toEqual({
    mode: 'SIMPLE',
    credentialName: 'shop-tls',
    minProtocolVersion: 'TLSV1_3',
  });
  expect(waitsOf(plan, 'Ingress')).toContain('helm_release.Certificate_Keeper');
});

test('it is of the namespace of the gateway that serves it', () => {
  const stack = azureStack();
  const site = siteOn(stack);
  const { mesh } = site;
  const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
  const service = new MeshService(stack, 'Web', { namespace, name: 'web', port: 80, workload });
  const other = { mesh, gatewayName: 'other', namespaceName: 'other-ingress' };
  const gateway = IstioGateway.fromAttributes(stack, 'Other', other);
  const tls = IngressTls.fromKeyVault(certificateOn(stack, {}, site));
  const make = () =>
    new MeshIngress(stack, 'Ingress', { gateway, name: 'shop', hosts: ['a.example.com'], routes: [{ service }], tls });
  expect(errorOf(make)).toBe(
    "MeshIngress 'platform/Ingress': tls.certificate must be a certificate for the gateway's namespace (other-ingress), got " +
      'istio-ingress. Create a MeshGatewayCertificate for this gateway.',
  );
});

test('names and images are checked', () => {
  const props = { certificateName: 'a b', secretName: 'A', secretSyncImage: 'pause' };
  expect(errorOf(() => certificateOn(azureStack(), props))).toBe(
    "MeshGatewayCertificate 'platform/Certificate' has 3 faults:\n" +
      '- certificateName must have 1 to 127 characters: letters, digits and -, got "a b". For example, use db-password.\n' +
      '- secretName must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or digit at both ends, got ' +
      'A. For example, use shop.\n' +
      '- secretSyncImage must be an image with a tag or digest, got pause. For example, use mcr.microsoft.com/oss/kubernetes/pause:3.6.',
  );
});
