import {
  at,
  flagAt,
  type Json,
  listAt,
  lookUp,
  type Resource,
  type Stack,
  textAt,
  textsAt,
} from '../../command/terraform/resource';
import { nameOf, readable } from '../terraform/expression';
import { servicesOf } from './services';

/** The sources that can reach an endpoint of a stack. */
export interface Exposure {
  /** Identifies the same endpoint in two outputs. */
  readonly key: string;
  readonly subject: string;
  /** Address ranges, service tags or `anyone`; empty: from within the networks only. */
  readonly from: readonly string[];
  /** What limits it beyond addresses, e.g. `with a sign-in`. */
  readonly note?: string;
  /** The arguments that decide it. */
  readonly paths?: readonly string[];
}

export const anyone = 'anyone';
type Reader = (resource: Resource, stack: Stack) => Omit<Exposure, 'key'>[];

const readers: { readonly [type: string]: Reader } = {
  azurerm_kubernetes_cluster: cluster,
  azurerm_kubernetes_cluster_node_pool: (pool) => nodeAddresses(pool, '', nameOf(pool)),
  azurerm_container_registry: registry,
  azurerm_key_vault: (vault) => [firewalled(vault, 'network_acls', 'ip_rules')],
  azurerm_storage_account: (account) => [firewalled(account, 'network_rules', 'ip_rules')],
  azurerm_application_gateway: applicationGateway,
  azurerm_network_security_group: (group) =>
    listAt(group.args, 'security_rule').flatMap((rule) => securityRule(rule, nameOf(group))),
  azurerm_network_security_rule: ({ args }, stack) =>
    securityRule(args, readable(args.network_security_group_name, stack)),
  helm_release: (release) => servicesOf(release),
};

export function exposuresOf(resource: Resource, stack: Stack): Exposure[] {
  if (resource.isData) return [];
  const found = (lookUp(readers, resource.type) ?? other)(resource, stack);
  return found.map((exposure) => ({ ...exposure, key: `${resource.type} ${exposure.subject}` }));
}

function cluster(resource: Resource): Omit<Exposure, 'key'>[] {
  const { args } = resource;
  const name = nameOf(resource);
  const ranges = textsAt(args, 'api_server_access_profile.authorized_ip_ranges');
  const isPrivate = flagAt(args, 'private_cluster_enabled', false);
  const api = isPrivate ? [] : ranges.length > 0 ? ranges : [anyone];
  const gateways = (['external', 'internal'] as const)
    .filter((kind) => flagAt(args, `service_mesh_profile.${kind}_ingress_gateway_enabled`, false))
    .map((kind) => ({ subject: `${kind} mesh gateway of ${name}`, from: kind === 'external' ? [anyone] : [] }));
  const routing = flagAt(args, 'http_application_routing_enabled', false)
    ? [{ subject: `HTTP application routing of ${name}`, from: [anyone] }]
    : [];
  return [
    {
      subject: `API server of ${name}`,
      from: api,
      paths: ['api_server_access_profile.authorized_ip_ranges', 'private_cluster_enabled'],
    },
    ...nodeAddresses(resource, 'default_node_pool.', `default pool of ${name}`),
    ...gateways,
    ...routing,
  ];
}

function nodeAddresses({ args }: Resource, prefix: string, subject: string): Omit<Exposure, 'key'>[] {
  if (!flagAt(args, `${prefix}node_public_ip_enabled`, false)) return [];
  return [
    {
      subject: `nodes of ${subject}`,
      from: [anyone],
      note: 'each node has a public address',
      paths: [`${prefix}node_public_ip_enabled`],
    },
  ];
}

function registry(resource: Resource): Omit<Exposure, 'key'>[] {
  const anonymous = flagAt(resource.args, 'anonymous_pull_enabled', false);
  const pull = {
    subject: `pull without sign-in from ${nameOf(resource)}`,
    from: [anyone],
    paths: ['anonymous_pull_enabled'],
  };
  return [firewalled(resource, 'network_rule_set', 'ip_rule'), ...(anonymous ? [pull] : [])];
}

/** A service with a public endpoint that address rules may limit; the endpoint is enabled by default. */
function firewalled(resource: Resource, rules: string, ranges: string): Omit<Exposure, 'key'> {
  const subject = nameOf(resource);
  const note = 'with a sign-in';
  const paths = ['public_network_access_enabled', `${rules}.default_action`, `${rules}.${ranges}`];
  if (!flagAt(resource.args, 'public_network_access_enabled', true)) return { subject, from: [], paths };
  if (textAt(resource.args, `${rules}.default_action`) !== 'Deny') return { subject, from: [anyone], note, paths };
  const from = listAt(resource.args, `${rules}.${ranges}`).map((rule) => textAt(rule, 'ip_range') ?? plain(rule));
  return { subject, from, note, paths };
}

function applicationGateway(resource: Resource): Omit<Exposure, 'key'>[] {
  const isPublic = listAt(resource.args, 'frontend_ip_configuration').some((front) =>
    at(front, 'public_ip_address_id'),
  );
  return [{ subject: nameOf(resource), from: isPublic ? [anyone] : [] }];
}

const within = ['VirtualNetwork', 'AzureLoadBalancer'];

function securityRule(rule: Json, group: string): Omit<Exposure, 'key'>[] {
  if (textAt(rule, 'direction') !== 'Inbound' || textAt(rule, 'access') !== 'Allow') return [];
  const given = [...textsAt(rule, 'source_address_prefix'), ...textsAt(rule, 'source_address_prefixes')];
  const from = given.filter((source) => !within.includes(source)).map(asSource);
  const ports = [...textsAt(rule, 'destination_port_range'), ...textsAt(rule, 'destination_port_ranges')].join(', ');
  const protocol = textAt(rule, 'protocol') ?? '*';
  const subject = `${group}: ${protocol === '*' ? 'any protocol' : protocol} to port ${ports === '*' ? 'any' : ports}`;
  const paths = ['source_address_prefix', 'source_address_prefixes'];
  return from.length > 0 ? [{ subject, from, note: `rule ${textAt(rule, 'name') ?? '?'}`, paths }] : [];
}

function asSource(prefix: string): string {
  return ['*', 'Internet', '0.0.0.0/0', '::/0', 'Any'].includes(prefix) ? anyone : prefix;
}

/** Every other type: a firewall rule, or a resource with an argument that enables its public endpoint. */
function other(resource: Resource): Omit<Exposure, 'key'>[] {
  const { type, args } = resource;
  if (!type.startsWith('azurerm_')) return [];
  const [first, last] = [textAt(args, 'start_ip_address'), textAt(args, 'end_ip_address')];
  if (type.endsWith('_firewall_rule') && first) {
    const isAll = first === '0.0.0.0' && last === '255.255.255.255';
    return [{ subject: nameOf(resource), from: [isAll ? anyone : `${first} to ${last}`] }];
  }
  const isPublic = at(args, 'public_network_access_enabled');
  if (isPublic === undefined) return [];
  const isOn = String(isPublic) !== 'false';
  const note = isOn ? { note: 'with a sign-in' } : {};
  return [{ subject: nameOf(resource), from: isOn ? [anyone] : [], paths: ['public_network_access_enabled'], ...note }];
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
