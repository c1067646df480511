import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { TerraformVariable } from 'cdktf';
import { AksCluster, AzureRole, Grant, ManagedIdentity, Principal } from '../../lib';
import { azureStack, Planned } from '../support/planned';

const resourceId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/shop4711';
const objectId = '01234567-89ab-cdef-0123-456789abcdef';
const role = AzureRole.REPOSITORY_READER;

test('a grant by hand makes nothing, and says the command', () => {
  let command = '';
  const found = Planned.by((stack) => {
    const grant = Grant.on(stack, { role, principal: Principal.group(objectId), resourceId, byHand: true });
    expect([grant.resource, grant.ready]).toEqual([undefined, []]);
    command = grant.command;
  });
  expect(found.all('azurerm_role_assignment')).toEqual({});
  expect(command).toBe(
    'az role assignment create --role "Container Registry Repository Reader" ' +
      `--assignee-object-id ${objectId} --assignee-principal-type Group --scope ${resourceId}`,
  );
  expect(found.infos).toEqual([`Run manually: ${command}`]);
});

test('the command asks for ids that only the deployment knows', () => {
  const stack = azureStack();
  const { name } = new ResourceGroup(stack, 'Group', { name: 'rg-shop', location: 'westeurope' });
  const place = { resourceGroupName: name, location: 'westeurope' };
  const made = new ManagedIdentity(stack, 'Made', { ...place, identityName: 'shop-kubelet' });
  const found = ManagedIdentity.fromLookup(stack, 'Found', { identityName: 'k8s', resourceGroupName: 'rg' });
  const { kubelet } = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
  const assignee = (principal: typeof kubelet) =>
    /--assignee-object-id (.*) --assignee-principal-type ServicePrincipal/.exec(
      Grant.on(stack, { role, principal, resourceId, byHand: true }).command,
    )?.[1];
  expect([made, found, kubelet].map(assignee)).toEqual([
    '"$(az identity show --resource-group rg-shop --name shop-kubelet --query principalId --output tsv)"',
    '"$(az identity show --resource-group rg --name k8s --query principalId --output tsv)"',
    '"$(az aks show --resource-group rg-shop --name shop --query identityProfile.kubeletidentity.objectId --output tsv)"',
  ]);
});

test('where nothing can ask, the annotation has the expression', () => {
  const found = Planned.by((stack) => {
    const id = new TerraformVariable(stack, 'Id', { type: 'string' }).stringValue;
    Grant.on(stack, { role, principal: Principal.deployer(), resourceId: id, byHand: true });
  });
  expect(found.infos).toEqual([
    'Run manually: az role assignment create --role "Container Registry Repository Reader" ' +
      '--assignee-object-id ${data.azurerm_client_config.CdktfAksDeployer.object_id} --scope ${var.Id}',
  ]);
});

test('a grant that is made says the same command, and nothing in the annotations', () => {
  const found = Planned.by((stack) => {
    const grant = Grant.on(stack, { role, principal: Principal.group(objectId), resourceId });
    expect(grant.command).toContain('az role assignment create');
    expect(grant.ready).toEqual([grant.resource]);
  });
  expect(found.infos).toEqual([]);
});
