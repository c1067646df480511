import type { TerraformStack } from 'cdktf';
import {
  ExternalTrafficPolicy,
  GatewayExposure,
  type IIstioMesh,
  type InternalExposureOptions,
  IstioFoundation,
  type IstioFoundationProps,
  IstioGateway,
  type IstioGatewayAttributes,
  type IstioGatewayProps,
  IstioMesh,
  type IstioMeshAttributes,
  type IstioMeshProps,
  IstioOutboundTraffic,
  IstioTlsVersion,
  IstioTrafficRedirection,
  IstioVersion,
  KubernetesManifests,
  MeshNamespace,
  type MeshNamespaceAttributes,
  type MeshNamespaceProps,
  MutualTls,
  Namespace,
  PodSecurityLevel,
  type PublicExposureOptions,
} from '../../../lib';
import { given, needed, type RoomSamples, refused, struct } from '../support/sample';
import { knownCluster } from '../support/values';
import { namespaceSamples } from './workload';

const foundationSamples = {
  baseValues: { base: { enableIstioConfigCRDs: true } },
  mutualTls: MutualTls.PERMISSIVE,
  trafficRedirection: IstioTrafficRedirection.CNI_PLUGIN,
  version: IstioVersion.V1_29_6,
};

/** How each struct of mesh reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  InternalExposureOptions: struct<InternalExposureOptions>(
    (stack, options) => gateway(stack, { exposure: GatewayExposure.internal(options) }),
    { address: '10.0.0.10', allowedRanges: ['10.1.0.0/16'], subnetName: 'gateways' },
  ),
  IstioFoundationProps: struct<IstioFoundationProps>(
    (stack, props) => new IstioFoundation(stack, 'Foundation', { cluster: knownCluster(stack), ...props }),
    { ...foundationSamples, defaultRevision: '1-30-3' },
  ),
  IstioGatewayAttributes: struct<IstioGatewayAttributes>(
    (stack, { mesh = istio(stack), ...attributes }) => {
      const names = { gatewayName: 'ingress', namespaceName: 'istio-ingress' };
      const known = IstioGateway.fromAttributes(stack, 'Gateway', { mesh, ...names, ...attributes });
      const { selector, serviceAccountName, namespace } = known;
      const principals = [`cluster.local/ns/${namespace.namespaceName}/sa/${serviceAccountName}`];
      apply(stack, {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata: { name: 'gateway', namespace: 'shop' },
        spec: { selector: { matchLabels: selector }, rules: [{ from: [{ source: { principals } }] }] },
      });
    },
    { selector: { istio: 'shop' }, serviceAccountName: 'ingress-sa' },
  ),
  IstioGatewayProps: struct<IstioGatewayProps>((stack, props) => gateway(stack, props), {
    exposure: GatewayExposure.clusterOnly(),
    externalTrafficPolicy: ExternalTrafficPolicy.CLUSTER,
    gatewayName: 'shop',
    maxReplicas: 9,
    minReplicas: 3,
    namespace: (stack) => Namespace.fromName(stack, 'Other', { cluster: knownCluster(stack), name: 'other' }),
    values: { resources: { requests: { cpu: '500m' } } },
    version: IstioVersion.V1_29_6,
  }),
  IstioMeshAttributes: struct<IstioMeshAttributes>(
    (stack, attributes) => {
      const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack), ...attributes });
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', podSecurity: PodSecurityLevel.BASELINE });
      const metadata = { name: 'default', namespace: mesh.rootNamespace };
      const spec = { mtls: { mode: 'STRICT' } };
      apply(stack, { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata, spec });
    },
    {
      revision: '1-30-3',
      rootNamespace: 'mesh-system',
      trafficRedirection: refused(IstioTrafficRedirection.INIT_CONTAINER, 'podSecurity must be privileged'),
    },
  ),
  IstioMeshProps: struct<IstioMeshProps>(
    (stack, props) => new IstioMesh(stack, 'Mesh', { cluster: knownCluster(stack), ...props }),
    {
      ...foundationSamples,
      foundation: needed(
        (stack) => new IstioFoundation(stack, 'Foundation', { cluster: knownCluster(stack) }),
        'foundation must be given',
      ),
      highAvailability: false,
      minimumTlsVersion: IstioTlsVersion.TLS_1_2,
      outboundTraffic: IstioOutboundTraffic.REGISTRY_ONLY,
      revision: '1-30-3',
      values: { global: { logging: { level: 'default:debug' } } },
    },
  ),
  MeshNamespaceAttributes: struct<MeshNamespaceAttributes>((stack, { mesh = istio(stack), ...attributes }) => {
    const { namespaceName } = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop', ...attributes });
    apply(stack, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop', namespace: namespaceName } });
  }),
  MeshNamespaceProps: struct<MeshNamespaceProps>(
    (stack, { mesh = istio(stack), ...props }) => new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', ...props }),
    namespaceSamples,
  ),
  PublicExposureOptions: struct<PublicExposureOptions>(
    (stack, options) => gateway(stack, { exposure: GatewayExposure.public(options) }),
    {
      allowedRanges: ['203.0.113.0/24'],
      staticIpName: 'ingress',
      staticIpResourceGroup: given({ staticIpName: 'ingress' }, 'rg-addresses'),
    },
  ),
};

function istio(stack: TerraformStack): IIstioMesh {
  return IstioMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack) });
}

function gateway(stack: TerraformStack, { mesh = istio(stack), ...props }: Partial<IstioGatewayProps>): IstioGateway {
  return new IstioGateway(stack, 'Gateway', { mesh, ...props });
}

function apply(stack: TerraformStack, manifest: object): void {
  const cluster = knownCluster(stack);
  new KubernetesManifests(stack, 'Objects', { cluster, releaseName: 'shop', namespace: 'shop', manifests: [manifest] });
}
