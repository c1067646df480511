import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { publicMethods } from '../core/public-class';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';

/** Application Insights, where traces are kept: made here, looked up or known by its attributes. */
export interface IApplicationInsights extends IConstruct {
  /** The resource id. */
  readonly insightsId: string;

  /**
   * Where telemetry is sent, and the key that says whose it is: a sensitive token. The key alone lets nobody send, unless local
   * authentication is on.
   */
  readonly connectionString: string;

  /** What others wait for; empty for what exists already. */
  readonly ready: ITerraformDependable[];

  /**
   * Lets a workload send telemetry. Role: `Monitoring Metrics Publisher`.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication
   * @param principal who; of the same stack, if a construct made it.
   */
  grantPublishTelemetry(principal: IPrincipal): Grant;

  /**
   * Lets somebody see traces, maps and failures. Role: `Monitoring Reader`.
   *
   * @param principal who; of the same stack, if a construct made it.
   */
  grantReadTelemetry(principal: IPrincipal): Grant;
}

/**
 * What is made and what is imported share.
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
