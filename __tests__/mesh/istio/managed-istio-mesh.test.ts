import { type App, TerraformStack, TerraformVariable } from 'cdktf';
import { parse } from 'yaml';
import {
  AksCluster,
  IstioMesh,
  IstioOutboundTraffic,
  KeyVault,
  KubernetesManifests,
  ManagedIstioMesh,
  type ManagedIstioMeshAttributes,
  ManagedIstioMeshConfig,
  type ManagedIstioMeshConfigProps,
  type ManagedIstioMeshProps,
  MeshNamespace,
  MutualTls,
  Namespace,
  PodSecurityLevel,
  SecretsStoreDriver,
  SecretsStoreInstallation,
  TlsVersion,
  TrafficRedirection,
} from '../../../lib';
import { shopCluster } from '../../support/clusters';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { azureStack, errorOf, lateErrorOf, Planned, testApp } from '../../support/planned';
import { manifestsOf } from '../../support/releases';
import { evaluateText } from '../../terraform/evaluator';

const vaultId = '/subscriptions/s/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/shop4711';

interface Stacks {
  readonly app: App;
  readonly platform: TerraformStack;
  readonly mesh: TerraformStack;
  readonly imported: ReturnType<typeof ManagedIstioMesh.fromCluster>;
}

/** The cluster's stack with the add-on, and the one after it. */
function stacks(
  props: Partial<ManagedIstioMeshProps> = {},
  attributes: Partial<ManagedIstioMeshAttributes> = {},
): Stacks {
  const app = testApp();
  const platform = azureStack(app);
  const cluster = shopCluster(platform);
  new ManagedIstioMesh(platform, 'Mesh', { cluster, revisions: ['asm-1-30'], ...props });
  const mesh = azureStack(app, 'mesh');
  const aks = AksCluster.fromCluster(mesh, 'Cluster', cluster);
  const imported = ManagedIstioMesh.fromCluster(mesh, 'Mesh', { cluster: aks, ...attributes });
  return { app, platform, mesh, imported };
}

function configured(config: Omit<ManagedIstioMeshConfigProps, 'mesh'> = {}): Planned {
  const { mesh, imported } = stacks();
  new ManagedIstioMeshConfig(mesh, 'Config', { mesh: imported, ...config });
  return Planned.of(mesh);
}

describe('where the cluster is made', () => {
  test('the add-on is an argument of the cluster; gateways are off unless asked for', () => {
    const plan = Planned.of(stacks().platform);
    expect(plan.one('azurerm_kubernetes_cluster').service_mesh_profile).toEqual({
      mode: 'Istio',
      revisions: ['asm-1-30'],
    });
  });

  test('gateways, and two revisions during an upgrade', () => {
    const options = { revisions: ['asm-1-29', 'asm-1-30'], internalGateway: true, externalGateway: true };
    const plan = Planned.of(stacks(options, { revision: 'asm-1-29' }).platform);
    expect(plan.one('azurerm_kubernetes_cluster').service_mesh_profile).toEqual({
      mode: 'Istio',
      revisions: ['asm-1-29', 'asm-1-30'],
      internal_ingress_gateway_enabled: true,
      external_ingress_gateway_enabled: true,
    });
  });

  test('a certificate authority from a vault comes with the driver and a role on each secret alone', () => {
    const plan = Planned.by((stack) => {
      const cluster = shopCluster(stack);
      const secretsStoreDriver = new SecretsStoreDriver(stack, 'Driver', { cluster });
      const vault = KeyVault.fromVaultId(stack, 'Vault', vaultId);
      const certificateAuthority = { vault, secretsStoreDriver, keySecret: 'issuer-key' };
      new ManagedIstioMesh(stack, 'Mesh', { cluster, revisions: ['asm-1-30'], certificateAuthority });
    });
    const aks = plan.one('azurerm_kubernetes_cluster');
    expect(aks.service_mesh_profile.certificate_authority).toEqual({
      key_vault_id: vaultId,
      root_cert_object_name: 'root-cert',
      cert_chain_object_name: 'cert-chain',
      cert_object_name: 'ca-cert',
      key_object_name: 'issuer-key',
    });
    expect(aks.key_vault_secrets_provider.secret_rotation_enabled).toBe(true);
    const grants = Object.values(plan.all('azurerm_role_assignment')).filter(({ scope }) => scope.startsWith(vaultId));
    expect(grants.map(({ scope, role_definition_name: role }) => `${role} ${scope.slice(vaultId.length)}`)).toEqual([
      'Key Vault Secrets User /secrets/ca-cert',
      'Key Vault Secrets User /secrets/cert-chain',
      'Key Vault Secrets User /secrets/issuer-key',
      'Key Vault Secrets User /secrets/root-cert',
    ]);
    expect(grants[0].principal_id).toMatch(/key_vault_secrets_provider\[0\]\.secret_identity\[0\]\.object_id/);
  });

  test('it warns while nothing makes mutual TLS strict', () => {
    const warning =
      "W195: Workloads in the mesh accept plain text, because the program doesn't set mutualTls. Create a ManagedIstioMeshConfig in " +
      'the next stack.';
    const without = stacks();
    expect(Planned.of(without.platform).warnings).toContain(warning);
    const { platform, mesh, imported } = stacks();
    new ManagedIstioMeshConfig(mesh, 'Config', { mesh: imported });
    expect(Planned.of(platform).warnings).not.toContain(warning);
  });
});

