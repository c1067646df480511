import type { TerraformStack } from 'cdktf';
import {
  ApiServerAccess,
  AppRoutingController,
  AzureMonitorWorkspace,
  ClusterMonitoring,
  ClusterNetwork,
  ClusterOutbound,
  ClusterUpgrades,
  DiagnosticSettings,
  DiagnosticTarget,
  HostPortProtocol,
  Keda,
  LogAnalyticsWorkspace,
  ManagedIdentity,
  ManagedNetworkKind,
  Namespace,
  NetworkDataPlane,
  NetworkPolicyEngine,
  NodeOs,
  NodePoolMode,
  NodeRotation,
  PeeringGateway,
  Principal,
  VirtualNetworkPeering,
  WorkloadIdentity,
} from '../../../lib';
import { adopt } from '../../../review/adopt/adopt';
import { readState } from '../../../review/adopt/state';
import { place, shopCluster, shopNetwork } from '../../support/clusters';
import { Planned } from '../../support/planned';
import { removeFolders } from '../output';
import { appliedState } from './applied-state';
import { fileOf, shown } from './states';

afterAll(removeFolders);

const vmSize = 'Standard_D4ds_v5';
const group = Principal.group('6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11');

function adopted(build: (stack: TerraformStack) => void) {
  return adopt(readState(fileOf(shown(appliedState(Planned.by(build).json)))));
}

