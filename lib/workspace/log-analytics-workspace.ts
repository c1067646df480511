import { LogAnalyticsWorkspace as LogAnalyticsWorkspaceResource } from '@cdktf/provider-azurerm/lib/log-analytics-workspace';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { workspaceAccess } from '../core/bindings/azurerm';
import { checkProps } from '../core/checked-props';
import { checkInteger, checkName, checkPlace, isKnown } from '../core/checks';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import {
  ImportedLogAnalyticsWorkspace,
  type LogAnalyticsWorkspaceAttributes,
  type LogAnalyticsWorkspaceLookup,
  LookedUpLogAnalyticsWorkspace,
} from './imported-log-analytics-workspace';
import { type ILogAnalyticsWorkspace, LogAnalyticsWorkspaceBase } from './log-analytics-workspace-base';

/** Props of a new Log Analytics workspace. */
export interface LogAnalyticsWorkspaceProps extends AzureResourceProps {
  /**
   * The name: 4 to 63 letters, digits and `-`, unique in the resource group. The name of a deleted workspace stays taken for 14
   * days.
   *
   * Changing this replaces the workspace, with all logs in it.
   */
  readonly workspaceName: string;

  /**
   * Days that logs are kept: 30 to 730. The price of ingestion includes 31 days, or 90 if Microsoft Sentinel is enabled.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
   * @default 30
   */
  readonly retentionDays?: number;

  /**
   * The daily cap in GB: the workspace accepts no more logs until the next day. It limits the cost; logs above the cap are lost,
   * security logs included.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap
   * @default - no cap
   */
  readonly dailyCapGb?: number;

  /**
   * The commitment tier, in GB per day, at a lower price per GB: 100, 200, 300, 400, 500, 1000, 2000, 5000, 10000, 25000 or
   * 50000. It can be lowered only after 31 days.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs#commitment-tiers
   * @default - each GB is paid for when it comes
   */
  readonly commitmentTierGb?: number;

  /**
   * Whether agents can authenticate with the workspace's shared keys, which don't expire and don't identify the client.
   * Container insights and diagnostic settings need none.
   *
   * @default false
   */
  readonly localAuthentication?: boolean;

  /**
   * Whether logs are accepted over the Internet. If false, networks need a `MonitorPrivateLinkScope` that contains the workspace;
   * logs of Azure's own services are accepted in any case.
   *
   * @default true
   */
  readonly publicIngestion?: boolean;

  /**
   * Whether logs can be queried over the Internet, e.g. in the portal; access is controlled by Entra ID.
   *
   * @default true
   */
  readonly publicQuery?: boolean;

  /**
   * Whether read access to a resource includes its logs. Otherwise only roles on the workspace count.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/logs/manage-access#access-control-mode
   * @default true
   */
  readonly accessByResource?: boolean;
}

const commitmentTiers = [100, 200, 300, 400, 500, 1000, 2000, 5000, 10_000, 25_000, 50_000];

/**
 * A workspace that stores logs: of containers, of Azure resources and of `ApplicationInsights`.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/log-analytics-workspace-overview
 */
export class LogAnalyticsWorkspace extends LogAnalyticsWorkspaceBase {
  /** A workspace of another program or stack, found by name; reads it at plan time. */
  public static fromLookup(scope: Construct, id: string, lookup: LogAnalyticsWorkspaceLookup): ILogAnalyticsWorkspace {
    return new LookedUpLogAnalyticsWorkspace(scope, id, lookup);
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
    attributes: LogAnalyticsWorkspaceAttributes = {},
  ): ILogAnalyticsWorkspace {
    return new ImportedLogAnalyticsWorkspace(scope, id, workspaceId, attributes);
  }

  public readonly workspaceId: string;
  public readonly ready: ITerraformDependable[];

  /** The workspace's name. */
  public readonly workspaceName: string;

  /** The workspace's region. */
  public readonly location: string;

  /** The workspace itself, for arguments that this class does not offer. */
  public readonly resource: LogAnalyticsWorkspaceResource;

  /** @internal */
  public readonly _location: string;

  public constructor(scope: Construct, id: string, props: LogAnalyticsWorkspaceProps) {
    super(scope, id);
    this.check(props);
    this.resource = new LogAnalyticsWorkspaceResource(this, 'Resource', {
      name: props.workspaceName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      sku: props.commitmentTierGb === undefined ? 'PerGB2018' : 'CapacityReservation',
      reservationCapacityInGbPerDay: props.commitmentTierGb,
      retentionInDays: props.retentionDays ?? 30,
      dailyQuotaGb: props.dailyCapGb,
      localAuthenticationEnabled: props.localAuthentication ?? false,
      ...workspaceAccess(props.publicIngestion ?? true, props.publicQuery ?? true),
      allowResourceOnlyPermissions: props.accessByResource ?? true,
    });
    this.workspaceId = this.resource.id;
    this.workspaceName = props.workspaceName;
    this.location = props.location;
    this._location = props.location;
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
  }

  private check(props: LogAnalyticsWorkspaceProps): void {
    checkProps(this, 'LogAnalyticsWorkspaceProps', props, (faults) => {
      const { commitmentTierGb, dailyCapGb } = props;
      checkPlace(faults, props);
      checkName(faults, 'workspaceName', props.workspaceName, nameRules.logAnalyticsWorkspace);
      checkInteger(faults, 'retentionDays', props.retentionDays, 30, 730, 'days');
      if (isKnown(dailyCapGb) && !(dailyCapGb > 0)) {
        faults.add('dailyCapGb', 'must be more than 0 GB', dailyCapGb, 'Leave it out for no limit.');
      }
      if (isKnown(commitmentTierGb) && !commitmentTiers.includes(commitmentTierGb)) {
        const must = `must be one of ${commitmentTiers.join(', ')} GB a day`;
        faults.add('commitmentTierGb', must, commitmentTierGb, 'Use the tier at or below the daily ingestion.');
      }
    });
  }
}

publicClass('LogAnalyticsWorkspace', LogAnalyticsWorkspace);
