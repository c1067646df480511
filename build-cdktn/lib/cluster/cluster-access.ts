import type { DataAzurermKubernetesCluster } from '@cdktn/provider-azurerm/lib/data-azurerm-kubernetes-cluster';
import type { KubernetesCluster } from '@cdktn/provider-azurerm/lib/kubernetes-cluster';
import type { HelmProviderKubernetes } from '@cdktn/provider-helm/lib/provider';
import { Fn } from 'cdktn';
import type { IConstruct } from 'constructs';
import { checkGiven } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import { AzureCloud } from '../network/azure-cloud';

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

/**
 * kubelogin's names of clouds; it takes the public one by itself.
 *
 * Source: https://azure.github.io/kubelogin/topics/environments.html
 */
const environments: { readonly [cloud in AzureCloud]: string | undefined } = {
  [AzureCloud.PUBLIC]: undefined,
  [AzureCloud.US_GOVERNMENT]: 'AzureUSGovernmentCloud',
  [AzureCloud.CHINA]: 'AzureChinaCloud',
};

/** How Helm signs in to the cluster. */
export abstract class ClusterAccess {
  /**
   * Uses a token that kubelogin requests from Entra ID for each run; no credential is stored. kubelogin must be on the PATH of
   * whatever runs Terraform.
   *
   * @param mode how kubelogin signs in; `KubeloginMode.AZURE_CLI` where none is given. The environment variable
   * `AAD_LOGIN_METHOD` overrides it at run time, so that one synthesis serves a laptop and a pipeline.
   * @param cloud the cloud whose Entra ID kubelogin signs in to; `AzureCloud.PUBLIC` where none is given.
   * @see https://azure.github.io/kubelogin/
   */
  public static kubelogin(
    mode: KubeloginMode = KubeloginMode.AZURE_CLI,
    cloud: AzureCloud = AzureCloud.PUBLIC,
  ): ClusterAccess {
    return new KubeloginAccess(mode, cloud);
  }

  /** Uses the cluster-admin certificate, which is stored in the Terraform state. The cluster must have `localAccounts: true`. */
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
  public abstract _check(faults: Faults): void;

  /** @internal */
  public abstract _apiServer(cluster: ClusterSource): string | undefined;

  /** @internal */
  public abstract _render(scope: IConstruct, cluster: ClusterSource): HelmProviderKubernetes;
}

class KubeloginAccess extends ClusterAccess {
  public readonly _needsLocalAccounts = false;

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

  public _render(_scope: IConstruct, cluster: ClusterSource): HelmProviderKubernetes {
    const { host, clusterCaCertificate } = cluster.kubeConfig.get(0);
    const environment = environments[this.cloud];
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

  public _apiServer(cluster: ClusterSource): string {
    return cluster.kubeAdminConfig.get(0).host;
  }

  public _render(scope: IConstruct, cluster: ClusterSource): HelmProviderKubernetes {
    warn(
      scope,
      'W203',
      "The Terraform state contains the cluster administrator's key. Use ClusterAccess.kubelogin() instead.",
    );
    const { host, clusterCaCertificate, clientCertificate, clientKey } = cluster.kubeAdminConfig.get(0);
    return {
      host,
      clusterCaCertificate: Fn.base64decode(clusterCaCertificate),
      clientCertificate: Fn.base64decode(clientCertificate),
      clientKey: Fn.base64decode(clientKey),
    };
  }
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
