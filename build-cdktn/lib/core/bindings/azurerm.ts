// In the package cdktn-aks, this stands in place of lib/core/bindings/azurerm.ts.
import type { ApplicationGatewayConfig } from '@cdktn/provider-azurerm/lib/application-gateway';
import type { ApplicationInsightsConfig } from '@cdktn/provider-azurerm/lib/application-insights';
import type { ContainerRegistryGeoreplications } from '@cdktn/provider-azurerm/lib/container-registry';
import type { FederatedIdentityCredentialConfig } from '@cdktn/provider-azurerm/lib/federated-identity-credential';
import type { KubernetesClusterConfig } from '@cdktn/provider-azurerm/lib/kubernetes-cluster';
import type { KubernetesClusterNodePoolKubeletConfig } from '@cdktn/provider-azurerm/lib/kubernetes-cluster-node-pool';
import type { LogAnalyticsWorkspaceConfig } from '@cdktn/provider-azurerm/lib/log-analytics-workspace';
import {
  PrivateDnsZoneVirtualNetworkLink,
  type PrivateDnsZoneVirtualNetworkLinkConfig,
} from '@cdktn/provider-azurerm/lib/private-dns-zone-virtual-network-link';
import type { Subnet } from '@cdktn/provider-azurerm/lib/subnet';
import type { Construct } from 'constructs';
import { resolve } from '../resolve';

type LinkConfig = Omit<PrivateDnsZoneVirtualNetworkLinkConfig, 'privateDnsZoneId'>;

export function linkOfZone(
  scope: Construct,
  id: string,
  { zoneId }: { readonly zoneId: string },
  config: LinkConfig,
): PrivateDnsZoneVirtualNetworkLink {
  return new PrivateDnsZoneVirtualNetworkLink(scope, id, { ...config, privateDnsZoneId: zoneId });
}

export const uniqueInZone = ['privateDnsZoneIdInput'];

export function trustOf(identity: {
  readonly identityId: string;
}): Pick<FederatedIdentityCredentialConfig, 'userAssignedIdentityId'> {
  return { userAssignedIdentityId: identity.identityId };
}

export const uniqueForIdentity = 'userAssignedIdentityIdInput';

export function http2(isEnabled: boolean): Pick<ApplicationGatewayConfig, 'http2Enabled'> {
  return { http2Enabled: isEnabled };
}

export function insightsPrivacy(options: {
  readonly localAuthentication: boolean;
  readonly ipMasking: boolean;
}): Pick<ApplicationInsightsConfig, 'localAuthenticationEnabled' | 'ipMaskingEnabled'> {
  return { localAuthenticationEnabled: options.localAuthentication, ipMaskingEnabled: options.ipMasking };
}

export function workspaceAccess(
  publicIngestion: boolean,
  publicQuery: boolean,
): Pick<LogAnalyticsWorkspaceConfig, 'internetIngestionAccessType' | 'internetQueryAccessType'> {
  const [internetIngestionAccessType, internetQueryAccessType] = [publicIngestion, publicQuery].map((isPublic) =>
    isPublic ? 'Enabled' : 'Disabled',
  );
  return { internetIngestionAccessType, internetQueryAccessType };
}

export function replicaRouting(
  isRouted: boolean,
): Pick<ContainerRegistryGeoreplications, 'globalEndpointRoutingEnabled'> {
  return { globalEndpointRoutingEnabled: isRouted };
}

export function containerLogFiles(
  count: number | undefined,
): Pick<KubernetesClusterNodePoolKubeletConfig, 'containerLogMaxFiles'> {
  return { containerLogMaxFiles: count };
}

export const requiredOfCluster: Pick<KubernetesClusterConfig, 'nodeProvisioningProfile'> = {
  nodeProvisioningProfile: { mode: 'Manual' },
};

export function serviceEndpointsOf(subnet: Subnet): string[] {
  const blocks = resolve(subnet, subnet.serviceEndpointInput ?? []);
  return Array.isArray(blocks) ? blocks.map(({ service }) => service) : [];
}

export function serviceEndpointFix(service: string): string {
  return `Call SUBNET.resource.putServiceEndpoint([{ service: '${service}' }]).`;
}
