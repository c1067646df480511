import { KubernetesClusterNodePool } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
import { type ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { sortedByPath } from '../core/ledger';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { beforeSynth } from '../core/synth-steps';
import { warn } from '../core/warnings';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import type { ISubnet } from '../network/subnet-base';
import { renderAdvancedUserPool } from './advanced-pool-options';
import type { ClusterPool, IAksCluster } from './aks-cluster-ref';
import { NetworkPolicyEngine } from './network-data-plane';
import { NodePoolMode, SpotEvictionPolicy, type SpotOptions, type UserPoolOptions } from './node-pool-options';
import { checkSameNetwork } from './pod-addresses';
import { checkPoolOfCluster } from './pool-machine-rules';
import { PoolShape } from './pool-shape';
import { statePool } from './pool-statements';
import { checkTaints } from './taints';
import { checkSystemVmSize } from './vm-size';

/** Props of a node pool. */
export interface NodePoolProps extends UserPoolOptions {
  /** The cluster that the pool belongs to. */
  readonly cluster: IAksCluster;

  /**
   * The subnet of the nodes, in the cluster's network. The cluster's identity gets the role to use it, if the cluster is created
   * in the same stack.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default - the cluster's own node subnet; required for an imported cluster
   */
  readonly nodeSubnet?: ISubnet;

  /**
   * The subnet of the pods, in a network of `ClusterNetwork.azureCniPodSubnet`. The cluster's identity gets the role to use it,
   * if the cluster is created in the same stack.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default - the cluster's own pod subnet, if it has one
   */
  readonly podSubnet?: ISubnet;
}

const spotMark = 'kubernetes.azure.com/scalesetpriority';

/**
 * A pool of nodes for workloads, scaled by the cluster autoscaler or of a fixed size.
 *
 * Node pools of a cluster are created and changed one after the other: Azure rejects changes while another one is in progress in
 * the same network, and accepts at most one request per minute once the burst is used up.
 *
 * @see https://learn.microsoft.com/azure/aks/create-node-pools
 */
export class NodePool extends Construct {
  /** The resources that dependents of the pool wait for. */
  public readonly ready: ITerraformDependable[];

  /** The pool itself, for arguments that this class does not offer. */
  public readonly resource: KubernetesClusterNodePool;

  /** @internal */
  public readonly _shape: PoolShape;

  /** @internal */
  public readonly _nodeSubnet: ISubnet | undefined;

  /** @internal */
  public readonly _isTainted: boolean;

  public constructor(scope: Construct, id: string, props: NodePoolProps) {
    super(scope, id);
    this._shape = checkProps(this, 'NodePoolProps', props, (faults) => {
      const { network, nodeProvisioning: provisioning, kubernetesVersion } = props.cluster._facts;
      const context = { minCount: 2, maxPods: network?._defaultMaxPods, provisioning };
      const traits = { isSystem: props.mode === NodePoolMode.SYSTEM, isSpot: props.spot !== undefined };
      const pool = new PoolShape(props.poolName ?? 'user', props, context, traits);
      pool.check(faults, '', kubernetesVersion);
      checkNodePool(faults, this, props);
      return pool;
    });

    const { cluster, spot, os } = props;
    const { network, kubernetesVersion, tags, pools = [] } = cluster._facts;
    const nodeTaints = taintsOf(props);
    this._isTainted = nodeTaints?.some((text) => !text.endsWith(':PreferNoSchedule')) ?? false;
    const nodeSubnet = props.nodeSubnet ?? network?._nodeSubnet;
    const podSubnet = props.podSubnet ?? network?._podSubnet;
    this._nodeSubnet = nodeSubnet;
    statePool(this, this._shape, { cluster: cluster._facts, nodeSubnet, podSubnet });
    const { upgradeSettings, ...shape } = this._shape.render();
    const { advanced = {} } = props;
    const { maxUnavailable } = advanced;
    const withUnavailable = { ...upgradeSettings, maxSurge: undefined, maxUnavailable };
    this.resource = new KubernetesClusterNodePool(this, 'Resource', {
      ...shape,
      ...spotArguments(spot),
      ...renderAdvancedUserPool(advanced),
      upgradeSettings: spot ? undefined : maxUnavailable === undefined ? upgradeSettings : withUnavailable,
      nodeLabels: spot ? { ...props.nodeLabels, [spotMark]: 'spot' } : props.nodeLabels,
      kubernetesClusterId: cluster.clusterId,
      mode: props.mode ?? NodePoolMode.USER,
      osType: os?.isWindows ? 'Windows' : undefined,
      orchestratorVersion: kubernetesVersion,
      nodeTaints,
      vnetSubnetId: nodeSubnet?.subnetId,
      podSubnetId: podSubnet?.subnetId,
      tags: props.tags ?? tags,
      dependsOn: this.prerequisites(props),
    });
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
    if (os?.isWindows && network?._dataPlane._policy === NetworkPolicyEngine.AZURE) {
      const text =
        'Azure ended the support of Azure Network Policy Manager on Windows nodes on 2026-09-30. Move the pool to a cluster with ' +
        'NetworkPolicyEngine.CALICO.';
      warn(this, 'W204', text);
    }
    pools.push(this);
    beforeSynth(this, () => this.waitForPoolBefore(pools));
  }

  /** One after the other by their paths, so that the order of the program's statements changes nothing. */
  private waitForPoolBefore(pools: ClusterPool[]): void {
    const own = sortedByPath(pools.filter((pool) => TerraformStack.of(pool) === TerraformStack.of(this)));
    const before = own[own.indexOf(this) - 1];
    if (before) this.resource.node.addDependency(before);
  }

  /** The roles on the pool's own subnets, and the resources attached to these subnets. */
  private prerequisites(props: NodePoolProps): ITerraformDependable[] | undefined {
    const { cluster } = props;
    const { network, controlPlane } = cluster._facts;
    const foreign = [props.nodeSubnet, props.podSubnet].filter(
      (subnet): subnet is ISubnet =>
        subnet !== undefined && subnet !== network?._nodeSubnet && subnet !== network?._podSubnet,
    );
    const role = AzureRole.NETWORK_CONTRIBUTOR;
    const waits = [
      ...foreign.flatMap((subnet) => subnet.ready),
      ...(controlPlane
        ? foreign.flatMap(({ subnetId: resourceId, node }) => {
            const part = node.path.replaceAll('/', '-');
            return Grant._on(cluster, { role, resourceId, principal: controlPlane }, part).ready;
          })
        : []),
    ];
    return waits.length > 0 ? waits : undefined;
  }
}

function taintsOf({ nodeTaints, spot }: UserPoolOptions): string[] | undefined {
  return spot ? [...(nodeTaints ?? []), `${spotMark}=spot:NoSchedule`] : nodeTaints;
}

function spotArguments(spot: SpotOptions | undefined) {
  return (
    spot && {
      priority: 'Spot',
      evictionPolicy: spot.evictionPolicy ?? SpotEvictionPolicy.DELETE,
      spotMaxPrice: spot.maxPriceUsd ?? -1,
    }
  );
}

/** Rejects props that Azure rejects, or with which the pool would never become ready. */
function checkNodePool(faults: Faults, pool: IConstruct, props: NodePoolProps): void {
  checkTaints(faults, 'nodeTaints', props.nodeTaints ?? []);
  checkSubnets(faults, pool, props);
  const { network, hasAuthorizedRanges = false, linuxOnlyProp } = props.cluster._facts;
  const isOverlay = network?._isOverlay ?? false;
  checkPoolOfCluster(faults, '', props, { isOverlay, hasAuthorizedRanges, linuxOnlyProp });
  if (props.os?.isWindows) checkWindows(faults, props);
  if (props.mode === NodePoolMode.SYSTEM) checkSystem(faults, props);
  checkSpot(faults, props);
}

/** Source: https://learn.microsoft.com/azure/aks/use-system-pools#system-and-user-node-pools */
function checkSystem(faults: Faults, { os, spot, vmSize }: NodePoolProps): void {
  checkSystemVmSize(faults, 'vmSize', vmSize);
  const excluded = { os: os?.isWindows ? os.osSku : undefined, spot: spot && 'a spot pool' };
  for (const [prop, got] of Object.entries(excluded)) {
    if (got === undefined) continue;
    const must = prop === 'os' ? 'must be Linux in a system pool' : 'must be left out in a system pool';
    faults.add(prop, must, got, 'Use NodePoolMode.USER, or leave it out.');
  }
}

/** Source: https://learn.microsoft.com/azure/aks/spot-node-pool */
function checkSpot(faults: Faults, { spot, ...props }: NodePoolProps): void {
  if (!spot) return;
  for (const prop of ['maxSurge', 'drainTimeoutMinutes', 'nodeSoakMinutes'] as const) {
    const must = 'must be left out for spot pools, which upgrades neither surge nor drain';
    if (props[prop] !== undefined) faults.add(prop, must, props[prop], 'Leave it out.');
  }
  const price = spot.maxPriceUsd;
  if (isKnown(price) && (price <= 0 || !Number.isInteger(Math.round(price * 1e9) / 1e4))) {
    const must = 'must be more than 0, with at most five decimals';
    faults.add('spot.maxPriceUsd', must, price, 'For example, use 0.05, or leave it out.');
  }
}

function checkSubnets(faults: Faults, pool: IConstruct, props: NodePoolProps): void {
  const { network } = props.cluster._facts;
  const nodeSubnet = props.nodeSubnet ?? network?._nodeSubnet;
  if (!nodeSubnet && !network) {
    const must = 'must be set for an imported cluster';
    faults.add('nodeSubnet', must, undefined, 'Set a subnet of its network.');
  }
  for (const [prop, subnet] of [
    ['nodeSubnet', nodeSubnet],
    ['podSubnet', props.podSubnet ?? network?._podSubnet],
  ] as const) {
    if (!subnet) continue;
    checkSameStack(faults, prop, subnet, pool, 'Subnet.fromLookup');
    if (network?._nodeSubnet) checkSameNetwork(faults, prop, subnet, network._nodeSubnet);
  }
  if (props.nodeSubnet && network && !network._nodeSubnet) {
    const must = 'must be left out in a network that AKS creates';
    faults.add('nodeSubnet', must, props.nodeSubnet.node.path, 'Leave it out: AKS puts the nodes into its own subnet.');
  }
  if (props.podSubnet && network && !network._podSubnet) {
    const fix = 'Use that network for the cluster, or leave podSubnet out.';
    const { path } = props.podSubnet.node;
    faults.add('podSubnet', 'can only be used with ClusterNetwork.azureCniPodSubnet', path, fix);
  }
}

/** Source: https://learn.microsoft.com/azure/aks/windows-aks-migration, windows-best-practices and node-auto-provisioning */
function checkWindows(faults: Faults, props: NodePoolProps): void {
  const sku = props.os?.osSku;
  const { network, nodeProvisioning } = props.cluster._facts;
  if (nodeProvisioning?._isAutomatic) {
    const fix = 'Create the pool in a cluster with NodeProvisioning.manual().';
    faults.add('os', 'must be Linux in a cluster with node auto-provisioning', sku, fix);
  }
  const plane = network?._dataPlane;
  if (plane?._name === 'cilium') {
    const fix =
      'Windows nodes need NetworkDataPlane.azure(), which only a new cluster can have. Create the pool in another cluster.';
    faults.add('os', 'must be Linux in a cluster with the Cilium data plane', sku, fix);
  }
  if (plane?._name === 'foreign') {
    faults.add('os', 'must be Linux in a cluster without Azure CNI', sku, 'Use an Azure CNI network.');
  }
  if (network?._isKubenet) {
    faults.add('os', 'must be Linux in a cluster with kubenet', sku, 'Use an Azure CNI network.');
  }
  if (network?._outbound._isIsolated) {
    const fix = 'Use NodeOs.UBUNTU, or another ClusterOutbound.';
    faults.add('os', 'must be Linux in a cluster with outbound type none', sku, fix);
  }
  if (props.kernel) faults.add('kernel', 'can only be used with Linux', sku, 'Leave kernel out.');
}

publicClass('NodePool', NodePool);
