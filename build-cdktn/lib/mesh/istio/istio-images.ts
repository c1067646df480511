import { isOlder } from '../../core/versions';
import type { ChartImage } from '../../helm/chart-image';
import { valueAt } from '../../helm/values';
import type { Values } from './istio-values';
import type { IstioVersion } from './istio-version';

/** Istio charts with images; `base` has no pods, and the control plane injects the image of `gateway` pods. */
export type IstioChartWithImages = 'cni' | 'istiod' | 'ztunnel';

/**
 * The images that the charts run, from the `values.yaml` and templates of 1.30.3; their tags are the release's version. Not
 * included: `busybox`, which istiod injects into pods with the injection template `grpc-simple`, because no value sets it.
 *
 * Source: https://github.com/istio/istio/blob/1.30.3/manifests/charts/istio-control/istio-discovery/templates/deployment.yaml
 */
export function istioImages(chart: IstioChartWithImages, release: IstioVersion, values: Values): ChartImage[] {
  const hub = isOlder(release.version, '1.30') ? 'docker.io/istio' : 'registry.istio.io/release';
  const image = (name: string, tag: string, prefixPath: string) => ({ image: `${hub}/${name}:${tag}`, prefixPath });
  const own = (key: string) => (valueAt(values, key) === undefined ? `global.${key}` : key);
  const tagOf = (tag: string, variant: string) => {
    const given = valueAt(values, variant) ?? (valueAt(values, 'profile') === 'ambient' ? 'distroless' : undefined);
    return `${valueAt(values, tag) ?? release.version}${given ? `-${given}` : ''}`;
  };
  if (chart === 'ztunnel') return [image('ztunnel', tagOf('tag', 'variant'), 'hub')];
  const tag = tagOf(own('tag'), own('variant'));
  if (chart === 'cni') return [image('install-cni', tag, own('hub'))];
  const proxyVariant =
    valueAt(values, 'global.proxy.variant') === undefined ? 'global.variant' : 'global.proxy.variant';
  return [image('pilot', tag, own('hub')), image('proxyv2', tagOf('global.tag', proxyVariant), 'global.hub')];
}
