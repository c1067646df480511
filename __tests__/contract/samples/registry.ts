import { TerraformOutput, type TerraformStack, TerraformVariable } from 'cdktf';
import {
  ChartMirror,
  type ChartMirrorProps,
  ChartSource,
  ContainerRegistry,
  type ContainerRegistryAttributes,
  type ContainerRegistryLookup,
  type ContainerRegistryProps,
  type GeoReplication,
  HelmChart,
  type IContainerRegistry,
  KeyVault,
  type MirrorPullOptions,
  MirrorRegistry,
  Principal,
  RegistryAccess,
  RegistryCacheRule,
  type RegistryCacheRuleProps,
  RegistryCredentialSet,
  type RegistryCredentialSetProps,
  RegistryPermissions,
  RegistrySku,
} from '../../../lib';
import { given, type RoomSamples, struct } from '../support/sample';
import { knownCluster, place, resourceId, uuid } from '../support/values';

/** How each struct of registry reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  ChartMirrorProps: struct<ChartMirrorProps>(underMirror, {
    registry: MirrorRegistry.host('other.azurecr.io'),
    repositoryPrefix: 'mirror',
    cacheRules: (stack) => {
      const registry = knownRegistry(stack);
      const rule = { registry, ruleName: 'quay-all', source: 'quay.io/*', target: 'quay/*' };
      return [new RegistryCacheRule(stack, 'Rule', rule)];
    },
    chartUsername: given((stack) => ({ chartUsername: 'puller', chartPassword: secret(stack) }), 'other'),
    chartPassword: given(
      (stack) => ({ chartUsername: 'puller', chartPassword: secret(stack) }),
      (stack) => secret(stack, 'other'),
    ),
  }),
  ContainerRegistryLookup: struct<ContainerRegistryLookup>(
    (stack, lookup) => {
      const names = { registryName: 'shop4711', resourceGroupName: 'rg-shop' };
      return use(ContainerRegistry.fromLookup(stack, 'Registry', { ...names, ...lookup }));
    },
    { permissions: RegistryPermissions.BY_REPOSITORY, grantsByHand: true },
  ),
  ContainerRegistryProps: struct<ContainerRegistryProps>(
    (stack, props) =>
      new ContainerRegistry(stack, 'Registry', { ...place, registryName: 'shop4711', ...props }).grantPush(
        Principal.group(uuid(1)),
      ),
    {
      registryName: 'shop4712',
      tags: { team: 'web' },
      sku: given({ access: RegistryAccess.publicFromEverywhere() }, RegistrySku.BASIC),
      access: RegistryAccess.publicFrom(['203.0.113.0/24']),
      trustedServicesBypass: false,
      anonymousPull: true,
      exportAllowed: true,
      untaggedRetentionDays: 30,
      quarantine: true,
      dedicatedDataEndpoint: false,
      zoneRedundant: false,
      geoReplications: [{ location: 'northeurope' }],
      grantsByHand: true,
    },
  ),
  GeoReplication: struct<GeoReplication>(
    (stack, replication) => {
      const geoReplications = [{ location: 'northeurope', ...replication }];
      return new ContainerRegistry(stack, 'Registry', { ...place, registryName: 'shop4711', geoReplications });
    },
    { location: 'swedencentral', zoneRedundant: false, routed: false },
  ),
  MirrorPullOptions: struct<MirrorPullOptions>(
    (stack, options) =>
      underMirror(stack, { registry: MirrorRegistry.containerRegistry(knownRegistry(stack), options) }),
    { pulledBy: [Principal.group(uuid(1))] },
  ),
  RegistryCacheRuleProps: struct<RegistryCacheRuleProps>(
    (stack, props) =>
      new RegistryCacheRule(stack, 'Rule', {
        registry: knownRegistry(stack),
        ruleName: 'github',
        source: 'ghcr.io/a/*',
        target: 'github/*',
        ...props,
      }),
    {
      ruleName: 'other',
      source: 'ghcr.io/b/*',
      target: 'other/*',
      credentials: (stack) => credentialSet(stack, {}),
    },
  ),
  RegistryCredentialSetProps: struct<RegistryCredentialSetProps>(credentialSet, {
    credentialSetName: 'other',
    sourceHost: 'quay.io',
    usernameSecretName: 'other-user',
    passwordSecretName: 'other-password',
  }),
  ContainerRegistryAttributes: struct<ContainerRegistryAttributes>(
    (stack, known) => {
      const registryId = resourceId('Microsoft.ContainerRegistry/registries', 'shop4711');
      return use(ContainerRegistry.fromRegistryId(stack, 'Registry', registryId, known));
    },
    { loginServer: 'shop4711-abc.azurecr.io', permissions: RegistryPermissions.BY_REPOSITORY, grantsByHand: true },
  ),
};

/** A mirror shows in what is installed below it. */
function underMirror(stack: TerraformStack, props: Partial<ChartMirrorProps>): void {
  const registry = MirrorRegistry.containerRegistry(knownRegistry(stack));
  new ChartMirror(stack, 'Mirror', { registry, ...props });
  new HelmChart(stack, 'Chart', {
    cluster: knownCluster(stack),
    chart: ChartSource.oci({ registry: 'oci://quay.io/jetstack/charts', chart: 'cert-manager', version: 'v1.21.1' }),
    releaseName: 'cert-manager',
    namespace: 'cert-manager',
    images: [{ image: 'quay.io/jetstack/cert-manager-controller:v1.21.1', repositoryPath: 'image.repository' }],
  });
}

function secret(stack: TerraformStack, name = 'password'): string {
  const found = stack.node.tryFindChild(name) as TerraformVariable | undefined;
  return (found ?? new TerraformVariable(stack, name, { type: 'string', sensitive: true })).stringValue;
}

/** What an imported registry knows shows in who uses it. */
function use(registry: IContainerRegistry): void {
  registry.grantPull(Principal.group(uuid(1)));
  new TerraformOutput(registry, 'LoginServer', { value: registry.loginServer });
}

function knownRegistry(stack: TerraformStack): IContainerRegistry {
  const found = stack.node.tryFindChild('Registry') as IContainerRegistry | undefined;
  const id = resourceId('Microsoft.ContainerRegistry/registries', 'shop4711');
  return found ?? ContainerRegistry.fromRegistryId(stack, 'Registry', id);
}

function credentialSet(stack: TerraformStack, props: Partial<RegistryCredentialSetProps>): RegistryCredentialSet {
  return new RegistryCredentialSet(stack, 'GitHub', {
    registry: knownRegistry(stack),
    credentialSetName: 'github',
    sourceHost: 'ghcr.io',
    vault: KeyVault.fromVaultId(stack, 'Vault', resourceId('Microsoft.KeyVault/vaults', 'shop4711')),
    usernameSecretName: 'user',
    passwordSecretName: 'password',
    ...props,
  });
}
