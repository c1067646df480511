import { TerraformStack } from 'cdktf';
import { AzureRole, Grant, ManagedIdentity } from '../../lib';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';

const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };
const subnetId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/nodes';

test('makes one identity with its tags', () => {
  const planned = Planned.by((stack) => {
    new ManagedIdentity(stack, 'Kubelet', { ...place, identityName: 'shop-kubelet', tags: { team: 'web' } });
  });
  expect(planned.one('azurerm_user_assigned_identity')).toEqual({
    name: 'shop-kubelet',
    resource_group_name: 'rg-shop',
    location: 'westeurope',
    tags: { team: 'web' },
  });
});

test('reports all faults of its props together', () => {
  const error = errorOf(
    () => new ManagedIdentity(azureStack(), 'Kubelet', { resourceGroupName: 'rg.', location: '', identityName: '-k' }),
  );
  expect(error).toBe(
    [
      "ManagedIdentity 'platform/Kubelet' has 3 faults:",
      '- resourceGroupName must have 1 to 90 characters: letters, digits, _ . ( ) -, and no period at the end, got rg.. For example, use rg-shop.',
      '- location must be set. For example, use westeurope.',
      '- identityName must have 3 to 128 characters: letters, digits, _ and -, with a letter or digit first, got -k. For example, use shop-kubelet.',
    ].join('\n'),
  );
});

test('an identity that is looked up makes nothing and can be granted roles', () => {
  const planned = Planned.by((stack) => {
    const principal = ManagedIdentity.fromLookup(stack, 'Kubelet', { identityName: 'k8s', resourceGroupName: 'rg' });
    Grant.on(stack, { role: AzureRole.NETWORK_CONTRIBUTOR, principal, resourceId: subnetId });
  });
  expect(planned.all('azurerm_user_assigned_identity')).toEqual({});
  expect(planned.one('azurerm_role_assignment')).toEqual({
    scope: subnetId,
    role_definition_name: 'Network Contributor',
    principal_id: expect.stringMatching(/^\$\{data\.azurerm_user_assigned_identity\.Kubelet_\w+\.principal_id\}$/),
    principal_type: 'ServicePrincipal',
    skip_service_principal_aad_check: true,
  });
});

test('ids of the wrong kind are refused', () => {
  const error = errorOf(() =>
    ManagedIdentity.fromAttributes(azureStack(), 'Kubelet', { identityId: subnetId, clientId: 'x', principalId: 'y' }),
  );
  expect(error).toContain('identityId must be the resource id of a Microsoft.ManagedIdentity/userAssignedIdentities');
  expect(error).toContain('clientId must be the client id, a UUID, got x.');
  expect(error).toContain('principalId must be the object id of the service principal, a UUID, got y.');
});

test('a principal of another stack is refused with the way out', () => {
  const app = testApp();
  const principal = new ManagedIdentity(azureStack(app), 'Kubelet', { ...place, identityName: 'shop-kubelet' });
  const other = new TerraformStack(app, 'other');
  const error = errorOf(() => Grant.on(other, { role: AzureRole.ACR_PULL, principal, resourceId: subnetId }));
  expect(error).toBe(
    "TerraformStack 'other': principal must be in the same stack (other), got platform. " +
      'Grant in stack platform, or import the principal into other (fromCluster, fromLookup).',
  );
});
