import type { TerraformStack } from 'cdktf';
import {
  AksCluster,
  AlbController,
  type AlbControllerProps,
  AlbControllerVersion,
  AlbGateway,
  type AlbGatewayProps,
  AlbHttpRoute,
  type AlbHttpRouteProps,
  AlbListener,
  AlbRouteRule,
  ApplicationLoadBalancer,
  ClusterNetwork,
  GatewayApi,
  GatewayApiChannel,
  type IAksCluster,
  type IAlbController,
  IstioMesh,
  KubernetesManifests,
  ManagedApplicationLoadBalancer,
  ManagedIdentity,
  MeshNamespace,
  Namespace,
  PathMatch,
  Subnet,
  SubnetDelegation,
  type VirtualNetwork,
  WebApplicationFirewall,
} from '../../lib';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, Planned } from '../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../support/releases';

const newIdentity = { ...place, identityName: 'shop-alb' };
const delegation = SubnetDelegation.TRAFFIC_CONTROLLER;
const toWeb = AlbRouteRule.toServices([{ serviceName: 'web', port: 80 }]);
const https = AlbListener.https('https', 'shop-tls');

function known(stack: TerraformStack): IAksCluster {
  return AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
}

function gatewayApi(stack: TerraformStack, cluster: IAksCluster, version = '1.5.1'): GatewayApi {
  return GatewayApi.present(stack, 'GatewayApi', { cluster, version, channel: GatewayApiChannel.STANDARD });
}

function controllerOn(stack: TerraformStack, props: Partial<AlbControllerProps> = {}): AlbController {
  const cluster = props.cluster ?? known(stack);
  const api = props.gatewayApi ?? gatewayApi(stack, cluster);
  return new AlbController(stack, 'Alb', { cluster, gatewayApi: api, newIdentity, ...props });
}

function loadBalancer(
  stack: TerraformStack,
  controller: IAlbController = controllerOn(stack),
): ApplicationLoadBalancer {
  const lookup = { networkName: 'shop', resourceGroupName: 'rg-shop', subnetName: 'alb' };
  const subnet = Subnet.fromLookup(stack, 'AlbSubnet', lookup);
  return new ApplicationLoadBalancer(stack, 'LoadBalancer', { ...place, loadBalancerName: 'shop', subnet, controller });
}

function gateway(stack: TerraformStack, props: Partial<AlbGatewayProps> = {}): AlbGateway {
  const on = props.loadBalancer ?? loadBalancer(stack);
  const { cluster } = on.controller;
  const namespace = props.namespace ?? Namespace.fromName(stack, 'Edge', { cluster, name: 'edge' });
  return new AlbGateway(stack, 'Gateway', { loadBalancer: on, name: 'shop', listeners: [https], ...props, namespace });
}

function route(stack: TerraformStack, props: Partial<AlbHttpRouteProps> = {}, on = gateway(stack)): AlbHttpRoute {
  const { cluster } = on.controller;
  const namespace = props.namespace ?? Namespace.fromName(stack, 'Shop', { cluster, name: 'edge' });
  return new AlbHttpRoute(stack, 'Route', { gateway: on, name: 'shop', rules: [toWeb], ...props, namespace });
}

describe('the controller', () => {
  test('its chart, its trust and its role; the definitions of the Gateway API stay as they are', () => {
    const planned = Planned.by((stack) => {
      controllerOn(stack);
    });
    const { version, namespace, repository } = planned.one('helm_release', 'Alb_Chart');
    expect({ version, namespace, repository }).toEqual({
      version: '1.12.1',
      namespace: 'azure-alb-system',
      repository: 'oci://mcr.microsoft.com/application-lb/charts',
    });
    expect(valuesOf(planned, 'Alb_Chart').albController).toMatchObject({
      namespace: 'azure-alb-system',
      installGatewayApiCRDs: false,
    });
    expect(planned.one('azurerm_federated_identity_credential').subject).toBe(
      'system:serviceaccount:azure-alb-system:alb-controller-sa',
    );
    const { role_definition_name, scope } = planned.one('azurerm_role_assignment');
    expect([role_definition_name, scope]).toEqual([
      'Reader',
      expect.stringMatching(/^\$\{data\.azurerm_kubernetes_cluster\.Cluster_\w+\.node_resource_group_id\}$/),
    ]);
    expect(waitsOf(planned, 'Alb_Chart')).toEqual(['helm_release.Alb_Namespace_Manifests']);
  });

  test('a Gateway API that the release cannot read', () => {
    const stack = azureStack();
    const cluster = known(stack);
    const api = gatewayApi(stack, cluster, '1.3.0');
    expect(errorOf(() => controllerOn(stack, { cluster, gatewayApi: api }))).toBe(
      "AlbController 'platform/Alb': gatewayApi must have version 1.5.1 to 1.5.1, which ALB Controller 1.12.1 supports, got 1.3.0. Change the version of 'platform/GatewayApi', or use another version of the mesh.",
    );
    const version = AlbControllerVersion.V1_10_37;
    expect(new AlbController(stack, 'Older', { cluster, gatewayApi: api, newIdentity, version }).cluster).toBe(cluster);
  });

  test('two on a cluster', () => {
    const stack = azureStack();
    const cluster = known(stack);
    const api = gatewayApi(stack, cluster);
    controllerOn(stack, { cluster, gatewayApi: api });
    expect(errorOf(() => new AlbController(stack, 'Other', { cluster, gatewayApi: api, newIdentity }))).toContain(
      "- name must be unique in the cluster, but 'platform/Alb/Namespace' creates it already, got " +
        'azure-alb-system. Share that construct, import the namespace with fromName, or use another name.',
    );
  });
});

