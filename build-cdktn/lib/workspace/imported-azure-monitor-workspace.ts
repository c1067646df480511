import { DataAzurermMonitorWorkspace } from '@cdktn/provider-azurerm/lib/data-azurerm-monitor-workspace';
import type { ITerraformDependable } from 'cdktn';
import type { Construct } from 'constructs';
import { checkName, checkPattern, checkResourceId } from '../core/checks';
import { Faults, fail } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { AzureMonitorWorkspaceBase } from './azure-monitor-workspace-base';

/** How an existing Azure Monitor workspace is found. */
export interface AzureMonitorWorkspaceLookup {
  /** The workspace's name. */
  readonly workspaceName: string;

  /** Its resource group, by name. */
  readonly resourceGroupName: string;
}

/** Facts about an Azure Monitor workspace of another program. */
export interface AzureMonitorWorkspaceAttributes {
  /**
   * The workspace's region. Data collection rules are created there, and a private endpoint's zone is named after it.
   *
   * Changing this replaces the rules.
   *
   * @default - the region of whatever sends metrics
   */
  readonly location?: string;

  /**
   * The address that answers queries, e.g. `https://shop-a1b2.westeurope.prometheus.monitor.azure.com`.
   *
   * @default - not known: reading it raises an error
   */
  readonly queryEndpoint?: string;
}

/** @internal */
export class LookedUpAzureMonitorWorkspace extends AzureMonitorWorkspaceBase {
  public readonly workspaceId: string;
  public readonly queryEndpoint: string;
  public readonly ready: ITerraformDependable[] = [];
  public readonly _location: string;
  protected readonly _dataCollectionRuleId: string;

  public constructor(scope: Construct, id: string, lookup: AzureMonitorWorkspaceLookup) {
    super(scope, id);
    const faults = new Faults(this);
    checkName(faults, 'workspaceName', lookup.workspaceName, nameRules.monitorWorkspace);
    checkName(faults, 'resourceGroupName', lookup.resourceGroupName, nameRules.resourceGroup);
    faults.throwIfAny();

    const data = new DataAzurermMonitorWorkspace(this, 'Resource', {
      name: lookup.workspaceName,
      resourceGroupName: lookup.resourceGroupName,
    });
    this.workspaceId = data.id;
    this._location = data.location;
    this.queryEndpoint = data.queryEndpoint;
    this._dataCollectionRuleId = data.defaultDataCollectionRuleId;
    implementReady(this, () => this.ready);
  }
}

/** @internal */
export class ImportedAzureMonitorWorkspace extends AzureMonitorWorkspaceBase {
  public readonly ready: ITerraformDependable[] = [];
  public readonly _location?: string;
  protected readonly _dataCollectionRuleId = undefined;

  public constructor(
    scope: Construct,
    id: string,
    public readonly workspaceId: string,
    private readonly attributes: AzureMonitorWorkspaceAttributes,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    checkResourceId(faults, 'workspaceId', workspaceId, 'Microsoft.Monitor/accounts');
    if (attributes.location !== undefined) checkName(faults, 'location', attributes.location, nameRules.location);
    const example = 'https://shop-a1b2.westeurope.prometheus.monitor.azure.com';
    const must = 'must be an https:// address without a path';
    checkPattern(faults, 'queryEndpoint', attributes.queryEndpoint, /^https:\/\/[A-Za-z0-9.-]+\/?$/, must, example);
    faults.throwIfAny();
    this._location = attributes.location;
    implementReady(this, () => this.ready);
  }

  public get queryEndpoint(): string {
    if (this.attributes.queryEndpoint !== undefined) return this.attributes.queryEndpoint;
    const fix = 'Pass it to AzureMonitorWorkspace.fromWorkspaceId, or use fromLookup.';
    return fail(this, 'queryEndpoint', 'must be known', undefined, fix);
  }
}
