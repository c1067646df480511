import {
  AgicDeployment,
  ApplicationGateway,
  ApplicationGatewayIngress,
  type ApplicationGatewayIngressProps,
  FallbackBehavior,
  GatewayIngress,
  type GatewayIngressProps,
  GatewayIngressTarget,
  GatewayIngressTls,
  type IApplicationGatewayIngress,
  type IKeda,
  type INamespace,
  type IPrivateDnsZone,
  type ISecretsStoreDriver,
  type IVirtualNetwork,
  Keda,
  KedaInstallation,
  KedaVersion,
  KeyVault,
  ManagedIstioMesh,
  Namespace,
  PrivateDnsZone,
  PrivateEndpointDns,
  PrivateLinkTarget,
  ScaledObject,
  ScaleTarget,
  ScaleTrigger,
  SecretsStoreDriver,
  SecretsStoreInstallation,
  Subnet,
  SyncedSecret,
  VaultAccess,
  VaultObject,
  VaultSecrets,
  type VaultSecretsProps,
} from '../../lib';
import { place, shopCluster } from '../support/clusters';
import { accountId, endpoint, networks } from './azure-programs';
import { azureStack, foundation, must, type Statement, type World } from './statements';

const zoneName = 'privatelink.blob.core.windows.net';
const tenantId = '00000000-0000-0000-0000-000000000009';
const vaultId = '/subscriptions/s/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/shop4711';
const password = VaultObject.secret('db-password');

const shop = must('shop', ['cluster'], ({ stack, cluster }) =>
  Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' }),
);
const vault = must('vault', ['stack'], ({ stack }) => KeyVault.fromVaultId(stack, 'Vault', vaultId, { tenantId }));

/** A driver that its chart installs, and an import of it, which whatever reads the vault knows alone. */
const drivers: Statement[] = [
  must('driver', ['cluster'], ({ stack, cluster }) => SecretsStoreDriver.fromCluster(stack, 'Driver', cluster)),
  must('installed', ['cluster'], ({ stack, cluster }) => {
    const installation = SecretsStoreInstallation.helmChart({ syncSecrets: false });
    return new SecretsStoreDriver(stack, 'Installed', { cluster, installation });
  }),
];

const ownCluster = [azureStack, must('cluster', ['stack'], ({ stack }) => shopCluster(stack))];

function reading(props: (world: World) => Partial<VaultSecretsProps>): Statement[] {
  const reader = must('reader', ['driver', 'shop', 'vault'], (world) => {
    return new VaultSecrets(world.stack, 'Secrets', {
      driver: world.get<ISecretsStoreDriver>('driver'),
      namespace: world.get<INamespace>('shop'),
      vault: world.get<KeyVault>('vault'),
      access: VaultAccess.systemAssignedOnNodes(),
      name: 'checkout',
      objects: [password],
      ...props(world),
    });
  });
  return [...foundation, shop, vault, ...drivers, reader];
}

const meshOfVault = must('mesh', ['cluster', 'driver', 'vault'], (world) => {
  const secretsStoreDriver = world.get<ISecretsStoreDriver>('driver');
  const certificateAuthority = { vault: world.get<KeyVault>('vault'), secretsStoreDriver };
  const { cluster } = world;
  return new ManagedIstioMesh(world.stack, 'Mesh', { cluster, revisions: ['asm-1-30'], certificateAuthority });
});

