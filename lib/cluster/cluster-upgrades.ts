import type { IConstruct } from 'constructs';
import { checkOneOf, checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';

/**
 * The auto-upgrade channel of a cluster.
 *
 * @see https://learn.microsoft.com/azure/aks/auto-upgrade-cluster
 */
export enum UpgradeChannel {
  /** The newest patch of the minor version before the newest one. */
  STABLE = 'stable',

  /** The newest patch of the newest minor version. */
  RAPID = 'rapid',

  /** Only the nodes' images; Kubernetes stays at the version that Azure selected when it created the cluster. */
  NODE_IMAGE = 'node-image',
}

/**
 * The upgrade channel of the nodes' operating systems.
 *
 * @see https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image
 */
export enum NodeOsUpgradeChannel {
  /** A new image each week, with fixes of bugs too; nodes are renewed. */
  NODE_IMAGE = 'NodeImage',

  /**
   * Security fixes as soon as they are tested, without renewing nodes where that can be done. Their images lie in the node
   * resource group, and cost storage.
   */
  SECURITY_PATCH = 'SecurityPatch',

  /**
   * Linux nodes install their distribution's updates at any time, and you reboot them. Windows nodes get none.
   */
  UNMANAGED = 'Unmanaged',

  /** None: nodes get no updates until you upgrade their image. Raises a warning. */
  NONE = 'None',
}

const fullVersion = /^1\.\d{1,3}\.\d{1,3}$/;
const mustBeFull = 'must be a full Kubernetes version';
const minorVersion = /^1\.\d{1,3}$/;
const mustBeMinor = 'must be a minor Kubernetes version';

/**
 * The upgrade policy: whether you or Azure select the Kubernetes version. Azure keeps the nodes' operating systems up to date,
 * unless `withNodeOs` sets another channel.
 *
 * @see https://learn.microsoft.com/azure/aks/supported-kubernetes-versions
 */
export class ClusterUpgrades {
  /**
   * This version until you change it in code.
   *
   * @param version a full version, e.g. `1.36.2`.
   */
  public static pinned(version: string): ClusterUpgrades {
    return new ClusterUpgrades(version, undefined, fullVersion, mustBeFull, '1.36.2');
  }

  /**
   * This version until you change it in code, on the channel `node-image`, by which Azure renews the images of nodes.
   * `pinned` does the same by the channel for node operating systems; this is for clusters that have this channel.
   *
   * @param version a full version, e.g. `1.36.2`.
   */
  public static nodeImagesOnly(version: string): ClusterUpgrades {
    return new ClusterUpgrades(version, UpgradeChannel.NODE_IMAGE, fullVersion, mustBeFull, '1.36.2');
  }

  /**
   * This minor version until you change it in code; Azure chooses the patch when the cluster is created or the minor version
   * changes, and applies no patches by itself (alias minor version).
   *
   * @param minor a minor version, e.g. `1.36`.
   * @see https://learn.microsoft.com/azure/aks/supported-kubernetes-versions#alias-minor-version
   */
  public static pinnedMinor(minor: string): ClusterUpgrades {
    return new ClusterUpgrades(minor, undefined, minorVersion, mustBeMinor, '1.36');
  }

  /**
   * The newest patch of a minor version; Azure applies patches automatically.
   *
   * @param minor a minor version, e.g. `1.36`.
   */
  public static patchesWithin(minor: string): ClusterUpgrades {
    return new ClusterUpgrades(minor, 'patch', minorVersion, mustBeMinor, '1.36');
  }

  /**
   * The newest patch of a minor version for two years instead of one; Azure applies patches automatically. The cluster must be of
   * `ClusterTier.PREMIUM`. Not every minor version has it, and not every add-on is supported in the second year.
   *
   * @param minor a minor version, e.g. `1.36`.
   * @see https://learn.microsoft.com/azure/aks/long-term-support
   */
  public static longTermSupport(minor: string): ClusterUpgrades {
    return new ClusterUpgrades(minor, 'patch', minorVersion, mustBeMinor, '1.36', true);
  }

  /** Azure chooses, and upgrades minor versions too; the code names no version. */
  public static followedByAzure(channel: UpgradeChannel): ClusterUpgrades {
    return new ClusterUpgrades(undefined, channel);
  }

  private constructor(
    /** @internal */
    public readonly _version: string | undefined,
    /** @internal */
    public readonly _channel: string | undefined,
    private readonly pattern = /^/,
    private readonly must = '',
    private readonly example = '',
    /** @internal */
    public readonly _isLongTerm = false,
    /** @internal */
    public readonly _nodeOsChannel = NodeOsUpgradeChannel.NODE_IMAGE,
  ) {}

  /**
   * The same, with another channel for the nodes' operating system; `NodeOsUpgradeChannel.NODE_IMAGE` by default. Not with the
   * channel `node-image`, which includes it. Changes in place.
   */
  public withNodeOs(channel: NodeOsUpgradeChannel): ClusterUpgrades {
    const { _version, _channel, pattern, must, example, _isLongTerm } = this;
    return new ClusterUpgrades(_version, _channel, pattern, must, example, _isLongTerm, channel);
  }

  /** @internal */
  public _warn(scope: IConstruct): void {
    if (this._nodeOsChannel !== NodeOsUpgradeChannel.NONE) return;
    const text =
      'Nodes get no security updates: the node OS upgrade channel is None. Use NodeOsUpgradeChannel.NODE_IMAGE, or upgrade the ' +
      'node images yourself (az aks nodepool upgrade --node-image-only).';
    warn(scope, 'W207', text);
  }

  /** @internal */
  public _check(faults: Faults): void {
    checkPattern(faults, 'upgrades.version', this._version, this.pattern, this.must, this.example);
    const { _channel, _nodeOsChannel: nodeOs } = this;
    checkOneOf(faults, 'upgrades.nodeOs', nodeOs, Object.values(NodeOsUpgradeChannel));
    if (_channel === UpgradeChannel.NODE_IMAGE && nodeOs !== NodeOsUpgradeChannel.NODE_IMAGE) {
      const must = 'must be NodeImage if the upgrade channel is node-image';
      faults.add('upgrades.nodeOs', must, nodeOs, 'Leave withNodeOs out, or use another UpgradeChannel.');
    }
  }
}

publicClass('ClusterUpgrades', ClusterUpgrades);
