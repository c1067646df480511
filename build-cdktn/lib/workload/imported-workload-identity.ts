import type { ITerraformDependable } from 'cdktn';
import type { Construct } from 'constructs';
import { checkGiven, checkName, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import type { IManagedIdentity } from '../identity/managed-identity';
import type { INamespace } from './namespace';
import { WorkloadIdentityBase } from './workload-identity-base';

/** Attributes of a workload identity that another stack or program creates. */
export interface WorkloadIdentityAttributes {
  /** The pods' namespace, of the same stack. */
  readonly namespace: INamespace;

  /** The pods' ServiceAccount, which the identity trusts. */
  readonly serviceAccountName: string;

  /** The identity, of the same stack: `ManagedIdentity.fromLookup` or `fromAttributes`. */
  readonly identity: IManagedIdentity;
}

/** @internal */
export class ImportedWorkloadIdentity extends WorkloadIdentityBase {
  public readonly identity: IManagedIdentity;
  public readonly serviceAccountName: string;
  public readonly namespaceName: string;

  public constructor(scope: Construct, id: string, attributes: WorkloadIdentityAttributes) {
    super(scope, id);
    const { namespace, identity, serviceAccountName } = attributes;
    const faults = new Faults(this);
    if (checkGiven(faults, 'namespace', namespace, 'For example, use Namespace.fromName(...).')) {
      checkSameStack(faults, 'namespace', namespace, this, 'Namespace.fromName');
    }
    checkName(faults, 'serviceAccountName', serviceAccountName, nameRules.kubernetesLabel);
    if (checkGiven(faults, 'identity', identity, 'For example, use ManagedIdentity.fromLookup(...).')) {
      checkSameStack(faults, 'identity', identity, this, 'ManagedIdentity.fromLookup');
    }
    faults.throwIfAny();

    this.identity = identity;
    this.serviceAccountName = serviceAccountName;
    this.namespaceName = namespace.namespaceName;
    implementReady(this, () => this.ready);
  }

  protected override _resources(): ITerraformDependable[] {
    return [];
  }
}
