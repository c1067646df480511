import {
  ManagedPrometheusSettings,
  type ManagedPrometheusSettingsProps,
  type PodScrapingOptions,
  ScrapeTarget,
  type ScrapeTargetOptions,
} from '../../../lib';
import { type RoomSamples, struct } from '../support/sample';
import { knownCluster } from '../support/values';

/** How the structs of observability that are about Azure reach the output, and a value for each optional prop. */
export const samples: RoomSamples = {
  ManagedPrometheusSettingsProps: struct<ManagedPrometheusSettingsProps>(
    (stack, props) => new ManagedPrometheusSettings(stack, 'Settings', { cluster: knownCluster(stack), ...props }),
    {
      clusterLabel: 'shop_eu',
      minimalIngestion: false,
      pods: { namespaces: ['shop'] },
      replaceExisting: true,
      targets: [{ target: ScrapeTarget.CORE_DNS }],
    },
  ),
  PodScrapingOptions: struct<PodScrapingOptions>(
    (stack, pods) => {
      const cluster = knownCluster(stack);
      new ManagedPrometheusSettings(stack, 'Settings', { cluster, pods: { namespaces: ['shop'], ...pods } });
    },
    { intervalSeconds: 15, metrics: ['istio_.*'], namespaces: ['web'] },
  ),
  ScrapeTargetOptions: struct<ScrapeTargetOptions>(
    (stack, options) => {
      const targets = [{ target: ScrapeTarget.KUBELET, ...options }];
      new ManagedPrometheusSettings(stack, 'Settings', { cluster: knownCluster(stack), targets });
    },
    { enabled: false, intervalSeconds: 60, metrics: ['kubelet_.*'] },
  ),
};
