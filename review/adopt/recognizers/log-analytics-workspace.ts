import { type Adoption, given, number, type Placed } from '../adoption';
import { parseAzureId } from '../azure-id';
import { code, type Expression, literal, props } from '../expression';
import type { StateResource } from '../state';
import { recognizeResource } from './resource';

const skus = ['PerGB2018', 'CapacityReservation'];

export function recognizeLogAnalyticsWorkspace(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  if (!skus.includes(String(values.sku))) return recognizeResource(resource, adoption);
  const { resourceGroupName, location, tags } = adoption.location(resource);
  const cap = number(values, 'daily_quota_gb');
  const options = props(
    { resourceGroupName, location, workspaceName: literal(values.name) },
    {
      retentionDays: given(values.retention_in_days),
      dailyCapGb: cap === undefined || cap < 0 ? undefined : literal(cap),
      commitmentTierGb: given(values.reservation_capacity_in_gb_per_day),
      localAuthentication: literal(values.local_authentication_enabled === true),
      publicIngestion: literal(values.internet_ingestion_enabled === true),
      publicQuery: literal(values.internet_query_enabled === true),
      accessByResource: literal(values.allow_resource_only_permissions === true),
      tags,
    },
  );
  return adoption.construct('LogAnalyticsWorkspace', resource, options, (name) => ({ id: `${name}.workspaceId` }));
}

/** The workspace of an id, made here or imported. */
export function workspaceOf(workspaceId: string, adoption: Adoption): Expression {
  const found = adoption.find(workspaceId, 'azurerm_log_analytics_workspace');
  const placed = found && adoption.place(found);
  if (placed && placed.resource !== placed.name) return code(placed.name);
  const { name = 'workspace' } = parseAzureId(workspaceId) ?? {};
  const attributes = (constant: string) => ({ id: `${constant}.workspaceId` });
  const factory = 'LogAnalyticsWorkspace.fromWorkspaceId';
  return code(adoption.imported(factory, workspaceId, [name, 'workspace'], attributes).name);
}
