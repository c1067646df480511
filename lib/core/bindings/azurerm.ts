import type { ApplicationGatewayConfig } from '@cdktf/provider-azurerm/lib/application-gateway';
import type { ApplicationInsightsConfig } from '@cdktf/provider-azurerm/lib/application-insights';
import type { ContainerRegistryGeoreplications } from '@cdktf/provider-azurerm/lib/container-registry';
import type { FederatedIdentityCredentialConfig } from '@cdktf/provider-azurerm/lib/federated-identity-credential';
import type { KubernetesClusterNodePoolKubeletConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
import type { LogAnalyticsWorkspaceConfig } from '@cdktf/provider-azurerm/lib/log-analytics-workspace';
import {
  PrivateDnsZoneVirtualNetworkLink,
  type PrivateDnsZoneVirtualNetworkLinkConfig,
} from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link';
import type { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { azurermNames } from '../azurerm-version';
import { lateText } from '../late-values';

/** What of a zone the link to a network needs. */
interface LinkedZone {
  readonly zoneId: string;
  readonly zoneName: string;
  readonly resourceGroupName: string;
}

type LinkConfig = Omit<PrivateDnsZoneVirtualNetworkLinkConfig, 'privateDnsZoneName' | 'resourceGroupName'>;

export function linkOfZone(
  scope: Construct,
  id: string,
  { zoneId, zoneName, resourceGroupName }: LinkedZone,
  config: LinkConfig,
): PrivateDnsZoneVirtualNetworkLink {
  const names = { privateDnsZoneName: zoneName, resourceGroupName };
  const link = new PrivateDnsZoneVirtualNetworkLink(scope, id, { ...config, ...names });
  const stack = TerraformStack.of(link);
  link.addOverride(
    'private_dns_zone_id',
    lateText(() => (azurermNames(stack) === '5' ? zoneId : undefined)),
  );
  return link;
}

/** The arguments by which a zone's link is unique. */
export const uniqueInZone = ['resourceGroupNameInput', 'privateDnsZoneNameInput'];

export function trustOf(identity: {
  readonly identityId: string;
  readonly resourceGroupName: string;
}): Pick<FederatedIdentityCredentialConfig, 'parentId' | 'resourceGroupName'> {
  return { parentId: identity.identityId, resourceGroupName: identity.resourceGroupName };
}

/** The argument by which a credential is unique. */
export const uniqueForIdentity = 'parentIdInput';

export function http2(isEnabled: boolean): Pick<ApplicationGatewayConfig, 'enableHttp2'> {
  return { enableHttp2: isEnabled };
}

export function insightsPrivacy(options: {
  readonly localAuthentication: boolean;
  readonly ipMasking: boolean;
}): Pick<ApplicationInsightsConfig, 'localAuthenticationDisabled' | 'disableIpMasking'> {
  return { localAuthenticationDisabled: !options.localAuthentication, disableIpMasking: !options.ipMasking };
}

export function workspaceAccess(
  publicIngestion: boolean,
  publicQuery: boolean,
): Pick<LogAnalyticsWorkspaceConfig, 'internetIngestionEnabled' | 'internetQueryEnabled'> {
  return { internetIngestionEnabled: publicIngestion, internetQueryEnabled: publicQuery };
}

export function replicaRouting(isRouted: boolean): Pick<ContainerRegistryGeoreplications, 'regionalEndpointEnabled'> {
  return { regionalEndpointEnabled: isRouted };
}

/** The provider's name says lines; Azure's API says files. */
export function containerLogFiles(
  count: number | undefined,
): Pick<KubernetesClusterNodePoolKubeletConfig, 'containerLogMaxLine'> {
  return { containerLogMaxLine: count };
}

/** What clusters must have. */
export const requiredOfCluster = {};

export function serviceEndpointsOf(subnet: Subnet): string[] {
  return subnet.serviceEndpointsInput ?? [];
}

/** Completes a fix for a subnet without a service endpoint. */
export function serviceEndpointFix(service: string): string {
  return `Set SUBNET.resource.serviceEndpoints = ['${service}'].`;
}
