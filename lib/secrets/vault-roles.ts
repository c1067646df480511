/** The scope of the roles that are granted to the identity that reads a vault. */
export enum VaultRoles {
  /** On each object that is read: the least privilege. */
  ON_OBJECTS = 'objects',

  /**
   * On the whole vault: all its objects can be read. For a vault that contains only one application's objects, and if the 4,000
   * role assignments of a subscription are scarce.
   */
  ON_VAULT = 'vault',

  /** Outside Terraform, if the deployment identity can't assign roles: see `roleAssignmentCommands`. */
  ASSIGNED_ELSEWHERE = 'elsewhere',
}