describe('a load balancer that Terraform owns', () => {
  test('its resources, and the roles of the controller on its group and subnet', () => {
    const planned = Planned.by((stack) => {
      gateway(stack);
    });
    const balancer = Object.keys(planned.all('azurerm_application_load_balancer'))[0];
    expect(planned.one('azurerm_application_load_balancer')).toMatchObject({ name: 'shop', location: 'westeurope' });
    expect(planned.one('azurerm_application_load_balancer_subnet_association')).toMatchObject({
      application_load_balancer_id: `\${azurerm_application_load_balancer.${balancer}.id}`,
      name: 'shop-association',
    });
    expect(planned.one('azurerm_application_load_balancer_frontend').name).toBe('shop');
    const roles = Object.values(planned.all('azurerm_role_assignment')).map((role) => [
      role.role_definition_name,
      role.scope.replace(/_[0-9A-F]{8}\b/, ''),
    ]);
    expect(roles.sort()).toEqual([
      [
        'AppGw for Containers Configuration Manager',
        '/subscriptions/${data.azurerm_client_config.CdktfAksDeployer.subscription_id}/resourceGroups/rg-shop',
      ],
      ['Network Contributor', '${data.azurerm_subnet.AlbSubnet.id}'],
      ['Reader', '${data.azurerm_kubernetes_cluster.Cluster.node_resource_group_id}'],
    ]);
  });

  test('a Gateway names it and its front end, and waits for both', () => {
    const planned = Planned.by((stack) => {
      gateway(stack);
    });
    expect(planned.one('helm_release', 'Gateway_Manifests').values[0].replace(/_[0-9A-F]{8}\b/g, '')).toBe(
      [
        'manifests:',
        '  - apiVersion: gateway.networking.k8s.io/v1',
        '    kind: Gateway',
        '    metadata:',
        '      name: shop',
        '      namespace: edge',
        '      annotations:',
        '        alb.networking.azure.io/alb-id: ${jsonencode(azurerm_application_load_balancer.LoadBalancer.id)}',
        '    spec:',
        '      gatewayClassName: azure-alb-external',
        '      listeners:',
        '        - name: https',
        '          protocol: HTTPS',
        '          port: 443',
        '          tls:',
        '            mode: Terminate',
        '            certificateRefs:',
        '              - group: ""',
        '                kind: Secret',
        '                name: shop-tls',
        '          allowedRoutes:',
        '            namespaces:',
        '              from: Same',
        '      addresses:',
        '        - type: alb.networking.azure.io/alb-frontend',
        '          value: ${jsonencode(azurerm_application_load_balancer_frontend.Gateway_Frontend.name)}',
        '',
      ].join('\n'),
    );
    const waits = waitsOf(planned, 'Gateway_Manifests').join();
    for (const part of ['load_balancer.LoadBalancer', 'LoadBalancer_Association', 'Gateway_Frontend', 'Alb_Chart']) {
      expect(waits).toContain(part);
    }
    expect(waits).toContain('azurerm_role_assignment.Alb_WorkloadIdentity_Grant');
  });

  test('roles that somebody else assigns are in the annotations', () => {
    const planned = Planned.by((stack) => {
      loadBalancer(stack, controllerOn(stack, { grantRoles: false }));
    });
    expect(planned.all('azurerm_role_assignment')).toEqual({});
    expect(planned.infos.filter((text) => text.startsWith('Run manually:')).map((text) => text.split('"')[1])).toEqual([
      'Reader',
      'AppGw for Containers Configuration Manager',
      'Network Contributor',
    ]);
  });

  const subnetFault = (prefix: string, options: { delegation?: SubnetDelegation }, overlay: boolean) => {
    const stack = azureStack();
    const network: VirtualNetwork = shopNetwork(stack);
    const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
    const own = overlay
      ? ClusterNetwork.azureCniOverlay({ nodeSubnet })
      : ClusterNetwork.azureCniPodSubnet({
          nodeSubnet,
          podSubnet: network.addSubnet('Pods', { prefix: '10.0.128.0/18' }),
        });
    const cluster = shopCluster(stack, { network: own });
    const controller = controllerOn(stack, { cluster });
    return errorOf(() => {
      const subnet = network.addSubnet('Alb', { prefix, ...options });
      new ApplicationLoadBalancer(stack, 'LoadBalancer', { ...place, loadBalancerName: 'shop', subnet, controller });
    });
  };

  test('a subnet without delegation', () => {
    expect(subnetFault('10.0.16.0/24', {}, true)).toBe(
      "ApplicationLoadBalancer 'platform/LoadBalancer': subnet must be delegated to Microsoft.ServiceNetworking/trafficControllers, got platform/Network/Alb. Use network.addSubnet(..., { prefix: a /24, delegation: SubnetDelegation.TRAFFIC_CONTROLLER }).",
    );
  });

  test('a subnet that is too small', () => {
    expect(subnetFault('10.0.16.0/25', { delegation }, true)).toContain('/24');
  });

  test('a subnet that is larger than an overlay network allows', () => {
    expect(subnetFault('10.0.16.0/23', { delegation }, true)).toBe(
      "ApplicationLoadBalancer 'platform/LoadBalancer': subnet must be exactly /24: the cluster's pods are in an overlay network, got 10.0.16.0/23. Use a /24.",
    );
    expect(() => subnetFault('10.0.16.0/23', { delegation }, false)).toThrow('It was expected to throw, and did not.');
  });
});

