// What both programs make, a cluster at a time: the inputs, which cost neither of them anything.

const subscription = '/subscriptions/00000000-0000-0000-0000-000000000000';
const network = `${subscription}/resourceGroups/rg-fleet/providers/Microsoft.Network/virtualNetworks/fleet`;

exports.groupId = '11111111-1111-1111-1111-111111111111';
exports.tenantId = '22222222-2222-2222-2222-222222222222';
exports.vmSize = 'Standard_D4ds_v5';
exports.apiServerRange = '203.0.113.7/32';
exports.istio = { repository: 'https://istio-release.storage.googleapis.com/charts', version: '1.30.3' };

exports.clusterOf = (index) => ({
  clusterName: `shop-${index}`,
  subnetId: `${network}/subnets/nodes-${index}`,
  resourceGroupName: 'rg-fleet',
  location: 'westeurope',
  tags: { team: 'shop', fleet: 'bench' },
});

/** What a platform team gives istiod; `oidcIssuerUrl` is known to Terraform only. */
exports.istiodValues = (clusterName, oidcIssuerUrl) => ({
  global: {
    hub: 'shop4711.azurecr.io/istio',
    tag: '1.30.3',
    variant: 'distroless',
    meshID: 'shop',
    network: clusterName,
    multiCluster: { clusterName },
    logAsJson: true,
    priorityClassName: 'system-cluster-critical',
    proxy: {
      holdApplicationUntilProxyStarts: true,
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2000m', memory: '1024Mi' } },
    },
  },
  autoscaleEnabled: true,
  autoscaleMin: 2,
  autoscaleMax: 5,
  resources: { requests: { cpu: '500m', memory: '2Gi' } },
  pilot: { env: { PILOT_JWT_ISSUER: oidcIssuerUrl } },
  meshConfig: {
    accessLogFile: '/dev/stdout',
    accessLogEncoding: 'JSON',
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    defaultConfig: { tracing: { sampling: 1 }, proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } },
  },
});
