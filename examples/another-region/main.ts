import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ClusterNetwork,
  GatewayApi,
  GatewayApiChannel,
  LinkerdIdentity,
  LinkerdMesh,
  LinkerdVersion,
  MeshNamespace,
  Principal,
  requireProviders,
  VirtualNetwork,
  Warnings,
} from '../../lib';

/**
 * A platform that can be rebuilt in another region: stacks and states by region, one trust anchor that is kept outside of both.
 *
 * Deploy the stacks of one region. If it is lost, deploy those of the other: its states are its own, its names and addresses don't
 * overlap, and because the trust anchor is the same, workloads of both regions trust each other while traffic moves.
 * docs/restore.md says what has to be kept.
 */
const regions = [
  { name: 'west', location: 'westeurope', network: 20 },
  { name: 'north', location: 'northeurope', network: 21 },
];

const operators = Principal.group('6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11');
const app = new App();
for (const region of regions) addRegion(region);
app.synth();

function addRegion({ name, location, network: number }: (typeof regions)[number]): void {
  const platform = stack(`platform-${name}`);
  const group = new ResourceGroup(platform, 'ResourceGroup', { name: `rg-shop-${name}`, location });
  const place = { resourceGroupName: group.name, location: group.location, tags: { region: name } };
  const addressSpace = [`10.${number}.0.0/16`];
  const network = new VirtualNetwork(platform, 'Network', { ...place, networkName: `shop-${name}`, addressSpace });
  const nodeSubnet = network.addSubnet('Nodes', { prefix: `10.${number}.0.0/22` });
  const cluster = new AksCluster(platform, 'Cluster', {
    ...place,
    clusterName: `shop-${name}`,
    network: ClusterNetwork.azureCniOverlay({ nodeSubnet }),
    apiServer: ApiServerAccess.publicFrom(['203.0.113.0/28']),
    administrators: [operators],
    systemPool: { vmSize: 'Standard_D4ds_v5' },
    userPool: { vmSize: 'Standard_D4ds_v5', maxCount: 6 },
  });

  const mesh = stack(`mesh-${name}`);
  const aks = AksCluster.fromCluster(mesh, 'Cluster', cluster);
  const channel = GatewayApiChannel.STANDARD;
  const linkerd = new LinkerdMesh(mesh, 'Mesh', {
    cluster: aks,
    gatewayApi: GatewayApi.present(mesh, 'GatewayApi', { cluster: aks, version: '1.2.1', channel }),
    version: LinkerdVersion.EDGE_26_8_3,
    identity: identityOf(mesh),
  });
  new MeshNamespace(mesh, 'Shop', { mesh: linkerd, name: 'shop' });
  Warnings.acknowledge(linkerd, 'W101', 'the states are encrypted, and only the pipeline reads them');
  Warnings.acknowledge(linkerd, 'W181', 'all routes and policies of the cluster are in Terraform');
}

/** Certificates that were issued outside of the regions: the anchor is the same for both, the rest is each region's own. */
function identityOf(mesh: TerraformStack): LinkerdIdentity {
  const webhook = (name: string) => ({
    certificatePem: pem(mesh, `${name}_certificate`),
    keyPem: pem(mesh, `${name}_key`),
    caBundlePem: pem(mesh, `${name}_authority`),
  });
  return LinkerdIdentity.given({
    trustAnchorPem: pem(mesh, 'trust_anchor'),
    issuerCertificatePem: pem(mesh, 'issuer_certificate'),
    issuerKeyPem: pem(mesh, 'issuer_key'),
    proxyInjector: webhook('proxy_injector'),
    profileValidator: webhook('profile_validator'),
    policyValidator: webhook('policy_validator'),
  });
}

function pem(mesh: TerraformStack, name: string): string {
  return new TerraformVariable(mesh, name, { type: 'string', nullable: false, sensitive: name.endsWith('_key') })
    .stringValue;
}

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
