import { type Resource, textAt } from '../../command/terraform/resource';
import { isKept, objectsOf } from '../../command/values/objects';
import { isLocalChart } from '../inventory/charts';
import { nameOf, nounOf, ownNameOf } from '../terraform/expression';
import { type ArgumentChange, outermost } from './arguments';
import { describe, type Sides } from './describe';
import type { Finding } from './finding';
import type { Found } from './findings';
import { rotatingChanges } from './replacement';
import type { ResourceChange } from './resource-changes';
import { isRewritten } from './rewritten';
import { isAdded, isRemoved, valuesChanges } from './values-changes';

/** Types that can be destroyed and created again without a loss that needs a warning. */
const cheap =
  /^azurerm_(role_assignment|federated_identity_credential|monitor_.*|.*_association|.*_diagnostic_setting)$/;
const clusters = ['azurerm_kubernetes_cluster', 'azurerm_kubernetes_cluster_node_pool'];

/** Losses: resources that are destroyed or replaced, and pools whose nodes are. */
export function destruction(
  change: ResourceChange,
  dependents: readonly string[],
  covered: readonly string[],
  stacks: Sides,
): Found[] {
  const { action, before, after, because, isPossible, changes } = change;
  const resource = after ?? before;
  if (!resource) return [];
  const { address, type } = resource;
  const weight = clusters.includes(type) ? clusters.indexOf(type) : type === 'helm_release' ? 4 : 3;
  const found = { address, isPossible, weight };
  if (action === 'replace' || action === 'delete') {
    const level = cheap.test(type) ? 'other' : 'replace';
    if (level === 'other' && action === 'replace' && covered.includes('*')) return [];
    const verb = action === 'delete' ? 'is destroyed' : isPossible ? 'may be replaced' : 'is replaced';
    const name = nameOf(before ?? resource);
    const [reason, lost] = [why(type, because, changes, stacks), loss(change, dependents)];
    const isPlain = action === 'delete' && !isPossible && `${reason}${lost}` === '';
    const whole = isPlain ? { whole: wholeOf(before ?? resource, 'destroyed') } : {};
    return [{ ...found, level, text: `${name} ${verb}${reason}${lost}`, ...whole }];
  }
  const rotated = action === 'update' ? rotatingChanges(type, changes) : [];
  if (rotated.length === 0) return [];
  const pool = type === 'azurerm_kubernetes_cluster' ? `default pool of ${nameOf(resource)}` : nameOf(resource);
  const text = `${pool} gets new nodes; its current nodes are deleted${why(
    type,
    rotated.map(({ path }) => path),
    changes,
    stacks,
  )}`;
  return [{ ...found, level: 'replace', weight: 2, text }];
}

function wholeOf(resource: Resource, verb: 'created' | 'destroyed'): Finding['whole'] {
  return { noun: nounOf(resource), name: ownNameOf(resource), verb };
}

function why(type: string, paths: readonly string[], changes: readonly ArgumentChange[], stacks: Sides): string {
  const known = new Map(changes.map((change) => [change.path, change]));
  const shown = [...new Set(paths)].map((path) => {
    const change = known.get(path);
    return change ? describe(type, change, stacks) : path;
  });
  return shown.length === 0 ? '' : `: ${shown.join('; ')}`;
}

function loss({ before }: ResourceChange, dependents: readonly string[]): string {
  if (before?.type === 'azurerm_kubernetes_cluster') {
    const again = dependents.length > 0 ? `; apply again: ${dependents.join(', ')}` : '';
    return `. Everything in the cluster is lost${again}`;
  }
  if (before?.type !== 'helm_release') return '';
  const kept = objectsOf(before).filter(isKept);
  return kept.length > 0
    ? `. These objects remain in the cluster: ${kept.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`
    : '';
}

const versionArguments = [
  'chart',
  'repository',
  'version',
  'kubernetes_version',
  'orchestrator_version',
  'default_node_pool.orchestrator_version',
  'service_mesh_profile.revisions',
  'automatic_upgrade_channel',
  'node_os_upgrade_channel',
];

