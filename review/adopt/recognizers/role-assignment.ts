import type { Adoption, Placed } from '../adoption';
import { call, code, literal, props } from '../expression';
import type { StateResource } from '../state';
import { principalOf } from './cluster';
import { recognizeResource } from './resource';

const roles: { readonly [name: string]: string } = {
  AcrPull: 'ACR_PULL',
  AcrPush: 'ACR_PUSH',
  Contributor: 'CONTRIBUTOR',
  'Key Vault Secrets User': 'KEY_VAULT_SECRETS_USER',
  'Network Contributor': 'NETWORK_CONTRIBUTOR',
  Reader: 'READER',
};

/** A role on a construct, with the arguments that the library writes; another assignment is written as it is. */
export function recognizeRoleAssignment(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const isService = values.principal_type === 'ServicePrincipal';
  const scope = adoption.find(values.scope);
  const owner = scope && adoption.place(scope);
  const isAsMade = (values.skip_service_principal_aad_check === true) === isService && !values.condition;
  if (!owner || owner.resource === owner.name || !isAsMade || typeof values.role_definition_name !== 'string') {
    return recognizeResource(resource, adoption);
  }
  const { program } = adoption;
  const principal = principalOf(values, adoption);
  const AzureRole = program.library('AzureRole');
  const { role_definition_name: roleName } = values;
  const role = Object.hasOwn(roles, roleName)
    ? code(`${AzureRole}.${roles[roleName]}`)
    : call(`${AzureRole}.of`, literal(roleName));
  const isPull = roleName === 'AcrPull' && scope?.type === 'azurerm_container_registry';
  const resourceId = code(owner.attributes.id);
  program.add({
    value: isPull
      ? call(`${owner.name}.grantPull`, principal)
      : call(`${program.library('Grant')}.on`, code(owner.name), props({ role, principal, resourceId })),
  });
  return { name: owner.name, path: `${owner.path}/${resource.address}`, resource: owner.resource, attributes: {} };
}
