import { type TerraformResource, TerraformStack, Token } from 'cdktf';
import { sortedByPath } from '../../ledger';
import { ownerOf } from '../owner';
import type { ProgramModel } from '../program-model';
import type { ProgramRule } from '../program-rule';

export const insightsAlertRule: ProgramRule = {
  id: 'insights-alert-rule',
  title: 'The azurerm provider disables the alert rule that Azure creates with each Application Insights',
  source: 'https://learn.microsoft.com/azure/azure-monitor/alerts/proactive-failure-diagnostics',
  warning: 'W160',

  check(model, report) {
    const found = model.resources.filter(({ terraformResourceType }) => terraformResourceType === insightsType);
    for (const resource of sortedByPath(found)) {
      if (isDisabled(model, resource as TerraformResource)) continue;
      const text =
        "Azure creates an alert rule with it, and terraform destroy of the resource group fails because of the rule. Set the provider's " +
        'features: [{ applicationInsights: [{ disableGeneratedRule: true }] }].';
      report.warn(ownerOf(resource), text);
    }
  },
};

const insightsType = 'azurerm_application_insights';

interface Features {
  readonly applicationInsights?: readonly { readonly disableGeneratedRule?: unknown }[];
}

/** A resource's own provider, or features that are a token, may disable it. */
function isDisabled(model: ProgramModel, resource: TerraformResource): boolean {
  const provider = model.azureProviders.get(TerraformStack.of(resource));
  const features = provider?.featuresInput;
  if (resource.provider || !Array.isArray(features) || Token.isUnresolved(features)) return true;
  const [{ applicationInsights: options } = {}] = features as Features[];
  return options?.[0]?.disableGeneratedRule !== undefined && options[0].disableGeneratedRule !== false;
}
