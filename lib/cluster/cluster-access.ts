import type { DataAzurermKubernetesCluster } from '@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster';
import type { KubernetesCluster } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { HelmProviderKubernetes } from '@cdktf/provider-helm/lib/provider';
import { Fn } from 'cdktf';
import type { IConstruct } from 'constructs';
import { checkGiven } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import { AzureCloud } from '../network/azure-cloud';
import { environmentUnlessPublic, stateCloud } from '../network/cloud-endpoints';

/**
 * How kubelogin signs in to Entra ID.
 *
 * @see https://azure.github.io/kubelogin/concepts/login-modes.html
 */
export enum KubeloginMode {
  /** The login of the Azure CLI, on a laptop or after a pipeline's login step. */
  AZURE_CLI = 'azurecli',

  /** The login of the Azure Developer CLI. */
  AZURE_DEVELOPER_CLI = 'azd',

  /** A federated token in a file: GitHub, GitLab, a pod with workload identity. */
  WORKLOAD_IDENTITY = 'workloadidentity',

  /** An Azure DevOps service connection. */
  AZURE_PIPELINES = 'azurepipelines',

  /** The managed identity of the machine. */
  MANAGED_IDENTITY = 'msi',

  /** A service principal's secret or certificate, from the environment. */
  SERVICE_PRINCIPAL = 'spn',
}

/** @internal */
export type ClusterSource = KubernetesCluster | DataAzurermKubernetesCluster;

/** The application of AKS in Entra ID: the same in every tenant and cloud. */
const aksServerId = '6dae42f8-4368-4678-94ff-3960e28e3630';

/** The credentials with which Helm authenticates to the cluster. */
export abstract class ClusterAccess {
  /**
   * Uses a token that kubelogin requests from Entra ID for each run; no credential is stored. kubelogin must be on the PATH where
   * Terraform runs.
   *
   * @param mode how kubelogin signs in; `KubeloginMode.AZURE_CLI` if omitted. The environment variable `AAD_LOGIN_METHOD`
   * overrides it at run time, so that the same output works on a laptop and in a pipeline.
   * @param cloud the cloud whose Entra ID kubelogin signs in to; `AzureCloud.PUBLIC` if omitted.
   * @see https://azure.github.io/kubelogin/
   */
  public static kubelogin(
    mode: KubeloginMode = KubeloginMode.AZURE_CLI,
    cloud: AzureCloud = AzureCloud.PUBLIC,
  ): ClusterAccess {
    return new KubeloginAccess(mode, cloud);
  }

  /**
   * Uses the cluster-admin certificate, which is stored in the Terraform state. The cluster must have `localAccounts: true`; a
   * cluster of another program must have Entra ID too.
   */
  public static adminCertificate(): ClusterAccess {
    return new AdminCertificateAccess();
  }

  /**
   * By a kubeconfig file of whatever runs Terraform.
   *
   * @param path the file's path, as that machine sees it.
   * @param context the context within the file.
   */
  public static kubeconfig(path: string, context: string): ClusterAccess {
    return new KubeconfigAccess(path, context);
  }

  /** @internal */
  public abstract readonly _needsLocalAccounts: boolean;

  /** @internal */
  public readonly _needsEntraId: boolean = false;

  /** @internal */
  public abstract _check(faults: Faults): void;

  /**
   * @param hasEntraId undefined if unknown.
   * @internal
   */
  public abstract _apiServer(cluster: ClusterSource, hasEntraId: boolean | undefined): string | undefined;

  /**
   * @param hasEntraId undefined if unknown.
   * @internal
   */
  public abstract _render(
    scope: IConstruct,
    cluster: ClusterSource,
    hasEntraId: boolean | undefined,
  ): HelmProviderKubernetes;
}

class KubeloginAccess extends ClusterAccess {
  public readonly _needsLocalAccounts = false;
  public override readonly _needsEntraId = true;

  public constructor(
    private readonly mode: KubeloginMode,
    private readonly cloud: AzureCloud,
  ) {
    super();
  }

  public _check(_faults: Faults): void {}

  public _apiServer(cluster: ClusterSource): string {
    return cluster.kubeConfig.get(0).host;
  }

  public _render(scope: IConstruct, cluster: ClusterSource): HelmProviderKubernetes {
    stateCloud(scope, 'access.cloud', this.cloud);
    const { host, clusterCaCertificate } = cluster.kubeConfig.get(0);
    const environment = environmentUnlessPublic(this.cloud);
    return {
      host,
      clusterCaCertificate: Fn.base64decode(clusterCaCertificate),
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1beta1',
        command: 'kubelogin',
        args: [
          ...['get-token', '--login', this.mode, '--server-id', aksServerId],
          ...(environment ? ['--environment', environment] : []),
        ],
      },
    };
  }
}

class AdminCertificateAccess extends ClusterAccess {
  public readonly _needsLocalAccounts = true;

  public _check(_faults: Faults): void {}

  public _apiServer(cluster: ClusterSource, hasEntraId: boolean | undefined): string {
    return adminConfig(cluster, hasEntraId).host;
  }

  public _render(scope: IConstruct, cluster: ClusterSource, hasEntraId: boolean | undefined): HelmProviderKubernetes {
    warn(
      scope,
      'W203',
      "The Terraform state contains the cluster administrator's key. Use ClusterAccess.kubelogin() instead.",
    );
    const { host, clusterCaCertificate, clientCertificate, clientKey } = adminConfig(cluster, hasEntraId);
    return {
      host,
      clusterCaCertificate: Fn.base64decode(clusterCaCertificate),
      clientCertificate: Fn.base64decode(clientCertificate),
      clientKey: Fn.base64decode(clientKey),
    };
  }
}

/** Without Entra ID, the provider has the administrator's credentials among those of users. */
function adminConfig(cluster: ClusterSource, hasEntraId = true) {
  return (hasEntraId ? cluster.kubeAdminConfig : cluster.kubeConfig).get(0);
}

class KubeconfigAccess extends ClusterAccess {
  public readonly _needsLocalAccounts = false;

  public constructor(
    private readonly path: string,
    private readonly context: string,
  ) {
    super();
  }

  public _check(faults: Faults): void {
    checkGiven(faults, 'access.path', this.path, 'Set the path of the kubeconfig file.');
    checkGiven(faults, 'access.context', this.context, 'Set the name of the context in the file.');
  }

  public _apiServer(): undefined {
    return undefined;
  }

  public _render(): HelmProviderKubernetes {
    return { configPath: this.path, configContext: this.context };
  }
}

publicClass('ClusterAccess', ClusterAccess);
