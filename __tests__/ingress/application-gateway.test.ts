import {
  ApplicationGateway,
  ApplicationGatewayIngress,
  FirewallMode,
  FirewallRule,
  GatewayCertificate,
  GatewayIngress,
  GatewayIngressTarget,
  GatewaySku,
  KeyVault,
  ManagedIdentity,
  Namespace,
  PrivateEndpoint,
  Route,
  RouteTable,
  SubnetDelegation,
  TrustedRoot,
  WebApplicationFirewall,
} from '../../lib';
import { place, shopNetwork } from '../support/clusters';
import { errorOf, Planned } from '../support/planned';
import { helmOn, shopGateway, shopWithGatewaySubnet } from './ingress-fixtures';

const at = "ApplicationGateway 'platform/Gateway'";

test('certificates of a vault: role first, versionless id, and a list of what is ignored without them', () => {
  const planned = Planned.by((stack) => {
    const { subnet } = shopWithGatewaySubnet(stack);
    const vault = KeyVault.fromLookup(stack, 'Vault', { vaultName: 'shop4711', resourceGroupName: 'rg-shop' });
    const identity = new ManagedIdentity(stack, 'Identity', { ...place, identityName: 'shop-gateway' });
    const certificates = [GatewayCertificate.fromVault('shop', vault, 'shop-tls')];
    shopGateway(stack, subnet, { identity, certificates, trustedRoots: [TrustedRoot.fromBase64('internal', 'AAAA')] });
  });
  const gateway = planned.one('azurerm_application_gateway');
  const vaultUri = /^\$\{data\.azurerm_key_vault\.Vault_\w+\.vault_uri\}secrets\/shop-tls$/;
  expect(gateway.ssl_certificate).toEqual([{ name: 'shop', key_vault_secret_id: expect.stringMatching(vaultUri) }]);
  expect(gateway.trusted_root_certificate).toEqual([{ name: 'internal', data: 'AAAA' }]);
  expect(gateway.lifecycle.ignore_changes).toEqual(ApplicationGateway.argumentsOwnedByControllerButCertificates);
  expect(gateway.depends_on.map((address: string) => address.replace(/_[0-9A-F]{8}$/, ''))).toEqual([
    'azurerm_subnet.Network_Gateways',
    'azurerm_role_assignment.Vault_Grant-secrets-shop-tls-KeyVaultSecretsUser-Identity',
  ]);
  expect(planned.one('azurerm_role_assignment', 'Vault').role_definition_name).toBe('Key Vault Secrets User');
});

test('what is ignored: all that the controller writes, and of the tags its own alone', () => {
  expect(ApplicationGateway.argumentsOwnedByController).toEqual([
    'backend_address_pool',
    'backend_http_settings',
    'frontend_port',
    'http_listener',
    'probe',
    'redirect_configuration',
    'request_routing_rule',
    'rewrite_rule_set',
    'url_path_map',
    'ssl_certificate',
    'tags["managed-by-k8s-ingress"]',
    'tags["ingress-for-aks-cluster-id"]',
    'tags["last-updated-by-k8s-ingress"]',
  ]);
});

test('a firewall: Microsoft’s rules, its bot manager, and limits of rates', () => {
  const planned = Planned.by((stack) => {
    new WebApplicationFirewall(stack, 'Firewall', {
      ...place,
      firewallName: 'shop',
      mode: FirewallMode.DETECTION,
      rules: [FirewallRule.rateLimit({ ruleName: 'Everybody', priority: 5, requests: 1000, minutes: 5 })],
    });
  });
  const policy = planned.one('azurerm_web_application_firewall_policy');
  expect(policy.managed_rules.managed_rule_set).toEqual([
    { type: 'Microsoft_DefaultRuleSet', version: '2.1' },
    { type: 'Microsoft_BotManagerRuleSet', version: '1.1' },
  ]);
  expect(policy.custom_rules).toEqual([
    {
      name: 'Everybody',
      priority: 5,
      action: 'Block',
      rule_type: 'RateLimitRule',
      rate_limit_duration: 'FiveMins',
      rate_limit_threshold: 1000,
      group_rate_limit_by: 'ClientAddr',
      match_conditions: [
        {
          match_variables: [{ variable_name: 'RemoteAddr' }],
          operator: 'IPMatch',
          negation_condition: true,
          match_values: ['255.255.255.255/32'],
        },
      ],
    },
  ]);
  expect(planned.warnings).toEqual([
    'W252: The firewall logs attacks but does not block them (FirewallMode.DETECTION).',
  ]);
});

