import type { TerraformStack } from 'cdktf';
import {
  type AddOnGatewayOptions,
  AgicDeployment,
  type AgicGatewayOptions,
  type AgicHelmOptions,
  AgicVersion,
  ApplicationGateway,
  type ApplicationGatewayAttributes,
  ApplicationGatewayIngress,
  type ApplicationGatewayIngressAttributes,
  type ApplicationGatewayIngressProps,
  type ApplicationGatewayLookup,
  type ApplicationGatewayProps,
  AzureCloud,
  FirewallMode,
  type FirewallRateLimitOptions,
  FirewallRule,
  type FirewallRuleOptions,
  FirewallRuleSet,
  type GatewayBackendTlsOptions,
  GatewayCapacity,
  GatewayCertificate,
  GatewayIngress,
  type GatewayIngressProps,
  GatewayIngressTarget,
  GatewayIngressTls,
  type GatewayProbeOptions,
  GatewaySku,
  GatewayTlsPolicy,
  type IApplicationGateway,
  type IApplicationGatewayIngress,
  IstioMesh,
  KeyVault,
  ManagedIdentity,
  type MeshedServiceOptions,
  MeshNamespace,
  Namespace,
  type ProhibitedTarget,
  TrustedRoot,
  WebApplicationFirewall,
  type WebApplicationFirewallProps,
} from '../../../lib';
import { given, type RoomSamples, refused, struct } from '../support/sample';
import { clusterOn, knownCluster, knownSubnet, place, resourceId, somewhere } from '../support/values';

function newIdentity(stack: TerraformStack) {
  return { ...somewhere(stack), identityName: 'shop-ingress' };
}
const aRule = { ruleName: 'Bots', priority: 10 };
const knownSamples = {
  certificateNames: refused<string[], any>(['shop'], 'must be a certificate of the gateway'),
  identity: (stack: TerraformStack) => identity(stack),
  privateFrontend: refused<boolean, any>(false, 'can only be used with a gateway that has a private address'),
  trustedRootNames: refused<string[], any>(['other'], 'must exist on the gateway (other)'),
};

