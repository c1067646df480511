import type { ServiceIntent } from './intents';

/** A further port of a service, as a separate service: with its callers, but without the props that apply to requests. */
export interface PortIntent extends ServiceIntent {
  readonly portName: string;
}

/** The further ports of a service. */
export function morePortsOf({
  name,
  namespaceName,
  workload,
  morePorts = [],
  ...service
}: ServiceIntent): PortIntent[] {
  return morePorts.map(({ name: portName, port, containerPort, protocol, allowFrom }) => ({
    name,
    namespaceName,
    portName,
    port,
    protocol,
    workload: { ...workload, containerPort },
    allowFrom: service.allowFrom && (allowFrom ?? service.allowFrom),
    probePaths: service.probePaths,
  }));
}
