import { isKnown } from '../../checks';
import { Cidr } from '../../cidr';
import type { NetworkRef, ZoneRef } from '../facts';
import { type Identity, IdentityIndex, isSame } from '../identity';
import type { ProgramModel, Stated } from '../program-model';
import type { ProgramRule, Report } from '../program-rule';

export const endpointZoneVisible: ProgramRule = {
  id: 'endpoint-zone-visible',
  title: 'Networks whose nodes, pods or gateways use a private resource resolve its name to its private endpoint',
  source: 'https://learn.microsoft.com/azure/private-link/private-endpoint-dns-integration',
  canBeUnverified: true,

  check(model, report) {
    const endpoints = model
      .all('endpoint')
      .filter(({ scope, targetId, zones }) => zones !== undefined && isClosed(model, model.identity(scope, targetId)));
    if (endpoints.length === 0) return;
    const byTarget = new IdentityIndex(endpoints, ({ scope, targetId }) => model.identity(scope, targetId));
    const links = new IdentityIndex(model.all('zoneLink'), ({ scope, zoneId }) => model.identity(scope, zoneId));
    const callers = callersByPrincipal(model);
    const reported = new Set<string>();
    for (const grant of model.all('grant')) {
      const users = callers.get(model.comparable(grant.scope, grant.principalId) ?? '') ?? [];
      if (users.length === 0) continue;
      const target = model.identity(grant.scope, grant.resourceId.replace(/\/(secrets|certificates|keys)\/[^/]+$/, ''));
      const own = byTarget.all(target);
      for (const user of own.length > 0 ? users : []) {
        if (user.isTrustedService && allowsTrustedServices(model, target)) continue;
        const key = `${user.scope.node.path} ${target.name}`;
        if (reported.has(key)) continue;
        reported.add(key);
        checkZone(model, report, { user, endpoints: own, links });
      }
    }
  },
};

type Caller = Stated<'caller'>;
type Endpoint = Stated<'endpoint'>;

function callersByPrincipal(model: ProgramModel): Map<string, Caller[]> {
  const callers = new Map<string, Caller[]>();
  for (const caller of model.all('caller')) {
    const key = model.comparable(caller.scope, caller.principalId) ?? '';
    callers.set(key, [...(callers.get(key) ?? []), caller]);
  }
  return callers;
}

/** Whether a resource of the program has public access disabled. */
function isClosed(model: ProgramModel, target: Identity): boolean {
  const { publicNetworkAccessEnabledInput, publicNetworkAccessInput } = (model.resourceOf(target) ?? {}) as {
    readonly publicNetworkAccessEnabledInput?: unknown;
    readonly publicNetworkAccessInput?: unknown;
  };
  return publicNetworkAccessEnabledInput === false || publicNetworkAccessInput === 'Disabled';
}

/** Whether a vault's network rules allow trusted Azure services. */
function allowsTrustedServices(model: ProgramModel, target: Identity): boolean {
  const { networkAclsInput } = (model.resourceOf(target) ?? {}) as { networkAclsInput?: { readonly bypass?: string } };
  return networkAclsInput?.bypass !== 'None';
}

interface Use {
  readonly user: Caller;
  readonly endpoints: readonly Endpoint[];
  readonly links: IdentityIndex<Stated<'zoneLink'>>;
}

function checkZone(model: ProgramModel, report: Report, { user, endpoints, links }: Use): void {
  const zones = endpoints.flatMap(({ scope, zones: own = [] }) => own.map((zone) => ({ scope, zone })));
  const resolvers = resolversOf(model, user.network);
  const isVisible = zones.some(({ zone }) =>
    resolvers.networks.some((network) => isLinked(model, links, zone, network)),
  );
  if (isVisible) return;
  const [{ scope: endpoint, targetPath, targetId }] = endpoints;
  const target = targetPath ?? model.identity(endpoint, targetId).name;
  const names = (list: NetworkRef[]) => list.map((one) => one.networkName ?? one.scope.node.path).join(', ');
  if (!resolvers.isCertain || zones.some(({ zone }) => !zone.isOwn)) {
    report.unverified(
      user.scope,
      `whether network ${names([user.network])} resolves the name of ${target} to its private endpoint`,
    );
    return;
  }
  const [{ zone }] = zones;
  const must =
    `must resolve the name of ${target}, which ${user.what} use and which has no public access: zone ${zone.zoneName} ` +
    `of endpoint ${endpoint.node.path} is not linked to network ${names(resolvers.networks)}`;
  const fix = `Link the network: PrivateDnsZone.once(STACK, { zoneName: '${zone.zoneName}', ..., networks: [NETWORK] }).`;
  const faults = report.at(user.scope);
  faults.add('network', must, undefined, fix);
}

/** The networks whose links determine which names a network resolves: itself, or those of its DNS servers. */
function resolversOf(model: ProgramModel, network: NetworkRef): { networks: NetworkRef[]; isCertain: boolean } {
  const made = model.ownNetwork(network);
  const { dnsServers = [] } = made ?? {};
  if (dnsServers.length === 0) return { networks: [network], isCertain: made !== undefined };
  const owners = model
    .all('network')
    .filter(({ addressSpace }) =>
      dnsServers.some(
        (server) => isKnown(server) && addressSpace?.some((range) => isKnown(range) && contains(range, server)),
      ),
    );
  return { networks: [...owners], isCertain: owners.length > 0 };
}

function contains(range: string, address: string): boolean {
  return Cidr.parse(range)?.containsAddress(address) ?? false;
}

function isLinked(
  model: ProgramModel,
  links: IdentityIndex<Stated<'zoneLink'>>,
  { scope, zoneId }: ZoneRef,
  network: NetworkRef,
): boolean {
  const wanted = model.network(network);
  return links.all(model.identity(scope, zoneId)).some((link) => isSame(model.network(link.network), wanted));
}
