import { type ITerraformDependable, type TerraformDataSource, type TerraformResource, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkProps, requireProps } from '../core/checked-props';
import { checkGiven, checkOneOf, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { followOwner, implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { ChartSource } from '../helm/chart-source';
import { HelmChart } from '../helm/helm-chart';
import { layered } from '../helm/values';
import { AzureRole } from '../identity/azure-role';
import { Grant, partOf } from '../identity/grant';
import type { IManagedIdentity, ManagedIdentityProps } from '../identity/managed-identity';
import type { IPrincipal } from '../identity/principal';
import type { GatewayApi } from '../mesh/gateways/gateway-api';
import { AzureCloud } from '../network/azure-cloud';
import { stateCloud } from '../network/cloud-endpoints';
import { checkNamespace, type INamespace, Namespace } from '../workload/namespace';
import { WorkloadIdentity } from '../workload/workload-identity';
import { albControllerOf, albControllers, type IAlbController } from './alb-controller-ref';
import { AlbControllerVersion } from './alb-controller-version';
import { albImages } from './alb-images';

/** Props of the controller. */
export interface AlbControllerProps {
  /** The cluster, of the same stack, with Azure CNI. */
  readonly cluster: IAksCluster;

  /** The owner of the cluster's Gateway API CRDs: the chart doesn't change them. */
  readonly gatewayApi: GatewayApi;

  /**
   * The identity that configures load balancers, of the same stack. Either this or `newIdentity`.
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
   * Whether this program grants the identity its roles: *Reader* on the node resource group, and the roles for each load balancer
   * and firewall. If false, assign them outside of Terraform; the stack's annotations show the commands.
   *
   * @default true
   */
  readonly grantRoles?: boolean;

  /**
   * The release of the controller.
   *
   * @default AlbControllerVersion.V1_12_1
   */
  readonly version?: AlbControllerVersion;

  /**
   * The namespace of the controller.
   *
   * Changing this replaces the controller.
   *
   * @default - a namespace `azure-alb-system` of its own
   */
  readonly namespace?: INamespace;

  /**
   * The cloud of the load balancers.
   *
   * @default AzureCloud.PUBLIC
   */
  readonly cloud?: AzureCloud;

  /**
   * Values of the chart `alb-controller`, merged over the library's values: these keys take precedence.
   *
   * @see https://learn.microsoft.com/azure/application-gateway/for-containers/alb-controller-helm-chart
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

const registry = 'oci://mcr.microsoft.com/application-lb/charts';
const chart = 'alb-controller';
const ownNamespace = { name: 'azure-alb-system' };
/** The chart's own name for it, which the identity trusts. */
const serviceAccountName = 'alb-controller-sa';

/**
 * The controller of Application Gateway for Containers: it configures an Azure load balancer from Gateways and routes of the
 * Kubernetes Gateway API; once a cluster.
 *
 * The subscription needs the resource providers Microsoft.ServiceNetworking and Microsoft.NetworkFunction.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/for-containers/overview
 */
export class AlbController extends Construct implements IAlbController {
  /**
   * Imports the controller that another stack or program has installed on a cluster.
   *
   * @param scope where the import is a child.
   * @param id the construct's id.
   * @param cluster the cluster, of the same stack as `scope`.
   * @param identity the controller's identity, of the same stack (e.g. `ManagedIdentity.fromLookup`): load balancers and firewalls
   * grant it the roles that it needs on them. Without it, the stack's annotations have the commands that grant them.
   */
  public static fromCluster(
    scope: Construct,
    id: string,
    cluster: IAksCluster,
    identity?: IManagedIdentity,
  ): IAlbController {
    return new ImportedAlbController(scope, id, cluster, identity);
  }

  public readonly cluster: IAksCluster;
  public readonly identity?: IManagedIdentity;

  /** The controller's chart. */
  public readonly chart: HelmChart;

  private readonly workload: WorkloadIdentity;
  private readonly grantsRoles: boolean;

  public constructor(scope: Construct, id: string, props: AlbControllerProps) {
    super(scope, id);
    requireProps(this, 'AlbControllerProps', props);
    const { cluster, version = AlbControllerVersion.V1_12_1 } = props;
    this.check(props, version);

    this.cluster = cluster;
    this.grantsRoles = props.grantRoles ?? true;
    const namespace = props.namespace ?? new Namespace(this, 'Namespace', { cluster, ...ownNamespace });
    this.workload = new WorkloadIdentity(this, 'WorkloadIdentity', {
      namespace,
      serviceAccountName,
      serviceAccountExists: true,
      identity: props.identity,
      newIdentity: props.newIdentity,
    });
    this.identity = this.workload.identity;
    this.chart = new HelmChart(this, 'Chart', {
      cluster,
      releaseName: chart,
      namespace: namespace.namespaceName,
      chart: ChartSource.oci({ registry, chart, version: version.version }),
      values: layered(valuesOf(namespace, this.identity, props.cloud), props.values),
      images: albImages(version),
    });
    this.chart.node.addDependency(namespace, props.gatewayApi);
    this._grant(AzureRole.READER, nodeResourceGroupIdOf(cluster));
    albControllers.take(cluster, this);
    stateCloud(this, 'cloud', props.cloud);
    implementReady(this, () => this.ready);
  }

  /** The resources that dependents wait for: the controller, its trust, and the roles of its identity. */
  public get ready(): ITerraformDependable[] {
    return [...this.chart.ready, ...this.workload.ready];
  }

  /** @internal */
  public _grant(role: AzureRole, resourceId: string): void {
    if (this.grantsRoles) this.workload.grant(role, resourceId);
    else Grant._on(this, { role, principal: this.workload, resourceId, byHand: true }, partOf(this, resourceId));
  }

  private check(props: AlbControllerProps, version: AlbControllerVersion): void {
    checkProps(this, 'AlbControllerProps', props, (faults) => {
      const { cluster, gatewayApi, namespace } = props;
      if (checkGiven(faults, 'cluster', cluster, 'For example, use AksCluster.fromCluster(...).')) {
        checkSameStack(faults, 'cluster', cluster, this, 'AksCluster.fromCluster');
        if (cluster._facts.network?._isKubenet) {
          const fix = 'Change the network to ClusterNetwork.azureCniOverlay.';
          faults.add('cluster', 'must not use kubenet, whose pods the gateway cannot reach', cluster.node.path, fix);
        }
        const other = albControllerOf(cluster);
        if (other) {
          const fix = 'Remove one of them, or use AlbController.fromCluster.';
          faults.add(
            'cluster',
            `must have only one ALB Controller, but ${other.node.path} installs it already`,
            cluster.node.path,
            fix,
          );
        }
        if (!namespace) checkNamespace(faults, cluster, ownNamespace);
        else if (namespace.cluster !== cluster) {
          const must = `must be on the cluster of the controller (${cluster.node.path})`;
          faults.add('namespace', must, namespace.cluster?.node.path, 'Use the same cluster for both.');
        }
      }
      version._check(faults, 'version');
      checkOneOf(faults, 'cloud', props.cloud, Object.values(AzureCloud));
      if (checkGiven(faults, 'gatewayApi', gatewayApi, 'For example, use GatewayApi.managedByAks(...).')) {
        checkSameStack(faults, 'gatewayApi', gatewayApi, this, 'GatewayApi.managedByAks or GatewayApi.present');
        const { _lowestGatewayApi: lowest, _highestGatewayApi: highest } = version;
        const who = `ALB Controller ${version.version}`;
        if (lowest && highest) gatewayApi._checkBetween(faults, 'gatewayApi', lowest, highest, who);
      }
    });
  }
}

function valuesOf(namespace: INamespace, identity: IManagedIdentity, cloud: AzureCloud | undefined) {
  return {
    albController: {
      namespace: namespace.namespaceName,
      podIdentity: { clientID: identity.clientId },
      installGatewayApiCRDs: false,
      cloudEnvironment: cloud,
    },
  };
}

/**
 * The id is an attribute of the cluster's resource or data source. The controller reads the scale sets in the group.
 *
 * Source: https://learn.microsoft.com/azure/application-gateway/for-containers/quickstart-deploy-application-gateway-for-containers-alb-controller-helm
 */
export function nodeResourceGroupIdOf(cluster: IAksCluster): string {
  const source = cluster.node.defaultChild as TerraformResource | TerraformDataSource;
  return Token.asString(source.getStringAttribute('node_resource_group_id'));
}

/** A controller that another stack or program has put on the cluster. */
class ImportedAlbController extends Construct implements IAlbController {
  public readonly ready: ITerraformDependable[];

  public constructor(
    scope: Construct,
    id: string,
    public readonly cluster: IAksCluster,
    public readonly identity: IManagedIdentity | undefined,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    if (checkGiven(faults, 'cluster', cluster, 'For example, use AksCluster.fromCluster(...).')) {
      checkSameStack(faults, 'cluster', cluster, this, 'AksCluster.fromCluster');
    }
    if (identity) checkSameStack(faults, 'identity', identity, this, 'ManagedIdentity.fromLookup');
    faults.throwIfAny();

    this.ready = [...cluster.ready];
    const unknown = 'whether the cluster has the ALB Controller, and which roles its identity has';
    followOwner(this, () => albControllerOf(cluster), unknown);
    implementReady(this, () => this.ready);
  }

  public _grant(role: AzureRole, resourceId: string): void {
    const { identity } = this;
    const options = { role, principal: identity ?? unknownIdentity, resourceId, byHand: identity === undefined };
    Grant._on(this, options, partOf(this, resourceId));
  }
}

/** For commands that an administrator completes. */
const unknownIdentity: IPrincipal = {
  _inStackOf: () => ({ key: 'Controller', objectId: 'CONTROLLER_PRINCIPAL_ID', type: 'ServicePrincipal' }),
  _check: () => {},
};

publicClass('AlbController', AlbController);
