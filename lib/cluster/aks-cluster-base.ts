import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { type ITerraformDependable, type TerraformProvider, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { checkName } from '../core/checks';
import { Faults, fail } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { nameRules } from '../core/names';
import { publicMethods } from '../core/public-class';
import { resolve } from '../core/resolve';
import { noteUnchecked } from '../core/warnings';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';
import type { ClusterFacts, IAksCluster } from './aks-cluster-ref';
import type { ArgumentClaim } from './argument-claims';
import type { ClusterAccess, ClusterSource } from './cluster-access';
import { hasNodesForPods } from './pod-capacity';

/**
 * Base class of created and imported clusters: Helm releases are installed into both.
 *
 * @internal
 */
export abstract class AksClusterBase extends Construct implements IAksCluster {
  public abstract readonly clusterId: string;
  public abstract readonly clusterName: string;
  public abstract readonly resourceGroupName: string;
  public abstract readonly location: string;
  public abstract readonly oidcIssuerUrl: string;
  public abstract readonly nodeResourceGroupName: string;
  public abstract readonly kubelet: IPrincipal;
  public abstract readonly ready: ITerraformDependable[];
  /** @internal */
  public abstract readonly _facts: ClusterFacts;

  private helmProvider?: HelmProvider;

  /** @internal */
  public get _key(): string {
    return this._facts.key;
  }

  /** @internal */
  public abstract _claim(claim: ArgumentClaim): void;

  /**
   * Grants read access to most objects, but not to Secrets, roles or role bindings.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param namespace the namespace, which need not exist; all namespaces if omitted.
   */
  public grantReader(principal: IPrincipal, namespace?: string): Grant {
    return this.grant(AzureRole.AKS_RBAC_READER, principal, namespace);
  }

  /**
   * Grants write access to most objects, which includes reading Secrets and running pods as any ServiceAccount.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param namespace the namespace, which need not exist; all namespaces if omitted.
   */
  public grantWriter(principal: IPrincipal, namespace?: string): Grant {
    return this.grant(AzureRole.AKS_RBAC_WRITER, principal, namespace);
  }

  /**
   * Grants full access to a namespace, including its roles, but not to the namespace object or its resource quotas.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param namespace the namespace, which need not exist; all namespaces if omitted.
   */
  public grantAdmin(principal: IPrincipal, namespace?: string): Grant {
    return this.grant(AzureRole.AKS_RBAC_ADMIN, principal, namespace);
  }

  /** @internal */
  public _helmProvider(from: IConstruct): TerraformProvider {
    this.checkSameStack(from);
    this.helmProvider ??= this.makeHelmProvider();
    return this.helmProvider;
  }

  /** @internal */
  public get _apiServer(): string | undefined {
    return this._access._apiServer(this._source(), this._facts.hasEntraId);
  }

  /** @internal */
  protected abstract _source(): ClusterSource;

  /** @internal */
  protected abstract readonly _access: ClusterAccess;

  /**
   * Called when the cluster gets its first release.
   *
   * @internal
   */
  protected _onFirstRelease(): void {}

  /** Source: https://learn.microsoft.com/azure/aks/manage-azure-rbac */
  private grant(role: AzureRole, principal: IPrincipal, namespace: string | undefined): Grant {
    const faults = new Faults(this);
    if (namespace !== undefined) checkName(faults, 'namespace', namespace, nameRules.kubernetesLabel);
    if (this._facts.hasAzureRbac === false) {
      const must = 'must be true for roles in the cluster: without it, Azure role assignments have no effect there';
      faults.add('azureRbac', must, false, 'Use a RoleBinding in KubernetesManifests.');
    }
    faults.throwIfAny();
    const { clusterId } = this;
    Grant.on(this, { role: AzureRole.AKS_CLUSTER_USER, principal, resourceId: clusterId });
    if (namespace === undefined) return Grant.on(this, { role, principal, resourceId: clusterId });
    const resourceId = `${clusterId}/namespaces/${namespace}`;
    return Grant._on(this, { role, principal, resourceId }, String(resolve(this, namespace)));
  }

  private makeHelmProvider(): HelmProvider {
    const stack = TerraformStack.of(this);
    this._onFirstRelease();
    this.checkPoolForReleases();
    return new HelmProvider(this, 'HelmProvider', {
      alias: stack.getLogicalId(this.node),
      kubernetes: this._access._render(this, this._source(), this._facts.hasEntraId),
    });
  }

  /** Credentials of another stack's cluster would travel through that stack's state. */
  private checkSameStack(from: IConstruct): void {
    const [own, other] = [TerraformStack.of(this), TerraformStack.of(from)];
    if (own === other) return;
    const line = `AksCluster.fromCluster(STACK, '${this.node.id}', CLUSTER)`;
    const fix = `Import it into stack ${other.node.path} with ${line} and pass the result.`;
    fail(from, 'cluster', `must be in the same stack (${other.node.path})`, this.node.path, fix);
  }

  private checkPoolForReleases(): void {
    if (hasNodesForPods(this) === undefined) {
      noteUnchecked(this, 'whether the cluster has an untainted node pool for the pods of its releases');
      return;
    }
    checkLate(this, (faults) => {
      if (hasNodesForPods(this)) return;
      const fix = this._facts.nodeProvisioning?._isAutomatic
        ? 'Create a KarpenterNodePool, set userPool, or leave nodeProvisioning.defaultPools out.'
        : 'Set userPool, call addNodePool, or set systemPool.criticalAddonsOnly to false.';
      faults.add(
        'userPool',
        'must be set: the cluster has Helm releases, but all its pools are tainted',
        undefined,
        fix,
      );
    });
  }
}

publicMethods('IAksCluster', AksClusterBase);
