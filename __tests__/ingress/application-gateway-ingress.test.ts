import type { TerraformStack } from 'cdktf';
import {
  AgicDeployment,
  AgicVersion,
  AksCluster,
  ApplicationGateway,
  ApplicationGatewayIngress,
  type ApplicationGatewayIngressProps,
  AzureCloud,
  ClusterNetwork,
  GatewayCapacity,
  GatewayCertificate,
  KeyVault,
  ManagedIdentity,
  NetworkDataPlane,
  Subnet,
  SubnetDelegation,
  VirtualNetworkPeering,
} from '../../lib';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, lateErrorOf, Planned, testApp } from '../support/planned';
import { valuesOf, waitsOf } from '../support/releases';
import { helmOn, newIdentity, rolesOf, shopGateway, shopWithGatewaySubnet } from './ingress-fixtures';

const addOnIdentity =
  'azurerm_kubernetes_cluster.Cluster.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id';
const ownIdentity = 'azurerm_user_assigned_identity.Ingress_WorkloadIdentity.principal_id';
const groupOf = (gateway: string) => `join("/", slice(split("/", ${gateway}.id), 0, 5))`;

/** Of the controller alone, not of the cluster. */
function controllerRoles(planned: Planned): [string, string, string][] {
  return rolesOf(planned).filter(([who]) => [addOnIdentity, ownIdentity].includes(who));
}

function install(
  stack: TerraformStack,
  props: Partial<ApplicationGatewayIngressProps> = {},
): ApplicationGatewayIngress {
  const { subnet, cluster } = shopWithGatewaySubnet(stack);
  const deployment = props.deployment ?? helmOn(shopGateway(stack, subnet));
  return new ApplicationGatewayIngress(stack, 'Ingress', { cluster, ...props, deployment });
}

test('the identity of an add-on that was read before the program installed the chart', () => {
  const identityIsRead = () =>
    Planned.by((stack) => {
      const { subnet, cluster } = shopWithGatewaySubnet(stack);
      const imported = ApplicationGatewayIngress.fromCluster(stack, 'Imported', { cluster });
      expect(imported.identity?.clientId).toContain('${');
      const deployment = helmOn(shopGateway(stack, subnet));
      new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment });
    });
  expect(lateErrorOf(identityIsRead)).toContain(
    "'platform/Imported': identity must not be used: the controller is installed by its chart, with its own identity, got " +
      'platform/Ingress. Use the identity of that construct.',
  );
});

