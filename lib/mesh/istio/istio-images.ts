import { isOlder } from '../../core/versions';
import type { ChartImage } from '../../helm/chart-image';
import { valueAt } from '../../helm/values';
import type { Values } from './istio-values';
import type { IstioVersion } from './istio-version';

/** Charts of Istio that name images; `base` has no pods, and the pods of `gateway` get theirs from the control plane. */
export type IstioChartWithImages = 'cni' | 'istiod' | 'ztunnel';

/**
 * What the charts run, by the `values.yaml` and templates of 1.30.3, whose tags are the release's. Not part of it: `busybox`,
 * which istiod gives to pods that ask for the injection template `grpc-simple`, and which no value names.
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
