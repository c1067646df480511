import type { IConstruct } from 'constructs';
import { checkPattern, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import type { NodePoolProps } from './node-pool';
import { checkSameNetwork } from './pod-addresses';

const taint = /^[A-Za-z0-9]([\w./-]*[A-Za-z0-9])?(=[\w.-]*)?:(NoSchedule|PreferNoSchedule|NoExecute)$/;

/** What Azure refuses, or accepts and never brings to life, of a pool beyond its shape. */
export function checkNodePool(faults: Faults, pool: IConstruct, props: NodePoolProps): void {
  for (const text of props.nodeTaints ?? []) {
    checkPattern(faults, 'nodeTaints', text, taint, 'must have the form KEY=VALUE:EFFECT', 'team=batch:NoSchedule');
  }
  checkSubnets(faults, pool, props);
  if (props.os?.isWindows) checkWindows(faults, props);
  checkSpot(faults, props);
}

/** Source: https://learn.microsoft.com/azure/aks/spot-node-pool */
function checkSpot(faults: Faults, { spot, ...props }: NodePoolProps): void {
  if (!spot) return;
  for (const prop of ['maxSurge', 'drainTimeoutMinutes', 'nodeSoakMinutes'] as const) {
    const must = 'must be left out for spot machines, which upgrades neither surge nor drain';
    if (props[prop] !== undefined) faults.add(prop, must, props[prop], 'Leave it out.');
  }
  const price = spot.maxPriceUsd;
  if (isKnown(price) && (price <= 0 || !Number.isInteger(Math.round(price * 1e9) / 1e4))) {
    const must = 'must be more than 0, with five decimals at most';
    faults.add('spot.maxPriceUsd', must, price, 'Use for example 0.05, or leave it out.');
  }
}

function checkSubnets(faults: Faults, pool: IConstruct, props: NodePoolProps): void {
  const { network } = props.cluster._facts;
  const nodeSubnet = props.nodeSubnet ?? network?._nodeSubnet;
  if (!nodeSubnet) {
    const must = 'must be given for a cluster that was looked up';
    faults.add('nodeSubnet', must, undefined, 'Give a subnet of its network.');
  }
  for (const [prop, subnet] of [
    ['nodeSubnet', nodeSubnet],
    ['podSubnet', props.podSubnet ?? network?._podSubnet],
  ] as const) {
    if (!subnet) continue;
    checkSameStack(faults, prop, subnet, pool, 'Subnet.fromLookup');
    if (network) checkSameNetwork(faults, prop, subnet, network._nodeSubnet);
  }
  if (props.podSubnet && network && !network._podSubnet) {
    const fix = 'Use that network for the cluster, or leave podSubnet out.';
    const { path } = props.podSubnet.node;
    faults.add('podSubnet', 'must go with ClusterNetwork.azureCniPodSubnet', path, fix);
  }
}

/** Source: https://learn.microsoft.com/azure/aks/windows-aks-migration and windows-best-practices */
function checkWindows(faults: Faults, props: NodePoolProps): void {
  const sku = props.os?.osSku;
  const { network } = props.cluster._facts;
  const plane = network?._dataPlane;
  if (plane?._name === 'cilium') {
    const fix =
      'Windows nodes need NetworkDataPlane.azure(), which only a new cluster can have. Make the pool in another cluster.';
    faults.add('os', 'must be a Linux in a cluster whose data plane is Cilium', sku, fix);
  }
  if (plane?._name === 'foreign') {
    faults.add('os', 'must be a Linux where Azure CNI does not run', sku, 'Use a network of Azure CNI.');
  }
  if (plane?._policy === 'azure') {
    const must = 'must be a Linux with Azure Network Policy Manager, which ended on Windows on 2026-09-30';
    faults.add('os', must, sku, 'Use NetworkPolicyEngine.CALICO.');
  }
  if (network?._outbound._isIsolated) {
    const fix = 'Use NodeOs.UBUNTU, or another way out.';
    faults.add('os', 'must be a Linux in a cluster without a way out', sku, fix);
  }
  if (props.kernel) faults.add('kernel', 'must go with a Linux', sku, 'Leave kernel out.');
}
