import type { Adoption, Placed } from '../adoption';
import { literal, props } from '../expression';
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
