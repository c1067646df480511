import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IHelmTarget } from '../helm/helm-target';
import type { Grant } from '../identity/grant';
import type { IManagedIdentity } from '../identity/managed-identity';
import type { IOidcIssuer } from '../identity/oidc-issuer';
import type { IPrincipal } from '../identity/principal';
import type { ISubnet } from '../network/subnet-base';
import type { ArgumentClaim } from './argument-claims';
import type { ClusterNetwork } from './cluster-network';
import type { PoolShape } from './pool-shape';

/** An AKS cluster: made here, of another stack of this program, or of another program. */
export interface IAksCluster extends IHelmTarget, IOidcIssuer {
  /** The cluster's resource id. */
  readonly clusterId: string;

  /** The cluster's name. */
  readonly clusterName: string;

  /** The resource group that the cluster is in. */
  readonly resourceGroupName: string;

  /** The Azure region. */
  readonly location: string;

  /** The resource group that AKS made for nodes, load balancers and disks. */
  readonly nodeResourceGroupName: string;

  /** The identity that nodes pull images with. */
  readonly kubelet: IPrincipal;

  /**
   * Lets somebody see most objects, but no Secrets, and no roles.
   *
   * This and its siblings also let them read the kubeconfig, which gives no access by itself. What a role allows:
   * https://learn.microsoft.com/azure/aks/manage-azure-rbac
   *
   * @param principal who; of the same stack, if a construct made it.
   * @param namespace in which namespace; in all of them where none is given. It need not exist.
   */
  grantReader(principal: IPrincipal, namespace?: string): Grant;

  /**
   * Lets somebody change most objects, read Secrets and run pods as any ServiceAccount.
   *
   * @param principal who; of the same stack, if a construct made it.
   * @param namespace in which namespace; in all of them where none is given. It need not exist.
   */
  grantWriter(principal: IPrincipal, namespace?: string): Grant;

  /**
   * Lets somebody do everything in a namespace, roles included, but not change the namespace itself or its quota.
   *
   * @param principal who; of the same stack, if a construct made it.
   * @param namespace in which namespace; in all of them where none is given. It need not exist.
   */
  grantAdmin(principal: IPrincipal, namespace?: string): Grant;

  /** @internal */
  readonly _facts: ClusterFacts;

  /**
   * Sets an argument of the cluster's resource, such as an add-on; on an imported cluster it throws the command that does.
   *
   * @internal
   */
  _claim(claim: ArgumentClaim): void;
}

/**
 * A user pool of a cluster.
 *
 * @internal
 */
export interface ClusterPool extends IConstruct {
  readonly ready: ITerraformDependable[];
  readonly _shape: PoolShape;
  readonly _isTainted: boolean;
  readonly _nodeSubnet: ISubnet | undefined;
}

/**
 * What is known of a cluster while synthesizing; what is undefined can't be checked.
 *
 * @internal
 */
export interface ClusterFacts {
  /** Equal for all references to one cluster. */
  readonly key: string;
  readonly network?: ClusterNetwork;
  readonly kubernetesVersion?: string;
  /** Azure tags, for pools that have none of their own. */
  readonly tags?: { [key: string]: string };
  readonly isPrivate?: boolean;
  readonly hasLocalAccounts?: boolean;
  /** Whether the cluster signs tokens that federated credentials can trust; may change until the late checks. */
  readonly hasOidcIssuer?: boolean;
  readonly systemPoolIsTainted?: boolean;
  /** Whether the cluster sends metrics to an Azure Monitor workspace. */
  readonly hasManagedPrometheus?: boolean;
  /** How many nodes the system pool can grow to. */
  readonly systemPoolMaxCount?: number;
  /** The user pools so far. */
  readonly pools?: ClusterPool[];
  /** Who manages the cluster's load balancers and nodes; known in the stack that makes the cluster and grants roles. */
  readonly controlPlane?: IManagedIdentity;
}
