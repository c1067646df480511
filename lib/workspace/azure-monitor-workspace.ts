import { MonitorWorkspace } from '@cdktf/provider-azurerm/lib/monitor-workspace';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps } from '../core/checked-props';
import { checkName, checkPlace } from '../core/checks';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import { AzureMonitorWorkspaceBase, type IAzureMonitorWorkspace } from './azure-monitor-workspace-base';
import {
  type AzureMonitorWorkspaceAttributes,
  type AzureMonitorWorkspaceLookup,
  ImportedAzureMonitorWorkspace,
  LookedUpAzureMonitorWorkspace,
} from './imported-azure-monitor-workspace';

/** Props of a new Azure Monitor workspace. */
export interface AzureMonitorWorkspaceProps extends AzureResourceProps {
  /**
   * The name: 2 to 63 letters, digits and `-`, unique in the resource group.
   *
   * Changing this replaces the workspace, with all metrics in it.
   */
  readonly workspaceName: string;

  /**
   * Whether metrics can be queried over the Internet; access is controlled by Entra ID. If false, Grafana, KEDA and users need a
   * private endpoint. Ingestion of the clusters' metrics is not affected.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/metrics/azure-monitor-workspace-private-endpoint
   * @default true
   */
  readonly publicQuery?: boolean;
}

/**
 * A workspace that stores Prometheus metrics for 18 months. Only identities of Entra ID get in or out.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/metrics/azure-monitor-workspace-overview
 */
export class AzureMonitorWorkspace extends AzureMonitorWorkspaceBase {
  /** A workspace of another program or stack, found by name; reads it at plan time. */
  public static fromLookup(scope: Construct, id: string, lookup: AzureMonitorWorkspaceLookup): IAzureMonitorWorkspace {
    return new LookedUpAzureMonitorWorkspace(scope, id, lookup);
  }

  /**
   * A workspace of another program or stack, by its resource id; reads nothing.
   *
   * @param scope where the import is a child.
   * @param id the construct's id.
   * @param workspaceId the workspace's resource id; a token works.
   * @param attributes facts about it that the library checks against; nothing is read from Azure.
   */
  public static fromWorkspaceId(
    scope: Construct,
    id: string,
    workspaceId: string,
    attributes: AzureMonitorWorkspaceAttributes = {},
  ): IAzureMonitorWorkspace {
    return new ImportedAzureMonitorWorkspace(scope, id, workspaceId, attributes);
  }

  public readonly workspaceId: string;
  public readonly queryEndpoint: string;
  public readonly ready: ITerraformDependable[];

  /** The workspace's name. */
  public readonly workspaceName: string;

  /** The workspace's region. */
  public readonly location: string;

  /** The workspace itself, for arguments that this class does not offer. */
  public readonly resource: MonitorWorkspace;

  /** @internal */
  public readonly _location: string;

  /** @internal */
  protected readonly _dataCollectionRuleId: string;

  private hasPrivateEndpoint = false;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: AzureMonitorWorkspaceProps,
  ) {
    super(scope, id);
    checkProps(this, 'AzureMonitorWorkspaceProps', props, (faults) => {
      checkPlace(faults, props);
      checkName(faults, 'workspaceName', props.workspaceName, nameRules.monitorWorkspace);
    });

    this.resource = new MonitorWorkspace(this, 'Resource', {
      name: props.workspaceName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      publicNetworkAccessEnabled: this._isPublic,
    });
    this.workspaceId = this.resource.id;
    this.workspaceName = props.workspaceName;
    this.location = props.location;
    this._location = props.location;
    this.queryEndpoint = this.resource.queryEndpoint;
    this._dataCollectionRuleId = this.resource.defaultDataCollectionRuleId;
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
    const unreachable =
      'The metrics cannot be queried: publicQuery is false, and the workspace has no private endpoint.';
    warn(this, 'W280', unreachable, () => !this._isPublic && !this.hasPrivateEndpoint);
  }

  /** @internal */
  public override get _isPublic(): boolean {
    return this.props.publicQuery ?? true;
  }

  /** @internal */
  public override _notePrivateEndpoint(): void {
    this.hasPrivateEndpoint = true;
  }
}

publicClass('AzureMonitorWorkspace', AzureMonitorWorkspace);
