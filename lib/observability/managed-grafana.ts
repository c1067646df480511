import { DashboardGrafana } from '@cdktf/provider-azurerm/lib/dashboard-grafana';
import { DashboardGrafanaManagedPrivateEndpoint } from '@cdktf/provider-azurerm/lib/dashboard-grafana-managed-private-endpoint';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps } from '../core/checked-props';
import { checkName, checkPattern, checkPlace, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';
import { resourceIdentity } from '../identity/resource-identity';
import { privateLinkServices } from '../network/private-link-services';
import { knownFacts } from '../network/private-link-target';
import type { IPrivateLinkTarget, PrivateLinkFacts } from '../network/private-link-target-ref';
import type { IAzureMonitorWorkspace } from '../workspace/azure-monitor-workspace-base';
import { GrafanaVersion } from './grafana-version';

/** Props of a Grafana that Azure runs. */
export interface ManagedGrafanaProps extends AzureResourceProps {
  /**
   * The name: 2 to 23 letters, digits and `-`, with a letter first, unique in all of Azure, for it is part of the address.
   *
   * Changing this replaces Grafana, with all dashboards in it.
   */
  readonly grafanaName: string;

  /** The workspaces with the metrics that it shows, one or more, of the same stack. Its identity may query them. */
  readonly workspaces: IAzureMonitorWorkspace[];

  /**
   * The Grafana administrators, at least one.
   */
  readonly administrators: IPrincipal[];

  /**
   * The Grafana editors, who can create dashboards and alerts.
   *
   * @default - only the administrators
   */
  readonly editors?: IPrincipal[];

  /**
   * Who sees dashboards. They see whatever Grafana's identity may query, whatever they may themselves.
   *
   * @default - only the administrators and editors
   */
  readonly viewers?: IPrincipal[];

  /**
   * The major version. Azure takes older ones out of support.
   *
   * @default GrafanaVersion.V12
   */
  readonly version?: GrafanaVersion;

  /**
   * Whether it is reachable over the Internet, where users sign in with Entra ID. Otherwise it requires a `PrivateEndpoint`.
   *
   * @default false
   */
  readonly publicAccess?: boolean;

  /**
   * Whether its servers are spread over the region's zones, which costs more.
   *
   * Changing this replaces Grafana, with all dashboards in it.
   *
   * @see https://learn.microsoft.com/azure/managed-grafana/high-availability
   * @default true
   */
  readonly zoneRedundant?: boolean;

  /**
   * Whether it queries from two static addresses, for the firewalls of external data sources.
   *
   * @default false
   */
  readonly staticOutboundAddresses?: boolean;

  /**
   * The scopes of other Azure Monitor data that it shows (logs, metrics of Azure resources): resource ids of subscriptions,
   * resource groups or resources on which its identity is granted `Monitoring Reader`.
   *
   * @default - nothing but the workspaces
   */
  readonly monitoringScopes?: string[];
}

/**
 * An instance of Azure Managed Grafana, with the metrics of Azure Monitor workspaces as data sources. It signs in to them with
 * its own identity, and users sign in with Entra ID; there are no keys.
 *
 * A workspace that isn't open to the Internet gets a managed private endpoint, which must be approved once, in the
 * portal or with the command in docs/observability.md.
 *
 * @see https://learn.microsoft.com/azure/managed-grafana/overview
 */
export class ManagedGrafana extends Construct implements IPrivateLinkTarget {
  /** The resource id. */
  public readonly grafanaId: string;

  /** The resources that dependents wait for: Grafana, and its rights to query. */
  public readonly ready: ITerraformDependable[];

  /** The identity that it queries with. */
  public readonly identity: IPrincipal;

  /** Grafana itself, for arguments that this class does not offer. */
  public readonly resource: DashboardGrafana;

  private hasPrivateEndpoint = false;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ManagedGrafanaProps,
  ) {
    super(scope, id);
    this.check();
    const { workspaces, monitoringScopes = [] } = props;
    const place = { resourceGroupName: props.resourceGroupName, location: props.location, tags: props.tags };
    this.resource = new DashboardGrafana(this, 'Resource', {
      ...place,
      name: props.grafanaName,
      sku: 'Standard',
      grafanaMajorVersion: (props.version ?? GrafanaVersion.V12).majorVersion,
      identity: { type: 'SystemAssigned' },
      azureMonitorWorkspaceIntegrations: workspaces.map(({ workspaceId }) => ({ resourceId: workspaceId })),
      apiKeyEnabled: false,
      publicNetworkAccessEnabled: props.publicAccess ?? false,
      zoneRedundancyEnabled: props.zoneRedundant ?? true,
      deterministicOutboundIpEnabled: props.staticOutboundAddresses ?? false,
    });
    this.grafanaId = this.resource.id;
    this.identity = resourceIdentity(this, this.resource.identity.principalId, 'Identity');
    const grants = [
      ...workspaces.map((workspace) => workspace.grantReadMetrics(this.identity)),
      ...monitoringScopes.map((resourceId, index) => this.grantRead(resourceId, index)),
    ];
    workspaces.forEach((workspace, index) => {
      this.connectPrivately(workspace, index);
    });
    this.grantRoles();
    this.ready = [this.resource, ...grants.flatMap((grant) => grant.ready)];
    implementReady(this, () => this.ready);
    const unreachable =
      'Grafana cannot be reached: publicAccess is false, and it has no private endpoint in this program.';
    warn(this, 'W281', unreachable, () => !(props.publicAccess ?? false) && !this.hasPrivateEndpoint);
  }

  /** The address that people open. */
  public get endpoint(): string {
    return this.resource.endpoint;
  }

  /** @internal */
  public get _privateLink(): PrivateLinkFacts {
    return {
      ...knownFacts(privateLinkServices.grafana, this.grafanaId, 'grafana'),
      construct: this,
      isOpen: () => this.props.publicAccess ?? false,
      noteEndpoint: () => {
        this.hasPrivateEndpoint = true;
      },
    };
  }

  private grantRead(resourceId: string, index: number): Grant {
    return Grant._on(
      this,
      { role: AzureRole.MONITORING_READER, principal: this.identity, resourceId },
      `Scope${index}`,
    );
  }

  /** Source of the roles: https://learn.microsoft.com/azure/managed-grafana/concept-role-based-access-control */
  private grantRoles(): void {
    const { administrators, editors = [], viewers = [] } = this.props;
    const roles = [
      { role: AzureRole.GRAFANA_ADMIN, principals: administrators },
      { role: AzureRole.GRAFANA_EDITOR, principals: editors },
      { role: AzureRole.GRAFANA_VIEWER, principals: viewers },
    ];
    for (const { role, principals } of roles) {
      for (const principal of principals) Grant.on(this, { role, principal, resourceId: this.grafanaId });
    }
  }

  /** Grafana is not in the user's network: it reaches a private workspace by its own managed private endpoint. */
  private connectPrivately(workspace: IAzureMonitorWorkspace, index: number): void {
    if (workspace._isPublic !== false) return;
    workspace._notePrivateEndpoint();
    new DashboardGrafanaManagedPrivateEndpoint(this, `Workspace${index}`, {
      grafanaId: this.grafanaId,
      name: `workspace-${index}`,
      location: this.props.location,
      privateLinkResourceId: workspace.workspaceId,
      privateLinkResourceRegion: workspace._location,
      groupIds: ['prometheusMetrics'],
      requestMessage: `Grafana ${this.props.grafanaName} shows the metrics.`,
      tags: this.props.tags,
    });
  }

  private check(): void {
    checkProps(this, 'ManagedGrafanaProps', this.props, (faults) => {
      const { props } = this;
      checkPlace(faults, props);
      checkName(faults, 'grafanaName', props.grafanaName, nameRules.grafana);
      if (!props.workspaces?.length) {
        const fix = 'For example, use [AzureMonitorWorkspace.fromLookup(...)].';
        faults.add('workspaces', 'must have at least one element', props.workspaces, fix);
      }
      props.workspaces?.forEach((workspace, index) => {
        checkSameStack(faults, `workspaces[${index}]`, workspace, this, 'AzureMonitorWorkspace.fromLookup');
        if (props.workspaces.indexOf(workspace) !== index) {
          faults.add(`workspaces[${index}]`, 'must be listed only once', workspace.node.path, 'Remove one of them.');
        }
      });
      if (!props.administrators?.length) {
        const fix = 'Use a group, e.g. [Principal.group(OBJECT_ID)].';
        faults.add('administrators', 'must name at least one principal', props.administrators, fix);
      }
      for (const prop of ['administrators', 'editors', 'viewers'] as const) {
        for (const principal of props[prop] ?? []) principal._check(faults, prop);
      }
      props.version?._check(faults, 'version');
      props.monitoringScopes?.forEach((id, index) => {
        checkScope(faults, `monitoringScopes[${index}]`, id);
      });
    });
  }
}

function checkScope(faults: Faults, prop: string, id: string): void {
  const form = '/subscriptions/SUBSCRIPTION, optionally with /resourceGroups/GROUP';
  const pattern = /^\/subscriptions\/[^/\s]+(\/resourceGroups\/[^/\s]+(\/providers\/\S+)?)?$/i;
  checkPattern(faults, prop, id, pattern, 'must be the id of a subscription, resource group or resource', form);
}

publicClass('ManagedGrafana', ManagedGrafana);
