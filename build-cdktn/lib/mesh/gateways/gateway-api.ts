import type { ITerraformDependable } from 'cdktn';
import { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkGiven, checkLiteral, checkOneOf, checkPattern, isKnown } from '../../core/checks';
import { Faults, fail } from '../../core/faults';
import { checkLate } from '../../core/late-checks';
import { Claim } from '../../core/ledger';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { compareVersions, minorVersion } from '../../core/versions';
import { warn } from '../../core/warnings';
import { checkStandardKinds } from './gateway-api-kinds';

/**
 * The version of the Gateway API bundle that AKS installs, by Kubernetes minor version.
 *
 * Source: https://learn.microsoft.com/azure/aks/managed-gateway-api
 */
const bundles: [upToMinor: string, bundle: string][] = [
  ['1.33', '1.2.1'],
  ['1.34', '1.3.0'],
  ['1.35', '1.4.1'],
  ['1.36', '1.5.1'],
];

/** Undefined for a version that is not in AKS's list yet. */
function bundleOfAks(kubernetesVersion: string): string | undefined {
  return bundles.find(([upTo]) => compareVersions(kubernetesVersion, upTo) <= 0)?.[1];
}

/** The Gateway API kinds on a cluster. */
export enum GatewayApiChannel {
  /** The stable kinds, and those close to it. */
  STANDARD = 'standard',

  /** All kinds and fields, including those that may change or be removed. */
  EXPERIMENTAL = 'experimental',
}

/** Props of the Gateway API that AKS manages. */
export interface ManagedGatewayApiProps {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The cluster's Kubernetes version, e.g. `1.36`: it determines the Gateway API version that AKS installs.
   *
   * @default - the cluster's version if known; otherwise, checks that depend on the version are skipped
   */
  readonly kubernetesVersion?: string;
}

/** Attributes of a Gateway API that something else installs. */
export interface PresentGatewayApiProps {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /** The bundle's version, e.g. `1.2.1`: the annotation `gateway.networking.k8s.io/bundle-version`. */
  readonly version: string;

  /** The channel: the annotation `gateway.networking.k8s.io/channel`. */
  readonly channel: GatewayApiChannel;
}

/** The facts about the CRDs on a cluster; equal descriptions mean the same owner. */
interface Ownership {
  readonly cluster: IAksCluster;
  readonly owner: string;
  readonly version: string | undefined;
  readonly channel: GatewayApiChannel;
}

const owners = new Claim<GatewayApi>();
const exact = /^\d+\.\d+\.\d+$/;

/**
 * The CRDs of the Kubernetes Gateway API on a cluster (HTTPRoute, GRPCRoute, ...), and their owner: one per cluster, because two
 * owners would overwrite each other's CRDs.
 *
 * It creates no resources: AKS manages the CRDs, or something else installs them. There is no chart for them, because they exceed
 * the size limit of a Helm release, and uninstalling the chart would delete all routes of the cluster.
 *
 * @see https://gateway-api.sigs.k8s.io/
 */
export class GatewayApi extends Construct {
  /**
   * AKS installs the standard channel in the version that matches Kubernetes, and upgrades it with the cluster. The azurerm
   * provider has no argument for it: a warning gives the command to run, `az aks update --enable-gateway-api`.
   *
   * @see https://learn.microsoft.com/azure/aks/managed-gateway-api
   */
  public static managedByAks(scope: Construct, id: string, props: ManagedGatewayApiProps): GatewayApi {
    const { cluster, kubernetesVersion } = props;
    const known = kubernetesVersion ?? cluster?._facts.kubernetesVersion;
    const version = isKnown(known) ? bundleOfAks(known) : undefined;
    const ownership = { cluster, owner: 'AKS', version, channel: GatewayApiChannel.STANDARD };
    const api = new GatewayApi(scope, id, ownership, (faults) => checkKubernetesVersion(faults, props));
    const { clusterName, resourceGroupName } = cluster;
    const command = `az aks update --resource-group ${resourceGroupName} --name ${clusterName} --enable-gateway-api`;
    warn(api, 'W185', `Terraform does not enable the Gateway API that AKS manages. Run once: ${command}`);
    return api;
  }

