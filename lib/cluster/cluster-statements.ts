import type { IConstruct } from 'constructs';
import { isKnown } from '../core/checks';
import type { ApiServerFacts } from '../core/program/facts';
import { state } from '../core/program/program';
import { subnetRef } from '../network/network-refs';
import type { AksClusterProps } from './aks-cluster-props';
import type { IAksCluster } from './aks-cluster-ref';
import type { ApiServerAccess } from './api-server-access';
import { type EgressRanges, withEgress } from './authorized-ranges';

/** States the facts about a new cluster that rules between constructs need. */
export function stateCluster(cluster: IAksCluster, props: AksClusterProps, egress: EgressRanges): void {
  const { network, keyManagement, upgrades } = props;
  const { _nodeSubnet: nodeSubnet, _outbound: outbound } = network;
  state(cluster, 'cluster', () => ({
    clusterName: props.clusterName,
    resourceGroupName: props.resourceGroupName,
    location: props.location,
    nodeResourceGroupName: props.nodeResourceGroupName,
    serviceCidr: network._serviceCidr,
    outboundType: outbound._type,
    nodeOsChannel: upgrades?._nodeOsChannel,
    hasOwnIdentities: !props.identities?.systemAssigned,
    egressRanges: outbound._egressRanges,
    apiServer: apiServerOf(cluster, props.apiServer, egress),
    keyVault: keyManagement && {
      vaultId: keyManagement.keyVault.vaultId,
      vaultPath: keyManagement.keyVault.node.path,
      isPrivate: keyManagement.privateVault ?? false,
    },
    nodeSubnet: nodeSubnet && subnetRef(nodeSubnet),
  }));
  state(cluster, 'place', () => ({
    location: props.location,
    others: nodeSubnet
      ? [{ prop: 'network', path: nodeSubnet.node.path, location: nodeSubnet._facts.network?.location }]
      : [],
  }));
  stateNodes(cluster);
}

/** Registers the identity with which a cluster's nodes use resources; the cluster is created or imported. */
export function stateNodes(cluster: IAksCluster): void {
  const nodeSubnet = cluster._facts.network?._nodeSubnet;
  if (!nodeSubnet) return;
  state(cluster, 'caller', () => ({
    principalId: cluster.kubelet._inStackOf(cluster).objectId,
    what: 'its nodes',
    network: subnetRef(nodeSubnet).network,
  }));
}

function apiServerOf(cluster: IConstruct, access: ApiServerAccess, egress: EgressRanges): ApiServerFacts {
  const { _isPrivate, _subnet, _ranges: given } = access;
  return {
    isPublic: !_isPrivate,
    isInNetwork: _subnet !== undefined,
    answersEveryone: access._answersEveryone,
    authorizedRanges: isKnown(given) ? withEgress(cluster, given, egress?.() ?? []) : undefined,
  };
}
