// The same cluster of the fleet with the provider bindings alone, written out by hand.
const path = require('node:path');
const { KubernetesCluster } = require('@cdktf/provider-azurerm/lib/kubernetes-cluster');
const { KubernetesClusterNodePool } = require('@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool');
const { RoleAssignment } = require('@cdktf/provider-azurerm/lib/role-assignment');
const { UserAssignedIdentity } = require('@cdktf/provider-azurerm/lib/user-assigned-identity');
const { DataHelmTemplate } = require('@cdktf/provider-helm/lib/data-helm-template');
const { HelmProvider } = require('@cdktf/provider-helm/lib/provider');
const { Release } = require('@cdktf/provider-helm/lib/release');
const { AssetType, Fn, TerraformAsset } = require('cdktf');
const { apiServerRange, clusterOf, groupId, istio, istiodValues, tenantId, vmSize } = require('./fleet');

exports.addCluster = (stack, index) => {
  const { clusterName, subnetId, ...place } = clusterOf(index);
  const identity = (id, name) => new UserAssignedIdentity(stack, `${id}${index}`, { ...place, name });
  const controlPlane = identity('ControlPlane', `${clusterName}-control-plane`);
  const kubelet = identity('Kubelet', `${clusterName}-kubelet`);
  const grantControlPlane = (id, role, scope) =>
    new RoleAssignment(stack, `${id}${index}`, {
      scope,
      roleDefinitionName: role,
      principalId: controlPlane.principalId,
      principalType: 'ServicePrincipal',
      skipServicePrincipalAadCheck: true,
    });
  const grants = [
    grantControlPlane('KubeletOperator', 'Managed Identity Operator', kubelet.id),
    grantControlPlane('SubnetContributor', 'Network Contributor', subnetId),
  ];
  const pool = {
    vmSize,
    vnetSubnetId: subnetId,
    autoScalingEnabled: true,
    maxCount: 6,
    maxPods: 250,
    osDiskType: 'Ephemeral',
    zones: ['1', '2', '3'],
    upgradeSettings: { maxSurge: '10%' },
    tags: place.tags,
  };
  const cluster = new KubernetesCluster(stack, `Cluster${index}`, {
    ...place,
    name: clusterName,
    dnsPrefix: clusterName,
    skuTier: 'Standard',
    automaticUpgradeChannel: 'stable',
    nodeOsUpgradeChannel: 'NodeImage',
    roleBasedAccessControlEnabled: true,
    localAccountDisabled: true,
    azureActiveDirectoryRoleBasedAccessControl: { azureRbacEnabled: true, tenantId },
    oidcIssuerEnabled: true,
    workloadIdentityEnabled: true,
    azurePolicyEnabled: true,
    imageCleanerEnabled: true,
    imageCleanerIntervalHours: 168,
    runCommandEnabled: false,
    privateClusterEnabled: false,
    apiServerAccessProfile: { authorizedIpRanges: [apiServerRange] },
    networkProfile: {
      networkPlugin: 'azure',
      networkPluginMode: 'overlay',
      networkDataPlane: 'cilium',
      networkPolicy: 'cilium',
      loadBalancerSku: 'standard',
      outboundType: 'loadBalancer',
      podCidr: '10.244.0.0/16',
      serviceCidr: '10.245.0.0/16',
      dnsServiceIp: '10.245.0.10',
    },
    identity: { type: 'UserAssigned', identityIds: [controlPlane.id] },
    kubeletIdentity: {
      userAssignedIdentityId: kubelet.id,
      clientId: kubelet.clientId,
      objectId: kubelet.principalId,
    },
    defaultNodePool: {
      ...pool,
      name: 'system',
      type: 'VirtualMachineScaleSets',
      minCount: 3,
      onlyCriticalAddonsEnabled: true,
      temporaryNameForRotation: 'systemtmp',
    },
    timeouts: { create: '90m', update: '90m', delete: '90m' },
    dependsOn: grants,
  });
  const admit = (id, role) =>
    new RoleAssignment(stack, `${id}${index}`, {
      scope: cluster.id,
      roleDefinitionName: role,
      principalId: groupId,
      principalType: 'Group',
    });
  const admins = [
    admit('ClusterAdmin', 'Azure Kubernetes Service RBAC Cluster Admin'),
    admit('ClusterUser', 'Azure Kubernetes Service Cluster User Role'),
  ];
  const userPool = new KubernetesClusterNodePool(stack, `UserPool${index}`, {
    ...pool,
    name: 'user',
    mode: 'User',
    minCount: 2,
    temporaryNameForRotation: 'usertmp',
    kubernetesClusterId: cluster.id,
  });
  const { host, clusterCaCertificate } = cluster.kubeConfig.get(0);
  const provider = new HelmProvider(stack, `Helm${index}`, {
    alias: `Cluster${index}`,
    kubernetes: {
      host,
      clusterCaCertificate: Fn.base64decode(clusterCaCertificate),
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1beta1',
        command: 'kubelogin',
        args: ['get-token', '--login', 'azurecli', '--server-id', '6dae42f8-4368-4678-94ff-3960e28e3630'],
      },
    },
  });
  new DataHelmTemplate(stack, `AccessCheck${index}`, {
    provider,
    name: 'cdktf-aks-access-check',
    namespace: 'default',
    chart: manifestsChart(stack),
    version: '1.0.0',
    values: [JSON.stringify({ manifests: [unknownSecret] })],
    validate: true,
    disableOpenapiValidation: true,
    description: host,
    dependsOn: [cluster, ...admins],
  });
  const release = (id, name, chart, values, after) =>
    new Release(stack, `${id}${index}`, {
      ...istio,
      provider,
      name,
      namespace: 'istio-system',
      chart,
      values: [JSON.stringify(values)],
      timeout: 600,
      wait: true,
      atomic: true,
      maxHistory: 10,
      upgradeInstall: true,
      dependsOn: [cluster, ...admins, userPool, ...after],
    });
  const base = release('IstioBase', 'istio-base', 'base', { defaultRevision: 'default' }, []);
  release('Istiod', 'istiod', 'istiod', istiodValues(clusterName, cluster.oidcIssuerUrl), [base]);
};

/** A plan that can't read it fails, instead of taking the releases for ones that don't exist. */
const unknownSecret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'cdktf-aks-access-check', namespace: 'istio-system' },
};

/** The chart that applies objects as they are: one copy a stack. */
function manifestsChart(stack) {
  const id = 'CdktfAksManifestsChart';
  const config = { path: path.join(__dirname, '../charts/manifests'), type: AssetType.DIRECTORY, assetHash: '1.0.0' };
  return (stack.node.tryFindChild(id) ?? new TerraformAsset(stack, id, config)).path;
}