/** Version changes of charts, Kubernetes and the managed mesh. */
export function versions({ before, after, changes }: ResourceChange): Found[] {
  if (!before || !after || (after.type !== 'helm_release' && !clusters.includes(after.type))) return [];
  // The library's own chart has its version in its path too.
  const isOwn = isLocalChart(textAt(after.args, 'chart') ?? '');
  const found = changes.filter(({ path }) => versionArguments.includes(path) && !(isOwn && path === 'version'));
  if (found.length === 0) return [];
  const text = `${nameOf(after)}${chartName(after)}: ${found.map((change) => describe(after.type, change)).join('; ')}${downgrade(found)}`;
  return [{ level: 'chart', address: after.address, text, isPossible: false, weight: 0 }];
}

function chartName({ type, args }: Resource): string {
  return type === 'helm_release' ? ` (chart ${textAt(args, 'chart')})` : '';
}

function downgrade(found: readonly ArgumentChange[]): string {
  const isOlder = found.some(({ path, before, after }) => {
    if (!path.endsWith('version') || typeof before !== 'string' || typeof after !== 'string') return false;
    return /^v?\d/.test(before) && /^v?\d/.test(after) && after.localeCompare(before, 'en', { numeric: true }) < 0;
  });
  return isOlder ? ' (downgrade)' : '';
}

/**
 * A policy engine that the provider doesn't send: https://github.com/hashicorp/terraform-provider-azurerm/issues/23339. Azure
 * then rejects Cilium beside the old one, and each plan shows the change again.
 */
export function unsent({ action, before, after, changes }: ResourceChange): Found[] {
  const policy = changes.find(({ path }) => path === 'network_profile.network_policy');
  if (action !== 'update' || before?.type !== 'azurerm_kubernetes_cluster' || !after || !policy) return [];
  const outbound = textAt(before.args, 'network_profile.outbound_type');
  if (outbound === undefined || outbound === 'loadBalancer') return [];
  const option =
    policy.after === 'cilium' ? '--network-dataplane cilium' : `--network-policy ${policy.after ?? 'none'}`;
  const text =
    `${nameOf(after)}: azurerm doesn't send ${describe(after.type, policy)} to a cluster with outbound type ${outbound}. ` +
    `Run az aks update ${option} before you apply`;
  return [{ level: 'other', address: after.address, text, isPossible: false, weight: 0 }];
}

/** Created resources, and every argument that no finding above reports. */
export function rest(change: ResourceChange, covered: readonly string[], stacks: Sides): Found[] {
  const { action, before, after, changes, because } = change;
  const resource = after ?? before;
  if (!resource || action === 'delete' || covered.includes('*')) return [];
  const found = { level: 'other' as const, address: resource.address, isPossible: false };
  if (action === 'create')
    return [{ ...found, weight: 1, text: `${nameOf(resource)} is created`, whole: wholeOf(resource, 'created') }];
  const reported = new Set([
    ...because,
    ...versionArguments,
    ...rotatingChanges(resource.type, changes).map(({ path }) => path),
  ]);
  const left = isRewritten(change) ? changes.filter(({ path }) => path !== 'values') : changes;
  const shown = shownChanges({ before, after, changes: left }, reported).filter(
    ({ path }) => !covered.some((one) => path === one || path.startsWith(`${one}.`)),
  );
  return shown.length === 0
    ? []
    : [
        {
          ...found,
          weight: 0,
          text: `${nameOf(resource)}: ${describeAll(resource.type, shown, stacks)}`,
        },
      ];
}

/** Objects that come or go whole are listed; of the others, what changes in them. */
function describeAll(type: string, changes: readonly ArgumentChange[], stacks: Sides): string {
  const [added, removed] = [changes.filter(isAdded), changes.filter(isRemoved)].map((some) =>
    some.map(({ path }) => path),
  );
  return [
    ...(added.length > 0 ? [`adds ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`removes ${removed.join(', ')}`] : []),
    ...changes.filter((one) => !isAdded(one) && !isRemoved(one)).map((one) => describe(type, one, stacks)),
  ].join('; ');
}

/** A resource's changes but those already reported, with those of a release's values one by one. */
export function shownChanges(
  { before, after, changes }: Pick<ResourceChange, 'before' | 'after' | 'changes'>,
  reported: ReadonlySet<string> = new Set(),
): ArgumentChange[] {
  return outermost(changes)
    .filter(({ path }) => !reported.has(path))
    .flatMap((change) => (change.path === 'values' && before && after ? valuesChanges(before, after) : [change]));
}