test('a load balancer that the controller makes', () => {
  const planned = Planned.by((stack) => {
    const controller = controllerOn(stack);
    const { cluster } = controller;
    const namespace = Namespace.fromName(stack, 'Edge', { cluster, name: 'edge' });
    const lookup = { networkName: 'shop', resourceGroupName: 'rg-shop', subnetName: 'alb' };
    const subnet = Subnet.fromLookup(stack, 'AlbSubnet', lookup);
    const managed = new ManagedApplicationLoadBalancer(stack, 'Managed', {
      controller,
      namespace,
      name: 'alb',
      subnet,
    });
    gateway(stack, { loadBalancer: managed, namespace });
    const other = { loadBalancer: managed, namespace, frontendName: 'shop', name: 'other', listeners: [https] };
    expect(errorOf(() => new AlbGateway(stack, 'Other', other))).toBe(
      "AlbGateway 'platform/Other': frontendName must be left out: the controller creates a frontend for each gateway, got shop. Remove it, or use an ApplicationLoadBalancer.",
    );
    stack.node.tryRemoveChild('Other');
  });
  expect(planned.all('azurerm_application_load_balancer')).toEqual({});
  expect(manifestsOf(planned, 'Managed')[0]).toEqual({
    apiVersion: 'alb.networking.azure.io/v1',
    kind: 'ApplicationLoadBalancer',
    metadata: { name: 'alb', namespace: 'edge' },
    spec: { associations: [expect.any(String)] },
  });
  expect(manifestsOf(planned, 'Gateway')[0].metadata.annotations).toEqual({
    'alb.networking.azure.io/alb-namespace': 'edge',
    'alb.networking.azure.io/alb-name': 'alb',
  });
  const roles = Object.values(planned.all('azurerm_role_assignment')).map((role) => role.role_definition_name);
  expect(roles.sort()).toEqual(['AppGw for Containers Configuration Manager', 'Network Contributor', 'Reader']);
});

