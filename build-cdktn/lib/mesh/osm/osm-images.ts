import type { ChartImage } from '../../helm/chart-image';
import type { Values } from '../../helm/owned-values';
import { valueAt } from '../../helm/values';

/** The digests to which the chart 1.2.4 pins its images unless a tag is set. */
const digests: { readonly [image: string]: string } = {
  'osm-controller': 'sha256:15cfc8401ea2de1d4e7d19122ed9e731d60eab8c3cadff4e5b5e86ce277828cb',
  'osm-injector': 'sha256:7713f44dfc796f9c9029acb82b46142e50ff34f89dd95953d9c415544c3941e3',
  init: 'sha256:d290df023e305b3a76c8b22fd0a3cfcc7504377e97bfdfeb256b1ca9c4d59d68',
  'osm-crds': 'sha256:601241946a5088573e4aefde62bbc5832dd9ade1d72556b0ae841fbf727c22bd',
  'osm-bootstrap': 'sha256:a0a5f231e65cda27ade22f890354217e59982b32f07904ea0d706bf3caaec763',
  'osm-preinstall': 'sha256:dc0353add9b2efd1d55a9e358172d9595188a3eaa7078bc2d07c38882e731802',
  'osm-healthcheck': 'sha256:d5a9ad914a7279c52316ee968b97715b0dc854d77cf02a2b68389bb46f656b6f',
};

const linuxEnvoy =
  'envoyproxy/envoy-distroless:v1.22.2@sha256:541d31419b95e3c62d8cc0967db9cdb4ad2782cc08faa6f15f04c081200e324a';
const windowsEnvoy =
  'envoyproxy/envoy-windows:v1.22.1@sha256:92733f8e5beae5c45df204a0e13edbd29e99adf962d1b1c7869b197d85c64bd0';

/**
 * The images that the chart runs, including the jobs of its hooks, and those that it injects into pods in the mesh.
 *
 * Source: https://github.com/openservicemesh/osm/blob/v1.2.4/charts/osm/values.yaml
 */
export function osmImages(version: string | undefined, values: Values): ChartImage[] {
  const tag = valueAt(values, 'osm.image.tag');
  const own = (name: string): ChartImage => {
    const pinned = version === '1.2.4' ? `@${digests[name]}` : '';
    const image = `docker.io/openservicemesh/${name}${tag ? `:${tag}` : pinned}`;
    return { image, prefixPath: 'osm.image.registry', tagPath: 'osm.image.tag' };
  };
  const whole = (image: string, path: string) => ({ image: `docker.io/${image}`, referencePath: `osm.${path}` });
  const isOn = (path: string) => valueAt(values, path) === true;
  return [
    ...Object.keys(digests).map(own),
    whole(linuxEnvoy, 'sidecarImage'),
    whole(windowsEnvoy, 'sidecarWindowsImage'),
    whole('curlimages/curl:latest', 'curlImage'),
    ...(isOn('osm.deployPrometheus') ? [whole('prom/prometheus:v2.34.0', 'prometheus.image')] : []),
    ...(isOn('osm.deployGrafana') ? [whole('grafana/grafana:8.2.2', 'grafana.image')] : []),
    ...(isOn('osm.deployGrafana') && isOn('osm.grafana.enableRemoteRendering')
      ? [whole('grafana/grafana-image-renderer:3.2.1', 'grafana.rendererImage')]
      : []),
    ...(isOn('osm.deployJaeger') ? [whole('jaegertracing/all-in-one:latest', 'tracing.image')] : []),
    ...(isOn('osm.enableFluentbit') ? [fluentBit] : []),
    ...(isOn('contour.enabled') ? [contour, contourEnvoy] : []),
  ];
}

const fluentBit: ChartImage = {
  image: 'docker.io/fluent/fluent-bit:1.6.4',
  prefixPath: 'osm.fluentBit.registry',
  tagPath: 'osm.fluentBit.tag',
};

const contour: ChartImage = {
  image: 'ghcr.io/projectcontour/contour:v1.21.1',
  registryPath: 'contour.contour.image.registry',
  namePath: 'contour.contour.image.repository',
  tagPath: 'contour.contour.image.tag',
};

const contourEnvoy: ChartImage = {
  image: 'docker.io/envoyproxy/envoy-distroless:v1.22.2',
  registryPath: 'contour.envoy.image.registry',
  namePath: 'contour.envoy.image.repository',
  tagPath: 'contour.envoy.image.tag',
};
