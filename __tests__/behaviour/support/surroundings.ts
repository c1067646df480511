import type { Attributes } from '../../support/planned';
import type { Pod } from './lab';

/** What a cluster would have for a set of mesh objects: the Services and pods that they name, a caller, and gateways. */
export function surroundings(objects: Attributes[]): { objects: Attributes[]; pods: Pod[] } {
  const services = servicesOf(objects);
  const gateways = gatewaysOf(objects);
  const namespaces = [...new Set(objects.map(({ metadata }) => metadata.namespace as string))];
  return {
    objects: [...services, ...gateways],
    pods: [
      ...namespaces.map((namespace): Pod => ({ name: `caller-${namespace}`, namespace, proxy: 'sidecar' })),
      ...services.map((service, i) => podOf(`app-${i}`, service, objects)),
      ...gateways.map(({ metadata, spec }): Pod => {
        const { name, namespace } = metadata;
        return { name, namespace, labels: spec.selector, ports: [], proxy: 'gateway' };
      }),
    ],
  };
}

/** The host of every Service that is routed to, and the ports by which. */
function servicesOf(objects: Attributes[]): Attributes[] {
  const ports = new Map<string, Set<number>>();
  const add = (host: string, port?: number): void => {
    if (!/^[a-z0-9-]+\.[a-z0-9-]+\.svc\.cluster\.local$/.test(host)) return;
    ports.set(host, (ports.get(host) ?? new Set([80])).add(port ?? 80));
  };
  for (const { kind, spec } of objects) {
    if (kind === 'DestinationRule') add(spec.host);
    if (kind !== 'VirtualService') continue;
    for (const host of spec.hosts ?? []) add(host);
    for (const { route = [] } of [...(spec.http ?? []), ...(spec.tls ?? []), ...(spec.tcp ?? [])]) {
      for (const { destination } of route) add(destination.host, destination.port?.number);
    }
  }
  return [...ports].map(([host, numbers]) => {
    const [name, namespace] = host.split('.');
    const described = [...numbers].map((port) => ({ name: `http-${port}`, port, targetPort: 8080 + (port % 80) }));
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: { selector: { host: name }, ports: described },
    };
  });
}

/** A pod that every policy of its namespace selects. */
function podOf(name: string, service: Attributes, objects: Attributes[]): Pod {
  const { namespace } = service.metadata;
  const selected = objects
    .filter(({ metadata }) => metadata.namespace === namespace)
    .flatMap(({ spec }) => [spec?.selector?.matchLabels, spec?.workloadSelector?.labels])
    .filter(Boolean);
  const labels = Object.assign({}, ...selected, service.spec.selector);
  const ports = service.spec.ports.map(({ targetPort }: { targetPort: number }) => targetPort);
  return { name, namespace, labels, ports: [...new Set<number>(ports)], proxy: 'sidecar' };
}

/** A Service for the pods that a selector of Gateways names, with all of their ports. */
function gatewaysOf(objects: Attributes[]): Attributes[] {
  const ports = new Map<string, Set<number>>();
  for (const { kind, spec } of objects) {
    if (kind !== 'Gateway') continue;
    const selector = JSON.stringify(spec.selector);
    const known = ports.get(selector) ?? new Set();
    ports.set(selector, known);
    for (const { port } of spec.servers) known.add(port.number);
  }
  return [...ports].map(([selector, numbers], i) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `gateway-${i}`, namespace: 'gateways' },
    spec: {
      selector: JSON.parse(selector),
      ports: [...numbers].map((port) => ({ name: `port-${port}`, port, targetPort: 8000 + port })),
    },
  }));
}
