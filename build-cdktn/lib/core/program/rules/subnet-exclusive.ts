import type { TerraformResource } from 'cdktn';
import { sortedByPathOf } from '../../ledger';
import { IdentityIndex } from '../identity';
import { ownerOf } from '../owner';
import type { ProgramModel } from '../program-model';
import type { ProgramRule } from '../program-rule';

/** What is in a subnet. Application gateways share a subnet with each other, and so do API servers; nothing else does with them. */
type Service = 'application gateway' | 'API server' | 'nodes' | 'pods' | 'private endpoint';

interface Use {
  readonly resource: TerraformResource;
  readonly service: Service;
  readonly prop: string;
  readonly subnetId?: string;
}

/** An L1's arguments, as they were given. */
interface Inputs extends TerraformResource {
  readonly [argument: string]: any;
}

const usesOf: { readonly [terraformType: string]: (resource: Inputs) => Omit<Use, 'resource'>[] } = {
  azurerm_application_gateway: ({ gatewayIpConfigurationInput: configurations }) =>
    (Array.isArray(configurations) ? configurations : []).map(({ subnetId }) => ({
      service: 'application gateway',
      prop: 'subnet',
      subnetId,
    })),
  azurerm_kubernetes_cluster: ({ defaultNodePoolInput: pool, apiServerAccessProfileInput: access }) => [
    { service: 'nodes', prop: 'nodeSubnet', subnetId: pool?.vnetSubnetId },
    { service: 'pods', prop: 'podSubnet', subnetId: pool?.podSubnetId },
    { service: 'API server', prop: 'apiServerSubnet', subnetId: access?.subnetId },
  ],
  azurerm_kubernetes_cluster_node_pool: ({ vnetSubnetIdInput, podSubnetIdInput }) => [
    { service: 'nodes', prop: 'nodeSubnet', subnetId: vnetSubnetIdInput },
    { service: 'pods', prop: 'podSubnet', subnetId: podSubnetIdInput },
  ],
  azurerm_private_endpoint: ({ subnetIdInput }) => [
    { service: 'private endpoint', prop: 'subnet', subnetId: subnetIdInput },
  ],
};

const exclusive: readonly Service[] = ['application gateway', 'API server'];

export const subnetExclusive: ProgramRule = {
  id: 'subnet-exclusive',
  title: 'The subnet of an application gateway or of an API server has no nodes, pods and private endpoints',
  source: 'https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure',

  check(model, report) {
    const uses = model.resources.flatMap((resource) => {
      const found = usesOf[resource.terraformResourceType]?.(resource as Inputs) ?? [];
      return found.filter(({ subnetId }) => subnetId !== undefined).map((use) => ({ ...use, resource }));
    });
    const owners = uses.filter(({ service }) => exclusive.includes(service));
    if (owners.length === 0) return;
    const bySubnet = new IdentityIndex(uses, (use) => subnetOf(model, use));
    for (const owner of owners) {
      const others = bySubnet.all(subnetOf(model, owner)).filter(({ service }) => service !== owner.service);
      for (const other of sortedByPathOf(others, ({ resource }) => resource)) {
        const must = `must be the ${owner.service}'s own: nodes, pods and private endpoints may not be in it`;
        const fix = `Use a separate subnet for the ${owner.service}.`;
        report.at(ownerOf(owner.resource)).add(owner.prop, must, ownerOf(other.resource).node.path, fix);
      }
    }
  },
};

function subnetOf(model: ProgramModel, { resource, subnetId = '' }: Use) {
  return model.identity(resource, subnetId);
}