describe('in the stack after it', () => {
  test('the import makes nothing, and knows the one revision', () => {
    const { mesh, imported } = stacks();
    expect(imported.revision).toBe('asm-1-30');
    expect(imported.rootNamespace).toBe('aks-istio-system');
    expect(Planned.of(mesh).all('helm_release')).toEqual({});
    expect(mesh.dependencies.map((stack) => stack.node.path)).toEqual(['platform']);
  });

  test('namespaces join by the revision', () => {
    const { mesh, imported } = stacks();
    new MeshNamespace(mesh, 'Shop', { mesh: imported, name: 'shop' });
    expect(manifestsOf(Planned.of(mesh), 'Shop')[0].metadata.labels).toEqual({ 'istio.io/rev': 'asm-1-30' });
  });

  test('the gateways are found by their labels', () => {
    const { imported } = stacks({ externalGateway: true, internalGateway: true });
    const { externalGateway, internalGateway } = imported;
    expect([externalGateway.selector, internalGateway.selector]).toEqual([
      { istio: 'aks-istio-ingressgateway-external' },
      { istio: 'aks-istio-ingressgateway-internal' },
    ]);
    expect(externalGateway.namespace.namespaceName).toBe('aks-istio-ingress');
    expect(externalGateway.serviceAccountName).toBe('aks-istio-ingressgateway-external');
    expect(imported.externalGateway).toBe(externalGateway);
  });

  test('a gateway that the add-on is not given is an error', () => {
    expect(errorOf(() => stacks({ internalGateway: true }).imported.externalGateway)).toBe(
      "ImportedManagedIstioMesh 'mesh/Mesh': externalGateway must be enabled before it is used. Set externalGateway: true on the ManagedIstioMesh that enables the add-on.",
    );
  });

  test('during an upgrade it is imported once for each revision', () => {
    const options = { revisions: ['asm-1-29', 'asm-1-30'] };
    expect(stacks(options, { revision: 'asm-1-30' }).imported.revision).toBe('asm-1-30');
    expect(lateErrorOf(() => Planned.of(stacks(options).mesh))).toBe(
      "ImportedManagedIstioMesh 'mesh/Mesh': revision must be set. For example, use asm-1-30; az aks show lists it in serviceMeshProfile.",
    );
    expect(lateErrorOf(() => Planned.of(stacks(options, { revision: 'asm-1-31' }).mesh))).toBe(
      "ImportedManagedIstioMesh 'mesh/Mesh': revision must be a revision of 'platform/Mesh' (asm-1-29, asm-1-30), got asm-1-31. Add that revision to the add-on first.",
    );
  });

  test('init containers need privileged namespaces; the CNI plugin does not', () => {
    const shop = (trafficRedirection: TrafficRedirection) => {
      const { mesh, imported } = stacks({}, { trafficRedirection });
      new MeshNamespace(mesh, 'Shop', { mesh: imported, name: 'shop', podSecurity: PodSecurityLevel.RESTRICTED });
      return mesh;
    };
    expect(errorOf(() => shop(TrafficRedirection.INIT_CONTAINER))).toBe(
      "MeshNamespace 'mesh/Shop': podSecurity must be privileged: pods of the mesh 'mesh/Mesh' have an init container with NET_ADMIN and NET_RAW, got restricted. Run az aks mesh proxy-redirection-mechanism --mechanism CNIChaining and set trafficRedirection to CNI_PLUGIN here, or use PodSecurityLevel.PRIVILEGED.",
    );
    expect(manifestsOf(Planned.of(shop(TrafficRedirection.CNI_PLUGIN)), 'Shop')).toHaveLength(1);
  });
});

