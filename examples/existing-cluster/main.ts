import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  KubernetesManifests,
  Namespace,
  NodePool,
  PodSecurityLevel,
  Principal,
  requireProviders,
  Subnet,
} from '../../lib';

/**
 * A team's node pool, role and workload on a cluster that another program creates.
 *
 * The role applies to the team's namespace only. The cluster itself is not changed.
 */
const app = new App();
const team = new TerraformStack(app, 'team');
new AzurermProvider(team, 'Azure', { features: [{}] });
requireProviders(team);
new LocalBackend(team, { path: '../../../terraform.team.tfstate' });

const cluster = AksCluster.fromLookup(team, 'Cluster', { clusterName: 'shared', resourceGroupName: 'rg-shared' });
new NodePool(team, 'Pool', {
  cluster,
  poolName: 'search',
  vmSize: 'Standard_E8ds_v5',
  maxPods: 110,
  nodeSubnet: Subnet.fromLookup(team, 'Nodes', {
    subnetName: 'nodes',
    networkName: 'shared',
    resourceGroupName: 'rg-shared',
  }),
  nodeLabels: { team: 'search' },
  nodeTaints: ['team=search:NoSchedule'],
});
cluster.grantAdmin(Principal.group('0b9c1f0e-3f0a-4c7e-9a51-5d2a8a1f7c22'), 'search');

const namespace = new Namespace(team, 'Namespace', {
  cluster,
  name: 'search',
  podSecurity: PodSecurityLevel.RESTRICTED,
});
const quota = new KubernetesManifests(team, 'Quota', {
  cluster,
  releaseName: 'search-quota',
  namespace: namespace.namespaceName,
  manifests: [
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'search' },
      spec: { hard: { 'requests.cpu': '48', 'requests.memory': '384Gi' } },
    },
  ],
});
quota.node.addDependency(namespace);

app.synth();
