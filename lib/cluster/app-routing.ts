import type { KubernetesClusterWebAppRouting } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { IConstruct } from 'constructs';
import { checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { warn } from '../core/warnings';

/**
 * The owner of the configuration of the NGINX controller that the application routing add-on creates.
 *
 * @see https://learn.microsoft.com/azure/aks/app-routing-nginx-configuration
 */
export enum AppRoutingController {
  /** Annotations on its object `NginxIngressController`. */
  ANNOTATION_CONTROLLED = 'AnnotationControlled',

  /** The add-on, with a public load balancer. */
  EXTERNAL = 'External',

  /** The add-on, with an internal load balancer. */
  INTERNAL = 'Internal',

  /** No controller is created. */
  NONE = 'None',
}

/** Options of the application routing add-on. */
export interface AppRoutingOptions {
  /**
   * Resource ids of up to five public or private DNS zones in which the add-on writes records.
   *
   * @default - none
   */
  readonly dnsZoneIds?: string[];

  /**
   * The NGINX controller that the add-on creates.
   *
   * @default AppRoutingController.ANNOTATION_CONTROLLED
   */
  readonly defaultController?: AppRoutingController;
}

/** Source: https://learn.microsoft.com/azure/aks/app-routing#limitations */
const mostZones = 5;

const zoneId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/(dnsZones|privateDnsZones)\/[^/]+$/i;
const example = '/subscriptions/ID/resourceGroups/GROUP/providers/Microsoft.Network/dnsZones/NAME';

export function checkAppRouting(faults: Faults, at: string, { dnsZoneIds = [] }: AppRoutingOptions): void {
  const prop = `${at}.dnsZoneIds`;
  if (dnsZoneIds.length > mostZones) {
    faults.add(prop, `must have at most ${mostZones} zones`, dnsZoneIds.length, 'Remove some.');
  }
  for (const id of dnsZoneIds) {
    checkPattern(faults, prop, id, zoneId, 'must be resource ids of DNS zones or private DNS zones', example);
  }
}

export function warnOfAppRouting(scope: IConstruct): void {
  const text =
    'Azure supports the application routing add-on with NGINX until November 2026. Move its Ingress objects to another gateway, such as ' +
    'AlbGateway or ApplicationGatewayIngress, and remove advanced.appRouting.';
  warn(scope, 'W209', text);
}

export function renderAppRouting({
  dnsZoneIds = [],
  defaultController,
}: AppRoutingOptions): KubernetesClusterWebAppRouting {
  return { dnsZoneIds, defaultNginxController: defaultController ?? AppRoutingController.ANNOTATION_CONTROLLED };
}
