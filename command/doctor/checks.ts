import { contains } from '../ranges';
import { type ClusterNeed, type Needs, type PoolNeed, uniqueTypes } from './needs';
import type { DoctorOptions } from './options';
import type { Answer, Tools } from './tools';

export type Status = 'ok' | 'problem' | 'unknown';

export interface Result {
  /** What was checked; stable, for programs that read the JSON. */
  readonly check: string;
  readonly status: Status;
  readonly text: string;
  /** The command or change that fixes a problem. */
  readonly fix?: string;
}

interface Context {
  readonly needs: Needs;
  readonly tools: Tools;
  readonly options: DoctorOptions;
}

/** All checks of this machine, which need no sign-in. */
export function localChecks(context: Context): Result[] {
  return [terraform, kubelogin, kubectl, documentationRanges, ownAddress].flatMap((check) => check(context));
}

/** All checks that ask Azure. */
export function azureChecks(context: Context): Result[] {
  const { tools } = context;
  const account = tools.az('account', 'show');
  if ('reason' in account) {
    const fix = account.reason.includes('PATH')
      ? 'https://learn.microsoft.com/cli/azure/install-azure-cli'
      : 'az login';
    const rest = 'Not verified: providers, features, quota, sizes, versions, mesh revisions, names, roles.';
    return [
      { check: 'azure', status: 'problem', text: `az can't query Azure: ${sentence(account.reason)} ${rest}`, fix },
    ];
  }
  const { id, name, user } = account.value;
  const signedIn: Result = {
    check: 'azure',
    status: 'ok',
    text: `signed in as ${user?.name}; subscription ${name} (${id})`,
  };
  const checks = [resourceProviders, features, quotas, sizes, versions, meshRevisions, names, roles];
  return [signedIn, subscription(id), ...checks.flatMap((check) => check(context, account.value))];
}

function terraform({ needs, tools }: Context): Result[] {
  const answer = tools.json('terraform', 'version', '-json');
  const install = 'https://developer.hashicorp.com/terraform/install';
  if ('reason' in answer)
    return [{ check: 'terraform', status: 'problem', text: sentence(answer.reason), fix: install }];
  const version = String(answer.value.terraform_version);
  const wanted = [...new Set(needs.terraform)];
  const lowest = wanted.flatMap((constraint) => /^>= ?([\d.]+)/.exec(constraint)?.[1] ?? []);
  const tooOld = lowest.some((least) => compareVersions(version, least) < 0);
  if (tooOld) {
    return [
      {
        check: 'terraform',
        status: 'problem',
        text: `terraform ${version}; needed: ${wanted.join(', ')}`,
        fix: install,
      },
    ];
  }
  return [{ check: 'terraform', status: 'ok', text: `terraform ${version}` }];
}

function kubelogin({ needs, tools }: Context): Result[] {
  if (!needs.usesKubelogin) return [];
  const answer = tools.text('kubelogin', '--version');
  if ('reason' in answer) {
    return [{ check: 'kubelogin', status: 'problem', text: sentence(answer.reason), fix: 'az aks install-cli' }];
  }
  const [version = ''] = /v\d+\.\d+\.\d+/.exec(answer.value) ?? [];
  return [{ check: 'kubelogin', status: 'ok', text: `kubelogin ${version}`.trim() }];
}

/** Only people need kubectl, and cdktf-aks drift. */
function kubectl({ needs, tools }: Context): Result[] {
  if (!needs.hasReleases) return [];
  const answer = tools.json('kubectl', 'version', '--client', '--output', 'json');
  if ('reason' in answer) {
    const text = `${sentence(answer.reason)} Terraform doesn't need it; cdktf-aks drift and troubleshooting do.`;
    return [{ check: 'kubectl', status: 'unknown', text, fix: 'az aks install-cli' }];
  }
  return [{ check: 'kubectl', status: 'ok', text: `kubectl ${answer.value.clientVersion?.gitVersion}` }];
}

const documentation = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'];

