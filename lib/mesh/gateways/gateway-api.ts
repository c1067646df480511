import type { ITerraformDependable } from 'cdktf';
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
 * The bundle of the Gateway API that AKS installs, by the minor version of Kubernetes.
 *
 * Source: https://learn.microsoft.com/azure/aks/managed-gateway-api
 */
const bundles: [upToMinor: string, bundle: string][] = [
  ['1.33', '1.2.1'],
  ['1.34', '1.3.0'],
  ['1.35', '1.4.1'],
  ['1.36', '1.5.1'],
];

/** Undefined for a version that AKS' list doesn't name yet. */
function bundleOfAks(kubernetesVersion: string): string | undefined {
  return bundles.find(([upTo]) => compareVersions(kubernetesVersion, upTo) <= 0)?.[1];
}

/** Which kinds of the Gateway API a cluster has. */
export enum GatewayApiChannel {
  /** The kinds that are stable or soon to be. */
  STANDARD = 'standard',

  /** All kinds and fields, those too that may change or go. */
  EXPERIMENTAL = 'experimental',
}

/** The settings or known facts of the Gateway API that AKS manages. */
export interface ManagedGatewayApiProps {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The cluster's Kubernetes version, e.g. `1.36`: it decides which version of the Gateway API AKS installs.
   *
   * @default - that of the cluster where it is known; otherwise nothing that needs the version is checked
   */
  readonly kubernetesVersion?: string;
}

/** What is known of a Gateway API that something else installs. */
export interface PresentGatewayApiProps {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /** The version of the bundle, e.g. `1.2.1`: the annotation `gateway.networking.k8s.io/bundle-version`. */
  readonly version: string;

  /** The channel: the annotation `gateway.networking.k8s.io/channel`. */
  readonly channel: GatewayApiChannel;
}

/** What is known of the definitions on a cluster; equal descriptions are one owner. */
interface Ownership {
  readonly cluster: IAksCluster;
  readonly owner: string;
  readonly version: string | undefined;
  readonly channel: GatewayApiChannel;
}

const owners = new Claim<GatewayApi>();
const exact = /^\d+\.\d+\.\d+$/;

/**
 * The definitions of the Kubernetes Gateway API on a cluster (HTTPRoute, GRPCRoute, ...), and who owns them: one owner a
 * cluster, because two would replace each other's definitions.
 *
 * It makes nothing. AKS manages them, or they are there already; no chart is offered, because the definitions go beyond what
 * Helm can record of a release, and a chart that is uninstalled would take all routes of the cluster along.
 *
 * @see https://gateway-api.sigs.k8s.io/
 */
export class GatewayApi extends Construct {
  /**
   * AKS installs the standard channel in the version that goes with Kubernetes, and upgrades it with the cluster. The provider
   * azurerm has no argument for it: it is enabled by `az aks update --enable-gateway-api`, and a warning says so.
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

  /** Something else installs the definitions, e.g. `kubectl apply` of the project's own release. */
  public static present(scope: Construct, id: string, props: PresentGatewayApiProps): GatewayApi {
    const ownership = { ...props, owner: 'another program' };
    return new GatewayApi(scope, id, ownership, (faults) => checkPresent(faults, props));
  }

  /** The cluster. */
  public readonly cluster: IAksCluster;

  /** The channel. */
  public readonly channel: GatewayApiChannel;

  /** The version of the bundle, e.g. `1.2.1`; undefined where it is not known at synth. */
  public readonly version?: string;

  /** What dependents wait for before they apply objects of these kinds: the cluster. */
  public readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _description: string;

  private constructor(scope: Construct, id: string, ownership: Ownership, check: (faults: Faults) => void) {
    super(scope, id);
    if (typeof check !== 'function') {
      const must = 'must be made by GatewayApi.managedByAks(...) or GatewayApi.present(...)';
      fail(this, 'GatewayApi', must, undefined, 'Call the one that is true of the cluster.');
    }
    const faults = new Faults(this);
    checkGiven(faults, 'cluster', ownership.cluster, 'Give the cluster of this stack.');
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
    checkLate(this, (late) => checkStandardKinds(late, this.node.root, this.cluster, this.version));
  }

  /**
   * Checks that these definitions support what a construct needs.
   *
   * @returns whether that is known.
   * @internal
   */
  public _checkBetween(faults: Faults, prop: string, lowest: string, highest: string, who: string): boolean {
    if (!isKnown(this.version)) return false;
    if (compareVersions(this.version, lowest) < 0 || compareVersions(this.version, highest) > 0) {
      const must = `must have version ${lowest} to ${highest}, which ${who} can read`;
      const fix = `Change what '${this.node.path}' describes, or take another version of the mesh.`;
      faults.add(prop, must, this.version, fix);
    }
    return true;
  }
}

function checkKubernetesVersion(faults: Faults, { cluster, kubernetesVersion }: ManagedGatewayApiProps): void {
  checkLiteral(faults, 'kubernetesVersion', kubernetesVersion, 'only rules that run while synthesizing read it');
  checkPattern(
    faults,
    'kubernetesVersion',
    kubernetesVersion,
    /^1\.\d+(\.\d+)?$/,
    'must be a version of Kubernetes',
    '1.36',
  );
  const known = cluster?._facts.kubernetesVersion;
  if (!isKnown(known) || !isKnown(kubernetesVersion) || minorVersion(known) === minorVersion(kubernetesVersion)) return;
  const must = `must be that of the cluster (${known})`;
  faults.add('kubernetesVersion', must, kubernetesVersion, 'Leave it out: the cluster is known here.');
}

function checkPresent(faults: Faults, { version, channel }: PresentGatewayApiProps): void {
  checkLiteral(faults, 'version', version, 'only rules that run while synthesizing read it');
  if (checkGiven(faults, 'version', version, 'Use for example 1.2.1.')) {
    checkPattern(faults, 'version', version, exact, 'must name one exact release: major, minor and patch', '1.2.1');
  }
  checkGiven(faults, 'channel', channel, 'Use for example GatewayApiChannel.STANDARD.');
  checkOneOf(faults, 'channel', channel, Object.values(GatewayApiChannel));
}

/** Stacks that say the same of one cluster mean the same owner. */
function checkOneOwner(faults: Faults, ownership: Ownership): void {
  const { cluster } = ownership;
  const other = cluster && owners.ownerOn(cluster);
  const description = describe(ownership);
  if (!other || description === other._description) return;
  const must = `must have one owner of the Gateway API, and '${other.node.path}' says ${other._description}`;
  faults.add('cluster', must, description, 'Say the same in both places, or leave one out.');
}

function describe({ owner, version, channel }: Ownership): string {
  return `${version === undefined ? 'a version not known here' : `version ${version}`} of the ${channel} channel by ${owner}`;
}

publicClass('GatewayApi', GatewayApi);
