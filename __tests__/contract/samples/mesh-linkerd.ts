import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  type CertManagerInstallOptions,
  type CertManagerPresentOptions,
  CertManagerSource,
  ChartMirror,
  GatewayApi,
  GatewayApiChannel,
  KubernetesManifests,
  type LinkerdCertManagerIdentityOptions,
  type LinkerdGivenIdentityOptions,
  LinkerdIdentity,
  LinkerdInboundPolicy,
  LinkerdMesh,
  type LinkerdMeshAttributes,
  type LinkerdMeshProps,
  type LinkerdProxyResources,
  type LinkerdTlsIdentityOptions,
  type LinkerdVendorOptions,
  LinkerdVersion,
  type LinkerdWebhookCertificate,
  type ManagedGatewayApiProps,
  MeshNamespace,
  MirrorRegistry,
  PodSecurityLevel,
  type PresentGatewayApiProps,
  TrafficRedirection,
} from '../../../lib';
import { given, type RoomSamples, refused, struct } from '../support/sample';
import { knownCluster } from '../support/values';

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

/** How each struct of mesh/linkerd and gateway-api.ts reaches the output, and a value other than the default. */
export const samples: RoomSamples = {
  CertManagerInstallOptions: struct<CertManagerInstallOptions>(
    (stack, options) => byCertManager(stack, { certManager: CertManagerSource.installed(options) }),
    {
      certManagerValues: { global: { logLevel: 4 } },
      certManagerVersion: 'v1.21.0',
      trustManagerValues: { app: { logLevel: 4 } },
      trustManagerVersion: 'v0.23.0',
    },
  ),
  CertManagerPresentOptions: struct<CertManagerPresentOptions>(
    (stack, options) => byCertManager(stack, { certManager: CertManagerSource.present(options) }),
    { namespace: 'certificates' },
  ),
  LinkerdCertManagerIdentityOptions: struct<LinkerdCertManagerIdentityOptions>(byCertManager, {
    issuerRenewalHours: 12,
    issuerValidityHours: 72,
    trustAnchorValidityDays: 1000,
    webhookRenewalDays: 10,
    webhookValidityDays: 120,
  }),
  LinkerdGivenIdentityOptions: struct<LinkerdGivenIdentityOptions>((stack, options) => {
    linkerd(stack, { identity: LinkerdIdentity.given({ ...givenIdentity(stack), ...options }) });
  }),
  LinkerdMeshAttributes: struct<LinkerdMeshAttributes>(
    (stack, attributes) => {
      const cluster = knownCluster(stack);
      const mesh = LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster, ...attributes });
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', podSecurity: PodSecurityLevel.BASELINE });
      const manifest = {
        apiVersion: 'policy.linkerd.io/v1alpha1',
        kind: 'MeshTLSAuthentication',
        metadata: { name: 'web', namespace: 'shop' },
        spec: { identities: [`web.shop.serviceaccount.identity.${mesh.rootNamespace}.${mesh.trustDomain}`] },
      };
      new KubernetesManifests(stack, 'Web', {
        cluster,
        releaseName: 'web',
        namespace: 'shop',
        manifests: [manifest],
      });
    },
    {
      trafficRedirection: refused(TrafficRedirection.INIT_CONTAINER, 'podSecurity must be privileged'),
      trustDomain: 'shop.example.com',
    },
  ),
  LinkerdMeshProps: struct<LinkerdMeshProps>(linkerd, {
    cniValues: given({ trafficRedirection: TrafficRedirection.CNI_PLUGIN }, { logLevel: 'debug' }),
    defaultInboundPolicy: LinkerdInboundPolicy.DENY,
    highAvailability: false,
    identity: LinkerdIdentity.byCertManager({ certManager: CertManagerSource.present() }),
    proxyResources: { cpuRequest: '200m' },
    trafficRedirection: TrafficRedirection.CNI_PLUGIN,
    trustDomain: 'shop.example.com',
    values: { proxy: { logLevel: 'debug' } },
  }),
  LinkerdProxyResources: struct<LinkerdProxyResources>((stack, proxyResources) => linkerd(stack, { proxyResources }), {
    cpuRequest: '200m',
    memoryLimit: '500Mi',
    memoryRequest: '50Mi',
  }),
  LinkerdTlsIdentityOptions: struct<LinkerdTlsIdentityOptions>(
    (stack, options) => linkerd(stack, { identity: LinkerdIdentity.byTlsProvider(options) }),
    {
      issuerValidityDays: 300,
      renewalDays: 30,
      trustAnchors: ['First', 'Second'],
      trustAnchorValidityDays: 1000,
      webhookValidityDays: 300,
    },
  ),
  LinkerdVendorOptions: struct<LinkerdVendorOptions>(
    (stack, options) => {
      const vendor = { repository: 'https://helm.buoyant.cloud', version: '2.20.2', ...options };
      if (options.controlPlaneImages ?? options.cniImages) {
        new ChartMirror(stack, 'Mirror', { registry: MirrorRegistry.host('shop4711.azurecr.io') });
      }
      linkerd(stack, {
        version: LinkerdVersion.vendor(vendor),
        trafficRedirection: (options.cniChart ?? options.cniImages) ? TrafficRedirection.CNI_PLUGIN : undefined,
      });
    },
    {
      // Charts whose values are known here.
      cniChart: given({ cniChart: 'vendor-cni' }, 'linkerd2-cni'),
      controlPlaneChart: 'linkerd-control-plane',
      controlPlaneImages: given({ controlPlaneImages: [] }, [
        { image: 'ghcr.io/vendor/proxy:2.20.2', repositoryPath: 'proxy.image.name' },
      ]),
      cniImages: given({ cniImages: [] }, [{ image: 'ghcr.io/vendor/cni:2.20.2', repositoryPath: 'image.name' }]),
      crdsChart: 'linkerd-crds',
      license: (stack) => secret(stack),
    },
  ),
  LinkerdWebhookCertificate: struct<LinkerdWebhookCertificate>((stack, options) => {
    const identity = givenIdentity(stack);
    const proxyInjector = { ...identity.proxyInjector, ...options };
    linkerd(stack, { identity: LinkerdIdentity.given({ ...identity, proxyInjector }) });
  }),
  ManagedGatewayApiProps: struct<ManagedGatewayApiProps>(
    (stack, props) => {
      const cluster = knownCluster(stack);
      const { version = 'not known' } = GatewayApi.managedByAks(stack, 'GatewayApi', { cluster, ...props });
      const metadata = { name: 'gateway-api', namespace: 'shop' };
      const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { version } };
      const release = { releaseName: 'gateway-api', namespace: 'shop', manifests: [manifest] };
      new KubernetesManifests(stack, 'Version', { cluster, ...release });
    },
    { kubernetesVersion: '1.36' },
  ),
  PresentGatewayApiProps: struct<PresentGatewayApiProps>((stack, props) => {
    linkerd(stack, { gatewayApi: presentGatewayApi(stack, props) });
  }),
};