function documentationRanges({ needs }: Context): Result[] {
  return needs.clusters.flatMap(({ name, ranges = [] }) => {
    const placeholders = ranges.filter((range) => documentation.some((block) => contains(block, addressOf(range))));
    if (placeholders.length === 0) return [];
    const text = `cluster ${name}: ${placeholders.join(', ')} is reserved for documentation`;
    return [{ check: 'authorized-ranges', status: 'problem', text, fix: 'Use your own public addresses.' }];
  });
}

function ownAddress({ needs, options: { address } }: Context): Result[] {
  return needs.clusters.flatMap(({ name, ranges }): Result[] => {
    const check = 'own-address';
    if (ranges === undefined) {
      const text = `cluster ${name} is private: Terraform must run in its network or in a connected one`;
      return [{ check, status: 'unknown', text }];
    }
    if (ranges.length === 0) return [];
    if (address === undefined) {
      const text = `cluster ${name} accepts ${ranges.join(', ')}; not verified: whether this machine's address is in these ranges`;
      return [{ check, status: 'unknown', text, fix: 'cdktf-aks doctor --address YOUR_PUBLIC_ADDRESS' }];
    }
    if (ranges.some((range) => contains(range, address))) {
      return [{ check, status: 'ok', text: `cluster ${name} accepts ${address}` }];
    }
    const fix = `Add '${address}/32' to the ranges of ApiServerAccess.publicFrom.`;
    return [{ check, status: 'problem', text: `cluster ${name} accepts ${ranges.join(', ')}, not ${address}`, fix }];
  });
}

function subscription(id: string): Result {
  const given = process.env.ARM_SUBSCRIPTION_ID;
  const check = 'subscription';
  if (given === id) return { check, status: 'ok', text: 'ARM_SUBSCRIPTION_ID is this subscription' };
  if (given === undefined) {
    const text = 'ARM_SUBSCRIPTION_ID is not set; azurerm needs it unless the program sets subscriptionId';
    return { check, status: 'unknown', text, fix: `export ARM_SUBSCRIPTION_ID=${id}` };
  }
  const text = `ARM_SUBSCRIPTION_ID is ${given}, but az uses ${id}: the results below are for the wrong subscription`;
  return { check, status: 'problem', text, fix: `az account set --subscription ${given}` };
}

function resourceProviders({ needs, tools }: Context): Result[] {
  const check = 'providers';
  const answer = tools.az('provider', 'list');
  if ('reason' in answer) return [unknown(check, 'resource providers', answer.reason)];
  const states = new Map<string, string>(
    answer.value.map((one: any) => [String(one.namespace).toLowerCase(), one.registrationState]),
  );
  const missing = needs.namespaces.filter((one) => states.get(one.toLowerCase()) !== 'Registered');
  if (missing.length === 0) {
    return [{ check, status: 'ok', text: `${needs.namespaces.length} resource providers are registered` }];
  }
  return missing.map((one) => ({
    check,
    status: 'problem',
    text: `resource provider ${one} is ${states.get(one.toLowerCase()) ?? 'unknown to the subscription'}`,
    fix: `az provider register --namespace ${one} --wait`,
  }));
}

function features({ needs, tools }: Context): Result[] {
  if (!needs.pools.some(({ encryptsHost }) => encryptsHost)) return [];
  const [namespace, name] = ['Microsoft.Compute', 'EncryptionAtHost'];
  const answer = tools.az('feature', 'show', '--namespace', namespace, '--name', name);
  if ('reason' in answer) return [unknown('features', `feature ${namespace}/${name}`, answer.reason)];
  const state = answer.value.properties?.state;
  if (state === 'Registered') return [{ check: 'features', status: 'ok', text: `feature ${name} is registered` }];
  const fix = `az feature register --namespace ${namespace} --name ${name}, then az provider register --namespace ${namespace}`;
  return [{ check: 'features', status: 'problem', text: `feature ${namespace}/${name} is ${state}`, fix }];
}

