import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkElementsKnown, checkOneOf, checkPattern, checkResourceIdForm, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import type { IContainerRegistry } from '../registry/container-registry-base';
import type { IKeyVault } from '../vault/key-vault-base';

interface TargetFacts {
  readonly resourceId: string;
  readonly categories: string[];
  /** All that there are, where they are known. */
  readonly known?: string[];
  readonly construct?: IConstruct;
  /** The type of Azure, where an id is given as text. */
  readonly type?: string;
  /** Whether the service can write resource-specific tables, which are cheaper and faster to query. */
  readonly destinationType?: string;
}

/** Source: https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs */
const clusterCategories = [
  'cloud-controller-manager',
  'cluster-autoscaler',
  'csi-azuredisk-controller',
  'csi-azurefile-controller',
  'csi-snapshot-controller',
  'fleet-mcs-controller-manager',
  'fleet-member-agent',
  'fleet-member-net-controller-manager',
  'guard',
  'karpenter-events',
  'kube-apiserver',
  'kube-audit',
  'kube-audit-admin',
  'kube-controller-manager',
  'kube-scheduler',
];

/** An Azure resource whose logs are collected, with its default log categories. */
export class DiagnosticTarget {
  /**
   * The control plane of a cluster. By default changes (`kube-audit-admin`; `kube-audit` has reads too, for ten
   * times the price), sign-ins (`guard`), scaling of nodes (`cluster-autoscaler`), and the logs of the
   * controllers (`kube-controller-manager`).
   *
   * @see https://learn.microsoft.com/azure/aks/monitor-aks#aks-control-planeresource-logs
   */
  public static cluster(cluster: IAksCluster): DiagnosticTarget {
    return new DiagnosticTarget({
      resourceId: cluster.clusterId,
      construct: cluster,
      categories: ['kube-audit-admin', 'guard', 'cluster-autoscaler', 'kube-controller-manager'],
      known: clusterCategories,
      destinationType: 'Dedicated',
    });
  }

  /**
   * A key vault. By default all accesses and changes (`AuditEvent`).
   *
   * @see https://learn.microsoft.com/azure/key-vault/general/monitor-key-vault-reference
   */
  public static keyVault(vault: IKeyVault): DiagnosticTarget {
    const known = ['AuditEvent', 'AzurePolicyEvaluationDetails'];
    return new DiagnosticTarget({
      resourceId: vault.vaultId,
      construct: vault,
      categories: ['AuditEvent'],
      known,
    });
  }

  /**
   * A container registry. By default pushes and pulls (`ContainerRegistryRepositoryEvents`) and sign-ins
   * (`ContainerRegistryLoginEvents`).
   *
   * @see https://learn.microsoft.com/azure/container-registry/monitor-container-registry-reference
   */
  public static containerRegistry(registry: IContainerRegistry): DiagnosticTarget {
    const categories = ['ContainerRegistryRepositoryEvents', 'ContainerRegistryLoginEvents'];
    return new DiagnosticTarget({
      resourceId: registry.registryId,
      construct: registry,
      categories,
      known: categories,
    });
  }

  /**
   * An application gateway. By default every request (`ApplicationGatewayAccessLog`) and the matches of the web application
   * firewall (`ApplicationGatewayFirewallLog`).
   *
   * @see https://learn.microsoft.com/azure/application-gateway/monitor-application-gateway-reference
   * @param gatewayId the gateway's resource id.
   */
  public static applicationGateway(gatewayId: string): DiagnosticTarget {
    return new DiagnosticTarget({
      resourceId: gatewayId,
      type: 'Microsoft.Network/applicationGateways',
      categories: ['ApplicationGatewayAccessLog', 'ApplicationGatewayFirewallLog'],
      known: ['ApplicationGatewayAccessLog', 'ApplicationGatewayFirewallLog', 'ApplicationGatewayPerformanceLog'],
      destinationType: 'Dedicated',
    });
  }

  /**
   * Any other resource.
   *
   * @param resourceId its resource id.
   * @param categories which of its logs; `az monitor diagnostic-settings categories list --resource ID` lists them.
   */
  public static of(resourceId: string, categories: string[]): DiagnosticTarget {
    return new DiagnosticTarget({ resourceId, categories });
  }

  private constructor(private readonly facts: TargetFacts) {}

  /** @internal */
  public get _resourceId(): string {
    return this.facts.resourceId;
  }

  /** @internal */
  public get _categories(): string[] {
    return this.facts.categories;
  }

  /** @internal */
  public get _destinationType(): string | undefined {
    return this.facts.destinationType;
  }

  /** @internal */
  public _check(faults: Faults, user: IConstruct): void {
    const { construct, resourceId, type, categories } = this.facts;
    if (construct) checkSameStack(faults, 'target', construct, user, 'its fromLookup or fromCluster');
    else if (type) checkResourceIdForm(faults, 'target', resourceId, type);
    else {
      const form = '/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/PROVIDER/TYPE/NAME';
      checkPattern(faults, 'target', resourceId, /^\/subscriptions\/[^/\s]+\/\S+$/i, 'must be a resource id', form);
      this._checkCategories(faults, 'target.categories', categories);
    }
  }

  /** @internal */
  public _checkCategories(faults: Faults, prop: string, categories: string[] | undefined): void {
    if (!checkElementsKnown(faults, prop, categories)) return;
    if (categories?.length === 0) {
      faults.add(prop, 'must have at least one element', categories, 'Remove the construct to keep no logs.');
    }
    categories?.forEach((category, index) => {
      if (this.facts.known) checkOneOf(faults, `${prop}[${index}]`, category, this.facts.known);
      if (categories.indexOf(category) !== index) {
        faults.add(`${prop}[${index}]`, 'must be listed only once', category, 'Remove one of them.');
      }
    });
  }
}

publicClass('DiagnosticTarget', DiagnosticTarget);
