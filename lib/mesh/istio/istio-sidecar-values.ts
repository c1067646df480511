import { compact } from '../../core/compact';
import { joined } from '../sidecars/sidecar-checks';
import type { SidecarOptions, SidecarResources } from '../sidecars/sidecar-options';
import type { Values } from './istio-values';

/** What the chart gives a sidecar: `global.proxy.resources` of the `values.yaml` of 1.28 to 1.30. */
const chartResources: SidecarResources = {
  cpuRequest: '100m',
  cpuLimit: '2000m',
  memoryRequest: '128Mi',
  memoryLimit: '1024Mi',
};

/** What the sidecars of a mesh have, where a workload says nothing. */
export function sidecarDefaults({ sidecarResources, ...exclusions }: SidecarOptions): SidecarOptions {
  return {
    sidecarResources: { ...chartResources, ...compact({ ...sidecarResources }) },
    excludedInboundPorts: exclusions.excludedInboundPorts,
    excludedOutboundPorts: exclusions.excludedOutboundPorts,
    excludedOutboundRanges: exclusions.excludedOutboundRanges,
  };
}

/** Values of the chart `istiod` below `global.proxy`; undefined where the chart's own hold. */
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
