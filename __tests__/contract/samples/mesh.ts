import type { TerraformStack } from 'cdktf';
import {
  AccessLogs,
  EgressProtocol,
  ExternalTrafficPolicy,
  GatewayApi,
  GatewayApiChannel,
  GatewayExposure,
  type IIstioMesh,
  type InternalExposureOptions,
  type IstioAmbientOptions,
  IstioDataPlane,
  IstioEgressGateway,
  type IstioEgressGatewayProps,
  type IstioEgressHost,
  IstioFoundation,
  type IstioFoundationProps,
  IstioGateway,
  type IstioGatewayAttributes,
  type IstioGatewayProps,
  IstioMesh,
  type IstioMeshAttributes,
  type IstioMeshProps,
  IstioOutboundTraffic,
  IstioRevisionTag,
  type IstioRevisionTagProps,
  IstioRoutes,
  IstioVersion,
  IstioWaypoint,
  type IstioWaypointAttributes,
  type IstioWaypointProps,
  JobSidecar,
  KubernetesManifests,
  MeshNamespace,
  type MeshNamespaceAttributes,
  type MeshNamespaceProps,
  MeshService,
  MeshWorkload,
  type MeshWorkloadProps,
  MutualTls,
  Namespace,
  PodSecurityLevel,
  type PublicExposureOptions,
  type SidecarResources,
  TlsVersion,
  TrafficRedirection,
} from '../../../lib';
import { given, needed, type RoomSamples, refused, struct } from '../support/sample';
import { knownCluster } from '../support/values';
import { namespaceSamples } from './workload';

const foundationSamples = {
  baseValues: { base: { enableIstioConfigCRDs: true } },
  mutualTls: MutualTls.PERMISSIVE,
  trafficRedirection: TrafficRedirection.CNI_PLUGIN,
  version: IstioVersion.V1_29_6,
};

const sidecarSamples = {
  excludedInboundPorts: [9100],
  excludedOutboundPorts: [5432],
  excludedOutboundRanges: ['168.63.129.16/32'],
  sidecarResources: { cpuLimit: '3', cpuRequest: '200m', memoryLimit: '2Gi', memoryRequest: '256Mi' },
};

function gatewayApiRoutes(stack: TerraformStack): IstioRoutes {
  const channel = GatewayApiChannel.EXPERIMENTAL;
  return IstioRoutes.gatewayApi(
    GatewayApi.present(stack, 'GatewayApi', { cluster: knownCluster(stack), version: '1.5.1', channel }),
  );
}

