import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AgicDeployment,
  AksCluster,
  ApiServerAccess,
  ApplicationGateway,
  ApplicationGatewayIngress,
  ClusterNetwork,
  GatewayCertificate,
  GatewayExposure,
  GatewayIngress,
  GatewayIngressTarget,
  GatewayIngressTls,
  IstioGateway,
  IstioMesh,
  KeyVault,
  KubernetesManifests,
  ManagedIdentity,
  MeshNamespace,
  NetworkDataPlane,
  Principal,
  requireProviders,
  SubnetDelegation,
  TrustedRoot,
  VirtualNetwork,
} from '../../lib';

/**
 * End-to-end TLS: from callers to the application gateway, from there to Istio's gateway, and mutual TLS to the pods.
 *
 * The mesh stays strict, because Istio's gateway forwards the requests into it.
 *
 * The Secret shop-internal-tls, issued by the authority whose root certificate is in the vault, already exists in the
 * namespace istio-ingress.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-agic-istio', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };

const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'agic-istio',
  addressSpace: ['10.0.0.0/16'],
});
const gatewaySubnet = network.addSubnet('Gateways', {
  prefix: '10.0.16.0/24',
  delegation: SubnetDelegation.APPLICATION_GATEWAY,
});
const vault = KeyVault.fromLookup(platform, 'Vault', {
  vaultName: 'certificates4711',
  resourceGroupName: 'rg-security',
});
const gateway = new ApplicationGateway(platform, 'Gateway', {
  ...place,
  gatewayName: 'agic-istio',
  subnet: gatewaySubnet,
  identity: new ManagedIdentity(platform, 'GatewayIdentity', { ...place, identityName: 'agic-istio-gateway' }),
  certificates: [GatewayCertificate.fromVault('shop', vault, 'shop-tls')],
  trustedRoots: [TrustedRoot.fromVault('internal', vault, 'internal-root')],
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'agic-istio',
  network: ClusterNetwork.azureCniOverlay({
    nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
    dataPlane: NetworkDataPlane.azure(),
  }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
});
new ApplicationGatewayIngress(platform, 'Ingress', { cluster, deployment: AgicDeployment.addOn(gateway) });

const mesh = stack('mesh');
const aks = AksCluster.fromCluster(mesh, 'Cluster', cluster);
const istio = new IstioMesh(mesh, 'Mesh', { cluster: aks });
const istioGateway = new IstioGateway(mesh, 'Gateway', { mesh: istio, exposure: GatewayExposure.clusterOnly() });
const shop = new MeshNamespace(mesh, 'Shop', { mesh: istio, name: 'shop' });

const hosts = ['shop.example.com'];
const routes = new KubernetesManifests(mesh, 'Routes', {
  cluster: aks,
  releaseName: 'shop-routes',
  namespace: istioGateway.namespace.namespaceName,
  manifests: [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: 'shop' },
      spec: {
        selector: istioGateway.selector,
        servers: [
          {
            port: { number: 443, name: 'https', protocol: 'HTTPS' },
            tls: { mode: 'SIMPLE', credentialName: 'shop-internal-tls' },
            hosts,
          },
        ],
      },
    },
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'shop' },
      spec: {
        hosts,
        gateways: ['shop'],
        http: [
          { route: [{ destination: { host: `web.${shop.namespaceName}.svc.cluster.local`, port: { number: 8080 } } }] },
        ],
      },
    },
  ],
});
routes.node.addDependency(istioGateway, shop);
new GatewayIngress(mesh, 'Shop-Ingress', {
  controller: ApplicationGatewayIngress.fromCluster(mesh, 'Ingress', { cluster: aks }),
  name: 'shop',
  hosts,
  target: GatewayIngressTarget.istioGateway(istioGateway),
  tls: GatewayIngressTls.fromGateway('shop'),
  backendTls: { hostName: hosts[0], trustedRootNames: ['internal'] },
  probe: { path: '/healthz' },
});

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
