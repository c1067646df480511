import type { ApplicationGateway, ApplicationGatewayConfig } from '@cdktf/provider-azurerm/lib/application-gateway';
import type { IConstruct } from 'constructs';
import type { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { resolve } from '../core/resolve';

type Placeholders = Pick<
  ApplicationGatewayConfig,
  'backendAddressPool' | 'backendHttpSettings' | 'frontendPort' | 'httpListener' | 'requestRoutingRule'
>;

const name = 'placeholder';

/** Azure creates no gateway without them; the controller replaces them as soon as it runs. */
export function placeholders(frontendIpConfigurationName: string): Placeholders {
  return {
    backendAddressPool: [{ name }],
    backendHttpSettings: [{ name, cookieBasedAffinity: 'Disabled', port: 80, protocol: 'Http', requestTimeout: 30 }],
    frontendPort: [{ name, port: 80 }],
    httpListener: [{ name, frontendIpConfigurationName, frontendPortName: name, protocol: 'Http' }],
    requestRoutingRule: [
      {
        name,
        ruleType: 'Basic',
        priority: 20000,
        httpListenerName: name,
        backendAddressPoolName: name,
        backendHttpSettingsName: name,
      },
    ],
  };
}

/** Arguments of the controller, by the names of the binding. */
const owned = {
  backendAddressPool: 'backend_address_pool',
  backendHttpSettings: 'backend_http_settings',
  frontendPort: 'frontend_port',
  httpListener: 'http_listener',
  probe: 'probe',
  redirectConfiguration: 'redirect_configuration',
  requestRoutingRule: 'request_routing_rule',
  rewriteRuleSet: 'rewrite_rule_set',
  sslCertificate: 'ssl_certificate',
  urlPathMap: 'url_path_map',
} as const;

/** Rejects values of arguments whose changes Terraform ignores: they would be created once and never updated. */
export function checkUnchangedLater(scope: IConstruct, gateway: ApplicationGateway): void {
  const before = inputsOf(gateway);
  checkLate(scope, (faults) => reportChanges(faults, gateway, before));
}

function reportChanges(faults: Faults, gateway: ApplicationGateway, before: Map<string, string>): void {
  const ignored = gateway.lifecycle?.ignoreChanges ?? [];
  for (const [argument, text] of inputsOf(gateway)) {
    const isIgnored = ignored === 'all' || ignored.includes(owned[argument as keyof typeof owned]);
    if (!isIgnored || before.get(argument) === text) continue;
    const must = 'must be left to the ingress controller, which owns it: Terraform ignores its changes';
    const fix =
      argument === 'sslCertificate'
        ? 'Set certificates on the gateway.'
        : 'Use a GatewayIngress, or an L1 ApplicationGateway without a controller.';
    faults.add(`resource.${argument}`, must, undefined, fix);
  }
}

function inputsOf(gateway: ApplicationGateway): Map<string, string> {
  const names = Object.keys(owned) as (keyof typeof owned)[];
  return new Map(
    names.map((argument) => [argument, JSON.stringify(resolve(gateway, gateway[`${argument}Input`])) ?? '']),
  );
}
