/**
 * What roles on a registry are about.
 *
 * @see https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
 */
export enum RegistryPermissions {
  /** The registry as a whole: the roles `AcrPull` and `AcrPush`. */
  BY_REGISTRY = 'LegacyRegistryPermissions',

  /**
   * Its repositories: the roles `Container Registry Repository Reader` and `Writer`. `AcrPull` and `AcrPush` don't count.
   */
  BY_REPOSITORY = 'AbacRepositoryPermissions',
}
