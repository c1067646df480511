import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IHelmTarget } from '../helm/helm-target';
import type { Grant } from '../identity/grant';
import type { IOidcIssuer } from '../identity/oidc-issuer';
import type { IPrincipal } from '../identity/principal';
import type { ISubnet } from '../network/subnet-base';
import type { ArgumentClaim } from './argument-claims';
import type { ClusterNetwork } from './cluster-network';
import type { NodeProvisioning } from './node-provisioning';
import type { PoolShape } from './pool-shape';

/** An AKS cluster: created in this stack, in another stack of this program, or by another program. */
export interface IAksCluster extends IHelmTarget, IOidcIssuer {
  /** The cluster's resource id. */
  readonly clusterId: string;

  /** The cluster's name. */
  readonly clusterName: string;

  /** The resource group that the cluster is in. */
  readonly resourceGroupName: string;

  /** The Azure region. */
  readonly location: string;

  /** The resource group that AKS creates for nodes, load balancers and disks. */
  readonly nodeResourceGroupName: string;

  /** The kubelet's identity, which pulls images. */
  readonly kubelet: IPrincipal;

  /**
   * Grants read access to most objects, but not to Secrets, roles or role bindings.
   *
   * This and the other two also grant the right to download the kubeconfig, which doesn't grant access by itself. The roles'
   * permissions: https://learn.microsoft.com/azure/aks/manage-azure-rbac
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param namespace the namespace, which need not exist; all namespaces if omitted.
   */
  grantReader(principal: IPrincipal, namespace?: string): Grant;

  /**
   * Grants write access to most objects, which includes reading Secrets and running pods as any ServiceAccount.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param namespace the namespace, which need not exist; all namespaces if omitted.
   */
  grantWriter(principal: IPrincipal, namespace?: string): Grant;

  /**
   * Grants full access to a namespace, including its roles, but not to the namespace object or its resource quotas.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param namespace the namespace, which need not exist; all namespaces if omitted.
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
 * Facts about a cluster that are known at synth; undefined facts are not checked.
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
  /** Whether users sign in by Entra ID. */
  readonly hasEntraId?: boolean;

  /** Whether a public API server accepts authorized IP ranges only. */
  readonly hasAuthorizedRanges?: boolean;
  /** A prop of the cluster that excludes Windows pools. */
  readonly linuxOnlyProp?: string;
  /** Whether Azure role assignments authorize users in the cluster. */
  readonly hasAzureRbac?: boolean;
  /** Whether workload identity is enabled: pods get the tokens that it exchanges. */
  readonly hasWorkloadIdentity?: boolean;
  /** Whether the cluster signs tokens that federated credentials can trust; may change until the late checks. */
  readonly hasOidcIssuer?: boolean;
  readonly systemPoolIsTainted?: boolean;
  /** Whether the cluster sends metrics to an Azure Monitor workspace. */
  readonly hasManagedPrometheus?: boolean;
  /** Whether pods can have volumes on managed disks, and these have snapshots. */
  readonly hasDiskSnapshots?: boolean;
  /** Whether Karpenter creates nodes. */
  readonly nodeProvisioning?: NodeProvisioning;
  /** The pool that is created with the cluster. */
  readonly systemPool?: PoolShape;
  /** The user pools that have been added. */
  readonly pools?: ClusterPool[];
  /**
   * The identity that manages the cluster's load balancers and nodes; known in the stack that creates the cluster and grants
   * roles.
   */
  readonly controlPlane?: IPrincipal;
}
