import { DataAzurermLogAnalyticsWorkspace } from '@cdktn/provider-azurerm/lib/data-azurerm-log-analytics-workspace';
import type { ITerraformDependable } from 'cdktn';
import type { Construct } from 'constructs';
import { checkName, checkResourceId } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { LogAnalyticsWorkspaceBase } from './log-analytics-workspace-base';

/** How an existing Log Analytics workspace is found. */
export interface LogAnalyticsWorkspaceLookup {
  /** The workspace's name. */
  readonly workspaceName: string;

  /** Its resource group, by name. */
  readonly resourceGroupName: string;
}

/** Facts about a Log Analytics workspace of another program. */
export interface LogAnalyticsWorkspaceAttributes {
  /**
   * The workspace's region. Data collection rules are created there.
   *
   * Changing this replaces the rules.
   *
   * @default - the region of whatever sends logs
   */
  readonly location?: string;
}

/** @internal */
export class LookedUpLogAnalyticsWorkspace extends LogAnalyticsWorkspaceBase {
  public readonly workspaceId: string;
  public readonly ready: ITerraformDependable[] = [];
  public readonly _location: string;

  public constructor(scope: Construct, id: string, lookup: LogAnalyticsWorkspaceLookup) {
    super(scope, id);
    const faults = new Faults(this);
    checkName(faults, 'workspaceName', lookup.workspaceName, nameRules.logAnalyticsWorkspace);
    checkName(faults, 'resourceGroupName', lookup.resourceGroupName, nameRules.resourceGroup);
    faults.throwIfAny();

    const data = new DataAzurermLogAnalyticsWorkspace(this, 'Resource', {
      name: lookup.workspaceName,
      resourceGroupName: lookup.resourceGroupName,
    });
    this.workspaceId = data.id;
    this._location = data.location;
    implementReady(this, () => this.ready);
  }
}

/** @internal */
export class ImportedLogAnalyticsWorkspace extends LogAnalyticsWorkspaceBase {
  public readonly ready: ITerraformDependable[] = [];
  public readonly _location?: string;

  public constructor(
    scope: Construct,
    id: string,
    public readonly workspaceId: string,
    attributes: LogAnalyticsWorkspaceAttributes,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    checkResourceId(faults, 'workspaceId', workspaceId, 'Microsoft.OperationalInsights/workspaces');
    if (attributes.location !== undefined) checkName(faults, 'location', attributes.location, nameRules.location);
    faults.throwIfAny();
    this._location = attributes.location;
    implementReady(this, () => this.ready);
  }
}
