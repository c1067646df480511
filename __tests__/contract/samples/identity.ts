import {
  AzureRole,
  Grant,
  type GrantOptions,
  ManagedIdentity,
  type ManagedIdentityAttributes,
  type ManagedIdentityLookup,
  type ManagedIdentityProps,
  Principal,
} from '../../../lib';
import { type RoomSamples, struct } from '../support/sample';
import { place, resourceId, uuid } from '../support/values';

const identityId = resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'kubelet');

/** How each struct of identity reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  GrantOptions: struct<GrantOptions>(
    (stack, options) =>
      Grant.on(stack, {
        role: AzureRole.ACR_PULL,
        principal: Principal.group(uuid(1)),
        resourceId: identityId,
        ...options,
      }),
    { byHand: true },
  ),
  ManagedIdentityAttributes: struct<ManagedIdentityAttributes>((stack, attributes) =>
    grantTo(
      ManagedIdentity.fromAttributes(stack, 'Identity', {
        identityId,
        clientId: uuid(1),
        principalId: uuid(2),
        ...attributes,
      }),
    ),
  ),
  ManagedIdentityLookup: struct<ManagedIdentityLookup>((stack, lookup) =>
    grantTo(
      ManagedIdentity.fromLookup(stack, 'Identity', {
        identityName: 'kubelet',
        resourceGroupName: place.resourceGroupName,
        ...lookup,
      }),
    ),
  ),
  ManagedIdentityProps: struct<ManagedIdentityProps>(
    (stack, props) => new ManagedIdentity(stack, 'Identity', { ...place, identityName: 'shop-kubelet', ...props }),
    { tags: { team: 'web' }, identityName: 'shop-cluster', location: 'northeurope', resourceGroupName: 'rg-other' },
  ),
};

function grantTo(principal: ReturnType<typeof ManagedIdentity.fromLookup>): Grant {
  return Grant.on(principal, { role: AzureRole.ACR_PULL, principal, resourceId: identityId });
}
