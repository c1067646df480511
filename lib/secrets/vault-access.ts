import type { Construct } from 'constructs';
import { checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import type { IManagedIdentity } from '../identity/managed-identity';
import type { IPrincipal } from '../identity/principal';
import type { IWorkloadIdentity } from '../workload/workload-identity-base';
import type { ISecretsStoreDriver } from './secrets-store-driver-base';

/** @internal */
export interface AccessSite {
  readonly driver: ISecretsStoreDriver;
  readonly namespaceName: string;
  readonly user: Construct;
}

/**
 * The identity with which the driver reads a vault for a pod. Pod identity, which Azure has retired, is not supported.
 *
 * @see https://learn.microsoft.com/azure/aks/csi-secrets-store-identity-access
 */
export abstract class VaultAccess {
  /** The identity of the pod's ServiceAccount: only pods of this ServiceAccount can read. */
  public static workloadIdentity(identity: IWorkloadIdentity): VaultAccess {
    return new WorkloadAccess(identity);
  }

  /**
   * The identity that AKS created for the add-on and assigned to all nodes. Every pod of the cluster can sign in as it.
   */
  public static addonIdentity(): VaultAccess {
    return new AddonAccess();
  }

  /**
   * A user-assigned identity of the nodes, assigned e.g. by `az vmss identity assign`; AKS assigns only its own identities to
   * nodes. Every pod on these nodes can sign in as it.
   *
   * @param identity the identity, of the same stack.
   */
  public static userAssignedOnNodes(identity: IManagedIdentity): VaultAccess {
    return new UserAssignedAccess(identity);
  }

  /**
   * The system-assigned identity of the nodes, enabled by `az vmss identity assign` for the scale set of each node pool.
   * Every pod on these nodes can sign in as it.
   *
   * @param principals the identities of the scale sets, which get the roles: `Principal.servicePrincipal(OBJECT_ID)`. None if
   * the roles are assigned elsewhere.
   */
  public static systemAssignedOnNodes(principals: IPrincipal[] = []): VaultAccess {
    return new SystemAssignedAccess([...principals]);
  }

  /**
   * The ServiceAccount that pods need; undefined where any will do.
   *
   * @internal
   */
  public get _serviceAccountName(): string | undefined {
    return undefined;
  }

  /** @internal */
  public abstract _check(faults: Faults, prop: string, site: AccessSite): void;

  /** @internal */
  public abstract _principals(driver: ISecretsStoreDriver): IPrincipal[];

  /**
   * Whether the principal of the roles has to be looked up outside of Terraform.
   *
   * @internal
   */
  public get _isUnnamed(): boolean {
    return false;
  }

  /** @internal */
  public abstract _parameters(driver: ISecretsStoreDriver): { [name: string]: string };

  /** @internal */
  public _warn(user: Construct): void {
    const text =
      'The vault is read with an identity of the nodes: every pod on them can use it to read the same objects. ' +
      'Use VaultAccess.workloadIdentity(...) to restrict access to one ServiceAccount.';
    warn(user, 'W210', text);
  }
}

/** The identity of each scale set, which Azure creates. */
const unnamed: IPrincipal = {
  _inStackOf: () => ({ key: 'Nodes', objectId: 'OBJECT_ID', type: 'ServicePrincipal' }),
  _check: () => {},
};

class WorkloadAccess extends VaultAccess {
  public constructor(private readonly identity: IWorkloadIdentity) {
    super();
  }

  public override get _serviceAccountName(): string {
    return this.identity.serviceAccountName;
  }

  public _check(faults: Faults, prop: string, { namespaceName, user }: AccessSite): void {
    checkSameStack(faults, prop, this.identity, user, 'WorkloadIdentity.fromAttributes');
    if (this.identity.namespaceName !== namespaceName) {
      const must = `must be in the pods' namespace (${namespaceName})`;
      faults.add(prop, must, this.identity.namespaceName, 'Create a WorkloadIdentity for a ServiceAccount there.');
    }
  }

  public _principals(): IPrincipal[] {
    return [this.identity];
  }

  public _parameters(): { [name: string]: string } {
    return { usePodIdentity: 'false', clientID: this.identity.identity.clientId };
  }

  public override _warn(): void {}
}

class AddonAccess extends VaultAccess {
  public _check(faults: Faults, prop: string, { driver }: AccessSite): void {
    if (driver.addonIdentity) return;
    const fix = 'Use VaultAccess.workloadIdentity(...) or VaultAccess.userAssignedOnNodes(...).';
    const must = 'must not be the identity of the add-on: the driver is installed by its chart';
    faults.add(prop, must, driver.node.path, fix);
  }

  public _principals(driver: ISecretsStoreDriver): IPrincipal[] {
    return driver.addonIdentity ? [driver.addonIdentity] : [];
  }

  public _parameters(driver: ISecretsStoreDriver): { [name: string]: string } {
    return onNodes(driver.addonIdentity?.clientId ?? '');
  }
}

class UserAssignedAccess extends VaultAccess {
  public constructor(private readonly identity: IManagedIdentity) {
    super();
  }

  public _check(faults: Faults, prop: string, { user }: AccessSite): void {
    checkSameStack(faults, prop, this.identity, user, 'ManagedIdentity.fromLookup');
  }

  public _principals(): IPrincipal[] {
    return [this.identity];
  }

  public _parameters(): { [name: string]: string } {
    return onNodes(this.identity.clientId);
  }
}

class SystemAssignedAccess extends VaultAccess {
  public constructor(private readonly principals: IPrincipal[]) {
    super();
  }

  public _check(faults: Faults, prop: string): void {
    this.principals.forEach((principal, index) => {
      principal._check(faults, `${prop}.principals[${index}]`);
    });
  }

  public override get _isUnnamed(): boolean {
    return this.principals.length === 0;
  }

  public _principals(): IPrincipal[] {
    return this._isUnnamed ? [unnamed] : this.principals;
  }

  public _parameters(): { [name: string]: string } {
    return onNodes('');
  }
}

/** An empty id is the system-assigned identity. */
function onNodes(userAssignedIdentityID: string): { [name: string]: string } {
  return { usePodIdentity: 'false', useVMManagedIdentity: 'true', userAssignedIdentityID };
}

publicClass('VaultAccess', VaultAccess);
