import { isMap, type Json } from '../../../command/terraform/resource';
import { type ArgumentTable, argumentsOf } from '../../terraform/argument-facts';
import { type Adoption, block, fail, type Placed } from '../adoption';
import { sameId } from '../azure-id';
import { argumentsIn, isNothing } from '../differences';
import { call, code, type Expression, layOut, literal, props } from '../expression';
import { bindingOf, camelCase, modules } from '../library';
import type { StateResource } from '../state';

/** Any other resource: the binding's own class, with the arguments that the state has. */
export function recognizeResource(resource: StateResource, adoption: Adoption): Placed {
  const { type, values } = resource;
  const facts = argumentsOf(type);
  const binding = bindingOf(type);
  if (!facts || !binding) return fail(resource, `${type} has no class in the program.`);
  const { program } = adoption;
  const { name, path } = adoption.named(resource, noun(type));
  const older = (olderNames[type] ?? []).flatMap((key) =>
    isNothing(values[key]) ? [] : [[key, values[key]] as const],
  );
  const args = [...Object.entries(argumentsIn(facts.arguments, values)), ...older].filter(
    ([key]) => binding.arguments.has(key) && !(unsaid[type] ?? []).includes(key),
  );
  const given = args.map(([key, value]) => {
    const block = facts.arguments[key].block;
    const isGroup = key === 'resource_group_name';
    const expression = isGroup ? adoption.groupName(value, values.id) : argument(value, block, adoption);
    return [camelCase(key), expression] as const;
  });
  if (type.startsWith('tls_')) adoption.useTls();
  const provider = adoption.providerOf(resource);
  const options = props({ ...Object.fromEntries(given), ...(provider ? { provider } : {}) });
  const className = program.use(binding.module, binding.className);
  program.add({ name, path, value: call(`new ${className}`, code('platform'), literal(path), options) });
  if (type === 'azurerm_application_gateway') leaveToController(resource, name, adoption);
  const attributes = ['id', 'principal_id', 'client_id', 'ip_address', 'oidc_issuer_url', 'vault_uri'];
  const readable = attributes.filter((attribute) => typeof values[attribute] === 'string');
  const pairs = readable.map((attribute) => [attribute, `${name}.${camelCase(attribute)}`]);
  return { name, path, resource: name, attributes: Object.fromEntries(pairs) };
}

/** What an ingress controller writes into its gateway must not be undone: a state doesn't tell what the configuration ignored. */
function leaveToController({ address, values }: StateResource, name: string, adoption: Adoption): void {
  const usesIt = adoption.all('azurerm_kubernetes_cluster').some(({ values: cluster }) => {
    const addon = block(cluster, 'ingress_application_gateway');
    return [addon.gateway_id, addon.effective_gateway_id].some((id) => sameId(String(id), String(values.id)));
  });
  if (!usesIt) {
    const text =
      'if an ingress controller configures it, set lifecycle.ignoreChanges to ApplicationGateway.argumentsOwnedByController.';
    adoption.note(`${address} is a gateway: ${text}`);
    return;
  }
  const { ApplicationGateway } = modules.load('cdktf-aks') as {
    ApplicationGateway: { argumentsOwnedByController: string[] };
  };
  const ignoreChanges = literal(ApplicationGateway.argumentsOwnedByController);
  const start = `${name}.lifecycle = `;
  adoption.program.add({
    value: code(`${start}${layOut(props({ ignoreChanges }), new Set(), 0, start.length)}`),
    comment: 'The ingress controller owns these.',
  });
}

/** Keys of blocks and of objects in lists are arguments, keys of maps are data. */
function argument(value: Json, block: ArgumentTable | undefined, adoption: Adoption): Expression {
  if (Array.isArray(value) && value.some(isMap)) {
    return { kind: 'list', items: value.map((item) => argument(item, block ?? {}, adoption)) };
  }
  if (block && isMap(value)) {
    const fields = Object.entries(value).map(([key, inner]) => {
      return [camelCase(key), argument(inner, block[key]?.block, adoption)] as const;
    });
    return props(Object.fromEntries(fields));
  }
  return adoption.value(value);
}

/** Arguments that the bindings require by names that azurerm deprecates. */
const olderNames: { readonly [type: string]: readonly string[] } = {
  azurerm_federated_identity_credential: ['parent_id', 'resource_group_name'],
};

/** What Azure or the provider chooses, and keeps where a program leaves it out. */
const unsaid: { readonly [type: string]: readonly string[] } = {
  azurerm_dns_zone: ['soa_record'],
  azurerm_private_dns_zone: ['soa_record'],
  azurerm_role_assignment: ['condition_version', 'name', 'role_definition_id'],
};

const nouns: { readonly [type: string]: string } = {
  azurerm_log_analytics_solution: 'solution',
  azurerm_management_lock: 'lock',
  azurerm_monitor_data_collection_rule: 'collection rule',
  azurerm_monitor_data_collection_rule_association: 'collection',
  azurerm_monitor_diagnostic_setting: 'diagnostics',
  azurerm_nat_gateway_public_ip_association: 'address use',
  azurerm_network_security_group: 'security group',
  azurerm_private_dns_zone_virtual_network_link: 'link',
  azurerm_public_ip: 'address',
  azurerm_resource_group: 'group',
  azurerm_role_assignment: 'grant',
  azurerm_subnet_nat_gateway_association: 'outbound',
  azurerm_virtual_network_peering: 'peering',
};

function noun(type: string): string {
  return nouns[type] ?? type.replace(/^[a-z]+_/, '').replaceAll('_', ' ');
}
