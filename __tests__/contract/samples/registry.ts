import { TerraformOutput } from 'cdktf';
import {
  ContainerRegistry,
  type ContainerRegistryLookup,
  type ContainerRegistryProps,
  type IContainerRegistry,
  type KnownContainerRegistry,
  Principal,
  RegistryAccess,
  RegistryPermissions,
  RegistrySku,
} from '../../../lib';
import { given, type RoomSamples, struct } from '../support/sample';
import { place, resourceId, uuid } from '../support/values';

/** How each struct of registry reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  ContainerRegistryLookup: struct<ContainerRegistryLookup>(
    (stack, lookup) => {
      const names = { registryName: 'shop4711', resourceGroupName: 'rg-shop' };
      return use(ContainerRegistry.fromLookup(stack, 'Registry', { ...names, ...lookup }));
    },
    { permissions: RegistryPermissions.BY_REPOSITORY },
  ),
  ContainerRegistryProps: struct<ContainerRegistryProps>(
    (stack, props) => new ContainerRegistry(stack, 'Registry', { ...place, registryName: 'shop4711', ...props }),
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
    },
  ),
  KnownContainerRegistry: struct<KnownContainerRegistry>(
    (stack, known) => {
      const registryId = resourceId('Microsoft.ContainerRegistry/registries', 'shop4711');
      return use(ContainerRegistry.fromRegistryId(stack, 'Registry', registryId, known));
    },
    { loginServer: 'shop4711-abc.azurecr.io', permissions: RegistryPermissions.BY_REPOSITORY },
  ),
};

/** What an imported registry knows shows in who uses it. */
function use(registry: IContainerRegistry): void {
  registry.grantPull(Principal.group(uuid(1)));
  new TerraformOutput(registry, 'LoginServer', { value: registry.loginServer });
}
