import type { JsonMap } from '../../../command/terraform/resource';
import { type Adoption, text } from '../adoption';
import { call, code, type Expression, literal } from '../expression';

const nodeOsChannels: { readonly [channel: string]: string } = {
  None: 'NONE',
  SecurityPatch: 'SECURITY_PATCH',
  Unmanaged: 'UNMANAGED',
};

/** The Kubernetes version and the channels of upgrades. */
export function upgradesOf(values: JsonMap, adoption: Adoption): Expression {
  const { program } = adoption;
  const upgrades = versionOf(values, program.library('ClusterUpgrades'), program.library('UpgradeChannel'));
  const { node_os_upgrade_channel: nodeOs } = values;
  if (typeof nodeOs !== 'string' || !Object.hasOwn(nodeOsChannels, nodeOs)) return upgrades;
  const NodeOsUpgradeChannel = program.library('NodeOsUpgradeChannel');
  return {
    ...upgrades,
    callee: `${oneLine(upgrades)}.withNodeOs`,
    args: [code(`${NodeOsUpgradeChannel}.${nodeOsChannels[nodeOs]}`)],
  };
}

function versionOf(values: JsonMap, ClusterUpgrades: string, UpgradeChannel: string) {
  const version = text(values, 'kubernetes_version') ?? '';
  const minor = /^1\.\d+/.exec(version)?.[0] ?? version;
  const channel = text(values, 'automatic_upgrade_channel');
  const follow = (name: string) => call(`${ClusterUpgrades}.followedByAzure`, code(`${UpgradeChannel}.${name}`));
  if (values.support_plan === 'AKSLongTermSupport') return call(`${ClusterUpgrades}.longTermSupport`, literal(minor));
  if (channel === 'stable') return follow('STABLE');
  if (channel === 'rapid') return follow('RAPID');
  const isFull = /^1\.\d+\.\d+$/.test(version);
  if (channel === 'node-image') {
    return isFull ? call(`${ClusterUpgrades}.nodeImagesOnly`, literal(version)) : follow('NODE_IMAGE');
  }
  if (channel !== undefined) return call(`${ClusterUpgrades}.patchesWithin`, literal(minor));
  return isFull
    ? call(`${ClusterUpgrades}.pinned`, literal(version))
    : call(`${ClusterUpgrades}.pinnedMinor`, literal(minor));
}

function oneLine({ callee, args }: { callee: string; args: readonly Expression[] }): string {
  return `${callee}(${args.map((arg) => (arg.kind === 'code' ? arg.text : '')).join(', ')})`;
}
