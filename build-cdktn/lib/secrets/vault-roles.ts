/** Where the identity that reads a vault gets its roles. */
export enum VaultRoles {
  /** On each object that is read: the least that works. */
  ON_OBJECTS = 'objects',

  /**
   * On the whole vault: everything in it can be read. For a vault that holds one application's objects only, and where the
   * 4,000 role assignments of a subscription are scarce.
   */
  ON_VAULT = 'vault',

  /** Outside of Terraform, if the deployment identity may not assign roles: see `roleAssignmentCommands`. */
  ASSIGNED_ELSEWHERE = 'elsewhere',
}