describe('the roles of the identity: who, role, scope', () => {
  test('add-on, gateway made by AKS', () => {
    const planned = Planned.by((stack) => {
      const { subnet, cluster } = shopWithGatewaySubnet(stack);
      const deployment = AgicDeployment.addOnWithNewGateway({ gatewayName: 'shop', subnet });
      new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment });
    });
    expect(controllerRoles(planned)).toEqual([
      [addOnIdentity, 'Network Contributor', 'azurerm_subnet.Network_Gateways.id'],
    ]);
    expect(planned.one('azurerm_kubernetes_cluster').ingress_application_gateway).toEqual({
      gateway_name: 'shop',
      subnet_id: expect.stringMatching(/^\$\{azurerm_subnet\.Network_Gateways_\w+\.id\}$/),
    });
  });

  test('add-on, gateway that exists', () => {
    const planned = Planned.by((stack) => {
      const { subnet, cluster } = shopWithGatewaySubnet(stack);
      const deployment = AgicDeployment.addOn(shopGateway(stack, subnet));
      new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment });
    });
    expect(controllerRoles(planned)).toEqual([
      [addOnIdentity, 'Contributor', 'azurerm_application_gateway.Gateway.id'],
      [addOnIdentity, 'Network Contributor', 'azurerm_subnet.Network_Gateways.id'],
      [addOnIdentity, 'Reader', groupOf('azurerm_application_gateway.Gateway')],
    ]);
    expect(planned.one('azurerm_kubernetes_cluster').ingress_application_gateway).toEqual({
      gateway_id: expect.stringMatching(/^\$\{azurerm_application_gateway\.Gateway_\w+\.id\}$/),
    });
  });

  test('chart, gateway made by the controller', () => {
    const planned = Planned.by((stack) => {
      const { subnet, cluster } = shopWithGatewaySubnet(stack);
      const made = { gatewayName: 'shop', subnet, gatewayResourceGroupName: 'rg-gateway' };
      const deployment = AgicDeployment.helmWithNewGateway(made, { newIdentity });
      new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment });
    });
    const group =
      '/subscriptions/${data.azurerm_client_config.CdktfAksDeployer.subscription_id}/resourceGroups/rg-gateway';
    expect(controllerRoles(planned)).toEqual([
      [ownIdentity, 'Contributor', group],
      [ownIdentity, 'Network Contributor', 'azurerm_subnet.Network_Gateways.id'],
    ]);
    expect(planned.warnings).toContain(
      "W250: Terraform doesn't manage gateway shop, which the controller creates: Terraform neither plans its " +
        'changes nor deletes it. Use AgicDeployment.helm with an ApplicationGateway instead.',
    );
  });

  test('chart, gateway of another stack that reads certificates', () => {
    const app = testApp();
    const [platform, apps] = [azureStack(app), azureStack(app, 'apps')];
    const { subnet, cluster } = shopWithGatewaySubnet(platform);
    const identity = new ManagedIdentity(platform, 'Identity', { ...place, identityName: 'shop-gateway' });
    const gateway = shopGateway(platform, subnet, { identity });
    new ApplicationGatewayIngress(apps, 'Ingress', {
      cluster: AksCluster.fromCluster(apps, 'Cluster', cluster),
      deployment: AgicDeployment.helm(ApplicationGateway.fromGateway(apps, 'Gateway', gateway), { newIdentity }),
    });
    const planned = Planned.of(apps);
    const read = 'data.azurerm_application_gateway.Gateway';
    expect(controllerRoles(planned)).toEqual([
      [ownIdentity, 'Contributor', `${read}.id`],
      [ownIdentity, 'Managed Identity Operator', `element(${read}.identity[0].identity_ids, 0)`],
      [ownIdentity, 'Network Contributor', `${read}.gateway_ip_configuration[0].subnet_id`],
      [ownIdentity, 'Reader', groupOf(read)],
    ]);
    expect(waitsOf(planned, 'Ingress_Chart')).toEqual([
      'azurerm_federated_identity_credential.Ingress_WorkloadIdentity',
      'azurerm_role_assignment.Gateway_Grant-Contributor-Ingress-WorkloadIdentity-Identity',
      'azurerm_role_assignment.Gateway_Grant-Identity-ManagedIdentityOperator-Ingress-WorkloadIdentity-Identity',
      'azurerm_role_assignment.Gateway_Grant-ResourceGroup-Reader-Ingress-WorkloadIdentity-Identity',
      'azurerm_role_assignment.Gateway_Grant-Subnet-NetworkContributor-Ingress-WorkloadIdentity-Identity',
      'helm_release.Ingress_Namespace_Manifests',
    ]);
  });
});

describe('the chart', () => {
  test.each([
    [undefined, 'ingress-azure'],
    ['my-ingress-azure', 'my-ingress-azure'],
    ['shop', 'shop-sa-ingress-azure'],
  ])('trusts the ServiceAccount that release %s makes', (releaseName, serviceAccountName) => {
    const planned = Planned.by((stack) => {
      const { subnet, cluster } = shopWithGatewaySubnet(stack);
      const deployment = helmOn(shopGateway(stack, subnet), { releaseName });
      new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment });
    });
    const { subject } = planned.one('azurerm_federated_identity_credential');
    const { namespace } = planned.one('helm_release', 'Ingress_Chart');
    expect(subject).toBe(`system:serviceaccount:${namespace}:${serviceAccountName}`);
  });

  test('shares a gateway: prefix, prohibited targets, namespaces, a class of its own', () => {
    const planned = Planned.by((stack) => {
      install(stack, {
        ingressClassName: 'shop',
        resourceNamePrefix: 'shop-',
        watchNamespaces: ['shop', 'cart'],
        prohibitedTargets: [{ name: 'legacy', hostName: 'legacy.example.com', paths: ['/old/*'] }],
        reconcilePeriodSeconds: 60,
      });
    });
    const { appgw, kubernetes, reconcilePeriodSeconds } = valuesOf(planned, 'Ingress_Chart');
    expect({ ...appgw, applicationGatewayID: '' }).toEqual({
      applicationGatewayID: '',
      environment: 'AZUREPUBLICCLOUD',
      shared: true,
      subResourceNamePrefix: 'shop-',
      prohibitedTargets: [{ name: 'legacy', hostname: 'legacy.example.com', paths: ['/old/*'] }],
    });
    expect(kubernetes).toEqual({
      watchNamespace: 'shop,cart',
      ingressClassResource: { name: 'shop', enabled: true, default: false, controllerValue: 'azure/shop' },
    });
    expect(reconcilePeriodSeconds).toBe(60);
    expect(planned.one('helm_release', 'Ingress_Chart').name).toBe('ingress-azure-shop');
  });

  test('refuses kubenet on a cluster of another program, when Terraform plans', () => {
    const planned = Planned.by((stack) => {
      const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
      const subnet = shopNetwork(stack).addSubnet('Gateways', { prefix: '10.0.16.0/24' });
      const deployment = helmOn(shopGateway(stack, subnet));
      new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment });
    });
    const [{ condition, error_message }] = planned.one('helm_release', 'Ingress_Chart').lifecycle.precondition;
    expect(condition).toMatch(
      /^\$\{data\.azurerm_kubernetes_cluster\.Cluster_\w+\.network_profile\[0\]\.network_plugin != "kubenet"\}$/,
    );
    expect(error_message).toBe(
      "Cluster shop uses kubenet, whose pods a gateway can't reach: run az aks update --network-plugin azure " +
        '--network-plugin-mode overlay.',
    );
  });
});

