import type { JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block, given, type Placed, text } from '../adoption';
import { isNothing } from '../differences';
import { call, code, type Expression, list, literal, props } from '../expression';
import type { StateResource } from '../state';
import { advancedClusterOf } from './advanced-cluster';
import { apiServerOf } from './api-server';
import { autoscalerOf } from './autoscaler';
import { clusterNetworkOf } from './cluster-network';
import { entraIdOf } from './entra-id';
import { maintenanceOf } from './maintenance';
import { identityOf } from './managed-identity';
import { monitoringOf } from './monitoring';
import { poolOptions } from './node-pool';
import { nodeProvisioningOf } from './node-provisioning';
import { upgradesOf } from './upgrades';

const tiers: { readonly [tier: string]: string } = { Free: 'FREE', Standard: 'STANDARD', Premium: 'PREMIUM' };

const administratorRole = 'Azure Kubernetes Service RBAC Cluster Admin';

export function recognizeCluster(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const { program } = adoption;
  const { resourceGroupName, location, tags } = adoption.location(resource);
  const pool = block(values, 'default_node_pool');
  const hasEntraId = Object.keys(entraIdOf(values)).length > 0;
  const options = props(
    {
      resourceGroupName,
      location,
      clusterName: literal(values.name),
      network: clusterNetworkOf(values, adoption),
      apiServer: apiServerOf(values, adoption),
      administrators: administratorsOf(resource, adoption),
      systemPool: props(
        { vmSize: literal(pool.vm_size) },
        {
          poolName: literal(pool.name),
          ...poolOptions(pool, adoption),
          criticalAddonsOnly: literal(pool.only_critical_addons_enabled === true),
        },
      ),
    },
    {
      upgrades: upgradesOf(values, adoption),
      nodeProvisioning: nodeProvisioningOf(values, adoption),
      tier: code(`${program.library('ClusterTier')}.${tiers[String(values.sku_tier)] ?? 'FREE'}`),
      dnsPrefix: given(values.dns_prefix) ?? given(values.dns_prefix_private_cluster),
      nodeResourceGroupName: nodeResourceGroupOf(values),
      tenantId: tenantOf(values),
      azurePolicy: literal(values.azure_policy_enabled === true),
      entraId: literal(hasEntraId),
      grantAdministrators: hasEntraId ? literal(grantsOf(resource, adoption).length > 0) : undefined,
      azureRbac: hasEntraId ? literal(entraIdOf(values).azure_rbac_enabled === true) : undefined,
      imageCleaner: literal(values.image_cleaner_enabled === true),
      imageCleanerIntervalHours: values.image_cleaner_enabled ? given(values.image_cleaner_interval_hours) : undefined,
      localAccounts: literal(values.local_account_disabled !== true),
      runCommand: literal(values.run_command_enabled === true),
      monitoring: monitoringOf(values, adoption),
      diskEncryptionSetId: given(values.disk_encryption_set_id),
      maintenance: maintenanceOf(values, adoption),
      identities: identitiesOf(values, adoption),
      autoscaler: autoscalerOf(values, adoption),
      storageDrivers: storageDriversOf(values),
      costAnalysis: given(values.cost_analysis_enabled),
      verticalPodAutoscaler: given(block(values, 'workload_autoscaler_profile').vertical_pod_autoscaler_enabled),
      advanced: advancedClusterOf(values, adoption),
      tags,
    },
  );
  const placed = adoption.construct('AksCluster', resource, options, (name) => ({
    id: `${name}.clusterId`,
    oidc_issuer_url: `${name}.oidcIssuerUrl`,
    object_id: `${name}.resource.kubeletIdentity.objectId`,
    principal_id: `${name}.resource.identity.principalId`,
  }));
  addSecretsStoreDriver(placed, values, adoption);
  addKeda(placed, values, adoption);
  return placed;
}

/** The add-on that mounts secrets of key vaults. */
function addSecretsStoreDriver(cluster: Placed, values: JsonMap, adoption: Adoption): void {
  const addon = block(values, 'key_vault_secrets_provider');
  if (Object.keys(addon).length === 0) return;
  const { program } = adoption;
  const path = program.id(`${cluster.path} SecretsStore`);
  const minutes = /^(\d+)m$/.exec(String(addon.secret_rotation_interval))?.[1];
  const options = props(
    { cluster: code(cluster.name) },
    {
      rotation: literal(addon.secret_rotation_enabled === true),
      rotationIntervalMinutes: minutes === undefined ? undefined : literal(Number(minutes)),
    },
  );
  const value = call(`new ${program.library('SecretsStoreDriver')}`, code('platform'), literal(path), options);
  program.add({ path, value });
}

function addKeda(cluster: Placed, values: JsonMap, adoption: Adoption): void {
  if (block(values, 'workload_autoscaler_profile').keda_enabled !== true) return;
  const { program } = adoption;
  const path = program.id(`${cluster.path} Keda`);
  const options = props({ cluster: code(cluster.name) });
  program.add({ path, value: call(`new ${program.library('Keda')}`, code('platform'), literal(path), options) });
}

