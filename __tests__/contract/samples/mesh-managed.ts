import type { TerraformStack } from 'cdktf';
import {
  type AksCluster,
  ChartSource,
  IstioOutboundTraffic,
  KeyVault,
  type ManagedIstioCertificateAuthorityOptions,
  ManagedIstioMesh,
  type ManagedIstioMeshAttributes,
  ManagedIstioMeshConfig,
  type ManagedIstioMeshConfigProps,
  type ManagedIstioMeshProps,
  ManagedOpenServiceMesh,
  type ManagedOpenServiceMeshAttributes,
  type ManagedOpenServiceMeshProps,
  MeshNamespace,
  MutualTls,
  OpenServiceMesh,
  type OpenServiceMeshAttributes,
  type OpenServiceMeshProps,
  OsmMeshConfig,
  type OsmMeshConfigProps,
  PodSecurityLevel,
  SecretsStoreDriver,
  TlsVersion,
  TrafficRedirection,
} from '../../../lib';
import { type RoomSamples, refused, struct } from '../support/sample';
import { clusterOn, knownCluster, knownSubnet, resourceId } from '../support/values';

const meshConfigSamples = {
  certificateValidityHours: 12,
  egress: true,
  inboundPortExclusions: [9000],
  meshConfig: { sidecar: { logLevel: 'info' } },
  outboundIpRangeExclusions: ['10.1.0.0/16'],
  outboundPortExclusions: [5432],
  permissiveTrafficPolicy: true,
};

/** How each struct of Open Service Mesh and of the add-ons reaches the output. */
export const samples: RoomSamples = {
  ManagedIstioCertificateAuthorityOptions: struct<ManagedIstioCertificateAuthorityOptions>(
    (stack, options) => {
      const cluster = clusterOn(stack, knownSubnet(stack));
      const secretsStoreDriver = new SecretsStoreDriver(stack, 'Driver', { cluster });
      const vault = KeyVault.fromVaultId(stack, 'Vault', resourceId('Microsoft.KeyVault/vaults', 'shop4711'));
      const certificateAuthority = { vault, secretsStoreDriver, ...options };
      new ManagedIstioMesh(stack, 'Mesh', { cluster, revisions: ['asm-1-30'], certificateAuthority });
    },
    {
      certificateChainSecret: 'chain',
      certificateSecret: 'issuer',
      keySecret: 'issuer-key',
      rootCertificateSecret: 'root',
    },
  ),
  ManagedIstioMeshAttributes: struct<ManagedIstioMeshAttributes>(
    (stack, attributes) => {
      const given = { cluster: knownCluster(stack), revision: 'asm-1-30', ...attributes };
      const mesh = ManagedIstioMesh.fromCluster(stack, 'Mesh', given);
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', podSecurity: PodSecurityLevel.BASELINE });
    },
    {
      revision: 'asm-1-29',
      trafficRedirection: refused(TrafficRedirection.INIT_CONTAINER, 'podSecurity must be privileged'),
    },
  ),
  ManagedIstioMeshConfigProps: struct<ManagedIstioMeshConfigProps>(
    (stack, props) => {
      const cluster = knownCluster(stack);
      const mesh = ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster, revision: 'asm-1-29' });
      const meshConfig = { accessLogFile: '/dev/stdout' };
      new ManagedIstioMeshConfig(stack, 'Config', { mesh, meshConfig, ...props });
    },
    {
      meshConfig: { defaultConfig: { holdApplicationUntilProxyStarts: true } },
      minimumTlsVersion: TlsVersion.TLS_1_3,
      mutualTls: MutualTls.PERMISSIVE,
      outboundTraffic: IstioOutboundTraffic.REGISTRY_ONLY,
      revisions: ['asm-1-29', 'asm-1-30'],
    },
  ),
  ManagedIstioMeshProps: struct<ManagedIstioMeshProps>(
    (stack, props) => {
      new ManagedIstioMesh(stack, 'Mesh', { cluster: ownCluster(stack), revisions: ['asm-1-30'], ...props });
    },
    {
      certificateAuthority: (stack) => {
        const secretsStoreDriver = new SecretsStoreDriver(stack, 'Driver', { cluster: ownCluster(stack) });
        const vault = KeyVault.fromVaultId(stack, 'Vault', resourceId('Microsoft.KeyVault/vaults', 'shop4711'));
        return { vault, secretsStoreDriver };
      },
      externalGateway: true,
      internalGateway: true,
    },
  ),
  ManagedOpenServiceMeshAttributes: struct<ManagedOpenServiceMeshAttributes>(
    (stack, attributes) => {
      const mesh = ManagedOpenServiceMesh.fromCluster(stack, 'Mesh', { cluster: knownCluster(stack), ...attributes });
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
    },
    { metrics: true },
  ),
  ManagedOpenServiceMeshProps: struct<ManagedOpenServiceMeshProps>(
    (stack, props) => {
      const cluster = clusterOn(stack, knownSubnet(stack));
      const mesh = new ManagedOpenServiceMesh(stack, 'Mesh', { cluster, ...props });
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
    },
    { metrics: true },
  ),
  OpenServiceMeshAttributes: struct<OpenServiceMeshAttributes>(
    (stack, attributes) => {
      const mesh = OpenServiceMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack), ...attributes });
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
      new OsmMeshConfig(stack, 'MeshConfig', { mesh });
    },
    { meshName: 'blue', metrics: true, rootNamespace: 'mesh-system' },
  ),
  OpenServiceMeshProps: struct<OpenServiceMeshProps>(
    (stack, props) => {
      const mesh = new OpenServiceMesh(stack, 'Mesh', { cluster: knownCluster(stack), ...props });
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
    },
    {
      ...meshConfigSamples,
      chart: ChartSource.https({ repository: 'https://charts.example.com', chart: 'osm', version: '1.2.4' }),
      highAvailability: false,
      meshName: 'blue',
      metrics: true,
      values: { osm: { image: { registry: 'shop4711.azurecr.io/openservicemesh', tag: 'v1.2.4' } } },
    },
  ),
  OsmMeshConfigProps: struct<OsmMeshConfigProps>(
    (stack, { mesh = managedOsm(stack), ...props }) => new OsmMeshConfig(stack, 'MeshConfig', { mesh, ...props }),
    meshConfigSamples,
  ),
};

/** The cluster of a sample, which what its props take has to be on too. */
function ownCluster(stack: TerraformStack): AksCluster {
  return (stack.node.tryFindChild('Cluster') as AksCluster | undefined) ?? clusterOn(stack, knownSubnet(stack));
}

function managedOsm(stack: TerraformStack) {
  return ManagedOpenServiceMesh.fromCluster(stack, 'Mesh', { cluster: knownCluster(stack) });
}