/** A VM size as Azure lists it. */
interface Sku {
  readonly name: string;
  readonly family: string;
  readonly vCpus: number;
  readonly zones: readonly string[];
  /** Whether the subscription can't have it in the region at all. */
  readonly isRestricted: boolean;
}

function skusIn(tools: Tools, location: string): Answer<Map<string, Sku>> {
  const answer = tools.az('vm', 'list-skus', '--location', location, '--resource-type', 'virtualMachines', '--all');
  if ('reason' in answer) return answer;
  return { value: new Map(answer.value.map((one: any) => [String(one.name).toLowerCase(), skuOf(one)])) };
}

function skuOf(one: any): Sku {
  const restrictions: any[] = one.restrictions ?? [];
  const zonesOff = restrictions
    .filter(({ type }) => type === 'Zone')
    .flatMap(({ restrictionInfo }) => restrictionInfo?.zones ?? []);
  const zones: string[] = (one.locationInfo ?? []).flatMap((info: any) => info.zones ?? []);
  return {
    name: one.name,
    family: one.family,
    vCpus: Number(one.capabilities?.find(({ name }: any) => name === 'vCPUs')?.value),
    zones: zones.filter((zone) => !zonesOff.includes(zone)).sort(),
    isRestricted: restrictions.some(({ type }) => type === 'Location'),
  };
}

function sizes({ needs, tools }: Context): Result[] {
  const check = 'sizes';
  return byLocation(needs.pools).flatMap(([location, pools]): Result[] => {
    const skus = skusIn(tools, location);
    if ('reason' in skus) return [unknown(check, `VM sizes in ${location}`, skus.reason)];
    const problems = pools.flatMap(({ name, vmSize, zones }): Result[] => {
      const sku = skus.value.get(vmSize.toLowerCase());
      const list = `az vm list-skus --location ${location} --resource-type virtualMachines --output table`;
      if (!sku || sku.isRestricted) {
        const why = sku ? 'not available to this subscription' : 'not offered';
        return [{ check, status: 'problem', text: `pool ${name}: ${vmSize} is ${why} in ${location}`, fix: list }];
      }
      const lacking = zones.filter((zone) => !sku.zones.includes(zone));
      if (lacking.length === 0) return [];
      const offered =
        sku.zones.length > 0 ? `zones: [${sku.zones.map((zone) => `'${zone}'`).join(', ')}]` : 'zones: []';
      const text = `pool ${name}: ${vmSize} is not available in zone ${lacking.join(', ')} of ${location}`;
      return [{ check, status: 'problem', text, fix: `Set ${offered}, or choose another size.` }];
    });
    if (problems.length > 0) return problems;
    const names = [...new Set(pools.map(({ vmSize }) => vmSize))].sort();
    return [{ check, status: 'ok', text: `${names.join(', ')} available in ${location}, in the pools' zones` }];
  });
}

function quotas({ needs, tools }: Context, account: { readonly id: string }): Result[] {
  const check = 'quota';
  return byLocation(needs.pools).flatMap(([location, pools]): Result[] => {
    const [skus, usage] = [skusIn(tools, location), tools.az('vm', 'list-usage', '--location', location)];
    for (const answer of [skus, usage]) {
      if ('reason' in answer) return [unknown(check, `vCPU quota in ${location}`, answer.reason)];
    }
    const known = (skus as { value: Map<string, Sku> }).value;
    const needed = new Map<string, number>();
    const unknownSizes = pools.filter(({ vmSize }) => !known.get(vmSize.toLowerCase())?.vCpus);
    for (const { vmSize, nodes, isSpot } of pools) {
      const sku = known.get(vmSize.toLowerCase());
      if (!sku?.vCpus) continue;
      const families = isSpot ? ['lowPriorityCores'] : [sku.family, 'cores'];
      for (const family of families) needed.set(family, (needed.get(family) ?? 0) + nodes * sku.vCpus);
    }
    const limits = new Map<string, any>(
      (usage as { value: any[] }).value.map((one) => [String(one.name?.value).toLowerCase(), one]),
    );
    const results = [...needed].map(([family, vCpus]): Result => {
      const limit = limits.get(family.toLowerCase());
      const what = `${family} in ${location}: ${vCpus} vCPUs for all pools at their maximum and upgrading`;
      if (!limit) return { check, status: 'unknown', text: `${what}; Azure lists no limit` };
      const [most, used] = [Number(limit.limit), Number(limit.currentValue)];
      const text = `${what}; limit ${most}, ${used} in use`;
      const scope = `/subscriptions/${account.id}/providers/Microsoft.Compute/locations/${location}`;
      const kind = family === 'lowPriorityCores' ? 'lowPriority' : 'dedicated';
      const fix = `az quota create --resource-name ${family} --scope ${scope} --limit-object value=${vCpus} --resource-type ${kind}`;
      if (vCpus > most) return { check, status: 'problem', text, fix };
      return vCpus > most - used
        ? { check, status: 'unknown', text: `${text}: enough only if this platform's own nodes are among these`, fix }
        : { check, status: 'ok', text };
    });
    return [
      ...results,
      ...unknownSizes.map(({ name, vmSize }) => unknown(check, `vCPUs of pool ${name}`, `${vmSize} is not listed`)),
    ];
  });
}