/** Each program is adopted from the state that its own apply leaves: by props alone, and with every resource. */
const programs: readonly [name: string, build: (stack: TerraformStack) => void, written: readonly string[]][] = [
  [
    'kubenet without Entra ID, with fixed pools and an alias version',
    (stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const dataPlane = NetworkDataPlane.azure(NetworkPolicyEngine.NONE);
      shopCluster(stack, {
        network: ClusterNetwork.kubenet({ nodeSubnet, podCidr: '10.200.0.0/16', dataPlane }),
        entraId: false,
        localAccounts: true,
        administrators: [],
        upgrades: ClusterUpgrades.pinnedMinor('1.35'),
        systemPool: { vmSize, nodeCount: 2, advanced: { rotation: NodeRotation.replacePool() } },
        userPool: { vmSize, nodeCount: 0, advanced: { rotation: NodeRotation.temporaryPool('spare') } },
      });
    },
    [
      'ClusterNetwork.kubenet({',
      'entraId: false',
      "ClusterUpgrades.pinnedMinor('1.35')",
      'nodeCount: 2',
      'nodeCount: 0',
      'NodeRotation.replacePool()',
      "NodeRotation.temporaryPool('spare')",
    ],
  ],
  [
    "a network of AKS with AKS's NAT gateway, an open API server and system-assigned identities",
    (stack) => {
      const outbound = ClusterOutbound.managedNatGateway({ managedIpCount: 2, idleTimeoutMinutes: 10 });
      shopCluster(stack, {
        network: ClusterNetwork.managedByAks({ podCidr: '10.200.0.0/16', outbound }),
        apiServer: ApiServerAccess.publicFromEverywhere(),
        administrators: [group],
        identities: { systemAssigned: true },
        advanced: {
          adminGroupObjectIds: ['6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11'],
          workloadIdentity: false,
          edgeZone: 'losangeles',
          appRouting: { defaultController: AppRoutingController.INTERNAL },
          upgradeOverride: { force: true, until: '2027-01-31T12:00:00Z' },
        },
      });
    },
    [
      'ClusterNetwork.managedByAks({',
      'ClusterOutbound.managedNatGateway({ managedIpCount: 2, idleTimeoutMinutes: 10 })',
      'ApiServerAccess.publicFromEverywhere()',
      'systemAssigned: true',
      'adminGroupObjectIds: [',
      'workloadIdentity: false',
      "edgeZone: 'losangeles'",
      'AppRoutingController.INTERNAL',
      "upgradeOverride: { force: true, until: '2027-01-31T12:00:00Z' }",
    ],
  ],
  [
    'pods in the network of AKS',
    (stack) => shopCluster(stack, { network: ClusterNetwork.managedByAks({ kind: ManagedNetworkKind.NODE_SUBNET }) }),
    ['kind: ManagedNetworkKind.NODE_SUBNET'],
  ],
  [
    'Container insights, managed Prometheus and Defender, KEDA and the vertical pod autoscaler',
    (stack) => {
      const logs = new LogAnalyticsWorkspace(stack, 'Logs', { ...place, workspaceName: 'logs' });
      const security = new LogAnalyticsWorkspace(stack, 'Security', { ...place, workspaceName: 'security' });
      const metrics = new AzureMonitorWorkspace(stack, 'Metrics', { ...place, workspaceName: 'metrics' });
      const cluster = shopCluster(stack, {
        monitoring: ClusterMonitoring.azureMonitor({
          logAnalyticsWorkspace: logs,
          containerInsights: { ruleName: 'shop-logs', associationName: 'shop-logs' },
          monitorWorkspace: metrics,
          managedPrometheus: {
            labelsAllowed: [{ resource: 'pods', keys: ['team', 'app'] }],
            recordingRules: false,
            endpointName: 'shop-metrics',
          },
          defenderWorkspace: security,
        }),
        verticalPodAutoscaler: true,
      });
      new Keda(stack, 'Keda', { cluster });
    },
    [
      "containerInsights: { ruleName: 'shop-logs', associationName: 'shop-logs' }",
      "labelsAllowed: [{ resource: 'pods', keys: ['team', 'app'] }]",
      'recordingRules: false',
      "endpointName: 'shop-metrics'",
      'defenderWorkspace: securityLogAnalyticsWorkspace',
      'verticalPodAutoscaler: true',
      'new Keda(platform',
    ],
  ],
  [
    'rules that a policy created',
    (stack) => {
      const logAnalyticsWorkspace = new LogAnalyticsWorkspace(stack, 'Logs', { ...place, workspaceName: 'logs' });
      shopCluster(stack, {
        monitoring: ClusterMonitoring.azureMonitor({
          logAnalyticsWorkspace,
          containerInsights: { collectionRule: false },
          managedPrometheus: { collectionRule: false },
          defender: false,
        }),
      });
    },
    ['containerInsights: { collectionRule: false }', 'managedPrometheus: { collectionRule: false }', 'defender: false'],
  ],
  [
    'several system pools, Windows with Azure Network Policy Manager, ports and tags of nodes',
    (stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const dataPlane = NetworkDataPlane.azure(NetworkPolicyEngine.AZURE);
      const cluster = shopCluster(stack, {
        network: ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane }),
        apiServer: ApiServerAccess.privateLink(),
        userPool: { vmSize, mode: NodePoolMode.SYSTEM, poolName: 'system2' },
      });
      cluster.addNodePool('Windows', { vmSize, poolName: 'win', os: NodeOs.WINDOWS_2022 });
      const allowedHostPorts = [{ firstPort: 80 }, { firstPort: 8000, lastPort: 9000, protocol: HostPortProtocol.UDP }];
      const publicIpTags = { RoutingPreference: 'Internet' };
      const advanced = { nodePublicIps: true, network: { allowedHostPorts, publicIpTags } };
      cluster.addNodePool('Edge', { vmSize, poolName: 'edge', advanced });
    },
    [
      'mode: NodePoolMode.SYSTEM',
      'os: NodeOs.WINDOWS_2022',
      'allowedHostPorts: [{ firstPort: 80 }, { firstPort: 8000, lastPort: 9000, protocol: HostPortProtocol.UDP }]',
      "publicIpTags: { RoutingPreference: 'Internet' }",
    ],
  ],
  [
    'peered networks, logs of the control plane and a workload identity',
    (stack) => {
      const network = shopNetwork(stack);
      const hub = shopNetwork(stack, 'Hub', 'hub', ['10.1.0.0/16']);
      new VirtualNetworkPeering(stack, 'Peering', {
        network,
        remoteNetwork: hub,
        peeringName: 'shop-and-hub',
        forwardedTraffic: true,
        gateway: PeeringGateway.OF_REMOTE_NETWORK,
      });
      const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const cluster = shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet }) });
      const workspace = new LogAnalyticsWorkspace(stack, 'Logs', { ...place, workspaceName: 'logs' });
      new DiagnosticSettings(stack, 'Diagnostics', {
        target: DiagnosticTarget.cluster(cluster),
        workspace,
        categories: ['kube-audit'],
        settingName: 'audit',
      });
      new WorkloadIdentity(stack, 'Web', {
        namespace: Namespace.fromName(stack, 'Namespace', { cluster, name: 'shop' }),
        serviceAccountName: 'web',
        identity: new ManagedIdentity(stack, 'WebIdentity', { ...place, identityName: 'web' }),
        credentialName: 'web-of-shop',
        serviceAccountExists: true,
      });
    },
    [
      'new VirtualNetworkPeering(platform',
      "'shop-and-hub'",
      'gateway: PeeringGateway.',
      'DiagnosticTarget.cluster(shopCluster)',
      "categories: ['kube-audit'], settingName: 'audit'",
      "Namespace.fromName(platform, 'ShopNamespace', { cluster: shopCluster, name: 'shop' })",
      "serviceAccountName: 'web', identity: webIdentity, serviceAccountExists: true, credentialName: 'web-of-shop'",
    ],
  ],
];

test.each(programs)('%s', (_name, build, written) => {
  const { program, total, placed, ...report } = adopted(build);
  const { kept, created, changed, released, refusals, notes } = report;
  expect({ kept, created, changed, released, refusals, notes }).toEqual({
    kept: [],
    created: [],
    changed: [],
    released: [],
    refusals: [],
    notes: [],
  });
  expect(placed).toBe(total);
  for (const text of written) expect(bare(program)).toContain(bare(text));
});

/** Without spaces and trailing commas, which depend on the width of lines. */
function bare(text: string): string {
  return text.replaceAll(/\s+/g, '').replaceAll(/,(?=[\])}])/g, '');
}
