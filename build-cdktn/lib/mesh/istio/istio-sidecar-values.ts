import { compact } from '../../core/compact';
import { joined } from '../sidecars/sidecar-checks';
import type { SidecarOptions, SidecarResources } from '../sidecars/sidecar-options';
import type { Values } from './istio-values';

/** The chart's sidecar resources: `global.proxy.resources` in the `values.yaml` of 1.28 to 1.30. */
const chartResources: SidecarResources = {
  cpuRequest: '100m',
  cpuLimit: '2000m',
  memoryRequest: '128Mi',
  memoryLimit: '1024Mi',
};

/** The settings of the mesh's sidecars, unless a workload overrides them. */
export function sidecarDefaults({ sidecarResources, ...exclusions }: SidecarOptions): SidecarOptions {
  return {
    sidecarResources: { ...chartResources, ...compact({ ...sidecarResources }) },
    excludedInboundPorts: exclusions.excludedInboundPorts,
    excludedOutboundPorts: exclusions.excludedOutboundPorts,
    excludedOutboundRanges: exclusions.excludedOutboundRanges,
  };
}

/** Values of the chart `istiod` under `global.proxy`; undefined if the chart's defaults apply. */
export function sidecarValues(options: SidecarOptions): Values | undefined {
  const { sidecarResources, excludedInboundPorts, excludedOutboundPorts, excludedOutboundRanges } = options;
  return compact({
    resources: sidecarResources && resourceValues(sidecarResources),
    excludeInboundPorts: excludedInboundPorts && joined(excludedInboundPorts),
    excludeOutboundPorts: excludedOutboundPorts && joined(excludedOutboundPorts),
    excludeIPRanges: excludedOutboundRanges && joined(excludedOutboundRanges),
  });
}

function resourceValues({ cpuRequest, cpuLimit, memoryRequest, memoryLimit }: SidecarResources): Values {
  return { requests: { cpu: cpuRequest, memory: memoryRequest }, limits: { cpu: cpuLimit, memory: memoryLimit } };
}
