import { ChartSource } from '../../helm/chart-source';
import type { IstioVersion } from './istio-version';

/** Source: https://istio.io/latest/docs/setup/install/helm/ */
const repository = 'https://istio-release.storage.googleapis.com/charts';

/** The control plane's namespace in Istio's charts and documentation. */
export const istioSystem = 'istio-system';

/** The revision of a control plane that is installed without a revision. */
export const defaultRevision = 'default';

/** An Istio chart, in the version of the release. */
export function istioChart(
  chart: 'base' | 'cni' | 'istiod' | 'gateway' | 'ztunnel',
  release: IstioVersion,
): ChartSource {
  return ChartSource.https({ repository, chart, version: release.version });
}