function linkerd(stack: TerraformStack, props: Partial<LinkerdMeshProps>): LinkerdMesh {
  const { gatewayApi = presentGatewayApi(stack), ...others } = props;
  const cluster = knownCluster(stack);
  return new LinkerdMesh(stack, 'Mesh', { cluster, gatewayApi, version: LinkerdVersion.EDGE_26_8_3, ...others });
}

function byCertManager(stack: TerraformStack, options: Partial<LinkerdCertManagerIdentityOptions>): void {
  const certManager = CertManagerSource.present();
  linkerd(stack, { identity: LinkerdIdentity.byCertManager({ certManager, ...options }) });
}

function presentGatewayApi(stack: TerraformStack, props: Partial<PresentGatewayApiProps> = {}): GatewayApi {
  const known = { version: '1.2.1', channel: GatewayApiChannel.STANDARD };
  return GatewayApi.present(stack, 'GatewayApi', { cluster: knownCluster(stack), ...known, ...props });
}

function givenIdentity(stack: TerraformStack): LinkerdGivenIdentityOptions {
  const webhook = { certificatePem: pem, keyPem: secret(stack), caBundlePem: pem };
  return {
    trustAnchorPem: pem,
    issuerCertificatePem: pem,
    issuerKeyPem: secret(stack),
    proxyInjector: webhook,
    profileValidator: webhook,
    policyValidator: webhook,
  };
}

function secret(stack: TerraformStack): string {
  const found = stack.node.tryFindChild('Secret') as TerraformVariable | undefined;
  return (found ?? new TerraformVariable(stack, 'Secret', { type: 'string', sensitive: true })).stringValue;
}