describe('a gateway without a public address', () => {
  const privateOnly = { privateOnly: true, privateAddress: '10.0.16.10' };

  test('is at its private address alone, in a subnet that may route all traffic to a firewall', () => {
    const planned = Planned.by((stack) => {
      const routes = [Route.defaultToFirewall('10.1.0.4')];
      const routeTable = new RouteTable(stack, 'Routes', { ...place, routeTableName: 'shop', routes });
      const subnet = shopNetwork(stack).addSubnet('Gateways', {
        prefix: '10.0.16.0/24',
        routeTable,
        securityRules: [],
      });
      expect(shopGateway(stack, subnet, privateOnly).publicAddress).toBe(undefined);
    });
    expect(planned.all('azurerm_public_ip')).toEqual({});
    const { frontend_ip_configuration, http_listener } = planned.one('azurerm_application_gateway');
    expect(frontend_ip_configuration).toEqual([
      expect.objectContaining({ private_ip_address: '10.0.16.10', private_ip_address_allocation: 'Static' }),
    ]);
    expect(http_listener[0].frontend_ip_configuration_name).toBe(frontend_ip_configuration[0].name);
  });

  test('needs the private address, and no other', () => {
    const publicAddressId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/shop';
    const build = () =>
      Planned.by((stack) => {
        const { subnet } = shopWithGatewaySubnet(stack);
        shopGateway(stack, subnet, { privateOnly: true, publicAddressId });
      });
    expect(errorOf(build)).toBe(
      `${at} has 2 faults:\n- privateAddress must be set with privateOnly. Use an address of the subnet.\n- publicAddressId must be ` +
        `left out with privateOnly, got ${publicAddressId}. Remove one of the two.`,
    );
  });

  test('serves Ingresses that are private, each or all', () => {
    const build = (forAll: boolean | undefined, own: boolean | undefined) =>
      Planned.by((stack) => {
        const { subnet, cluster } = shopWithGatewaySubnet(stack);
        const gateway = shopGateway(stack, subnet, privateOnly);
        const controller = new ApplicationGatewayIngress(stack, 'Controller', {
          cluster,
          deployment: helmOn(gateway),
          ...(forAll && { privateFrontend: true }),
        });
        new GatewayIngress(stack, 'Ingress', {
          controller,
          namespace: new Namespace(stack, 'Namespace', { cluster, name: 'shop' }),
          name: 'shop',
          hosts: ['shop.example.com'],
          target: GatewayIngressTarget.service('checkout', 80),
          ...(own && { privateFrontend: true }),
        });
      });
    expect(errorOf(() => build(false, false))).toContain(
      "GatewayIngress 'platform/Ingress': privateFrontend must be true here or on the controller, because the gateway has no public " +
        'address. Set privateFrontend: true.',
    );
    expect(() => build(true, false)).not.toThrow();
    expect(() => build(false, true)).not.toThrow();
  });
});

describe('bad input', () => {
  test('a firewall on the SKU without one', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const { subnet } = shopWithGatewaySubnet(stack);
        const firewall = new WebApplicationFirewall(stack, 'Firewall', { ...place, firewallName: 'shop' });
        shopGateway(stack, subnet, { firewall, sku: GatewaySku.STANDARD_V2 });
      }),
    );
    expect(error).toBe(
      `${at}: sku must be WAF_v2 with a firewall, got Standard_v2. Use GatewaySku.WAF_V2, or leave sku out.`,
    );
  });

  test('a subnet of another service, or one that others are in', () => {
    const delegated = errorOf(() =>
      Planned.by((stack) => {
        const delegation = SubnetDelegation.TRAFFIC_CONTROLLER;
        shopGateway(stack, shopNetwork(stack).addSubnet('Gateways', { prefix: '10.0.16.0/24', delegation }));
      }),
    );
    expect(delegated).toBe(
      `${at}: subnet must not be delegated to another service, got Microsoft.ServiceNetworking/trafficControllers. Use a subnet ` +
        'without delegation, or with SubnetDelegation.APPLICATION_GATEWAY.',
    );
    const shared = errorOf(() =>
      Planned.by((stack) => {
        const subnet = shopNetwork(stack).addSubnet('Gateways', { prefix: '10.0.16.0/24' });
        shopGateway(stack, subnet);
        const target = new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711' });
        new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName: 'shop-vault', subnet, target });
      }),
    );
    expect(shared).toContain(
      `${at}: subnet must be the application gateway's own: nodes, pods and private endpoints may not be in it, got ` +
        'platform/Endpoint. Use a separate subnet for the application gateway.',
    );
  });

  test('a security group that keeps Azure’s management out', () => {
    const build = (withRules: boolean) =>
      Planned.by((stack) => {
        const securityRules = withRules ? ApplicationGateway.securityRules(['203.0.113.0/24']) : [];
        shopGateway(stack, shopNetwork(stack).addSubnet('Gateways', { prefix: '10.0.16.0/24', securityRules }));
      });
    expect(errorOf(() => build(false))).toContain(
      `${at}: subnet must allow GatewayManager on ports 65200-65535: otherwise Azure creates no gateway, got ` +
        'platform/Network/Gateways. Add ApplicationGateway.securityRules() to its securityRules.',
    );
    expect(build(true).one('azurerm_network_security_group').security_rule).toHaveLength(3);
  });

  test('a vault that the gateway can’t reach', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const { subnet } = shopWithGatewaySubnet(stack);
        const vault = new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711', trustedServicesBypass: false });
        const identity = new ManagedIdentity(stack, 'Identity', { ...place, identityName: 'shop-gateway' });
        const certificates = [GatewayCertificate.fromVault('shop', vault, 'shop-tls')];
        shopGateway(stack, subnet, { identity, certificates });
      }),
    );
    expect(error).toContain(
      `${at}: certificates must allow trusted Azure services in its network rules, or have a private endpoint, got platform/Vault. ` +
        'Set trustedServicesBypass to true on the vault.',
    );
  });
});
