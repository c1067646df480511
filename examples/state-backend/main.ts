/**
 * The storage account for the Terraform state of the other stacks, created once, before them.
 *
 *     npm run synth:examples
 *     terraform -chdir=examples/state-backend/cdktf.out/stacks/state apply -var state_account_name=...
 *
 * The deployer needs Owner, or Contributor and Role Based Access Control Administrator, on the resource group.
 */
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container';
import { App, LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import { AzureRole, Grant, Principal, requireProviders } from '../../lib';

const app = new App();
const stack = new TerraformStack(app, 'state');
// With account keys off, the provider itself has to speak to the account through Entra ID.
new AzurermProvider(stack, 'Azure', { features: [{}], storageUseAzuread: true });
requireProviders(stack);
// Its own state can't be in the account that it makes. It holds no secret, and four resources are soon imported again if
// it is lost. The path is outside of cdktf.out/, which is there to be deleted.
new LocalBackend(stack, { path: '../../../terraform.state-backend.tfstate' });

// Unique in all of Azure, so there is no default that works for two people.
const accountName = new TerraformVariable(stack, 'state_account_name', {
  type: 'string',
  description: 'Name of the storage account: 3 to 24 lowercase letters and digits, unique in all of Azure.',
  nullable: false,
});
accountName.addValidation({
  condition: `\${can(regex("^[a-z0-9]{3,24}$", var.state_account_name))}`,
  errorMessage: 'state_account_name must have 3 to 24 characters: lowercase letters and digits.',
});

// A group of its own: deleting a cluster's group must not take the state with it.
const group = new ResourceGroup(stack, 'Group', { name: 'rg-terraform-state', location: 'westeurope' });

const account = new StorageAccount(stack, 'Account', {
  name: accountName.stringValue,
  resourceGroupName: group.name,
  location: group.location,
  accountKind: 'StorageV2',
  accountTier: 'Standard',
  // Copies in the paired region: the state is needed most when a region is lost, to rebuild in another one. GZRS keeps
  // zone copies too where the region has zones; reading from the pair while the first is up (RAGRS) has no use here.
  accountReplicationType: 'GRS',

  // A state contains secrets in plain text. Account keys are a shared password without names in the log: disabled.
  sharedAccessKeyEnabled: false,
  defaultToOauthAuthentication: true,
  localUserEnabled: false,
  allowNestedItemsToBePublic: false,
  crossTenantReplicationEnabled: false,
  minTlsVersion: 'TLS1_2',
  httpsTrafficOnlyEnabled: true,
  // A second layer of encryption under Azure's own. Can only be chosen now: changing it replaces the account.
  infrastructureEncryptionEnabled: true,
  // Hosted pipelines come from no fixed address, so the endpoint stays public and Entra ID is the door. With own runners
  // set `networkRules: { defaultAction: 'Deny', ipRules: [...] }`, or a private endpoint.

  blobProperties: {
    // The way back from a broken or deleted state: every write keeps the one before.
    versioningEnabled: true,
    deleteRetentionPolicy: { days: 30 },
    containerDeleteRetentionPolicy: { days: 30 },
  },
  lifecycle: { preventDestroy: true },
});

const container = new StorageContainer(stack, 'Container', {
  name: 'tfstate',
  // By id the container is made through Resource Manager, and needs no role on the data before it is there.
  storageAccountId: account.id,
  containerAccessType: 'private',
  lifecycle: { preventDestroy: true },
});

// Owner of the account isn't reader of its blobs. On the container, not the account: nothing else is to be read with it.
// A pipeline gets the same with Principal.servicePrincipal(...), a team with Principal.group(...).
Grant.on(stack, {
  role: AzureRole.of('Storage Blob Data Contributor'),
  principal: Principal.deployer(),
  resourceId: container.id,
});

app.synth();
