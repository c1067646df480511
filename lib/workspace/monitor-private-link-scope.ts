import { MonitorPrivateLinkScope as MonitorPrivateLinkScopeResource } from '@cdktf/provider-azurerm/lib/monitor-private-link-scope';
import { MonitorPrivateLinkScopedService } from '@cdktf/provider-azurerm/lib/monitor-private-link-scoped-service';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkArgument, checkProps } from '../core/checked-props';
import { checkName, checkOneOf, checkResourceId } from '../core/checks';
import { Faults } from '../core/faults';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { privateLinkServices } from '../network/private-link-services';
import { knownFacts } from '../network/private-link-target';
import type { IPrivateLinkTarget, PrivateLinkFacts } from '../network/private-link-target-ref';
import type { IApplicationInsights } from './application-insights-base';
import type { ILogAnalyticsWorkspace } from './log-analytics-workspace-base';

/** The Azure Monitor resources that a network with the scope's private endpoint can reach. */
export enum PrivateLinkAccess {
  /** Resources in the scope over the endpoint, all others over the Internet. */
  OPEN = 'Open',

  /** Only resources in the scope. The network loses access to all other Azure Monitor resources. */
  PRIVATE_ONLY = 'PrivateOnly',
}

/** Props of a private link scope. */
export interface MonitorPrivateLinkScopeProps {
  /**
   * The name: 1 to 255 characters, unique in the resource group.
   *
   * Changing this replaces the scope.
   */
  readonly scopeName: string;

  /**
   * The resource group, by name. It must exist before; a token of an L1 `ResourceGroup` works.
   *
   * Changing this replaces the scope.
   */
  readonly resourceGroupName: string;

  /**
   * Where networks with the endpoint may send logs and telemetry.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/logs/private-link-design
   * @default PrivateLinkAccess.OPEN
   */
  readonly ingestionAccess?: PrivateLinkAccess;

  /**
   * What networks with the endpoint may query.
   *
   * @default PrivateLinkAccess.OPEN
   */
  readonly queryAccess?: PrivateLinkAccess;

  /**
   * Azure tags.
   *
   * @default - no tags
   */
  readonly tags?: { [key: string]: string };
}

/**
 * The target of a private endpoint of Azure Monitor: the workspaces, Application Insights and data collection endpoints in it.
 * One a network, because all of Azure Monitor shares the names of its DNS zones.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/private-link-security
 */
export class MonitorPrivateLinkScope extends Construct implements IPrivateLinkTarget {
  /** The scope's resource id. */
  public readonly scopeId: string;

  /** The resources that dependents wait for: the scope and its contents. */
  public readonly ready: ITerraformDependable[];

  /** The scope itself, for arguments that this class does not offer. */
  public readonly resource: MonitorPrivateLinkScopeResource;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: MonitorPrivateLinkScopeProps,
  ) {
    super(scope, id);
    checkProps(this, 'MonitorPrivateLinkScopeProps', props, (faults) => {
      checkName(faults, 'scopeName', props.scopeName, nameRules.monitorPart);
      checkName(faults, 'resourceGroupName', props.resourceGroupName, nameRules.resourceGroup);
      for (const prop of ['ingestionAccess', 'queryAccess'] as const) {
        checkOneOf(faults, prop, props[prop], Object.values(PrivateLinkAccess));
      }
    });

    this.resource = new MonitorPrivateLinkScopeResource(this, 'Resource', {
      name: props.scopeName,
      resourceGroupName: props.resourceGroupName,
      tags: props.tags,
      ingestionAccessMode: props.ingestionAccess ?? PrivateLinkAccess.OPEN,
      queryAccessMode: props.queryAccess ?? PrivateLinkAccess.OPEN,
    });
    this.scopeId = this.resource.id;
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
  }

  /** Puts a workspace into the scope; of the same stack. */
  public addLogAnalyticsWorkspace(id: string, workspace: ILogAnalyticsWorkspace): void {
    checkArgument(this, 'workspace', 'ILogAnalyticsWorkspace', workspace);
    this.add(id, workspace.workspaceId);
  }

  /** Puts Application Insights into the scope; its workspace has to be in it too. */
  public addApplicationInsights(id: string, insights: IApplicationInsights): void {
    checkArgument(this, 'insights', 'IApplicationInsights', insights);
    this.add(id, insights.insightsId);
  }

  /**
   * Puts a data collection endpoint into the scope, over which agents get their settings and send metrics.
   *
   * Throws if the id is known and no resource id of a data collection endpoint.
   */
  public addDataCollectionEndpoint(id: string, endpointId: string): void {
    checkArgument(this, 'endpointId', 'string', endpointId);
    const faults = new Faults(this);
    checkResourceId(faults, 'endpointId', endpointId, 'Microsoft.Insights/dataCollectionEndpoints');
    faults.throwIfAny();
    this.add(id, endpointId);
  }

  /** @internal */
  public get _privateLink(): PrivateLinkFacts {
    const facts = knownFacts(privateLinkServices.monitorPrivateLinkScope, this.scopeId, 'azuremonitor');
    return { ...facts, construct: this, isOpen: () => undefined };
  }

  private add(id: string, linkedResourceId: string): void {
    const service = new MonitorPrivateLinkScopedService(this, id, {
      name: derivedName(this.props.scopeName, id, nameRules.monitorPart),
      resourceGroupName: this.props.resourceGroupName,
      scopeName: this.resource.name,
      linkedResourceId,
    });
    this.ready.push(service);
  }
}

publicClass('MonitorPrivateLinkScope', MonitorPrivateLinkScope);
