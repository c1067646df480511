import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { TerraformStack } from 'cdktf';
import {
  AksCluster,
  AzureCloud,
  ChartSource,
  ClusterAccess,
  HelmChart,
  IstioMesh,
  JwtAuthentication,
  MeshNamespace,
  MeshService,
  VirtualNetwork,
  type VirtualNetworkProps,
} from '../../../lib';
import { cloudOfLocation } from '../../../lib/core/program/clouds';
import { azureStack, Planned, testApp } from '../../support/planned';

const networkProps: VirtualNetworkProps = {
  resourceGroupName: 'rg-shop',
  location: 'usgovvirginia',
  networkName: 'shop',
  addressSpace: ['10.0.0.0/16'],
};

test.each([
  ['westeurope', 'AzureCloud'],
  ['US Gov Virginia', 'AzureUSGovernment'],
  ['usdodcentral', 'AzureUSGovernment'],
  ['China North 3', 'AzureChinaCloud'],
  ['usnateast', undefined],
])('location %s is in %s', (location, cloud) => {
  expect(cloudOfLocation(location)).toBe(cloud);
});

function use(stack: TerraformStack, access: ClusterAccess): void {
  const cluster = AksCluster.fromLookup(stack, 'Cluster', {
    clusterName: 'shop',
    resourceGroupName: 'rg-shop',
    access,
  });
  const chart = ChartSource.https({ repository: 'https://charts.example.com', chart: 'shop', version: '1.2.3' });
  new HelmChart(stack, 'Chart', { cluster, releaseName: 'shop', namespace: 'shop', chart, images: [] });
}

test('a stack without locations and environment is in the cloud of the others', () => {
  const app = testApp();
  new VirtualNetwork(azureStack(app, 'base'), 'Network', networkProps);
  use(azureStack(app), ClusterAccess.kubelogin());
  expect(() => app.synth()).toThrow(
    "ImportedCluster 'platform/Cluster': access.cloud must be AzureUSGovernment (location usgovvirginia of its resources), got " +
      'AzureCloud. Use AzureCloud.US_GOVERNMENT.',
  );
});

test('a stack without locations and environment can be in any cloud, if the others are in several', () => {
  const app = testApp();
  new VirtualNetwork(azureStack(app, 'base'), 'Network', networkProps);
  new VirtualNetwork(azureStack(app, 'public'), 'Network', { ...networkProps, location: 'westeurope' });
  use(azureStack(app), ClusterAccess.kubelogin(undefined, AzureCloud.CHINA));
  expect(() => app.synth()).not.toThrow();
});

test('a stack whose locations are of several clouds can be in any', () => {
  const stack = azureStack();
  new VirtualNetwork(stack, 'Network', networkProps);
  new VirtualNetwork(stack, 'Public', { ...networkProps, networkName: 'public', location: 'westeurope' });
  use(stack, ClusterAccess.kubelogin(undefined, AzureCloud.CHINA));
  expect(() => Planned.of(stack)).not.toThrow();
});

test("the provider's environment is the cloud of its stack, whatever the locations of others", () => {
  const app = testApp();
  new VirtualNetwork(azureStack(app, 'base'), 'Network', networkProps);
  const stack = new TerraformStack(app, 'china');
  new AzurermProvider(stack, 'Azure', { features: [{}], environment: 'china' });
  use(stack, ClusterAccess.kubelogin(undefined, AzureCloud.US_GOVERNMENT));
  expect(() => app.synth()).toThrow(
    "ImportedCluster 'china/Cluster': access.cloud must be AzureChinaCloud (environment china of the azurerm provider), got " +
      'AzureUSGovernment. Use AzureCloud.CHINA.',
  );
});

test('tokens of Entra ID come from the issuers of the cloud', () => {
  const stack = azureStack();
  const cluster = AksCluster.fromLookup(stack, 'Cluster', {
    clusterName: 'shop',
    resourceGroupName: 'rg-shop',
    access: ClusterAccess.kubelogin(undefined, AzureCloud.CHINA),
  });
  const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster });
  const tenantId = '11111111-2222-3333-4444-555555555555';
  new MeshService(stack, 'Checkout', {
    namespace: MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' }),
    name: 'checkout',
    port: 80,
    workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
    jwtAuthentication: JwtAuthentication.entraId({ tenantId, audiences: ['api://shop'], cloud: AzureCloud.CHINA }),
  });
  const { text } = Planned.of(stack);
  for (const address of [
    `https://login.partner.microsoftonline.cn/${tenantId}/v2.0`,
    `https://login.partner.microsoftonline.cn/${tenantId}/discovery/v2.0/keys`,
    `https://sts.chinacloudapi.cn/${tenantId}/`,
  ]) {
    expect(text).toContain(address);
  }
  expect(text).not.toMatch(/microsoftonline\.com|windows\.net/);
});
