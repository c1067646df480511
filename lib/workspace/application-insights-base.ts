import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { publicMethods } from '../core/public-class';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';

/** Application Insights, where traces are kept: created here, or imported by name or attributes. */
export interface IApplicationInsights extends IConstruct {
  /** The resource id. */
  readonly insightsId: string;

  /**
   * The ingestion endpoint and the instrumentation key: a sensitive token. The key alone does not authorize sending, unless local
   * authentication is on.
   */
  readonly connectionString: string;

  /** The resources that dependents wait for; empty for existing resources. */
  readonly ready: ITerraformDependable[];

  /**
   * Lets a workload send telemetry. Role: `Monitoring Metrics Publisher`.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication
   * @param principal the principal; a construct must be in the same stack.
   */
  grantPublishTelemetry(principal: IPrincipal): Grant;

  /**
   * Grants the right to see traces, maps and failures. Role: `Monitoring Reader`.
   *
   * @param principal the principal; a construct must be in the same stack.
   */
  grantReadTelemetry(principal: IPrincipal): Grant;
}

/**
 * What new and imported instances have in common.
 *
 * @internal
 */
export abstract class ApplicationInsightsBase extends Construct implements IApplicationInsights {
  public abstract readonly insightsId: string;
  public abstract readonly connectionString: string;
  public abstract readonly ready: ITerraformDependable[];

  public grantPublishTelemetry(principal: IPrincipal): Grant {
    return Grant.on(this, { role: AzureRole.MONITORING_METRICS_PUBLISHER, principal, resourceId: this.insightsId });
  }

  public grantReadTelemetry(principal: IPrincipal): Grant {
    return Grant.on(this, { role: AzureRole.MONITORING_READER, principal, resourceId: this.insightsId });
  }
}

publicMethods('IApplicationInsights', ApplicationInsightsBase);
