import type { IConstruct } from 'constructs';
import { checkGiven, checkName, checkUuid } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import type { Values } from '../helm/owned-values';
import { AzureCloud } from '../network/azure-cloud';
import { cloudEndpoints, stateCloud } from '../network/cloud-endpoints';

/** An application of Entra ID that people log in to Kiali with. */
export interface KialiEntraLoginOptions {
  /** The tenant's id. */
  readonly tenantId: string;

  /**
   * The application's client id. Its redirect address is that of Kiali; with `sharedRights` false it has the delegated permission
   * `user.read` of the application *Azure Kubernetes Service AAD Server*, and access tokens are ticked.
   *
   * @see https://kiali.io/docs/configuration/authentication/openid/#using-with-azure-aks-and-aad
   */
  readonly clientId: string;

  /**
   * The Secret that holds the application's client secret under the key `oidc-secret`, in Kiali's namespace. It is created outside
   * of Terraform, e.g. by a `VaultSecrets` with a `SyncedSecret`.
   *
   * @default kiali
   */
  readonly clientSecretName?: string;

  /**
   * Whether all users have the permissions of Kiali's ServiceAccount. Otherwise each user needs access to the cluster: the role
   * *Azure Kubernetes Service RBAC Reader* or more. Restrict the assignments to the application before setting it.
   *
   * @default false
   */
  readonly sharedRights?: boolean;

  /**
   * The cloud of the tenant.
   *
   * @default AzureCloud.PUBLIC
   */
  readonly cloud?: AzureCloud;
}

/**
 * The application that represents the API servers of all AKS clusters:
 * https://learn.microsoft.com/azure/aks/kubelogin-authentication
 */
const aksServerApplication = '6dae42f8-4368-4678-94ff-3960e28e3630';
const defaultSecretName = 'kiali';

/** The authentication of Kiali's users. */
export class KialiLogin {
  /**
   * With a ServiceAccount's token, which `kubectl create token` prints: users have the access of that ServiceAccount.
   *
   * @see https://kiali.io/docs/configuration/authentication/token/
   */
  public static token(): KialiLogin {
    return new KialiLogin('token');
  }

  /**
   * With Entra ID accounts. The cluster must accept them; every `AksCluster` does.
   *
   * @see https://kiali.io/docs/configuration/authentication/openid/#using-with-azure-aks-and-aad
   */
  public static entraId(options: KialiEntraLoginOptions): KialiLogin {
    return new KialiLogin('openid', options);
  }

  /**
   * No login: all clients that can reach Kiali have its permissions. This adds a warning, and can't be combined with `ingress`.
   *
   * @see https://kiali.io/docs/configuration/authentication/anonymous/
   */
  public static anonymous(): KialiLogin {
    return new KialiLogin('anonymous');
  }

  private constructor(
    private readonly strategy: string,
    private readonly entra?: KialiEntraLoginOptions,
  ) {}

  /** @internal */
  public get _isAnonymous(): boolean {
    return this.strategy === 'anonymous';
  }

  /** @internal */
  public get _secretName(): string | undefined {
    return this.entra && (this.entra.clientSecretName ?? defaultSecretName);
  }

  /** @internal */
  public _stateCloud(scope: IConstruct): void {
    if (this.entra) stateCloud(scope, 'login.cloud', this.entra.cloud);
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    if (!this.entra) return;
    const { tenantId, clientId, clientSecretName } = this.entra;
    const fix = "Use the id on the application's page in Entra ID.";
    if (checkGiven(faults, `${prop}.tenantId`, tenantId, fix)) {
      checkUuid(faults, `${prop}.tenantId`, tenantId, 'a tenant id');
    }
    if (checkGiven(faults, `${prop}.clientId`, clientId, fix)) {
      checkUuid(faults, `${prop}.clientId`, clientId, "an application's client id");
    }
    if (clientSecretName !== undefined) {
      checkName(faults, `${prop}.clientSecretName`, clientSecretName, nameRules.kubernetesObject);
    }
  }

  /**
   * AKS accepts access tokens of its own application, but no ID tokens of other applications, so Kiali requests an access token.
   *
   * Source: `OpenIdConfig` in https://github.com/kiali/kiali/blob/v2.29.0/config/config.go
   *
   * @internal
   */
  public _values(): Values {
    if (!this.entra) return { strategy: this.strategy };
    const { tenantId, clientId, sharedRights = false, cloud = AzureCloud.PUBLIC } = this.entra;
    const { login, tokenIssuer } = cloudEndpoints[cloud];
    const username = { client_id: clientId, username_claim: 'preferred_username' };
    return {
      strategy: this.strategy,
      openid: sharedRights
        ? { ...username, issuer_uri: `${login}/${tenantId}/v2.0`, disable_rbac: true }
        : {
            ...username,
            issuer_uri: `${tokenIssuer}/${tenantId}/`,
            api_token: 'access_token',
            additional_request_params: { resource: aksServerApplication },
          },
    };
  }
}

publicClass('KialiLogin', KialiLogin);