function versions({ needs, tools }: Context): Result[] {
  const check = 'kubernetes-version';
  return needs.clusters.flatMap(({ name, location, version }): Result[] => {
    if (version === undefined) return [];
    const answer = tools.az('aks', 'get-versions', '--location', location);
    if ('reason' in answer) return [unknown(check, `Kubernetes ${version} of cluster ${name}`, answer.reason)];
    const minors: any[] = answer.value.values ?? [];
    const offered = minors.flatMap((minor) => [minor.version, ...Object.keys(minor.patchVersions ?? {})]);
    if (offered.includes(version)) {
      return [{ check, status: 'ok', text: `cluster ${name}: Kubernetes ${version} is offered in ${location}` }];
    }
    const text = `cluster ${name}: Kubernetes ${version} is not offered in ${location}; offered: ${minors
      .map((minor) => minor.version)
      .sort()
      .join(', ')}`;
    return [{ check, status: 'problem', text, fix: `az aks get-versions --location ${location} --output table` }];
  });
}

function meshRevisions({ needs, tools }: Context): Result[] {
  const check = 'mesh-revision';
  return needs.clusters.flatMap(({ name, location, meshRevisions: wanted }: ClusterNeed): Result[] => {
    if (wanted.length === 0) return [];
    const answer = tools.az('aks', 'mesh', 'get-revisions', '--location', location);
    if ('reason' in answer) return [unknown(check, `mesh revisions of cluster ${name}`, answer.reason)];
    const offered: string[] = (answer.value?.meshRevisions ?? []).map((one: any) => one.revision);
    return wanted.map((revision) => {
      if (offered.includes(revision)) {
        return { check, status: 'ok', text: `cluster ${name}: mesh revision ${revision} is offered in ${location}` };
      }
      const text = `cluster ${name}: mesh revision ${revision} is not offered in ${location}; offered: ${offered.join(', ')}`;
      return { check, status: 'problem', text, fix: `az aks mesh get-revisions --location ${location} --output table` };
    });
  });
}

function names({ needs, tools }: Context): Result[] {
  return needs.names.map(({ type, name }): Result => {
    const { noun, armType, check: group } = uniqueTypes[type];
    const [check, what] = ['names', `${noun} ${name}`];
    const answer = tools.az(...group.split(' '), 'check-name', '--name', name);
    if ('reason' in answer) return unknown(check, `name of ${what}`, answer.reason);
    if (answer.value.nameAvailable === true) return { check, status: 'ok', text: `${what}: the name is available` };
    const own = tools.az('resource', 'list', '--name', name, '--resource-type', armType);
    if ('value' in own && own.value.length > 0) {
      return { check, status: 'ok', text: `${what} exists in this subscription (${own.value[0].resourceGroup})` };
    }
    const why = answer.value.message ? `: ${sentence(answer.value.message)}` : '';
    return { check, status: 'problem', text: `${what}: the name is taken${why}`, fix: 'Use another name.' };
  });
}

