import { ApplicationInsights as ApplicationInsightsResource } from '@cdktf/provider-azurerm/lib/application-insights';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { insightsPrivacy } from '../core/bindings/azurerm';
import { checkProps } from '../core/checked-props';
import { checkGiven, checkName, checkPlace, checkSameStack, isKnown } from '../core/checks';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { ApplicationInsightsBase, type IApplicationInsights } from './application-insights-base';
import {
  type ApplicationInsightsAttributes,
  type ApplicationInsightsLookup,
  ImportedApplicationInsights,
  LookedUpApplicationInsights,
} from './imported-application-insights';
import type { ILogAnalyticsWorkspace } from './log-analytics-workspace-base';

/** Props of a new Application Insights. */
export interface ApplicationInsightsProps extends AzureResourceProps {
  /**
   * The name: 1 to 260 letters, digits, `_`, `.`, `(`, `)` and `-`, unique in the resource group.
   *
   * Changing this replaces it; its connection string changes too.
   */
  readonly insightsName: string;

  /** The workspace that keeps the telemetry, for as many days as it keeps logs. */
  readonly workspace: ILogAnalyticsWorkspace;

  /**
   * How much of the telemetry that arrives is kept, in percent: more than 0 to 100. A mesh samples at the source better.
   *
   * @default 100
   */
  readonly samplingPercentage?: number;

  /**
   * After how many GB in a day no more telemetry is taken until the next one: more than 0.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap
   * @default 100
   */
  readonly dailyCapGb?: number;

  /**
   * Whether the key in the connection string is enough to send telemetry. It can be read in every browser and pod that has it.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication
   * @default false
   */
  readonly localAuthentication?: boolean;

  /**
   * Whether telemetry may come over the Internet. Where not, networks need a `MonitorPrivateLinkScope` with it and its workspace.
   *
   * @default true
   */
  readonly publicIngestion?: boolean;

  /**
   * Whether telemetry can be queried over the Internet, e.g. in the portal; access is controlled by Entra ID.
   *
   * @default true
   */
  readonly publicQuery?: boolean;

  /**
   * Whether the addresses of callers are kept as `0.0.0.0`.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/app/ip-collection
   * @default true
   */
  readonly ipMasking?: boolean;
}

/**
 * An Application Insights resource, which stores and shows traces, based on a Log Analytics workspace.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/app/app-insights-overview
 */
export class ApplicationInsights extends ApplicationInsightsBase {
  /** One of another program or stack, found by name; reads it at plan time. */
  public static fromLookup(scope: Construct, id: string, lookup: ApplicationInsightsLookup): IApplicationInsights {
    return new LookedUpApplicationInsights(scope, id, lookup);
  }

  /** One of another program, by its id and connection string; reads nothing. */
  public static fromAttributes(
    scope: Construct,
    id: string,
    attributes: ApplicationInsightsAttributes,
  ): IApplicationInsights {
    return new ImportedApplicationInsights(scope, id, attributes);
  }

  public readonly insightsId: string;
  public readonly ready: ITerraformDependable[];

  /** Application Insights itself, for arguments that this class does not offer. */
  public readonly resource: ApplicationInsightsResource;

  public constructor(scope: Construct, id: string, props: ApplicationInsightsProps) {
    super(scope, id);
    this.check(props);
    this.resource = new ApplicationInsightsResource(this, 'Resource', {
      name: props.insightsName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      applicationType: 'web',
      workspaceId: props.workspace.workspaceId,
      samplingPercentage: props.samplingPercentage ?? 100,
      dailyDataCapInGb: props.dailyCapGb ?? 100,
      internetIngestionEnabled: props.publicIngestion ?? true,
      internetQueryEnabled: props.publicQuery ?? true,
      ...insightsPrivacy({
        localAuthentication: props.localAuthentication ?? false,
        ipMasking: props.ipMasking ?? true,
      }),
    });
    this.insightsId = this.resource.id;
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
  }

  public get connectionString(): string {
    return this.resource.connectionString;
  }

  private check(props: ApplicationInsightsProps): void {
    checkProps(this, 'ApplicationInsightsProps', props, (faults) => {
      const { samplingPercentage, dailyCapGb } = props;
      checkPlace(faults, props);
      checkName(faults, 'insightsName', props.insightsName, nameRules.applicationInsights);
      if (checkGiven(faults, 'workspace', props.workspace, 'For example, use LogAnalyticsWorkspace.fromLookup(...).')) {
        checkSameStack(faults, 'workspace', props.workspace, this, 'LogAnalyticsWorkspace.fromLookup');
      }
      if (isKnown(samplingPercentage) && !(samplingPercentage > 0 && samplingPercentage <= 100)) {
        const must = 'must be more than 0 and at most 100 percent';
        faults.add('samplingPercentage', must, samplingPercentage, 'For example, use 10.');
      }
      if (isKnown(dailyCapGb) && !(dailyCapGb > 0)) {
        faults.add('dailyCapGb', 'must be more than 0 GB', dailyCapGb, 'For example, use 10.');
      }
    });
  }
}

publicClass('ApplicationInsights', ApplicationInsights);