describe('a controller that another stack installs', () => {
  const lookup = { identityName: 'shop-alb', resourceGroupName: 'rg-shop' };
  const planned = (withIdentity: boolean) =>
    Planned.by((stack) => {
      const identity = withIdentity ? ManagedIdentity.fromLookup(stack, 'AlbIdentity', lookup) : undefined;
      loadBalancer(stack, AlbController.fromCluster(stack, 'Alb', known(stack), identity));
    });

  test('gets its roles by its identity', () => {
    const grants = Object.values(planned(true).all('azurerm_role_assignment'));
    expect(grants.map(({ role_definition_name: role, principal_id: id }) => [role, id]).sort()).toEqual(
      ['AppGw for Containers Configuration Manager', 'Network Contributor'].map((role) => [
        role,
        expect.stringMatching(/^\$\{data\.azurerm_user_assigned_identity\.AlbIdentity_\w+\.principal_id\}$/),
      ]),
    );
  });

  test('or by commands', () => {
    const result = planned(false);
    expect(result.all('azurerm_role_assignment')).toEqual({});
    expect(result.infos.filter((text) => text.startsWith('Run manually'))).toEqual([
      expect.stringMatching(
        /^Run manually: az role assignment create --role "AppGw for Containers Configuration Manager" --assignee-object-id CONTROLLER_PRINCIPAL_ID --assignee-principal-type ServicePrincipal --scope /,
      ),
      expect.stringContaining('--role "Network Contributor" --assignee-object-id CONTROLLER_PRINCIPAL_ID'),
    ]);
  });
});

test('an imported load balancer has the front ends that are named', () => {
  const loadBalancerId =
    '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ServiceNetworking/trafficControllers/shop';
  const stack = azureStack();
  const controller = controllerOn(stack);
  const attributes = { loadBalancerId, frontendNames: ['a', 'b'], controller };
  const imported = ApplicationLoadBalancer.fromAttributes(stack, 'LoadBalancer', attributes);
  expect(errorOf(() => gateway(stack, { loadBalancer: imported }))).toBe(
    "AlbGateway 'platform/Gateway': frontendName must be a front end of the load balancer (a, b). Use one of them.",
  );
});

