import type { IConstruct } from 'constructs';
import type { IPrincipal } from '../identity/principal';
import type { IKeyVault } from '../vault/key-vault-base';
import type { VaultObject } from './vault-object';

/** Stands for an identity whose id only the deployment knows, or that nobody has named. */
const unknownObjectId = 'OBJECT_ID';

/** What somebody who may assign roles has to run, so that an identity can read objects of a vault. */
export function roleCommands(
  scope: IConstruct,
  vault: IKeyVault,
  objects: VaultObject[],
  principals: IPrincipal[],
): string[] {
  const assignees = principals.map((principal) => principal._inStackOf(scope).objectId);
  return objects.flatMap((object) =>
    (assignees.length > 0 ? assignees : [unknownObjectId]).map((objectId) =>
      [
        `az role assignment create --role "${object._role.roleName}"`,
        `--assignee-object-id ${objectId} --assignee-principal-type ServicePrincipal`,
        `--scope ${vault.vaultId}/${object._place}`,
      ].join(' '),
    ),
  );
}