function roles({ needs, tools }: Context, account: any): Result[] {
  const check = 'roles';
  const person = account.user?.type === 'user';
  const me = person
    ? tools.az('ad', 'signed-in-user', 'show')
    : tools.az('ad', 'sp', 'show', '--id', String(account.user?.name));
  if ('reason' in me) return [unknown(check, 'roles of the deployer', me.reason)];
  const { id } = me.value;
  const scope = `/subscriptions/${account.id}`;
  const held = rolesAt(tools, scope, id, person);
  if ('reason' in held) return [unknown(check, 'roles of the deployer', held.reason)];
  const wanted: Wanted[] = [
    { what: 'create resources', oneOf: ['Owner', 'Contributor'], role: 'Contributor' },
    ...(needs.hasRoleAssignments ? [assigning] : []),
  ];
  return wanted.flatMap(({ what, oneOf, role }): Result[] => {
    const found = held.value.find((one) => oneOf.includes(one));
    if (found) return [{ check, status: 'ok', text: `the deployer may ${what} (${found})` }];
    if (needs.resourceGroups.length === 0) {
      const text = notEnough(what, 'on the subscription', held.value);
      return [{ check, status: held.value.length === 0 ? 'problem' : 'unknown', text, fix: grant(role, id, scope) }];
    }
    // The roles on these groups include those on the subscription.
    return needs.resourceGroups.map((group): Result => {
      const groupScope = `${scope}/resourceGroups/${group}`;
      const roles = rolesAt(tools, groupScope, id, person);
      if ('reason' in roles) return unknown(check, `roles of the deployer in ${group}`, roles.reason);
      const allowing = roles.value.find((one) => oneOf.includes(one));
      if (allowing) return { check, status: 'ok', text: `the deployer may ${what} in ${group} (${allowing})` };
      const text = notEnough(what, `in ${group}`, roles.value);
      const status = roles.value.length === 0 ? 'problem' : 'unknown';
      return { check, status, text, fix: grant(role, id, groupScope) };
    });
  });
}

interface Wanted {
  readonly what: string;
  readonly oneOf: readonly string[];
  /** The one of them with the least rights. */
  readonly role: string;
}

const assigning: Wanted = {
  what: 'assign roles',
  oneOf: ['Owner', 'User Access Administrator', 'Role Based Access Control Administrator'],
  role: 'Role Based Access Control Administrator',
};

/** The names of the roles that a principal has at a scope, those of higher scopes and of its groups included. */
function rolesAt(tools: Tools, scope: string, principal: string, person: boolean): Answer<string[]> {
  const options = ['--scope', scope, '--include-inherited', ...(person ? ['--include-groups'] : [])];
  const answer = tools.az('role', 'assignment', 'list', '--assignee', principal, ...options);
  if ('reason' in answer) return answer;
  return { value: [...new Set<string>(answer.value.map((one: any) => one.roleDefinitionName))].sort() };
}

function notEnough(what: string, place: string, roles: readonly string[]): string {
  if (roles.length === 0) return `the deployer has no roles ${place}, and must ${what} there`;
  return `the deployer may not be able to ${what}: its roles ${place} are ${roles.join(', ')}; a custom role may allow it`;
}

function grant(role: string, principal: string, scope: string): string {
  return `az role assignment create --role "${role}" --assignee ${principal} --scope ${scope}`;
}

function byLocation(pools: readonly PoolNeed[]): [string, PoolNeed[]][] {
  const locations = [...new Set(pools.map(({ location }) => location))].sort();
  return locations.map((location) => [location, pools.filter((pool) => pool.location === location)]);
}

function unknown(check: string, what: string, reason: string): Result {
  return { check, status: 'unknown', text: `${what}: not verified. ${sentence(reason)}` };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function addressOf(range: string): string {
  return range.split('/')[0];
}

function compareVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(/[.-]/).map(Number));
  for (let index = 0; index < b.length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
