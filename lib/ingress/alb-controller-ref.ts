import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { Claim } from '../core/ledger';
import type { AzureRole } from '../identity/azure-role';
import type { IManagedIdentity } from '../identity/managed-identity';

/** The controller of Application Gateway for Containers on a cluster: installed here, or imported. */
export interface IAlbController extends IConstruct {
  /** The cluster that the controller is on. */
  readonly cluster: IAksCluster;

  /** The identity that configures load balancers. Undefined where another stack or program gave it to the controller. */
  readonly identity?: IManagedIdentity;

  /** The resources that dependents wait for: the controller, and the roles of its identity. */
  readonly ready: ITerraformDependable[];

  /**
   * Grants the controller a role, once per resource. If the identity is unknown, the stack's annotations show the command.
   *
   * @internal
   */
  _grant(role: AzureRole, resourceId: string): void;
}

/** One controller per cluster: two controllers would configure the same gateways. */
export const albControllers = new Claim<IAlbController>();

export function albControllerOf(cluster: IAksCluster): IAlbController | undefined {
  return albControllers.ownerOn(cluster);
}
