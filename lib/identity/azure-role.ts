import { publicClass } from '../core/public-class';

/**
 * An Azure RBAC role, by the name that the portal shows.
 *
 * The constants are the roles that this library grants itself; each is the least that works for its purpose.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export class AzureRole {
  /** Pull images and charts from a container registry. */
  public static readonly ACR_PULL = AzureRole.of('AcrPull');

  /** Push and pull images and charts. */
  public static readonly ACR_PUSH = AzureRole.of('AcrPush');

  /** Pull from the repositories of a registry with repository permissions (ABAC), which ignores `AcrPull`. */
  public static readonly REPOSITORY_READER = AzureRole.of('Container Registry Repository Reader');

  /** Push to and pull from the repositories of a registry with repository permissions (ABAC). */
  public static readonly REPOSITORY_WRITER = AzureRole.of('Container Registry Repository Writer');

  /** Everything inside an AKS cluster, in all namespaces. */
  public static readonly AKS_RBAC_CLUSTER_ADMIN = AzureRole.of('Azure Kubernetes Service RBAC Cluster Admin');

  /** Everything in a namespace or in all of them, roles included, but not the namespace itself or its quota. */
  public static readonly AKS_RBAC_ADMIN = AzureRole.of('Azure Kubernetes Service RBAC Admin');

  /** Change most objects in a namespace or in all of them, and read Secrets. */
  public static readonly AKS_RBAC_WRITER = AzureRole.of('Azure Kubernetes Service RBAC Writer');

  /** See most objects in a namespace or in all of them, but no Secrets. */
  public static readonly AKS_RBAC_READER = AzureRole.of('Azure Kubernetes Service RBAC Reader');

  /** Read the cluster's kubeconfig through Azure's API; it grants no access to objects in the cluster. */
  public static readonly AKS_CLUSTER_USER = AzureRole.of('Azure Kubernetes Service Cluster User Role');

  /** Change a resource and everything of it, but no roles. */
  public static readonly CONTRIBUTOR = AzureRole.of('Contributor');

  /** See a resource and everything of it, but no secrets. */
  public static readonly READER = AzureRole.of('Reader');

  /** Join subnets, and manage load balancers, addresses and route tables within the scope. */
  public static readonly NETWORK_CONTRIBUTOR = AzureRole.of('Network Contributor');

  /** Assign a managed identity to a resource, e.g. the kubelet identity to the cluster's nodes. */
  public static readonly MANAGED_IDENTITY_OPERATOR = AzureRole.of('Managed Identity Operator');

  /** Write records of a private DNS zone. */
  public static readonly PRIVATE_DNS_ZONE_CONTRIBUTOR = AzureRole.of('Private DNS Zone Contributor');

  /** Read the values of secrets of a key vault, and of its certificates with their private keys. */
  public static readonly KEY_VAULT_SECRETS_USER = AzureRole.of('Key Vault Secrets User');

  /** Read the certificates of a key vault with their secret and key parts; on the whole vault it reads all secrets too. */
  public static readonly KEY_VAULT_CERTIFICATE_USER = AzureRole.of('Key Vault Certificate User');

  /** Sign, verify, encrypt and decrypt with keys of a key vault, which never leave it. */
  public static readonly KEY_VAULT_CRYPTO_USER = AzureRole.of('Key Vault Crypto User');

  /** Read, wrap and unwrap keys of a key vault: for Azure services that encrypt with customer-managed keys. */
  public static readonly KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER = AzureRole.of(
    'Key Vault Crypto Service Encryption User',
  );

  /** Write, read and delete secrets of a key vault. */
  public static readonly KEY_VAULT_SECRETS_OFFICER = AzureRole.of('Key Vault Secrets Officer');

  /** Issue, import, read and delete certificates of a key vault. */
  public static readonly KEY_VAULT_CERTIFICATES_OFFICER = AzureRole.of('Key Vault Certificates Officer');

  /** Create, use and delete keys of a key vault. */
  public static readonly KEY_VAULT_CRYPTO_OFFICER = AzureRole.of('Key Vault Crypto Officer');

  /** Change a vault's settings and approve private endpoints, without access to its secrets, keys and certificates. */
  public static readonly KEY_VAULT_CONTRIBUTOR = AzureRole.of('Key Vault Contributor');

  /** Create, configure and delete load balancers of Application Gateway for Containers. */
  public static readonly ALB_CONFIGURATION_MANAGER = AzureRole.of('AppGw for Containers Configuration Manager');

  /** Receive messages of Service Bus, and see queues and subscriptions and how much is in them. */
  public static readonly SERVICE_BUS_DATA_RECEIVER = AzureRole.of('Azure Service Bus Data Receiver');

  /** Read, write and delete the blobs and containers of a storage account. */
  public static readonly STORAGE_BLOB_DATA_CONTRIBUTOR = AzureRole.of('Storage Blob Data Contributor');

  /** Query the metrics of an Azure Monitor workspace. */
  public static readonly MONITORING_DATA_READER = AzureRole.of('Monitoring Data Reader');

  /** See all monitoring data and settings within the scope. */
  public static readonly MONITORING_READER = AzureRole.of('Monitoring Reader');

  /** Send metrics through a data collection rule, and telemetry to Application Insights. */
  public static readonly MONITORING_METRICS_PUBLISHER = AzureRole.of('Monitoring Metrics Publisher');

  /** Query the logs of a Log Analytics workspace. */
  public static readonly LOG_ANALYTICS_DATA_READER = AzureRole.of('Log Analytics Data Reader');

  /** Manage a Grafana workspace: data sources, dashboards, users. */
  public static readonly GRAFANA_ADMIN = AzureRole.of('Grafana Admin');

  /** Make and change dashboards and alerts of a Grafana workspace. */
  public static readonly GRAFANA_EDITOR = AzureRole.of('Grafana Editor');

  /** See the dashboards of a Grafana workspace. */
  public static readonly GRAFANA_VIEWER = AzureRole.of('Grafana Viewer');

  /**
   * Any other role, built-in or custom.
   *
   * @param roleName the role's name as the portal shows it, e.g. `Reader`.
   */
  public static of(roleName: string): AzureRole {
    return new AzureRole(roleName);
  }

  private constructor(
    /** The role's name as the portal shows it. */
    public readonly roleName: string,
  ) {}
}

publicClass('AzureRole', AzureRole);
