import type { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { Faults } from '../../core/faults';
import { noteUnchecked, warn } from '../../core/warnings';
import { HelmChart } from '../../helm/helm-chart';
import { layered } from '../../helm/values';
import { defaultRevision, istioChart, istioSystem } from './istio-charts';
import type { IstioAmbientOptions } from './istio-data-plane';
import { istioImages } from './istio-images';
import { type IstioMeshProps, IstioOutboundTraffic } from './istio-mesh-props';
import type { IstioVersion } from './istio-version';

/** Settings of the ambient data plane's node components. */
export interface AmbientSettings {
  readonly cluster: IAksCluster;
  readonly version: IstioVersion;
  readonly revision: string;
  readonly options: IstioAmbientOptions;
  /** The control plane, which configures both components. */
  readonly istiod: HelmChart;
}

/**
 * Installs the CNI plugin, which redirects the pods' traffic to their node's proxy, and that proxy, in the order of Istio's
 * guide.
 *
 * Source: https://istio.io/latest/docs/ambient/install/helm/
 */
export function installAmbient(scope: Construct, settings: AmbientSettings): { cni: HelmChart; ztunnel: HelmChart } {
  const { cluster, version, options } = settings;
  warnOfDataPlane(scope, cluster);
  const revision = settings.revision === defaultRevision ? undefined : settings.revision;
  const common = { cluster, namespace: istioSystem, timeoutMinutes: 10 };
  const cniValues = layered({ profile: 'ambient', revision }, options.cniValues);
  const cni = new HelmChart(scope, 'Cni', {
    ...common,
    chart: istioChart('cni', version),
    releaseName: 'istio-cni',
    values: cniValues,
    images: istioImages('cni', version, cniValues),
  });
  cni.node.addDependency(settings.istiod);
  const ztunnelValues = layered({ revision }, options.ztunnelValues);
  const ztunnel = new HelmChart(scope, 'Ztunnel', {
    ...common,
    chart: istioChart('ztunnel', version),
    releaseName: 'ztunnel',
    values: ztunnelValues,
    images: istioImages('ztunnel', version, ztunnelValues),
  });
  ztunnel.node.addDependency(cni);
  return { cni, ztunnel };
}

const ofSidecars = [
  'trafficRedirection',
  'holdApplicationUntilProxyStarts',
  'nativeSidecars',
  'sidecarResources',
  'excludedInboundPorts',
  'excludedOutboundPorts',
  'excludedOutboundRanges',
] as const;

/** Rejects props that have no effect without sidecars, or that node proxies don't support. */
export function checkAmbient(faults: Faults, props: IstioMeshProps): void {
  for (const prop of ofSidecars.filter((name) => props[name] !== undefined)) {
    const must = 'must be left out with the ambient data plane, whose pods have no sidecars';
    faults.add(prop, must, props[prop], 'Leave it out, or use IstioDataPlane.sidecars().');
  }
  if (props.foundation) {
    const must = 'must be left out with the ambient data plane, which a cluster can have only once';
    faults.add('foundation', must, props.foundation.node.path, 'Upgrade the mesh in place, by its version.');
  }
  if (props.outboundTraffic === IstioOutboundTraffic.REGISTRY_ONLY) {
    // https://github.com/istio/istio/issues/54281
    const must =
      'must be ALLOW_ANY with the ambient data plane, whose node proxies pass through traffic to unregistered destinations';
    faults.add('outboundTraffic', must, props.outboundTraffic, 'Use network policies to restrict egress.');
  }
}

/**
 * Source: https://istio.io/latest/docs/ambient/install/platform-prerequisites/#cilium; whether AKS configures Cilium like this is
 * unknown.
 */
function warnOfDataPlane(scope: Construct, cluster: IAksCluster): void {
  const { network } = cluster._facts;
  if (!network) {
    noteUnchecked(scope, "that the cluster's data plane is compatible with the ambient mesh");
    return;
  }
  if (network._dataPlane._name !== 'cilium') return;
  const command =
    "kubectl -n kube-system get configmap cilium-config -o yaml | grep -E 'cni-exclusive|enable-bpf-masquerade|bpf-lb-sock-hostns-only'";
  const text = `Ambient mode is not verified on Azure CNI powered by Cilium, which must run with cni-exclusive: "false" and enable-bpf-masquerade: "false". See: ${command}`;
  warn(scope, 'W340', text);
}
