import type { Adoption, Placed } from '../adoption';
import { parseAzureId } from '../azure-id';
import { code, type Expression, literal, props } from '../expression';
import type { StateResource } from '../state';

export function recognizeMonitorWorkspace(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const { resourceGroupName, location, tags } = adoption.location(resource);
  const options = props(
    { resourceGroupName, location, workspaceName: literal(values.name) },
    { publicQuery: literal(values.public_network_access_enabled === true), tags },
  );
  return adoption.construct('AzureMonitorWorkspace', resource, options, (name) => ({ id: `${name}.workspaceId` }));
}

/** The workspace of an id, made here or imported. */
export function monitorWorkspaceOf(workspaceId: string, adoption: Adoption): Expression {
  const found = adoption.find(workspaceId, 'azurerm_monitor_workspace');
  const placed = found && adoption.place(found);
  if (placed && placed.resource !== placed.name) return code(placed.name);
  const { name = 'metrics' } = parseAzureId(workspaceId) ?? {};
  const attributes = (constant: string) => ({ id: `${constant}.workspaceId` });
  const factory = 'AzureMonitorWorkspace.fromWorkspaceId';
  return code(adoption.imported(factory, workspaceId, [name, 'metrics'], attributes).name);
}