test('Cilium warns', () => {
  const planned = Planned.by((stack) => {
    const network = shopNetwork(stack);
    const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
    const podSubnet = network.addSubnet('Pods', { prefix: '10.0.64.0/18' });
    const subnet = network.addSubnet('Gateways', { prefix: '10.0.16.0/24' });
    const cluster = shopCluster(stack, { network: ClusterNetwork.azureCniPodSubnet({ nodeSubnet, podSubnet }) });
    const deployment = AgicDeployment.addOn(shopGateway(stack, subnet));
    new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment });
  });
  expect(planned.warnings).toEqual([
    'W251: Connectivity from an application gateway to pods is not verified on the Cilium data plane.',
  ]);
});

describe('bad input', () => {
  const at = "ApplicationGatewayIngress 'platform/Ingress'";

  test('add-on with options that only the chart has', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const { subnet, cluster } = shopWithGatewaySubnet(stack);
        const deployment = AgicDeployment.addOn(shopGateway(stack, subnet));
        const prohibitedTargets = [{ name: 'legacy' }];
        new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment, prohibitedTargets });
      }),
    );
    expect(error).toBe(
      `${at}: prohibitedTargets must be left out with the add-on, which doesn't support it, got [{"name":"legacy"}]. ` +
        'Use AgicDeployment.helm(...), or leave it out.',
    );
  });

  test('the add-on on an imported cluster says the command', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
        const subnet = Subnet.fromSubnetId(stack, 'Subnet', subnetId('gateways'));
        const id = gatewayId;
        const gateway = ApplicationGateway.fromGatewayId(stack, 'Gateway', id, { subnet });
        new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment: AgicDeployment.addOn(gateway) });
      }),
    );
    expect(error).toBe(
      `${at}: ingress_application_gateway.gateway_id can only be set where the cluster is created, not on the import ` +
        `platform/Cluster, got ${gatewayId.slice(0, 120)}... (${gatewayId.length} characters). ` +
        `Run az aks enable-addons --addons ingress-appgw --appgw-id ${gatewayId} --resource-group rg-shop --name shop, and ` +
        'import the result here.',
    );
  });

  test('overlay: too large, not delegated, an old controller, another cloud', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const network = shopNetwork(stack);
        const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
        const subnet = network.addSubnet('Gateways', { prefix: '10.0.16.0/23' });
        const overlay = ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane: NetworkDataPlane.azure() });
        const cluster = shopCluster(stack, { network: overlay });
        const options = { version: AgicVersion.of('1.9.0'), cloud: AzureCloud.CHINA };
        const deployment = helmOn(shopGateway(stack, subnet), options);
        new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment });
      }),
    );
    expect(error).toBe(
      `${at} has 4 faults:\n- deployment.version must be 1.9.1 or later: the cluster's network is an overlay, got 1.9.0. Use AgicVersion.V1_9_8.\n- deployment.cloud must be AzureCloud.PUBLIC: the cluster's network is an overlay, which gateways in other clouds don't support, got AzureChinaCloud. Use ClusterNetwork.azureCniPodSubnet there.\n- deployment must have a gateway in a subnet that is delegated to it: the cluster's network is an overlay, got gateways. Set on the subnet delegation: SubnetDelegation.APPLICATION_GATEWAY.\n- deployment must have a gateway in a subnet not larger than /24: the cluster's network is an overlay, got 10.0.16.0/23. Use a /24.`,
    );
  });

  test('overlay with peering; other networks without', () => {
    const build = (stack: TerraformStack, isOverlay: boolean, isPeered: boolean) => {
      const hub = shopNetwork(stack, 'Hub', 'hub', ['10.1.0.0/16']);
      const network = shopNetwork(stack);
      if (isPeered) new VirtualNetworkPeering(stack, 'Peering', { network: hub, remoteNetwork: network });
      const delegation = isOverlay ? SubnetDelegation.APPLICATION_GATEWAY : undefined;
      const subnet = hub.addSubnet('Gateways', { prefix: '10.1.16.0/24', delegation });
      const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const dataPlane = NetworkDataPlane.azure();
      const kind = isOverlay
        ? ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane })
        : ClusterNetwork.azureCniPodSubnet({
            nodeSubnet,
            dataPlane,
            podSubnet: network.addSubnet('Pods', { prefix: '10.0.64.0/18' }),
          });
      const cluster = shopCluster(stack, { network: kind });
      const deployment = AgicDeployment.addOn(shopGateway(stack, subnet));
      new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment });
    };
    expect(errorOf(() => Planned.by((stack) => build(stack, true, true)))).toBe(
      `${at}: deployment must have a gateway in the network of the nodes (rg-shop/shop): the cluster's network is an overlay, and peered networks can't reach its pods, got rg-shop/hub. Move the gateway there, or use ClusterNetwork.azureCniPodSubnet.`,
    );
    expect(errorOf(() => Planned.by((stack) => build(stack, false, false)))).toContain(
      `${at}: deployment must have a gateway in the network of the nodes (rg-shop/shop), or in a peered network, got ` +
        'rg-shop/hub. Create a VirtualNetworkPeering between the two.',
    );
    expect(Planned.by((stack) => build(stack, false, true)).warnings).toEqual([]);
  });

  test("the cluster's own subnet", () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
        const cluster = shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet }) });
        const deployment = AgicDeployment.addOnWithNewGateway({ gatewayName: 'shop', subnet: nodeSubnet });
        new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment });
      }),
    );
    expect(error).toBe(
      `${at}: deployment must have a gateway in a separate subnet, not in a subnet of the cluster, got nodes. Use a separate subnet for the gateway.`,
    );
  });

  test('two controllers of one gateway that don’t share it, and of one class', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const { subnet, cluster } = shopWithGatewaySubnet(stack);
        const gateway = shopGateway(stack, subnet);
        new ApplicationGatewayIngress(stack, 'First', { cluster, deployment: helmOn(gateway) });
        new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment: helmOn(gateway) });
      }),
    );
    expect(error).toBe(
      `${at} has 4 faults:\n- ingressClassName must have only one controller, but 'platform/First' serves it already, got azure-application-gateway. Set another ingressClassName on the second controller, or use ApplicationGatewayIngress.fromCluster.\n- deployment.releaseName must be unique in the cluster, because it is the name of a ClusterRole, but 'platform/First' has it, got ingress-azure. Use a different name for each controller.\n- prohibitedTargets must be set here and on 'platform/First', which configures the same gateway. List the hosts of the other on each, or use separate gateways.\n- resourceNamePrefix must differ from that of 'platform/First', which configures the same gateway. Use a different prefix for each.`,
    );
  });
});