/** How each struct of mesh reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  InternalExposureOptions: struct<InternalExposureOptions>(
    (stack, options) => gateway(stack, { exposure: GatewayExposure.internal(options) }),
    { address: '10.0.0.10', allowedRanges: ['10.1.0.0/16'], subnetName: 'gateways' },
  ),
  IstioEgressGatewayProps: struct<IstioEgressGatewayProps>(
    (stack, { mesh = istio(stack), ...props }) =>
      new IstioEgressGateway(stack, 'Egress', { mesh, hosts: [{ host: 'api.example.com' }], ...props }),
    {
      gatewayName: 'way-out',
      maxReplicas: 9,
      minReplicas: 3,
      namespace: (stack) => Namespace.fromName(stack, 'Other', { cluster: knownCluster(stack), name: 'other' }),
      values: { resources: { requests: { cpu: '500m' } } },
      version: IstioVersion.V1_29_6,
    },
  ),
  IstioEgressHost: struct<IstioEgressHost>(
    (stack, host) =>
      new IstioEgressGateway(stack, 'Egress', { mesh: istio(stack), hosts: [{ host: 'api.example.com', ...host }] }),
    {
      addresses: given({ protocol: EgressProtocol.TCP }, ['10.0.4.10']),
      port: 8443,
      protocol: EgressProtocol.HTTP,
      tlsOrigination: given({ protocol: EgressProtocol.HTTP }, { port: 8443 }),
    },
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
      const podSecurity = PodSecurityLevel.BASELINE;
      const namespace = new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', podSecurity });
      const workload = { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 };
      new MeshService(stack, 'Checkout', { namespace, name: 'checkout', port: 80, workload, timeoutSeconds: 5 });
      const metadata = { name: 'default', namespace: mesh.rootNamespace };
      const spec = { mtls: { mode: 'STRICT' } };
      apply(stack, { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata, spec });
    },
    {
      revision: '1-30-3',
      rootNamespace: 'mesh-system',
      routes: gatewayApiRoutes,
      dataPlane: refused(IstioDataPlane.ambient(), 'in a namespace without a waypoint'),
      trafficRedirection: refused(TrafficRedirection.INIT_CONTAINER, 'podSecurity must be privileged'),
    },
  ),
  IstioAmbientOptions: struct<IstioAmbientOptions>(
    (stack, options) =>
      new IstioMesh(stack, 'Mesh', { cluster: knownCluster(stack), dataPlane: IstioDataPlane.ambient(options) }),
    { cniValues: { global: { logAsJson: true } }, ztunnelValues: { logLevel: 'debug' } },
  ),
  IstioMeshProps: struct<IstioMeshProps>(
    (stack, props) => new IstioMesh(stack, 'Mesh', { cluster: knownCluster(stack), ...props }),
    {
      ...foundationSamples,
      ...sidecarSamples,
      dataPlane: IstioDataPlane.ambient(),
      foundation: needed(
        (stack) => new IstioFoundation(stack, 'Foundation', { cluster: knownCluster(stack) }),
        'foundation must be set',
      ),
      highAvailability: false,
      holdApplicationUntilProxyStarts: false,
      minimumTlsVersion: TlsVersion.TLS_1_2,
      nativeSidecars: true,
      routes: gatewayApiRoutes,
      outboundTraffic: IstioOutboundTraffic.REGISTRY_ONLY,
      revision: '1-30-3',
      values: { global: { logging: { level: 'default:debug' } } },
    },
  ),
  IstioRevisionTagProps: struct<IstioRevisionTagProps>((stack, { mesh = istio(stack), ...props }) => {
    const tag = new IstioRevisionTag(stack, 'Tag', { mesh, tagName: 'stable', ...props });
    new MeshNamespace(stack, 'Shop', { mesh: tag, name: 'shop' });
  }, {}),
  IstioWaypointAttributes: struct<IstioWaypointAttributes>((stack, attributes) => {
    const names = { waypointName: 'waypoint', namespaceName: 'istio-waypoints' };
    const mesh = IstioWaypoint.fromAttributes(stack, 'Waypoint', { mesh: ambient(stack), ...names, ...attributes });
    new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
  }),
  IstioWaypointProps: struct<IstioWaypointProps>(
    (stack, props) => {
      const mesh = ambient(stack);
      const known = { cluster: mesh.cluster, version: '1.3.0', channel: GatewayApiChannel.STANDARD };
      const gatewayApi = GatewayApi.present(stack, 'GatewayApi', known);
      new IstioWaypoint(stack, 'Waypoint', { mesh, gatewayApi, ...props });
    },
    {
      waypointName: 'other',
      namespace: (stack) => new Namespace(stack, 'Gateways', { cluster: knownCluster(stack), name: 'gateways' }),
      minReplicas: 3,
      maxReplicas: 9,
    },
  ),
  MeshNamespaceAttributes: struct<MeshNamespaceAttributes>((stack, { mesh = istio(stack), ...attributes }) => {
    const { namespaceName } = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop', ...attributes });
    apply(stack, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop', namespace: namespaceName } });
  }),
  MeshNamespaceProps: struct<MeshNamespaceProps>(
    (stack, { mesh = istio(stack), ...props }) => new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', ...props }),
    { ...namespaceSamples, accessLogs: AccessLogs.errorsOnly(), inMesh: false },
  ),
  MeshWorkloadProps: struct<MeshWorkloadProps>(workload, {
    ...sidecarSamples,
    inMesh: false,
    jobSidecar: JobSidecar.NATIVE,
    rewriteProbes: false,
    version: { name: 'v1', labels: { version: 'v1' } },
  }),
  PublicExposureOptions: struct<PublicExposureOptions>(
    (stack, options) => gateway(stack, { exposure: GatewayExposure.public(options) }),
    {
      allowedRanges: ['203.0.113.0/24'],
      allowedServiceTags: ['AzureFrontDoor.Backend'],
      staticIpName: 'ingress',
      staticIpResourceGroup: given({ staticIpName: 'ingress' }, 'rg-addresses'),
    },
  ),
  SidecarResources: struct<SidecarResources>(
    (stack, resources) => {
      const some = { cpuLimit: '4', cpuRequest: '1', memoryLimit: '4Gi', memoryRequest: '1Gi' };
      workload(stack, { sidecarResources: { ...some, ...resources } });
    },
    { cpuLimit: '3', cpuRequest: '200m', memoryLimit: '2Gi', memoryRequest: '256Mi' },
  ),
};

function workload(stack: TerraformStack, { mesh = istio(stack), ...props }: Partial<MeshWorkloadProps>): void {
  const { podLabels: labels, podAnnotations: annotations } = new MeshWorkload(stack, 'Checkout', { mesh, ...props });
  apply(stack, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'checkout', namespace: 'shop', labels, annotations },
    spec: { containers: [{ name: 'checkout', image: 'checkout:1.0.0' }] },
  });
}

function ambient(stack: TerraformStack): IIstioMesh {
  const found = stack.node.tryFindChild('Mesh') as IIstioMesh | undefined;
  const attributes = { cluster: knownCluster(stack), dataPlane: IstioDataPlane.ambient() };
  return found ?? IstioMesh.fromAttributes(stack, 'Mesh', attributes);
}

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
