import { DataAzurermApplicationInsights } from '@cdktn/provider-azurerm/lib/data-azurerm-application-insights';
import type { ITerraformDependable } from 'cdktn';
import type { Construct } from 'constructs';
import { checkGiven, checkName, checkResourceId, checkSecret } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { ApplicationInsightsBase } from './application-insights-base';

/** How an existing Application Insights is found. */
export interface ApplicationInsightsLookup {
  /** Its name. */
  readonly insightsName: string;

  /** Its resource group, by name. */
  readonly resourceGroupName: string;
}

/** What is known of an Application Insights of another program. */
export interface ApplicationInsightsAttributes {
  /** The resource id. */
  readonly insightsId: string;

  /**
   * The connection string, as a token, e.g. the value of a sensitive `TerraformVariable`. Literal text is rejected: it would
   * be in the synthesized JSON.
   */
  readonly connectionString: string;
}

/** @internal */
export class LookedUpApplicationInsights extends ApplicationInsightsBase {
  public readonly insightsId: string;
  public readonly connectionString: string;
  public readonly ready: ITerraformDependable[] = [];

  public constructor(scope: Construct, id: string, lookup: ApplicationInsightsLookup) {
    super(scope, id);
    const faults = new Faults(this);
    checkName(faults, 'insightsName', lookup.insightsName, nameRules.applicationInsights);
    checkName(faults, 'resourceGroupName', lookup.resourceGroupName, nameRules.resourceGroup);
    faults.throwIfAny();

    const data = new DataAzurermApplicationInsights(this, 'Resource', {
      name: lookup.insightsName,
      resourceGroupName: lookup.resourceGroupName,
    });
    this.insightsId = data.id;
    this.connectionString = data.connectionString;
    implementReady(this, () => this.ready);
  }
}

/** @internal */
export class ImportedApplicationInsights extends ApplicationInsightsBase {
  public readonly insightsId: string;
  public readonly connectionString: string;
  public readonly ready: ITerraformDependable[] = [];

  public constructor(scope: Construct, id: string, attributes: ApplicationInsightsAttributes) {
    super(scope, id);
    const faults = new Faults(this);
    checkResourceId(faults, 'insightsId', attributes.insightsId, 'Microsoft.Insights/components');
    const fix = 'Use the value of a sensitive TerraformVariable.';
    if (checkGiven(faults, 'connectionString', attributes.connectionString, fix)) {
      checkSecret(faults, 'connectionString', attributes.connectionString, fix);
    }
    faults.throwIfAny();
    this.insightsId = attributes.insightsId;
    this.connectionString = attributes.connectionString;
    implementReady(this, () => this.ready);
  }
}
