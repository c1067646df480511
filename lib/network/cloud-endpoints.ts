import type { IConstruct } from 'constructs';
import { state } from '../core/program/program';
import { AzureCloud } from './azure-cloud';

interface CloudEndpoints {
  /** The cloud's name in Azure's SDKs for Go, which kubelogin, KEDA and AGIC use. */
  readonly environment: string;
  /** The endpoint of Entra ID. */
  readonly login: string;
  /** The issuer of version 1 tokens, without the tenant. */
  readonly tokenIssuer: string;
  /** The domain of Azure Monitor, which is in the scopes of its tokens. */
  readonly monitor: string;
  /** The domain of storage accounts' blob endpoints. */
  readonly blobStorage: string;
}

/**
 * Sources: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud,
 * https://learn.microsoft.com/azure/azure-monitor/logs/logs-ingestion-api-overview,
 * https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-endpoints,
 * https://github.com/kedacore/keda/blob/v2.20.2/pkg/scalers/azure/azure_managed_prometheus_http_round_tripper.go
 */
export const cloudEndpoints: { readonly [cloud in AzureCloud]: CloudEndpoints } = {
  [AzureCloud.PUBLIC]: {
    environment: 'AzurePublicCloud',
    login: 'https://login.microsoftonline.com',
    tokenIssuer: 'https://sts.windows.net',
    monitor: 'monitor.azure.com',
    blobStorage: 'blob.core.windows.net',
  },
  [AzureCloud.US_GOVERNMENT]: {
    environment: 'AzureUSGovernmentCloud',
    login: 'https://login.microsoftonline.us',
    tokenIssuer: 'https://sts.windows.net',
    monitor: 'monitor.azure.us',
    blobStorage: 'blob.core.usgovcloudapi.net',
  },
  [AzureCloud.CHINA]: {
    environment: 'AzureChinaCloud',
    login: 'https://login.partner.microsoftonline.cn',
    tokenIssuer: 'https://sts.chinacloudapi.cn',
    monitor: 'monitor.azure.cn',
    blobStorage: 'blob.core.chinacloudapi.cn',
  },
};

/** The name in Azure's SDKs for Go, omitted for the public cloud, which is the default. */
export function environmentUnlessPublic(cloud: AzureCloud): string | undefined {
  return cloud === AzureCloud.PUBLIC ? undefined : cloudEndpoints[cloud].environment;
}

/** States the cloud that a prop names, or has as its default. */
export function stateCloud(scope: IConstruct, prop: string, cloud: AzureCloud | undefined): void {
  state(scope, 'cloud', () => ({ prop, cloud: cloud ?? AzureCloud.PUBLIC, isAddress: false }));
}

/** States that the default of an address prop is one in the public cloud. */
export function statePublicAddress(scope: IConstruct, prop: string): void {
  state(scope, 'cloud', () => ({ prop, cloud: AzureCloud.PUBLIC, isAddress: true }));
}
