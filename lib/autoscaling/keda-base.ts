import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkArgument } from '../core/checked-props';
import { Claim } from '../core/ledger';
import type { IManagedIdentity, ManagedIdentityProps } from '../identity/managed-identity';
import { type INamespace, Namespace } from '../workload/namespace';
import { WorkloadIdentity } from '../workload/workload-identity';
import type { IWorkloadIdentity } from '../workload/workload-identity-base';

/** An identity that KEDA signs in to Azure with. */
export interface KedaIdentityOptions {
  /**
   * An identity that exists, of the same stack. Either this or `newIdentity`.
   *
   * @default - newIdentity
   */
  readonly identity?: IManagedIdentity;

  /**
   * The identity to create. Either this or `identity`.
   *
   * @default - identity
   */
  readonly newIdentity?: ManagedIdentityProps;

  /**
   * The name of the federated credential: 3 to 120 letters, digits, `_` and `-`, unique for the identity.
   *
   * Changing this replaces the credential: for a moment KEDA can't sign in.
   *
   * @default - of the names of the cluster, KEDA's namespace and its ServiceAccount
   */
  readonly credentialName?: string;
}

/** KEDA on a cluster: installed here, or known to be there. */
export interface IKeda extends IConstruct {
  /** The cluster that KEDA is on. */
  readonly cluster: IAksCluster;

  /** The namespace of its operator. */
  readonly namespaceName: string;

  /** The ServiceAccount of its operator, which queries the metric sources. */
  readonly operatorServiceAccountName: string;

  /** The resources that dependents wait for before they apply objects of KEDA's kinds. */
  readonly ready: ITerraformDependable[];

  /**
   * An identity that KEDA's operator can sign in to Azure with, by a federated credential; for `TriggerAuthentication`. Use one
   * per application to separate their permissions.
   *
   * It trusts the operator, not the application's pods. An identity holds 20 federated credentials.
   *
   * @param id the construct's id, unique among KEDA's identities.
   * @param options an existing identity, or one to create.
   */
  addIdentity(id: string, options: KedaIdentityOptions): IWorkloadIdentity;

  /** @internal */
  readonly _facts: KedaFacts;
}

/**
 * The known facts about a KEDA installation; undefined ones can't be checked.
 *
 * @internal
 */
export interface KedaFacts {
  readonly isAddon?: boolean;
  readonly version?: string;
}

export const operatorServiceAccount = 'keda-operator';

/** One per cluster: the API server uses one server for external metrics. */
export const kedas = new Claim<IKeda>();

export function kedaOf(cluster: IAksCluster): IKeda | undefined {
  return kedas.ownerOn(cluster);
}

/**
 * What an installed and an imported KEDA share.
 *
 * @internal
 */
export abstract class KedaBase extends Construct implements IKeda {
  public abstract readonly cluster: IAksCluster;
  public abstract readonly namespaceName: string;
  public abstract readonly operatorServiceAccountName: string;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  public abstract readonly _facts: KedaFacts;

  private operatorNamespace?: INamespace;

  public addIdentity(id: string, options: KedaIdentityOptions): IWorkloadIdentity {
    checkArgument(this, 'options', 'KedaIdentityOptions', options);
    const { cluster, namespaceName: name, operatorServiceAccountName } = this;
    this.operatorNamespace ??= Namespace.fromName(this, 'OperatorNamespace', { cluster, name });
    return new WorkloadIdentity(this, id, {
      namespace: this.operatorNamespace,
      serviceAccountName: operatorServiceAccountName,
      serviceAccountExists: true,
      ...options,
    });
  }
}
