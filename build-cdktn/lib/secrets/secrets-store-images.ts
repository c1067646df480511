import type { ChartImage } from '../helm/chart-image';
import { valueAt } from '../helm/values';
import type { SecretsStoreVersion } from './secrets-store-version';

const driver = 'secrets-store-csi-driver';
const upstream = 'mcr.microsoft.com/oss/v2/kubernetes-csi';

/** Tags of the driver and its helpers, by the version of the provider's chart. */
const driverTags: { readonly [chartVersion: string]: { readonly [image: string]: string } } = {
  '1.8.2': {
    driver: 'v1.5.6',
    'driver-crds': 'v1.5.6',
    'csi-node-driver-registrar': 'v2.14.0',
    livenessprobe: 'v2.15.0',
  },
};

/**
 * What the chart runs, the job included that upgrades the driver's definitions of custom resources.
 *
 * Source: https://github.com/Azure/secrets-store-csi-driver-provider-azure/blob/v1.8.2/charts/csi-secrets-store-provider-azure/values.yaml
 */
export function secretsStoreImages({ version }: SecretsStoreVersion, values: unknown): ChartImage[] {
  const provider = (system: string): ChartImage => ({
    image: `mcr.microsoft.com/oss/v2/azure/secrets-store/provider-azure:v${version}`,
    repositoryPath: `${system}.image.repository`,
    tagPath: `${system}.image.tag`,
  });
  const helper = (repository: string, place: string): ChartImage => {
    const tag = driverTags[version]?.[repository.slice(repository.lastIndexOf('/') + 1)];
    return {
      image: `${upstream}/${repository}${tag === undefined ? '' : `:${tag}`}`,
      repositoryPath: `${driver}.${place}.repository`,
      tagPath: `${driver}.${place}.tag`,
    };
  };
  const node = (system: string): ChartImage[] => [
    helper('secrets-store/driver', `${system}.image`),
    helper('csi-node-driver-registrar', `${system}.registrarImage`),
    helper('livenessprobe', `${system}.livenessProbeImage`),
  ];
  const isOn = (path: string) => valueAt(values, path) === true;
  return [
    provider('linux'),
    ...node('linux'),
    helper('secrets-store/driver-crds', 'linux.crds.image'),
    ...(isOn('windows.enabled') ? [provider('windows')] : []),
    ...(isOn(`${driver}.windows.enabled`) ? node('windows') : []),
    // Its templates name these without asking values.
    ...(isOn('enableArcExtension') ? [{ image: 'upstreamarc.azurecr.io/prom-mdm-converter:v1.0.3' }] : []),
  ];
}
