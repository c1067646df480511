import { checkElementsKnown, checkInteger, checkNotEmpty, isKnown } from '../../core/checks';
import { checkCidr } from '../../core/cidr';
import type { Faults } from '../../core/faults';
import { amountOf, checkQuantity } from '../../core/quantity';
import { numberText } from '../../core/token-values';
import type { SidecarOptions, SidecarResources } from './sidecar-options';

/** Checks the sidecar options of a mesh or of one workload. */
export function checkSidecarOptions(faults: Faults, options: SidecarOptions): void {
  checkResources(faults, 'sidecarResources', options.sidecarResources);
  checkPorts(faults, 'excludedInboundPorts', options.excludedInboundPorts);
  checkPorts(faults, 'excludedOutboundPorts', options.excludedOutboundPorts);
  const { excludedOutboundRanges: ranges } = options;
  if (checkHolds(faults, 'excludedOutboundRanges', ranges)) {
    ranges?.forEach((range, index) => {
      checkCidr(faults, `excludedOutboundRanges[${index}]`, range, { example: '168.63.129.16/32' });
    });
  }
}

export function checkResources(faults: Faults, prop: string, resources: SidecarResources | undefined): void {
  if (!isKnown(resources)) return;
  const given = Object.entries(resources).filter(([, value]) => value !== undefined);
  if (given.length === 0) {
    faults.add(prop, 'must have a resource', resources, 'For example, use { memoryLimit: "512Mi" }.');
  }
  for (const [name, value] of given) {
    const example = name.startsWith('cpu') ? '100m' : '128Mi';
    checkQuantity(faults, `${prop}.${name}`, value, example);
  }
  for (const kind of ['cpu', 'memory'] as const) {
    const [request, limit] = [resources[`${kind}Request`], resources[`${kind}Limit`]];
    const [low, high] = [amountOf(request), amountOf(limit)];
    if (low === undefined || high === undefined || low <= high) continue;
    const must = `must not be greater than ${kind}Limit (${limit})`;
    faults.add(`${prop}.${kind}Request`, must, request, 'Lower the request or raise the limit.');
  }
}

function checkPorts(faults: Faults, prop: string, ports: number[] | undefined): void {
  if (!checkHolds(faults, prop, ports)) return;
  ports?.forEach((port, index) => {
    checkInteger(faults, `${prop}[${index}]`, port, 1, 65535);
  });
}

/** Rejects empty lists, which have no effect, and lists that are unknown at synth, which can't be joined. */
function checkHolds(faults: Faults, prop: string, list: unknown[] | undefined): boolean {
  if (list === undefined) return false;
  if (!checkElementsKnown(faults, prop, list)) return false;
  checkNotEmpty(faults, prop, list);
  return true;
}

/** A list in the format of Istio's charts and all meshes' annotations. */
export function joined(list: (number | string)[]): string {
  return list.map((element) => (typeof element === 'number' ? numberText(element) : element)).join(',');
}
