import { KubernetesCluster } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { type ITerraformDependable, type TerraformResourceLifecycle, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { requiredOfCluster } from '../core/bindings/azurerm';
import { checkProps } from '../core/checked-props';
import { fail } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { sortedByPath } from '../core/ledger';
import { setLifecycle } from '../core/lifecycle';
import { dnsPrefixOf } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { literalName } from '../core/references';
import { warn } from '../core/warnings';
import { AzureRole } from '../identity/azure-role';
import { deployerConfig } from '../identity/deployer-config';
import { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';
import { linuxOnlyOption, renderAdvancedCluster } from './advanced-cluster-options';
import { AksClusterBase } from './aks-cluster-base';
import { type AksClusterProps, ClusterTier } from './aks-cluster-props';
import type { ClusterFacts, IAksCluster } from './aks-cluster-ref';
import { checkAksCluster, checkPools } from './aks-cluster-rules';
import { warnOfAppRouting } from './app-routing';
import { type ArgumentClaim, ArgumentClaims } from './argument-claims';
import type { EgressRanges } from './authorized-ranges';
import { ClusterAccess, type ClusterSource } from './cluster-access';
import { renderAutoscaler } from './cluster-autoscaler';
import { ClusterIdentities } from './cluster-identities';
import { renderMaintenance } from './cluster-maintenance';
import { stateCluster } from './cluster-statements';
import { ClusterUpgrades, UpgradeChannel } from './cluster-upgrades';
import { ImportedCluster, literalTags } from './imported-cluster';
import { renderKeyManagement } from './key-management';
import { NodePool } from './node-pool';
import type { UserPoolOptions } from './node-pool-options';
import { NodeProvisioning } from './node-provisioning';
import { PoolShape } from './pool-shape';
import { statePool } from './pool-statements';
import { hasDiskSnapshots, renderStorageDrivers } from './storage-drivers';

/** The name and resource group of a cluster that another program creates. */
export interface AksClusterLookup {
  /** The cluster's name. */
  readonly clusterName: string;

  /** Its resource group, by name. */
  readonly resourceGroupName: string;

  /**
   * The credentials with which Helm authenticates to the cluster.
   *
   * @default ClusterAccess.kubelogin()
   */
  readonly access?: ClusterAccess;
}

/**
 * An AKS cluster with secure defaults: Entra ID with Azure RBAC, no local accounts, OIDC issuer and workload identity, its own
 * identities with least-privilege roles, nodes in all availability zones, and upgrades by Azure.
 *
 * @see https://learn.microsoft.com/azure/aks/
 */
export class AksCluster extends AksClusterBase {
  /**
   * Imports a cluster of another stack of this program: a data source reads it by name, its stack becomes a dependency of this one,
   * and the checks still know its props.
   *
   * Throws if the scope is in the cluster's own stack, or if the cluster's name or resource group is a token without a
   * literal value.
   *
   * @param scope a construct of the stack that uses the cluster.
   * @param id the construct's id.
   * @param cluster the construct that creates the cluster.
   */
  public static fromCluster(scope: Construct, id: string, cluster: AksCluster): IAksCluster {
    const owner = TerraformStack.of(cluster);
    if (TerraformStack.of(scope) === owner) {
      const fix = 'Use the cluster itself: a data source in the same stack would read it before it exists.';
      fail(cluster, 'fromCluster', 'must be called for another stack', owner.node.path, fix);
    }
    TerraformStack.of(scope).addDependency(owner);
    return new ImportedCluster(scope, id, {
      clusterName: literalName(owner, cluster.clusterName),
      resourceGroupName: literalName(owner, cluster.resourceGroupName),
      access: cluster._access,
      facts: {
        ...cluster._facts,
        get hasOidcIssuer() {
          return cluster._facts.hasOidcIssuer;
        },
        get hasWorkloadIdentity() {
          return cluster._facts.hasWorkloadIdentity;
        },
        controlPlane: undefined,
        tags: literalTags(cluster._facts.tags),
      },
      madeAt: cluster.node.path,
    });
  }

  /** Imports a cluster of another program: a data source reads it by name at plan time. Checks that need its props are skipped. */
  public static fromLookup(scope: Construct, id: string, lookup: AksClusterLookup): IAksCluster {
    const { clusterName, resourceGroupName, access = ClusterAccess.kubelogin() } = lookup;
    const facts = { key: `${resourceGroupName}/${clusterName}`, pools: [] };
    return new ImportedCluster(scope, id, { clusterName, resourceGroupName, access, facts });
  }

  public readonly clusterId: string;
  public readonly clusterName: string;
  public readonly resourceGroupName: string;
  public readonly location: string;
  public readonly kubelet: IPrincipal;
  public readonly ready: ITerraformDependable[];

  /** The cluster's L1 resource, for arguments that this class does not offer. */
  public readonly resource: KubernetesCluster;

  /** @internal */
  public readonly _facts: ClusterFacts;
  /** @internal */
  protected readonly _access: ClusterAccess;

  private readonly claims: ArgumentClaims;
  private readonly systemPool: PoolShape;
  private readonly pools: NodePool[] = [];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: AksClusterProps,
  ) {
    super(scope, id);
    const planned = checkProps(this, 'AksClusterProps', props, (faults) => {
      const { systemPool, entraId } = props;
      const { access = entraId === false ? ClusterAccess.adminCertificate() : ClusterAccess.kubelogin() } = props;
      const { upgrades = ClusterUpgrades.followedByAzure(UpgradeChannel.STABLE) } = props;
      const context = { minCount: 3, maxPods: props.network?._defaultMaxPods, provisioning: props.nodeProvisioning };
      const traits = { isDefault: true, isSystem: true };
      const pool = new PoolShape(systemPool?.poolName ?? 'system', systemPool ?? {}, context, traits);
      checkAksCluster(faults, this, { props, access, upgrades, pool });
      return { access, upgrades, pool };
    });
    const { upgrades } = planned;
    this._access = planned.access;
    this.systemPool = planned.pool;

    const { advanced = {} } = props;
    const identities = new ClusterIdentities(this, props);
    this.resource = new KubernetesCluster(this, 'Resource', {
      name: props.clusterName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      dnsPrefix: this.usesOwnZone ? undefined : this.dnsPrefix,
      dnsPrefixPrivateCluster: this.usesOwnZone ? this.dnsPrefix : undefined,
      nodeResourceGroup: props.nodeResourceGroupName,
      skuTier: props.tier ?? ClusterTier.STANDARD,
      kubernetesVersion: upgrades._version,
      automaticUpgradeChannel: upgrades._channel,
      nodeOsUpgradeChannel: upgrades._nodeOsChannel,
      roleBasedAccessControlEnabled: true,
      localAccountDisabled: !props.localAccounts,
      azureActiveDirectoryRoleBasedAccessControl: this.hasEntraId
        ? {
            azureRbacEnabled: this.hasAzureRbac,
            adminGroupObjectIds: this.hasAzureRbac ? advanced.adminGroupObjectIds : this.administratorIds,
            tenantId: props.tenantId ?? deployerConfig(this).tenantId,
          }
        : undefined,
      azurePolicyEnabled: props.azurePolicy ?? true,
      imageCleanerEnabled: props.imageCleaner === false ? undefined : true,
      imageCleanerIntervalHours: props.imageCleaner === false ? undefined : (props.imageCleanerIntervalHours ?? 168),
      runCommandEnabled: props.runCommand ?? false,
      diskEncryptionSetId: props.diskEncryptionSetId,
      supportPlan: upgrades._isLongTerm ? 'AKSLongTermSupport' : undefined,
      costAnalysisEnabled: props.costAnalysis,
      workloadAutoscalerProfile: props.verticalPodAutoscaler ? { verticalPodAutoscalerEnabled: true } : undefined,
      autoScalerProfile: props.autoscaler && renderAutoscaler(props.autoscaler),
      keyManagementService: props.keyManagement && renderKeyManagement(props.keyManagement),
      storageProfile: props.storageDrivers && renderStorageDrivers(props.storageDrivers),
      ...requiredOfCluster,
      ...renderAdvancedCluster(advanced),
      ...renderMaintenance(props.maintenance),
      ...props.apiServer._render(this.egress),
      ...props.monitoring?._render(),
      ...props.network._render(),
      ...identities.render(),
      defaultNodePool: {
        ...this.systemPool.render(),
        type: 'VirtualMachineScaleSets',
        vnetSubnetId: props.network._nodeSubnet?.subnetId,
        podSubnetId: props.network._podSubnet?.subnetId,
        onlyCriticalAddonsEnabled: this.systemPoolIsTainted,
        orchestratorVersion: upgrades._version,
        tags: props.systemPool.tags ?? props.tags,
      },
      timeouts: { create: '90m', update: '90m', delete: '90m' },
      dependsOn: identities.grants,
    });
    this.resource.node.addDependency(...this.prerequisites);
    const { resource } = this;
    const { controlPlane, kubelet, grants } = identities.of(resource);
    this.kubelet = kubelet;
    props.nodeProvisioning?._apply(this, resource, this.pools);
    setLifecycle(resource, lifecycleOf(props));
    this.claims = new ArgumentClaims(resource);
    this.clusterId = this.resource.id;
    this.clusterName = props.clusterName;
    this.resourceGroupName = props.resourceGroupName;
    this.location = props.location;
    this._facts = {
      key: this.node.path,
      network: props.network,
      kubernetesVersion: upgrades._version,
      tags: props.tags,
      isPrivate: props.apiServer._isPrivate,
      hasLocalAccounts: props.localAccounts ?? false,
      hasEntraId: this.hasEntraId,
      hasAzureRbac: this.hasEntraId && this.hasAzureRbac,
      hasAuthorizedRanges: props.apiServer._ranges !== undefined,
      linuxOnlyProp: linuxOnlyOption(advanced),
      get hasOidcIssuer() {
        return (resource.oidcIssuerEnabledInput ?? false) !== false;
      },
      get hasWorkloadIdentity() {
        return (resource.workloadIdentityEnabledInput ?? false) !== false;
      },
      hasManagedPrometheus: props.monitoring?._hasManagedPrometheus ?? false,
      hasDiskSnapshots: hasDiskSnapshots(props.storageDrivers),
      systemPoolIsTainted: this.systemPoolIsTainted,
      nodeProvisioning: props.nodeProvisioning ?? NodeProvisioning.manual(),
      systemPool: this.systemPool,
      pools: this.pools,
      controlPlane,
    };
    const administrators = props.administrators.flatMap((principal) => this.grantAdministrator(principal));
    this.ready = [this.resource, ...grants, ...administrators];
    implementReady(this, () => [...this.ready, ...this.pools.map((pool) => pool.resource)]);
    if (props.userPool) this.addNodePool('UserPool', props.userPool);
    props.monitoring?._connect(this, { ...props, clusterId: this.clusterId });
    props.network._warn(this);
    props.apiServer._warn(this);
    upgrades._warn(this);
    if (advanced.appRouting) warnOfAppRouting(this);
    checkLate(this, (faults) => checkPools(faults, this.systemPool, this.pools));
    stateCluster(this, props, this.egress);
    statePool(this, this.systemPool, {
      cluster: this._facts,
      nodeSubnet: props.network._nodeSubnet,
      podSubnet: props.network._podSubnet,
    });
  }

  public get oidcIssuerUrl(): string {
    return this.resource.oidcIssuerUrl;
  }

  public get nodeResourceGroupName(): string {
    return this.resource.nodeResourceGroup;
  }

  /** Adds a user node pool in the cluster's node subnet. It has the cluster's tags unless `tags` is given. */
  public addNodePool(id: string, options: UserPoolOptions): NodePool {
    return new NodePool(this, id, { ...options, cluster: this });
  }

  /** @internal */
  public _claim(claim: ArgumentClaim): void {
    this.claims.add(claim);
  }

  /** @internal */
  protected _source(): ClusterSource {
    return this.resource;
  }

  /** @internal */
  protected override _onFirstRelease(): void {
    const text =
      'Helm releases are in the stack that creates their cluster: the first plan, and each plan that replaces the cluster, ' +
      'cannot reach it. Move them to a second stack that uses AksCluster.fromCluster.';
    warn(this, 'W202', text);
  }

  /** The egress addresses of this stack's nodes, unless they use the load balancer: AKS authorizes its addresses. */
  private get egress(): EgressRanges {
    const { _outbound: outbound, _nodeSubnet: nodeSubnet } = this.props.network;
    const { _egressRanges: given } = outbound;
    if (given) return () => given;
    if (outbound._type !== 'userAssignedNATGateway') return undefined;
    const ofStack = () =>
      sortedByPath(this.pools).filter((pool) => TerraformStack.of(pool) === TerraformStack.of(this));
    return () => {
      const subnets = [nodeSubnet, ...ofStack().map((pool) => pool._nodeSubnet)];
      return [...new Set(subnets.flatMap((subnet) => subnet?._facts.natGatewayRanges ?? []))];
    };
  }

  private get systemPoolIsTainted(): boolean {
    return this.props.systemPool.criticalAddonsOnly ?? true;
  }

  private get usesOwnZone(): boolean {
    return this.props.apiServer._privateDnsZone !== undefined;
  }

  /** The resources that must be configured before the cluster is created. */
  private get prerequisites(): IConstruct[] {
    const { network, nodeProvisioning, apiServer, keyManagement } = this.props;
    const { _subnet: apiServerSubnet, _privateDnsZone: zone } = apiServer;
    const subnets = [network._nodeSubnet, network._podSubnet, ...(nodeProvisioning?._nodeSubnets ?? [])];
    return [...subnets, apiServerSubnet, zone, keyManagement?.keyVault].filter((one) => one !== undefined);
  }

  private get dnsPrefix(): string {
    return this.props.dnsPrefix ?? dnsPrefixOf(this.props.clusterName);
  }

  private grantAdministrator(principal: IPrincipal): ITerraformDependable[] {
    const roles = [...(this.hasAzureRbac ? [AzureRole.AKS_RBAC_CLUSTER_ADMIN] : []), AzureRole.AKS_CLUSTER_USER];
    const byHand = this.props.grantAdministrators === false;
    return roles.flatMap((role) => Grant.on(this, { role, principal, resourceId: this.resource.id, byHand }).ready);
  }

  private get hasAzureRbac(): boolean {
    return this.props.azureRbac ?? true;
  }

  private get hasEntraId(): boolean {
    return this.props.entraId ?? true;
  }

  private get administratorIds(): string[] {
    return this.props.administrators.map((principal) => principal._inStackOf(this).objectId);
  }
}

function lifecycleOf({ deletionProtection, policySettings }: AksClusterProps): TerraformResourceLifecycle | undefined {
  if (!deletionProtection && !policySettings?.length) return undefined;
  return { preventDestroy: deletionProtection, ignoreChanges: policySettings && [...policySettings] };
}

publicClass('AksCluster', AksCluster);
