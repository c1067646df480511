import type { ITerraformDependable } from 'cdktn';
import { Construct, type IConstruct } from 'constructs';
import type { Faults } from '../core/faults';
import { publicMethods } from '../core/public-class';
import type { AzureRole } from '../identity/azure-role';
import { Grant, partOf } from '../identity/grant';
import type { IManagedIdentity } from '../identity/managed-identity';
import type { IPrincipal, PrincipalFacts } from '../identity/principal';

/** An Azure identity that the pods of one ServiceAccount sign in with: created here, or imported. */
export interface IWorkloadIdentity extends IConstruct, IPrincipal {
  /** The identity that the pods have in Azure. */
  readonly identity: IManagedIdentity;

  /** The name of the pods' ServiceAccount. */
  readonly serviceAccountName: string;

  /** The pods' namespace. */
  readonly namespaceName: string;

  /** The annotations by which the ServiceAccount names its identity. */
  readonly serviceAccountAnnotations: { [key: string]: string };

  /** The labels with which pods get a token, and where it is, from the cluster's webhook. */
  readonly podLabels: { [key: string]: string };

  /** The resources that pods wait for: the federated credential and the ServiceAccount if they are created here, and the roles of `grant`. */
  readonly ready: ITerraformDependable[];

  /**
   * Grants the pods a role on any Azure resource. Vaults and registries have their own methods, which choose the role.
   *
   * @param role the role; choose the least that works.
   * @param resourceId the resource id that the role is for: a resource, a resource group or a subscription.
   */
  grant(role: AzureRole, resourceId: string): Grant;
}

/**
 * What new and imported workload identities share.
 *
 * @internal
 */
export abstract class WorkloadIdentityBase extends Construct implements IWorkloadIdentity {
  public abstract readonly identity: IManagedIdentity;
  public abstract readonly serviceAccountName: string;
  public abstract readonly namespaceName: string;
  public readonly podLabels: { [key: string]: string } = { 'azure.workload.identity/use': 'true' };

  private readonly grants: Grant[] = [];

  public get serviceAccountAnnotations(): { [key: string]: string } {
    return { 'azure.workload.identity/client-id': this.identity.clientId };
  }

  public get ready(): ITerraformDependable[] {
    return [...this._resources(), ...this.grants.flatMap((grant) => grant.ready)];
  }

  public grant(role: AzureRole, resourceId: string): Grant {
    const grant = Grant._on(this, { role, principal: this.identity, resourceId }, partOf(this, resourceId));
    if (!this.grants.includes(grant)) this.grants.push(grant);
    return grant;
  }

  /** @internal */
  public _inStackOf(scope: IConstruct): PrincipalFacts {
    return this.identity._inStackOf(scope);
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    this.identity._check(faults, prop);
  }

  /**
   * The resources that are created here and that pods depend on.
   *
   * @internal
   */
  protected abstract _resources(): ITerraformDependable[];
}

publicMethods('IWorkloadIdentity', WorkloadIdentityBase);