  /** Something else installs the CRDs, e.g. `kubectl apply` with the Gateway API project's release. */
  public static present(scope: Construct, id: string, props: PresentGatewayApiProps): GatewayApi {
    const ownership = { ...props, owner: 'another program' };
    return new GatewayApi(scope, id, ownership, (faults) => checkPresent(faults, props));
  }

  /** The cluster. */
  public readonly cluster: IAksCluster;

  /** The channel. */
  public readonly channel: GatewayApiChannel;

  /** The bundle's version, e.g. `1.2.1`; undefined if it is unknown at synth time. */
  public readonly version?: string;

  /** The resources that dependents wait for before they apply objects of these kinds: the cluster. */
  public readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _description: string;

  private constructor(scope: Construct, id: string, ownership: Ownership, check: (faults: Faults) => void) {
    super(scope, id);
    if (typeof check !== 'function') {
      const must = 'must be created by GatewayApi.managedByAks(...) or GatewayApi.present(...)';
      fail(this, 'GatewayApi', must, undefined, 'Call the one that applies to the cluster.');
    }
    const faults = new Faults(this);
    checkGiven(faults, 'cluster', ownership.cluster, 'Pass the cluster of this stack.');
    check(faults);
    checkOneOwner(faults, ownership);
    faults.throwIfAny();

    this.cluster = ownership.cluster;
    this.channel = ownership.channel;
    this.version = ownership.version;
    this._description = describe(ownership);
    this.ready = this.cluster.ready;
    const isFirst = !owners.ownerOn(this.cluster);
    owners.take(this.cluster, this);
    implementReady(this, () => this.ready);
    if (this.channel !== GatewayApiChannel.STANDARD || !isFirst) return;
    checkLate(this, (late) => checkStandardKinds(late, this.cluster, this.version));
  }

  /**
   * Checks that the version of the CRDs is in the range that a construct supports.
   *
   * @returns whether the version is known.
   * @internal
   */
  public _checkBetween(faults: Faults, prop: string, lowest: string, highest: string, who: string): boolean {
    if (!isKnown(this.version)) return false;
    if (compareVersions(this.version, lowest) < 0 || compareVersions(this.version, highest) > 0) {
      const must = `must have version ${lowest} to ${highest}, which ${who} supports`;
      const fix = `Change the version of '${this.node.path}', or use another version of the mesh.`;
      faults.add(prop, must, this.version, fix);
    }
    return true;
  }
}

function checkKubernetesVersion(faults: Faults, { cluster, kubernetesVersion }: ManagedGatewayApiProps): void {
  checkLiteral(faults, 'kubernetesVersion', kubernetesVersion, 'only checks at synth time read it');
  checkPattern(
    faults,
    'kubernetesVersion',
    kubernetesVersion,
    /^1\.\d+(\.\d+)?$/,
    'must be a Kubernetes version',
    '1.36',
  );
  const known = cluster?._facts.kubernetesVersion;
  if (!isKnown(known) || !isKnown(kubernetesVersion) || minorVersion(known) === minorVersion(kubernetesVersion)) return;
  const must = `must be that of the cluster (${known})`;
  faults.add('kubernetesVersion', must, kubernetesVersion, 'Leave it out: the cluster is known here.');
}

function checkPresent(faults: Faults, { version, channel }: PresentGatewayApiProps): void {
  checkLiteral(faults, 'version', version, 'only checks at synth time read it');
  if (checkGiven(faults, 'version', version, 'For example, use 1.2.1.')) {
    checkPattern(faults, 'version', version, exact, 'must be one exact release: major, minor and patch', '1.2.1');
  }
  checkGiven(faults, 'channel', channel, 'For example, use GatewayApiChannel.STANDARD.');
  checkOneOf(faults, 'channel', channel, Object.values(GatewayApiChannel));
}

/** Equal descriptions of one cluster in several stacks mean the same owner. */
function checkOneOwner(faults: Faults, ownership: Ownership): void {
  const { cluster } = ownership;
  const other = cluster && owners.ownerOn(cluster);
  const description = describe(ownership);
  if (!other || description === other._description) return;
  const must = `must have one owner of the Gateway API, but '${other.node.path}' declares ${other._description}`;
  faults.add('cluster', must, description, 'Declare the same in both places, or remove one.');
}

function describe({ owner, version, channel }: Ownership): string {
  return `${version === undefined ? 'an unknown version' : `version ${version}`} of the ${channel} channel by ${owner}`;
}

publicClass('GatewayApi', GatewayApi);
