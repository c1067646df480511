import { FederatedIdentityCredential } from '@cdktf/provider-azurerm/lib/federated-identity-credential';
import { Fn, type ITerraformDependable, type TerraformResourceLifecycle } from 'cdktf';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { trustOf } from '../core/bindings/azurerm';
import { checkProps } from '../core/checked-props';
import { checkGiven, checkName, checkSameStack, isKnown } from '../core/checks';
import { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { Claim } from '../core/ledger';
import { setLifecycle } from '../core/lifecycle';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { state } from '../core/program/program';
import { publicClass } from '../core/public-class';
import type { IHelmTarget } from '../helm/helm-target';
import { KubernetesManifests } from '../helm/kubernetes-manifests';
import { type IManagedIdentity, ManagedIdentity, type ManagedIdentityProps } from '../identity/managed-identity';
import { subnetRef } from '../network/network-refs';
import { addCredential, checkCredential } from './federated-credentials';
import { ImportedWorkloadIdentity, type WorkloadIdentityAttributes } from './imported-workload-identity';
import type { INamespace } from './namespace';
import { type IWorkloadIdentity, WorkloadIdentityBase } from './workload-identity-base';

/** Props of an identity that pods sign in to Azure with. */
export interface WorkloadIdentityProps {
  /** The pods' namespace, of the same stack. Its cluster signs the tokens that the identity trusts. */
  readonly namespace: INamespace;

  /** The ServiceAccount of the pods: 1 to 63 lowercase letters, digits and `-`. */
  readonly serviceAccountName: string;

  /**
   * Whether the ServiceAccount is created elsewhere, e.g. by the application's chart. It must have
   * `serviceAccountAnnotations`.
   *
   * @default false
   */
  readonly serviceAccountExists?: boolean;

  /**
   * An identity that exists, or that several workloads share; of the same stack. Either this or `newIdentity`.
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
   * Changing this replaces the credential: for a moment pods can't sign in.
   *
   * @default - of the names of the cluster, the namespace and the ServiceAccount
   */
  readonly credentialName?: string;
}

/** By namespace and name. */
const serviceAccounts = new Claim();

/**
 * The audience of the tokens that the webhook of workload identity projects into pods, in every cloud.
 *
 * Source: https://github.com/Azure/azure-workload-identity/blob/v1.5.1/pkg/webhook/consts.go
 */
const audience = 'api://AzureADTokenExchange';

/**
 * An Azure identity for the pods of one ServiceAccount, without a password: the identity trusts the ServiceAccount's tokens. It
 * is a principal, to be given to the `grant...` methods of vaults, registries and others.
 *
 * Pods need the ServiceAccount and `podLabels`; pods that only mount secrets of a vault need no labels.
 *
 * @see https://learn.microsoft.com/azure/aks/workload-identity-overview
 */
export class WorkloadIdentity extends WorkloadIdentityBase {
  /**
   * Imports an identity whose federated credential another stack or program creates: for teams that can't create identities or
   * credentials.
   */
  public static fromAttributes(
    scope: Construct,
    id: string,
    attributes: WorkloadIdentityAttributes,
  ): IWorkloadIdentity {
    return new ImportedWorkloadIdentity(scope, id, attributes);
  }

  public readonly identity: IManagedIdentity;
  public readonly serviceAccountName: string;
  public readonly namespaceName: string;

  /** The federated credential itself, for arguments that this class does not offer. */
  public readonly resource: FederatedIdentityCredential;

  private readonly serviceAccount?: KubernetesManifests;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: WorkloadIdentityProps,
  ) {
    super(scope, id);
    this.check();
    const { namespace, newIdentity } = props;
    this.serviceAccountName = props.serviceAccountName;
    this.namespaceName = namespace.namespaceName;
    const credentialName = props.credentialName ?? this.derivedCredentialName();
    const subject = `system:serviceaccount:${this.namespaceName}:${this.serviceAccountName}`;
    const credential = { owner: this, credentialName, issuerKey: this.issuer._key, subject };
    this.checkFederation(credential);

    this.identity = props.identity ?? new ManagedIdentity(this, 'Identity', newIdentity as ManagedIdentityProps);
    addCredential(this.identity, credential);
    this.resource = new FederatedIdentityCredential(this, 'Resource', {
      name: credentialName,
      ...trustOf(this.identity),
      issuer: this.issuer.oidcIssuerUrl as string,
      subject,
      audience: [audience],
    });
    setLifecycle(this.resource, this.issuerCondition());
    if (!props.serviceAccountExists) this.serviceAccount = this.makeServiceAccount();
    implementReady(this, () => this.ready);
    checkLate(this, (faults) => this.checkIssuer(faults));
    this.stateCaller();
  }

  /** @internal */
  protected override _resources(): ITerraformDependable[] {
    return [this.resource, ...(this.serviceAccount?.ready ?? [])];
  }

  /** The pods use resources as the identity, from the network of the cluster. */
  private stateCaller(): void {
    const nodeSubnet = this.issuer._facts?.network?._nodeSubnet;
    if (!nodeSubnet) return;
    state(this, 'caller', () => ({
      principalId: this.identity.principalId,
      what: 'its pods',
      network: subnetRef(nodeSubnet).network,
    }));
  }

  private get issuer(): IHelmTarget & Partial<IAksCluster> {
    return this.props.namespace.cluster;
  }

  private check(): void {
    checkProps(this, 'WorkloadIdentityProps', this.props, (faults) => {
      const { namespace, identity, newIdentity, credentialName, serviceAccountName } = this.props;
      if (checkGiven(faults, 'namespace', namespace, 'For example, use Namespace.fromName(...).')) {
        checkSameStack(faults, 'namespace', namespace, this, 'Namespace.fromName');
      }
      checkName(faults, 'serviceAccountName', serviceAccountName, nameRules.kubernetesLabel);
      if (credentialName !== undefined) {
        checkName(faults, 'credentialName', credentialName, nameRules.federatedCredential);
      }
      if ((identity === undefined) === (newIdentity === undefined)) {
        const both =
          identity === undefined ? 'must be set, or newIdentity' : 'must not be set together with newIdentity';
        faults.add('identity', both, undefined, 'Set either identity or newIdentity.');
      }
      if (identity) checkSameStack(faults, 'identity', identity, this, 'ManagedIdentity.fromLookup');
    });
  }

  private checkFederation(credential: Parameters<typeof checkCredential>[2]): void {
    const { identity, serviceAccountExists, serviceAccountName } = this.props;
    const faults = new Faults(this);
    this.checkIssuer(faults);
    if (identity) checkCredential(faults, identity, credential);
    if (!serviceAccountExists) this.checkServiceAccount(faults, serviceAccountName);
    faults.throwIfAny();
  }

  private checkServiceAccount(faults: Faults, name: string): void {
    const owner = serviceAccounts.ownerOn(this.issuer, this.accountName);
    if (name === 'default') {
      const fix = 'Use another name: pods without a ServiceAccount use default.';
      faults.add('serviceAccountName', 'must not be default, which exists in every namespace', undefined, fix);
    } else if (owner) {
      const must = `must be unique in the cluster and namespace, but ${owner.node.path} creates it already`;
      faults.add('serviceAccountName', must, name, 'Share that construct, or set serviceAccountExists.');
    }
  }

  /** Asked twice: the owner of a cluster can change its resource until the program is finished. */
  private checkIssuer(faults: Faults): void {
    const { oidcIssuerUrl, _facts, node } = this.issuer;
    const fix = "Enable the cluster's OIDC issuer: az aks update --enable-oidc-issuer --enable-workload-identity.";
    if (!oidcIssuerUrl || _facts?.hasOidcIssuer === false) {
      faults.add('namespace', 'must be on a cluster with an OIDC issuer', node.path, fix);
    } else if (_facts?.hasWorkloadIdentity === false) {
      const webhook = 'Leave advanced.workloadIdentity out of the cluster.';
      faults.add('namespace', 'must be on a cluster with the workload identity webhook', node.path, webhook);
    } else if (isKnown(oidcIssuerUrl) && !oidcIssuerUrl.startsWith('https://')) {
      faults.add('namespace', 'must be on a cluster whose OIDC issuer is an https:// address', oidcIssuerUrl, fix);
    }
  }

  /** Terraform checks the issuer of a cluster of another program. */
  private issuerCondition(): TerraformResourceLifecycle | undefined {
    const { oidcIssuerUrl, _facts, clusterName } = this.issuer;
    if (_facts?.hasOidcIssuer !== undefined || !oidcIssuerUrl || isKnown(oidcIssuerUrl)) return undefined;
    const named = isKnown(clusterName) ? `Cluster ${clusterName}` : 'The cluster';
    const errorMessage = `${named} has no OIDC issuer: run az aks update --enable-oidc-issuer --enable-workload-identity.`;
    return { precondition: [{ condition: Fn.startswith(oidcIssuerUrl, 'https://'), errorMessage }] };
  }

  private makeServiceAccount(): KubernetesManifests {
    const { namespace, serviceAccountName: name } = this.props;
    const made = new KubernetesManifests(this, 'ServiceAccount', {
      cluster: namespace.cluster,
      releaseName: derivedName(name, 'service-account', nameRules.helmRelease),
      namespace: namespace.namespaceName,
      manifests: [
        {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name, namespace: namespace.namespaceName, annotations: this.serviceAccountAnnotations },
        },
      ],
    });
    made.node.addDependency(namespace);
    serviceAccounts.take(this.issuer, this, this.accountName);
    return made;
  }

  private get accountName(): string {
    return `${this.props.namespace.namespaceName}/${this.props.serviceAccountName}`;
  }

  private derivedCredentialName(): string {
    const suffix = `${this.props.namespace.namespaceName}-${this.props.serviceAccountName}`;
    return derivedName(this.issuer.clusterName ?? this.issuer.node.id, suffix, nameRules.federatedCredential);
  }
}

publicClass('WorkloadIdentity', WorkloadIdentity);