describe('what holds for the mesh', () => {
  test('by default mutual TLS is strict, and nothing else is said', () => {
    const plan = configured();
    expect(plan.one('helm_release', 'Config')).toMatchObject({ namespace: 'kube-system' });
    expect(manifestsOf(plan, 'Config')).toEqual([
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'PeerAuthentication',
        metadata: { name: 'default', namespace: 'aks-istio-system' },
        spec: { mtls: { mode: 'STRICT' } },
      },
    ]);
    expect(plan.warnings).toEqual([]);
  });

  test('settings go into the ConfigMap of each revision, as YAML', () => {
    const manifests = manifestsOf(
      configured({
        revisions: ['asm-1-30', 'asm-1-31'],
        outboundTraffic: IstioOutboundTraffic.REGISTRY_ONLY,
        minimumTlsVersion: TlsVersion.TLS_1_3,
        meshConfig: { accessLogFile: '/dev/stdout', defaultConfig: { holdApplicationUntilProxyStarts: true } },
      }),
      'Config',
    );
    expect(manifests.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'aks-istio-system/istio-shared-configmap-asm-1-30',
      'aks-istio-system/istio-shared-configmap-asm-1-31',
      'aks-istio-system/default',
    ]);
    expect(manifests[1].data.mesh).toBe(
      [
        'outboundTrafficPolicy:',
        '  mode: REGISTRY_ONLY',
        'meshMTLS:',
        '  minProtocolVersion: TLSV1_3',
        'accessLogFile: /dev/stdout',
        'defaultConfig:',
        '  holdApplicationUntilProxyStarts: true',
        '',
      ].join('\n'),
    );
  });

  test('text beside tokens arrives in the ConfigMap as it was written', () => {
    const { mesh, imported } = stacks();
    const name = new TerraformVariable(mesh, 'name', { type: 'string' }).stringValue;
    const accessLogFormat = `C:\\bin\\${name} \\b >\u0301`;
    new ManagedIstioMeshConfig(mesh, 'Config', { mesh: imported, meshConfig: { accessLogFormat } });
    const [text] = Planned.of(mesh).one('helm_release', 'Config').values;
    const { manifests } = parse(evaluateText(text, { name: 'x' }) as string);
    expect(parse(manifests[0].data.mesh)).toEqual({ accessLogFormat: 'C:\\bin\\x \\b >\u0301' });
  });

  test('plain text is warned of', () => {
    expect(configured({ mutualTls: MutualTls.PERMISSIVE }).warnings).toEqual([
      'W170: Workloads in the mesh accept plain text: mutualTls is PERMISSIVE.',
    ]);
  });

  test('fields that AKS refuses are an error', () => {
    expect(errorOf(() => configured({ meshConfig: { configSources: [], defaultConfig: { image: {} } } }))).toBe(
      [
        "ManagedIstioMeshConfig 'mesh/Config' has 2 faults:",
        '- meshConfig must have only fields that AKS allows for its add-on, got configSources. Leave it out, or install Istio by IstioMesh.',
        '- meshConfig.defaultConfig must have only fields that AKS allows for its add-on, got image. Leave it out, or install Istio by IstioMesh.',
      ].join('\n'),
    );
  });

  test('it is said once', () => {
    const { mesh, imported } = stacks();
    new ManagedIstioMeshConfig(mesh, 'First', { mesh: imported });
    expect(errorOf(() => new ManagedIstioMeshConfig(mesh, 'Second', { mesh: imported }))).toBe(
      "ManagedIstioMeshConfig 'mesh/Second': mesh must have its settings only once, but 'mesh/First' has them already, got mesh/Mesh. Add them there.",
    );
  });
});

