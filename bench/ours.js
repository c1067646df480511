// A cluster of the fleet with this library.
const { AksCluster, ApiServerAccess, ChartSource, ClusterNetwork, HelmChart, Principal, Subnet } = require('..');
const { apiServerRange, clusterOf, groupId, istio, istiodValues, tenantId, vmSize } = require('./fleet');

exports.addCluster = (stack, index) => {
  const { subnetId, ...props } = clusterOf(index);
  const nodeSubnet = Subnet.fromSubnetId(stack, `Nodes${index}`, subnetId);
  const cluster = new AksCluster(stack, `Cluster${index}`, {
    ...props,
    network: ClusterNetwork.azureCniOverlay({ nodeSubnet }),
    apiServer: ApiServerAccess.publicFrom([apiServerRange]),
    administrators: [Principal.group(groupId)],
    tenantId,
    systemPool: { vmSize },
    userPool: { vmSize, minCount: 2, maxCount: 6 },
  });
  const base = new HelmChart(stack, `IstioBase${index}`, {
    cluster,
    releaseName: 'istio-base',
    namespace: 'istio-system',
    chart: ChartSource.https({ ...istio, chart: 'base' }),
    values: { defaultRevision: 'default' },
  });
  const istiod = new HelmChart(stack, `Istiod${index}`, {
    cluster,
    releaseName: 'istiod',
    namespace: 'istio-system',
    chart: ChartSource.https({ ...istio, chart: 'istiod' }),
    values: istiodValues(props.clusterName, cluster.oidcIssuerUrl),
  });
  istiod.node.addDependency(base);
};