describe('bad input of a gateway', () => {
  const at = "ApplicationGateway 'platform/Gateway'";

  test('a subnet that is too small', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const subnet = shopNetwork(stack).addSubnet('Gateways', { prefix: '10.0.16.0/28' });
        shopGateway(stack, subnet, { capacity: GatewayCapacity.autoscaled(1, 11), privateAddress: '10.0.16.9' });
      }),
    );
    expect(error).toBe(
      `${at}: subnet must have an address for each of the 11 instances and the private address, and 5 that Azure reserves, got ` +
        '10.0.16.0/28. Use a /24, or a smaller capacity.',
    );
  });

  test('certificates without an identity', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const { subnet } = shopWithGatewaySubnet(stack);
        const vault = KeyVault.fromLookup(stack, 'Vault', { vaultName: 'shop4711', resourceGroupName: 'rg-shop' });
        shopGateway(stack, subnet, { certificates: [GatewayCertificate.fromVault('shop', vault, 'shop-tls')] });
      }),
    );
    expect(error).toBe(
      `${at}: identity must be set together with certificates of a key vault, which the gateway reads with this identity. Set a ManagedIdentity of the same stack.`,
    );
  });

  test('a listener that is put where the controller owns them', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const { subnet } = shopWithGatewaySubnet(stack);
        const { resource } = shopGateway(stack, subnet);
        resource.putHttpListener([
          { name: 'mine', frontendIpConfigurationName: 'public', frontendPortName: 'placeholder', protocol: 'Http' },
        ]);
      }),
    );
    expect(error).toContain(
      `${at}: resource.httpListener must be left to the ingress controller, which owns it: Terraform ignores its changes. ` +
        'Use a GatewayIngress, or an L1 ApplicationGateway without a controller.',
    );
  });
});

const subscription =
  '/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/rg-shop/providers/Microsoft.Network';
const gatewayId = `${subscription}/applicationGateways/shop`;
const subnetId = (name: string) => `${subscription}/virtualNetworks/shop/subnets/${name}`;