describe('routes', () => {
  test('rules, a redirect, and a firewall with its role', () => {
    const planned = Planned.by((stack) => {
      const listeners = [https, AlbListener.http('http')];
      const on = gateway(stack, { listeners });
      const firewall = new WebApplicationFirewall(stack, 'Firewall', { ...place, firewallName: 'shop' });
      const api = { path: PathMatch.prefix('/api'), headers: { 'x-beta': 'true' }, method: 'GET' };
      const backends = [
        { serviceName: 'api-v1', port: 8080, weight: 90 },
        { serviceName: 'api-v2', port: 8080, weight: 10 },
      ];
      const rules = [AlbRouteRule.toServices(backends, [api], 10), toWeb];
      route(stack, { hostNames: ['shop.example.com'], listenerName: 'https', rules, firewall }, on);
      const namespace = Namespace.fromName(stack, 'Again', { cluster: on.controller.cluster, name: 'edge' });
      const redirect = { gateway: on, namespace, name: 'to-https', listenerName: 'http' };
      new AlbHttpRoute(stack, 'Redirect', { ...redirect, rules: [AlbRouteRule.toHttps()] });
    });
    const [made, policy] = manifestsOf(planned, 'Route');
    expect(made).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'shop', namespace: 'edge' },
      spec: {
        parentRefs: [{ name: 'shop', namespace: 'edge', sectionName: 'https' }],
        hostnames: ['shop.example.com'],
        rules: [
          {
            matches: [
              {
                path: { type: 'PathPrefix', value: '/api' },
                headers: [{ type: 'Exact', name: 'x-beta', value: 'true' }],
                method: 'GET',
              },
            ],
            backendRefs: [
              { name: 'api-v1', port: 8080, weight: 90 },
              { name: 'api-v2', port: 8080, weight: 10 },
            ],
            timeouts: { request: '10s' },
          },
          { backendRefs: [{ name: 'web', port: 80 }] },
        ],
      },
    });
    expect(policy).toMatchObject({
      apiVersion: 'alb.networking.azure.io/v1',
      kind: 'WebApplicationFirewallPolicy',
      metadata: { name: 'shop-httproute', namespace: 'edge' },
      spec: {
        targetRef: { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'shop', namespace: 'edge' },
      },
    });
    expect(manifestsOf(planned, 'Redirect')[0].spec.rules).toEqual([
      { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] },
    ]);
    const scopes = Object.values(planned.all('azurerm_role_assignment')).map((role) => role.scope);
    expect(scopes).toContainEqual(expect.stringContaining('azurerm_web_application_firewall_policy.Firewall'));
    expect(planned.warnings.filter((text) => text.startsWith('W320'))).toEqual([
      'W320: Clients send requests in plain text to http of gateway shop. Use AlbListener.https(...), and redirect HTTP to it.',
    ]);
  });

  test('what is refused', () => {
    const stack = azureStack();
    const on = gateway(stack);
    const other = Namespace.fromName(stack, 'Other', { cluster: on.controller.cluster, name: 'other' });
    const rules = [AlbRouteRule.toServices([], [{ path: PathMatch.exact('api'), method: 'get' }], 0)];
    expect(errorOf(() => route(stack, { namespace: other, hostNames: ['Shop'], rules }, on))).toBe(
      "AlbHttpRoute 'platform/Route' has 6 faults:\n" +
        '- hostNames[0] must be a host in lowercase, got Shop. For example, use shop.example.com.\n' +
        "- rules[0].backends must have a backend. For example, use { serviceName: 'web', port: 80 }.\n" +
        '- rules[0].matches[0].path must be a path that starts with /, got api. For example, use /api.\n' +
        '- rules[0].matches[0].method must be an HTTP method in uppercase, got get. For example, use GET.\n' +
        '- rules[0].timeoutSeconds must be a whole number of 1 to 3600 seconds, got 0. Use a number in 1 to 3600 seconds.\n' +
        '- namespace must be that of the gateway (edge), whose listeners accept no routes of other namespaces, got other. Set openToAllNamespaces on a listener.',
    );
  });

  test('Services in a mesh', () => {
    const planned = Planned.by((stack) => {
      const listeners = [AlbListener.https('https', 'shop-tls', { openToAllNamespaces: true })];
      const on = gateway(stack, { listeners });
      const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: on.controller.cluster });
      route(stack, { namespace: MeshNamespace.fromName(stack, 'InMesh', { mesh, name: 'shop' }) }, on);
    });
    expect(planned.warnings.map((text) => text.slice(0, 4))).toEqual(['W321']);
  });

  test('listeners that are wrong', () => {
    const listeners = [https, AlbListener.https('https', 'other'), AlbListener.http('Plain', { hostName: 'Shop' })];
    expect(errorOf(() => gateway(azureStack(), { listeners }))).toBe(
      "AlbGateway 'platform/Gateway' has 4 faults:\n" +
        '- listeners[1].name must be unique in the gateway, got https. Use another name.\n' +
        '- listeners[1] must have a unique port and host, got 443. Remove one of them, or use another host.\n' +
        '- listeners[2].name must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or digit at both ends, got Plain. For example, use shop.\n' +
        '- listeners[2].hostName must be a host in lowercase, got Shop. For example, use shop.example.com.',
    );
  });
});

describe('kinds of the experimental channel on the standard one', () => {
  const applied = (apiVersion: string, kind: string, version: string, channel = GatewayApiChannel.STANDARD) => {
    const stack = azureStack();
    const cluster = known(stack);
    GatewayApi.present(stack, 'GatewayApi', { cluster, version, channel });
    const manifests = [{ apiVersion, kind, metadata: { name: 'db', namespace: 'shop' } }];
    new KubernetesManifests(stack, 'Db', { cluster, releaseName: 'db', namespace: 'shop', manifests });
    return Planned.of(stack);
  };

  test('one that only the experimental channel has', () => {
    expect(errorOf(() => applied('gateway.networking.k8s.io/v1alpha2', 'TCPRoute', '1.5.1'))).toContain(
      "GatewayApi 'platform/GatewayApi': channel must have TCPRoute of gateway.networking.k8s.io/v1alpha2 on the cluster (only the experimental channel has it), and 'platform/Db' applies db, got standard. Remove the object, or install the experimental channel and declare it by GatewayApi.present(...).",
    );
    const { EXPERIMENTAL } = GatewayApiChannel;
    expect(applied('gateway.networking.k8s.io/v1alpha2', 'TCPRoute', '1.5.1', EXPERIMENTAL).warnings).toEqual([]);
  });

  test('one that came into the standard channel later', () => {
    expect(errorOf(() => applied('gateway.networking.k8s.io/v1', 'TLSRoute', '1.2.1'))).toContain('from 1.5.0 on');
    expect(applied('gateway.networking.k8s.io/v1', 'TLSRoute', '1.5.1').warnings).toEqual([]);
  });
});