describe('it refuses', () => {
  const faultOf = (props: Partial<ManagedIstioMeshProps>) =>
    errorOf(() =>
      Planned.by((stack) => {
        new ManagedIstioMesh(stack, 'Mesh', { cluster: shopCluster(stack), revisions: ['asm-1-30'], ...props });
      }),
    );
  const mesh = "ManagedIstioMesh 'platform/Mesh'";

  test.each([
    [[], "revisions must have one revision or, during an upgrade, two, got []. For example, use ['asm-1-30']."],
    [
      ['1-30'],
      'revisions[0] must have the form asm-1-30: a revision of the add-on, which az aks mesh get-revisions lists, got 1-30. For example, use asm-1-30.',
    ],
    [
      ['asm-1-27', 'asm-1-30'],
      `revisions must be one or two minor versions apart, the limit for one AKS upgrade, got ["asm-1-27","asm-1-30"]. For example, use ['asm-1-29', 'asm-1-30'].`,
    ],
  ])('revisions %j', (revisions, text) => {
    expect(faultOf({ revisions })).toBe(`${mesh}: ${text}`);
  });

  test('a driver that is no add-on, for a certificate authority', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        const cluster = shopCluster(stack);
        const installation = SecretsStoreInstallation.helmChart();
        const secretsStoreDriver = new SecretsStoreDriver(stack, 'Driver', { cluster, installation });
        const vault = KeyVault.fromVaultId(stack, 'Vault', vaultId);
        const certificateAuthority = { vault, secretsStoreDriver };
        new ManagedIstioMesh(stack, 'Mesh', { cluster, revisions: ['asm-1-30'], certificateAuthority });
      }),
    );
    expect(fault).toBe(
      `${mesh}: certificateAuthority.secretsStoreDriver must be the AKS add-on, by which the mesh reads the vault, got platform/Driver. Set its installation to SecretsStoreInstallation.aksAddon().`,
    );
  });

  test('an Istio of your own beside it', () => {
    const { mesh: stack } = stacks();
    const cluster = stack.node.findChild('Cluster') as AksCluster;
    expect(errorOf(() => new IstioMesh(stack, 'Own', { cluster }))).toBe(
      "IstioMesh 'mesh/Own': cluster must have only one mesh, but 'mesh/Mesh' declares managed Istio on it, got mesh/Cluster. Remove one of the two, or use another cluster for Istio.",
    );
  });

  test('the add-on twice', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        const cluster = shopCluster(stack);
        new ManagedIstioMesh(stack, 'First', { cluster, revisions: ['asm-1-30'] });
        new ManagedIstioMesh(stack, 'Second', { cluster, revisions: ['asm-1-30'] });
      }),
    );
    expect(fault).toBe(
      "ManagedIstioMesh 'platform/Second': cluster must have the add-on only once, but 'platform/First' enables it already, got platform/Cluster. Use that one, or ManagedIstioMesh.fromCluster.",
    );
  });

  test('the add-on on an imported cluster, with the command that turns it on', () => {
    const { mesh: stack } = stacks();
    const cluster = AksCluster.fromLookup(stack, 'Other', { clusterName: 'other', resourceGroupName: 'rg-shop' });
    expect(errorOf(() => new ManagedIstioMesh(stack, 'Addon', { cluster, revisions: ['asm-1-30'] }))).toBe(
      "ManagedIstioMesh 'mesh/Addon': service_mesh_profile.mode can only be set where the cluster is created, not on the import mesh/Other, got Istio. Run az aks mesh enable --revision asm-1-30 --resource-group rg-shop --name other, and import the result here.",
    );
  });

  test.each([
    [
      {
        apiVersion: 'extensions.istio.io/v1alpha1',
        kind: 'WasmPlugin',
        metadata: { name: 'filter', namespace: 'shop' },
      },
      "cluster must have no WasmPlugin, which AKS rejects with its add-on, but 'mesh/Objects' applies WasmPlugin filter. Remove it, or install Istio by IstioMesh.",
    ],
    [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } },
      "cluster must have no label istio-injection, which the add-on ignores, but 'mesh/Objects' applies Namespace shop with it, got enabled. Use a MeshNamespace, which sets istio.io/rev.",
    ],
    [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'shop', labels: { 'istio.io/dataplane-mode': 'ambient' } },
      },
      "cluster must have no ambient namespace, which the add-on doesn't support, but 'mesh/Objects' applies Namespace shop as one. Use a MeshNamespace, whose pods have sidecars.",
    ],
  ])('what AKS blocks: %j', (manifest, text) => {
    const { platform, mesh: stack } = stacks();
    const cluster = stack.node.findChild('Cluster') as AksCluster;
    const where = { cluster, releaseName: 'objects', namespace: 'kube-system' };
    new KubernetesManifests(stack, 'Objects', { ...where, manifests: [manifest] });
    expect(errorOf(() => Planned.of(platform))).toContain(`${mesh}: ${text}`);
  });

  test('not what goes to another cluster', () => {
    const { platform, mesh: stack } = stacks();
    const other = new TerraformStack(stack.node.root as App, 'other');
    const cluster = new FakeAksCluster(other);
    new Namespace(other, 'Shop', { cluster, name: 'shop', labels: { 'istio-injection': 'enabled' } });
    expect(Planned.of(platform).all('azurerm_kubernetes_cluster')).not.toEqual({});
  });
});
