import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { isKnown } from '../core/checks';
import { Cidr } from '../core/cidr';
import type { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { comparableText } from '../core/resolve';
import { isOlder } from '../core/versions';
import { noteUnchecked } from '../core/warnings';
import { AzureCloud } from '../network/azure-cloud';
import type { SubnetFacts } from '../network/subnet-base';
import { networksOf, type VirtualNetworkBase } from '../network/virtual-network-base';
import type { AgicDeployment } from './agic-deployment';
import { AgicVersion } from './agic-version';
import { gatewayService } from './gateway-subnet-rules';

const largestForOverlay = 24;

/**
 * Whether the gateway reaches the pods.
 *
 * Sources: https://learn.microsoft.com/azure/application-gateway/ingress-controller-overview#container-networking-and-agic and
 * https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure
 */
export function checkNetwork(
  faults: Faults,
  owner: IConstruct,
  cluster: IAksCluster,
  deployment: AgicDeployment,
  subnet: SubnetFacts | undefined,
): void {
  const { network } = cluster._facts;
  if (!network) {
    noteUnchecked(owner, "whether the gateway's network reaches the pods of the cluster");
    return;
  }
  if (network._isKubenet) {
    const fix = 'Change the network to ClusterNetwork.azureCniOverlay.';
    faults.add('cluster', 'must not use kubenet, whose pods a gateway cannot reach', cluster.node.path, fix);
    return;
  }
  const nodes = network._nodeSubnet?._facts;
  if (!nodes) {
    noteUnchecked(owner, "whether the gateway's network reaches the network that AKS creates");
    return;
  }
  if (subnet && (subnet === nodes || subnet === network._podSubnet?._facts)) {
    const fix = 'Use a separate subnet for the gateway.';
    faults.add(
      'deployment',
      'must have a gateway in a separate subnet, not in a subnet of the cluster',
      subnet.subnetName,
      fix,
    );
    return;
  }
  if (network._isOverlay) checkOverlay(faults, deployment, subnet, nodes);
  else checkReach(faults, owner, subnet, nodes);
}

function checkOverlay(
  faults: Faults,
  { _helm: helm }: AgicDeployment,
  subnet: SubnetFacts | undefined,
  nodes: SubnetFacts,
): void {
  const why = "the cluster's network is an overlay";
  const version = helm?.version ?? AgicVersion.V1_9_8;
  if (helm && isOlder(version.version, '1.9.1')) {
    faults.add('deployment.version', `must be 1.9.1 or later: ${why}`, version.version, 'Use AgicVersion.V1_9_8.');
  }
  if (helm?.cloud !== undefined && helm.cloud !== AzureCloud.PUBLIC) {
    const must = `must be AzureCloud.PUBLIC: ${why}, which gateways in other clouds don't support`;
    faults.add('deployment.cloud', must, helm.cloud, 'Use ClusterNetwork.azureCniPodSubnet there.');
  }
  if (!subnet) return;
  if (subnet.delegated === false || (subnet.delegatedTo !== undefined && subnet.delegatedTo !== gatewayService)) {
    const fix = 'Set on the subnet delegation: SubnetDelegation.APPLICATION_GATEWAY.';
    faults.add('deployment', `must have a gateway in a subnet that is delegated to it: ${why}`, subnet.subnetName, fix);
  }
  const large = subnet.prefixes?.map((text) => Cidr.parse(text)).find((range) => range && tooLarge(range));
  if (large) {
    const must = `must have a gateway in a subnet not larger than /${largestForOverlay}: ${why}`;
    faults.add('deployment', must, large.text, `Use a /${largestForOverlay}.`);
  }
  if (areSame(subnet, nodes) === false) {
    const must = `must have a gateway in the network of the nodes (${nameOf(nodes)}): ${why}, and peered networks can't reach its pods`;
    faults.add('deployment', must, nameOf(subnet), 'Move the gateway there, or use ClusterNetwork.azureCniPodSubnet.');
  }
}

function tooLarge(range: Cidr): boolean {
  return !range.isIpv6 && range.prefixLength < largestForOverlay;
}

/** Pods with addresses of the network: the same network, or a peered one. */
function checkReach(faults: Faults, owner: IConstruct, subnet: SubnetFacts | undefined, nodes: SubnetFacts): void {
  const same = subnet && areSame(subnet, nodes);
  if (same === undefined) noteUnchecked(owner, "whether the gateway's network reaches the pods of the cluster");
  if (!subnet || same !== false || faults.any) return;
  const networks = () => [networksNamed(owner, subnet), networksNamed(owner, nodes)];
  const isUnknown = () => networks().some(({ length }) => length === 0);
  noteUnchecked(owner, `whether ${nameOf(subnet)} and ${nameOf(nodes)} are peered`, isUnknown);
  checkLate(owner, (late) => {
    const [own, theirs] = networks();
    const arePeered = own.some(({ _addresses }) => theirs.some((other) => _addresses.isPeeredWith(idOf(other))));
    if (arePeered || isUnknown()) return;
    const must = `must have a gateway in the network of the nodes (${nameOf(nodes)}), or in a peered network`;
    late.add('deployment', must, nameOf(subnet), 'Create a VirtualNetworkPeering between the two.');
  });
}

function networksNamed(scope: IConstruct, subnet: SubnetFacts): VirtualNetworkBase[] {
  return networksOf(scope).filter((network) => areSame({ network: network._facts }, subnet));
}

/**
 * Undefined if one of them is unknown. A resource group that is only known after apply is assumed to be the same: then the
 * networks' names decide. Azure ignores the case.
 */
function areSame({ network: a = {} }: SubnetFacts, { network: b = {} }: SubnetFacts): boolean | undefined {
  if (a === b) return true;
  if (!isKnown(a.networkName) || !isKnown(b.networkName)) return undefined;
  if (a.networkName.toLowerCase() !== b.networkName.toLowerCase()) return false;
  const [own, other] = [a.resourceGroupName, b.resourceGroupName];
  return !isKnown(own) || !isKnown(other) || own.toLowerCase() === other.toLowerCase();
}

/** `GROUP/NETWORK`, or the network alone if the group is only known after apply. */
function nameOf({ network }: SubnetFacts): string | undefined {
  const { networkName, resourceGroupName } = network ?? {};
  return isKnown(networkName) && isKnown(resourceGroupName) ? `${resourceGroupName}/${networkName}` : networkName;
}

function idOf(network: VirtualNetworkBase): string {
  return comparableText(network, network.networkId);
}