/** How each struct of ingress reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  AddOnGatewayOptions: struct<AddOnGatewayOptions>((stack, options) => {
    const made = { gatewayName: 'shop', subnet: knownSubnet(stack, 'gateways'), ...options };
    const cluster = clusterOn(stack, knownSubnet(stack));
    new ApplicationGatewayIngress(stack, 'Ingress', { cluster, deployment: AgicDeployment.addOnWithNewGateway(made) });
  }),
  AgicGatewayOptions: struct<AgicGatewayOptions>((stack, options) => {
    const made = {
      gatewayName: 'shop',
      subnet: knownSubnet(stack, 'gateways'),
      gatewayResourceGroupName: 'rg',
      ...options,
    };
    controller(stack, { deployment: AgicDeployment.helmWithNewGateway(made, { newIdentity: newIdentity(stack) }) });
  }),
  AgicHelmOptions: struct<AgicHelmOptions>((stack, options) => controller(stack, {}, options), {
    cloud: AzureCloud.CHINA,
    grantRoles: given((stack) => ({ identity: identity(stack), newIdentity: undefined }), false),
    identity: given(
      (stack: TerraformStack) => ({ newIdentity: undefined, identity: identity(stack, 'other') }),
      (stack: TerraformStack) => identity(stack),
    ),
    namespace: (stack) => Namespace.fromName(stack, 'Other', { cluster: knownCluster(stack), name: 'other' }),
    newIdentity: (stack) => ({ ...newIdentity(stack), identityName: 'other' }),
    releaseName: 'other',
    values: { verbosityLevel: 5 },
    version: AgicVersion.of('1.9.5'),
  }),
  ApplicationGatewayAttributes: struct<ApplicationGatewayAttributes>((stack, attributes) => {
    const id = resourceId('Microsoft.Network/applicationGateways', 'shop');
    const subnet = knownSubnet(stack, 'gateways');
    useAll(stack, ApplicationGateway.fromGatewayId(stack, 'Gateway', id, { subnet, ...attributes }));
  }, knownSamples),
  ApplicationGatewayIngressAttributes: struct<ApplicationGatewayIngressAttributes>(
    (stack, attributes) => {
      const cluster = knownCluster(stack);
      ingress(stack, {
        controller: ApplicationGatewayIngress.fromCluster(stack, 'Ingress', { cluster, ...attributes }),
        tls: GatewayIngressTls.fromGateway('shop'),
      });
    },
    {
      gateway: refused(
        (stack: TerraformStack) => gateway(stack, { certificateNames: ['other'] }),
        'must exist on the gateway (other)',
      ),
      ingressClassName: 'other',
    },
  ),
  ApplicationGatewayIngressProps: struct<ApplicationGatewayIngressProps>((stack, props) => controller(stack, props), {
    defaultIngressClass: true,
    ingressClassName: 'other',
    privateFrontend: true,
    prohibitedTargets: [{ name: 'legacy', hostName: 'legacy.example.com' }],
    reconcilePeriodSeconds: 60,
    resourceNamePrefix: 'shop-',
    watchNamespaces: ['shop'],
  }),
  ApplicationGatewayLookup: struct<ApplicationGatewayLookup>((stack, lookup) => useAll(stack, gateway(stack, lookup)), {
    ...knownSamples,
    subnet: (stack) => knownSubnet(stack, 'gateways'),
  }),
  ApplicationGatewayProps: struct<ApplicationGatewayProps>(
    (stack, props) => {
      const subnet = knownSubnet(stack, 'gateways');
      new ApplicationGateway(stack, 'Gateway', { ...place, gatewayName: 'shop', subnet, ...props });
    },
    {
      capacity: GatewayCapacity.fixed(3),
      certificates: given(
        (stack) => ({ identity: identity(stack) }),
        (stack) => [GatewayCertificate.fromVault('shop', vault(stack), 'shop-tls')],
      ),
      firewall: (stack) => firewall(stack),
      http2: false,
      identity: (stack) => identity(stack),
      privateAddress: '10.0.16.10',
      privateOnly: given({ privateAddress: '10.0.16.10' }, true),
      publicAddressId: resourceId('Microsoft.Network/publicIPAddresses', 'shop'),
      sku: refused(GatewaySku.WAF_V2, 'firewall must be set with WAF_v2'),
      tags: { app: 'shop' },
      tlsPolicy: GatewayTlsPolicy.COMPATIBLE_2022,
      trustedRoots: [TrustedRoot.fromBase64('internal', 'AAAA')],
      zones: ['1'],
    },
  ),
  FirewallRateLimitOptions: struct<FirewallRateLimitOptions>(
    (stack, options) => firewall(stack, { rules: [FirewallRule.rateLimit({ ...aRule, requests: 100, ...options })] }),
    { countries: ['DE'], minutes: 5, pathPrefixes: ['/login'], sources: ['203.0.113.0/24'] },
  ),
  FirewallRuleOptions: struct<FirewallRuleOptions>(
    (stack, options) => firewall(stack, { rules: [FirewallRule.block({ ...aRule, countries: ['AQ'], ...options })] }),
    { countries: ['DE'], pathPrefixes: ['/login'], sources: ['203.0.113.0/24'] },
  ),
  GatewayBackendTlsOptions: struct<GatewayBackendTlsOptions>(
    (stack, options) => ingress(stack, { backendTls: { hostName: 'shop.internal', ...options } }),
    { trustedRootNames: ['internal'] },
  ),
  GatewayIngressProps: struct<GatewayIngressProps>((stack, props) => ingress(stack, props), {
    annotations: { owner: 'web' },
    backendPathPrefix: '/',
    backendTls: { hostName: 'shop.internal' },
    connectionDrainingSeconds: 60,
    cookieAffinity: true,
    firewall: (stack) => firewall(stack),
    frontendPort: 8080,
    hosts: ['shop.example.com'],
    namespace: (stack) => Namespace.fromName(stack, 'Other', { cluster: knownCluster(stack), name: 'other' }),
    paths: ['/api'],
    privateFrontend: true,
    probe: { path: '/healthz' },
    requestTimeoutSeconds: 60,
    rulePriority: 10,
    sslProfileName: 'mutual',
    sslRedirect: given({ tls: GatewayIngressTls.fromSecret('shop-tls') }, false),
    tls: GatewayIngressTls.fromSecret('shop-tls'),
  }),
  GatewayProbeOptions: struct<GatewayProbeOptions>((stack, probe) => ingress(stack, { probe }), {
    hostName: 'shop.example.com',
    intervalSeconds: 10,
    path: '/healthz',
    port: 8081,
    statusCodes: ['200'],
    timeoutSeconds: 5,
    unhealthyThreshold: 5,
  }),
  MeshedServiceOptions: struct<MeshedServiceOptions>((stack, options) => {
    const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack) });
    const target = { serviceName: 'web', port: 80, podLabels: { app: 'web' }, podPort: 8080, ...options };
    ingress(stack, {
      namespace: MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' }),
      target: GatewayIngressTarget.meshedService(target),
    });
  }),
  ProhibitedTarget: struct<ProhibitedTarget>(
    (stack, target) => controller(stack, { prohibitedTargets: [{ name: 'legacy', ...target }] }),
    { hostName: 'legacy.example.com', paths: ['/legacy/*'] },
  ),
  WebApplicationFirewallProps: struct<WebApplicationFirewallProps>((stack, props) => firewall(stack, props), {
    botManager: false,
    maxFileUploadMib: 50,
    maxRequestBodyKib: 256,
    mode: FirewallMode.DETECTION,
    ruleSet: FirewallRuleSet.OWASP_3_2,
    rules: [FirewallRule.block({ ...aRule, countries: ['AQ'] })],
    tags: { app: 'shop' },
  }),
};

function identity(stack: TerraformStack, identityName = 'shop-gateway') {
  const { resourceGroupName } = place;
  return ManagedIdentity.fromLookup(stack, `Identity-${identityName}`, { identityName, resourceGroupName });
}

function vault(stack: TerraformStack) {
  return KeyVault.fromVaultId(stack, 'Vault', resourceId('Microsoft.KeyVault/vaults', 'shop4711'));
}

function firewall(stack: TerraformStack, props: Partial<WebApplicationFirewallProps> = {}): WebApplicationFirewall {
  return new WebApplicationFirewall(stack, 'Firewall', { ...place, firewallName: 'shop', ...props });
}

function gateway(stack: TerraformStack, known: Partial<ApplicationGatewayLookup> = {}): IApplicationGateway {
  const { resourceGroupName } = place;
  return ApplicationGateway.fromLookup(stack, 'Gateway', { gatewayName: 'shop', resourceGroupName, ...known });
}

function controller(
  stack: TerraformStack,
  props: Partial<ApplicationGatewayIngressProps> = {},
  options: Partial<AgicHelmOptions> = {},
): IApplicationGatewayIngress {
  const deployment =
    props.deployment ?? AgicDeployment.helm(gateway(stack), { newIdentity: newIdentity(stack), ...options });
  return new ApplicationGatewayIngress(stack, 'Ingress', { cluster: knownCluster(stack), ...props, deployment });
}

/** What the checks of an Ingress ask of the gateway. */
function useAll(stack: TerraformStack, used: IApplicationGateway): void {
  ingress(stack, {
    controller: controller(stack, { deployment: AgicDeployment.helm(used, { newIdentity: newIdentity(stack) }) }),
    tls: GatewayIngressTls.fromSecret('shop-tls'),
    backendTls: { hostName: 'shop.internal', trustedRootNames: ['internal'] },
    privateFrontend: true,
  });
}

function ingress(stack: TerraformStack, props: Partial<GatewayIngressProps>): void {
  const cluster = knownCluster(stack);
  new GatewayIngress(stack, 'Shop-Ingress', {
    controller: props.controller ?? ApplicationGatewayIngress.fromCluster(stack, 'Controller', { cluster }),
    namespace: props.namespace ?? Namespace.fromName(stack, 'Ns', { cluster, name: 'shop' }),
    name: 'shop',
    target: GatewayIngressTarget.service('web', 8080),
    ...props,
  });
}