/** Those who have the role today; else the groups that the cluster names, or the deployment identity. */
function administratorsOf(resource: StateResource, adoption: Adoption): Expression {
  const { values } = resource;
  if (Object.keys(entraIdOf(values)).length === 0) return list([]);
  const Principal = adoption.program.library('Principal');
  const grants = grantsOf(resource, adoption);
  const groups = entraIdOf(values).admin_group_object_ids;
  const principals = grants.map((grant) => principalOf(grant.values, adoption));
  if (principals.length > 0) return list(principals);
  if (Array.isArray(groups) && groups.length > 0) {
    return list(groups.map((id) => call(`${Principal}.group`, literal(id))));
  }
  return list([call(`${Principal}.deployer`)]);
}

function grantsOf({ values }: StateResource, adoption: Adoption): StateResource[] {
  return adoption
    .all('azurerm_role_assignment')
    .filter((grant) => grant.values.scope === values.id && grant.values.role_definition_name === administratorRole);
}

const kinds: { readonly [type: string]: string } = { Group: 'group', User: 'user' };

/** The principal of a role assignment: a construct of the program, or an object id. */
export function principalOf({ principal_id: id, principal_type: type }: JsonMap, adoption: Adoption): Expression {
  const value = adoption.value(id);
  const text =
    value.kind === 'code' ? value.text.replace('.resource.kubeletIdentity.objectId', '.kubelet.principalId') : '';
  const [, known] = /^(\w+(?:\.kubelet)?)\.principalId$/.exec(text) ?? [];
  if (known !== undefined) return code(known);
  const Principal = adoption.program.library('Principal');
  const deployers = adoption.state.data.filter((data) => data.type === 'azurerm_client_config');
  if (deployers.some(({ values }) => values.object_id === id)) return call(`${Principal}.deployer`);
  return call(`${Principal}.${kinds[String(type)] ?? 'servicePrincipal'}`, value);
}

function nodeResourceGroupOf(values: JsonMap): Expression | undefined {
  const derived = `MC_${values.resource_group_name}_${values.name}_${values.location}`;
  return values.node_resource_group === derived ? undefined : given(values.node_resource_group);
}

function tenantOf(values: JsonMap): Expression | undefined {
  return given(entraIdOf(values).tenant_id);
}

function identitiesOf(values: JsonMap, adoption: Adoption): Expression | undefined {
  if (block(values, 'identity').type === 'SystemAssigned' && canBeSystemAssigned(values)) {
    return props({ systemAssigned: literal(true) }, { grantRoles: literal(usesSubnetByRole(values, adoption)) });
  }
  const kubelet = block(values, 'kubelet_identity');
  const { identity_ids: ids } = block(values, 'identity');
  const kubeletId = text(kubelet, 'user_assigned_identity_id');
  const controlPlaneId = Array.isArray(ids) ? ids[0] : undefined;
  const kubeletIdentity = kubeletId === undefined ? undefined : identityOf(kubeletId, kubelet, adoption);
  const controlPlane = typeof controlPlaneId === 'string' ? identityOf(controlPlaneId, {}, adoption) : kubeletIdentity;
  if (!kubeletIdentity || !controlPlane) return undefined;
  return props(
    { controlPlaneIdentity: controlPlane, kubeletIdentity },
    { grantRoles: literal(hasOperatorRole(kubeletId, adoption)) },
  );
}

/** Whether none of what needs a role before the cluster exists is there. */
function canBeSystemAssigned(values: JsonMap): boolean {
  return (
    !text(values, 'private_dns_zone_id')?.startsWith('/') &&
    isNothing(block(values, 'api_server_access_profile').subnet_id) &&
    Object.keys(block(values, 'key_management_service')).length === 0 &&
    isNothing(block(values, 'bootstrap_profile').container_registry_id)
  );
}

/** The role that the library grants a system-assigned identity, with all others. */
function usesSubnetByRole(values: JsonMap, adoption: Adoption): boolean {
  const { principal_id: principal } = block(values, 'identity');
  const { vnet_subnet_id: subnet } = block(values, 'default_node_pool');
  const grants = adoption.all('azurerm_role_assignment').map(({ values: grant }) => grant);
  return grants.some(
    ({ scope, principal_id: owner, role_definition_name: role, skip_service_principal_aad_check: isAsMade }) =>
      isAsMade === true && scope === subnet && owner === principal && role === 'Network Contributor',
  );
}

/** The role that the control plane's identity always needs, and that the library grants with all others. */
function hasOperatorRole(kubeletId: string | undefined, adoption: Adoption): boolean {
  return adoption
    .all('azurerm_role_assignment')
    .some(({ values }) => values.scope === kubeletId && values.role_definition_name === 'Managed Identity Operator');
}

function storageDriversOf(values: JsonMap): Expression | undefined {
  if (Object.keys(block(values, 'storage_profile')).length === 0) return undefined;
  const profile = block(values, 'storage_profile');
  return props(
    {},
    {
      disk: literal(profile.disk_driver_enabled === true),
      file: literal(profile.file_driver_enabled === true),
      blob: literal(profile.blob_driver_enabled === true),
      snapshots: literal(profile.snapshot_controller_enabled === true),
    },
  );
}
