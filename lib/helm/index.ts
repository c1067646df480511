export type { ChartImage } from './chart-image';
export { ChartSource, type HttpsChartOptions, type OciChartOptions, type RemoteChartOptions } from './chart-source';
export { HelmChart, type HelmChartProps } from './helm-chart';
export type { HelmReleaseProps } from './helm-release';
export type { IHelmTarget } from './helm-target';
export { HelmValues } from './helm-values';
export { KubernetesManifests, type KubernetesManifestsProps } from './kubernetes-manifests';
