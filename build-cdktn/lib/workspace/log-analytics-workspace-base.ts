import type { ITerraformDependable } from 'cdktn';
import { Construct, type IConstruct } from 'constructs';
import { publicMethods } from '../core/public-class';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';

/** A Log Analytics workspace, where logs are kept: created here, or imported by name or id. */
export interface ILogAnalyticsWorkspace extends IConstruct {
  /** The workspace's resource id. */
  readonly workspaceId: string;

  /** The resources that dependents wait for; empty for a workspace that exists already. */
  readonly ready: ITerraformDependable[];

  /**
   * Grants the right to query all logs. Role: `Log Analytics Data Reader`.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/logs/manage-access
   * @param principal the principal; a construct must be in the same stack.
   */
  grantReadLogs(principal: IPrincipal): Grant;

  /**
   * The workspace's region; undefined where it isn't known.
   *
   * @internal
   */
  readonly _location?: string;
}

/**
 * What new and imported workspaces share.
 *
 * @internal
 */
export abstract class LogAnalyticsWorkspaceBase extends Construct implements ILogAnalyticsWorkspace {
  public abstract readonly workspaceId: string;
  public abstract readonly ready: ITerraformDependable[];
  /** @internal */
  public abstract readonly _location?: string;

  public grantReadLogs(principal: IPrincipal): Grant {
    return Grant.on(this, { role: AzureRole.LOG_ANALYTICS_DATA_READER, principal, resourceId: this.workspaceId });
  }
}

publicMethods('ILogAnalyticsWorkspace', LogAnalyticsWorkspaceBase);