const oldKeda: Statement[] = [
  ...foundation,
  shop,
  must('keda', ['cluster'], ({ stack, cluster }) => {
    return Keda.fromAttributes(stack, 'Keda', { cluster, namespaceName: 'keda' });
  }),
  must('installed', ['cluster'], ({ stack, cluster }) => {
    const installation = KedaInstallation.helmChart({ version: KedaVersion.of('2.16.1') });
    return new Keda(stack, 'Installed', { cluster, installation });
  }),
  must('scaled', ['keda', 'shop'], (world) => {
    return new ScaledObject(world.stack, 'Scaled', {
      keda: world.get<IKeda>('keda'),
      namespace: world.get<INamespace>('shop'),
      name: 'checkout',
      target: ScaleTarget.deployment('checkout'),
      maxReplicas: 10,
      triggers: [ScaleTrigger.cron({ timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', replicas: 5 })],
      fallback: { replicas: 5, behavior: FallbackBehavior.AT_LEAST },
    });
  }),
];

/** An Ingress of an import of a controller, which the program installs. */
function ingress(
  controller: Partial<ApplicationGatewayIngressProps>,
  props: Partial<GatewayIngressProps> = {},
): Statement[] {
  return [
    ...foundation,
    shop,
    must('gateway', ['stack'], ({ stack }) => {
      const lookup = { networkName: 'shop', resourceGroupName: 'rg-shop', subnetName: 'gateways' };
      const subnet = Subnet.fromLookup(stack, 'Gateways', lookup);
      return new ApplicationGateway(stack, 'Gateway', { ...place, gatewayName: 'shop', subnet });
    }),
    must('controller', ['cluster'], ({ stack, cluster }) => {
      return ApplicationGatewayIngress.fromCluster(stack, 'Controller', { cluster });
    }),
    must('installed', ['cluster', 'gateway'], (world) => {
      const newIdentity = { ...place, identityName: 'shop-ingress' };
      const deployment = AgicDeployment.helm(world.get<ApplicationGateway>('gateway'), { newIdentity });
      const { cluster } = world;
      return new ApplicationGatewayIngress(world.stack, 'Installed', { cluster, deployment, ...controller });
    }),
    must('ingress', ['controller', 'shop'], (world) => {
      return new GatewayIngress(world.stack, 'Ingress', {
        controller: world.get<IApplicationGatewayIngress>('controller'),
        namespace: world.get<INamespace>('shop'),
        name: 'shop',
        target: GatewayIngressTarget.service('web', 8080),
        ...props,
      });
    }),
  ];
}

function zoneOf(name: string, resourceGroupName: string): Statement {
  return must(name, ['stack'], ({ stack }) => {
    return PrivateDnsZone.fromLookup(stack, `Zone-${name}`, { zoneName, resourceGroupName });
  });
}

function link(zone: string): Statement {
  return must(`link-${zone}`, [zone, 'network-east'], (world) =>
    world.get<IPrivateDnsZone>(zone).linkNetwork(world.get<IVirtualNetwork>('network-east')),
  );
}

/** An endpoint whose zones the stack makes, in a network that has the name from another zone. */
const secondZone: Statement[] = [
  azureStack,
  ...networks,
  zoneOf('central', 'rg-dns'),
  link('central'),
  must('endpoint', ['subnet-east'], (world) => endpoint(world, 'east')),
];

function endpointsOf(group: (side: string) => string, perNetwork: boolean): Statement[] {
  const made = ['east', 'west'].map((side) =>
    must(side, [`subnet-${side}`], (world) => {
      const dns = PrivateEndpointDns.ownZones({ perNetwork, resourceGroupName: group(side) });
      return endpoint(world, side, { dns });
    }),
  );
  return [azureStack, ...networks, ...made];
}

const sameRecord: Statement[] = [
  azureStack,
  ...networks,
  ...['east', 'west'].map((side) =>
    must(side, [`subnet-${side}`], (world) => {
      return endpoint(world, side, { target: PrivateLinkTarget.storageBlob(accountId('shared')) });
    }),
  ),
];

const subnets: Statement[] = [
  azureStack,
  networks[0],
  ...['one', 'two'].map((name) =>
    must(name, ['network-east'], (world) => {
      const network = world.get<IVirtualNetwork>('network-east');
      return new Subnet(world.stack, `Subnet-${name}`, { network, subnetName: name, prefix: '10.0.20.0/24' });
    }),
  ),
];

/** A program that no order of its statements makes right. */
export interface FaultyProgram {
  readonly statements: Statement[];
  /** Part of the error, whatever the order. */
  readonly fault: string;
}

const secondName = `must not link the network to a second zone with the name ${zoneName}`;

export const faultyPrograms: { readonly [program: string]: FaultyProgram } = {
  'files synced by a driver that does not sync': {
    statements: reading(() => ({ sync: [SyncedSecret.opaque('db', { password })] })),
    fault: "VaultSecrets 'program/Secrets': sync must be empty",
  },
  'the identity of an add-on that its chart installs': {
    statements: reading(() => ({ access: VaultAccess.addonIdentity() })),
    fault: 'installed by its chart',
  },
  'a certificate authority read by another driver than the add-on': {
    statements: [...ownCluster, vault, ...drivers, meshOfVault],
    fault: "ManagedIstioMesh 'program/Mesh': certificateAuthority.secretsStoreDriver must be the AKS add-on",
  },
  'a fallback that an old KEDA drops': {
    statements: oldKeda,
    fault: "ScaledObject 'program/Scaled': fallback.behavior must be left out with KEDA 2.16.1",
  },
  'an Ingress where the controller does not watch': {
    statements: ingress({ watchNamespaces: ['billing'] }),
    fault: "GatewayIngress 'program/Ingress': namespace must be a namespace that the controller watches (billing)",
  },
  'a certificate that the gateway does not have': {
    statements: ingress({}, { tls: GatewayIngressTls.fromGateway('shop') }),
    fault: "GatewayIngress 'program/Ingress': tls.certificateName must exist on the gateway",
  },
  'a trusted root that the gateway does not have': {
    statements: ingress({}, { backendTls: { hostName: 'web.shop', trustedRootNames: ['internal'] } }),
    fault: "GatewayIngress 'program/Ingress': backendTls.trustedRootNames[0] must exist on the gateway",
  },
  'a private frontend of a public gateway': {
    statements: ingress({}, { privateFrontend: true }),
    fault:
      "GatewayIngress 'program/Ingress': privateFrontend can only be used with a gateway that has a private address",
  },
  'a second zone of a name for a network': { statements: secondZone, fault: secondName },
  'two zones of a name linked to a network': {
    statements: [
      azureStack,
      ...networks,
      zoneOf('central', 'rg-dns'),
      zoneOf('other', 'rg-dns-2'),
      link('central'),
      link('other'),
    ],
    fault: secondName,
  },
  'zones of one name in two groups': {
    statements: endpointsOf((side) => `rg-dns-${side}`, false),
    fault: "PrivateEndpoint 'program/Endpointwest': dns.resourceGroupName must be that of the zone",
  },
  'zones of two networks in one group': {
    statements: endpointsOf(() => 'rg-dns', true),
    fault: "PrivateEndpoint 'program/Endpointwest': dns.resourceGroupName must differ from that of the zone",
  },
  'one record of two endpoints': { statements: sameRecord, fault: 'must not write' },
  'two subnets in one range': { statements: subnets, fault: 'prefix must not overlap subnet' },
};
