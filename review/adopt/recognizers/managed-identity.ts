import type { JsonMap } from '../../../command/terraform/resource';
import type { Adoption, Placed } from '../adoption';
import { parseAzureId } from '../azure-id';
import { code, type Expression, literal, props } from '../expression';
import type { StateResource } from '../state';

export function recognizeManagedIdentity(resource: StateResource, adoption: Adoption): Placed {
  const { resourceGroupName, location, tags } = adoption.location(resource);
  const options = props({ resourceGroupName, location, identityName: literal(resource.values.name) }, { tags });
  return adoption.construct('ManagedIdentity', resource, options, (name) => ({
    id: `${name}.identityId`,
    principal_id: `${name}.principalId`,
    client_id: `${name}.clientId`,
  }));
}

/** The identity of an id: made here, or imported by what the state says of it. Undefined where it says too little. */
export function identityOf(identityId: string, known: JsonMap, adoption: Adoption): Expression | undefined {
  const found = adoption.find(identityId, 'azurerm_user_assigned_identity');
  const placed = found && adoption.place(found);
  if (placed) return code(placed.name);
  const data = adoption.state.data.find(
    ({ type, values }) =>
      type === 'azurerm_user_assigned_identity' && String(values.id).toLowerCase() === identityId.toLowerCase(),
  );
  const { client_id: clientId, object_id: principalId } = {
    client_id: data?.values.client_id ?? known.client_id,
    object_id: data?.values.principal_id ?? known.object_id,
  };
  const { name = 'identity', resourceGroupName = '' } = parseAzureId(identityId) ?? {};
  const attributes = (constant: string) => ({ id: `${constant}.identityId`, principal_id: `${constant}.principalId` });
  const options =
    clientId && principalId
      ? props({
          identityId: literal(identityId),
          clientId: literal(clientId),
          principalId: literal(principalId),
        })
      : props({ identityName: literal(name), resourceGroupName: literal(resourceGroupName) });
  const factory = clientId && principalId ? 'ManagedIdentity.fromAttributes' : 'ManagedIdentity.fromLookup';
  return code(adoption.imported(factory, identityId, [name, 'identity'], attributes, options).name);
}
