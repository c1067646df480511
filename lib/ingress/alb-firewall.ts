import { derivedName, nameRules } from '../core/names';
import { AzureRole } from '../identity/azure-role';
import type { IAlbController } from './alb-controller-ref';
import type { IWebApplicationFirewall } from './web-application-firewall';

/**
 * Puts a firewall in front of a Gateway or a route; the controller joins the policy, which requires Network Contributor on it.
 *
 * Source: https://learn.microsoft.com/azure/application-gateway/for-containers/how-to-waf-gateway-api
 */
export function firewallPolicy(
  controller: IAlbController,
  firewall: IWebApplicationFirewall,
  target: { readonly kind: 'Gateway' | 'HTTPRoute'; readonly name: string; readonly namespaceName: string },
): { [key: string]: unknown } {
  const { kind, name, namespaceName: namespace } = target;
  controller._grant(AzureRole.NETWORK_CONTRIBUTOR, firewall.firewallId);
  return {
    apiVersion: 'alb.networking.azure.io/v1',
    kind: 'WebApplicationFirewallPolicy',
    metadata: { name: derivedName(name, kind.toLowerCase(), nameRules.kubernetesObject), namespace },
    spec: {
      targetRef: { group: 'gateway.networking.k8s.io', kind, name, namespace },
      webApplicationFirewall: { id: firewall.firewallId },
    },
  };
}
