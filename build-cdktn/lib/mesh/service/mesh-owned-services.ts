import type { Manifest } from '../../helm/manifest';
import type { ServiceIntent } from '../traffic/intents';
import { morePortsOf } from '../traffic/ports';
import { ServiceProtocol } from '../traffic/service-protocol';
import type { TrafficRenderer } from '../traffic/traffic-renderer';
import { versionsOf } from '../traffic/versions';

/**
 * The `appProtocol` of each protocol: for HTTP/2 without TLS the name that Kubernetes defines (h2c), because Linkerd treats every
 * unknown value as TCP, including Istio's.
 *
 * Source: `AppProtocol` in policy-controller/core/src/outbound.rs of https://github.com/linkerd/linkerd2/tree/edge-26.8.3, and
 * `ConvertProtocol` in pkg/config/kube/conversion.go of https://github.com/istio/istio/tree/1.30.3
 */
const appProtocols: { readonly [protocol in ServiceProtocol]: string } = {
  [ServiceProtocol.HTTP]: 'http',
  [ServiceProtocol.HTTP2]: 'kubernetes.io/h2c',
  [ServiceProtocol.GRPC]: 'kubernetes.io/h2c',
  [ServiceProtocol.TCP]: 'tcp',
};

/** The Service that callers use and the versions' Services; identical on every mesh except for annotations. */
export function ownedServices(service: ServiceIntent, traffic: TrafficRenderer): Manifest[] {
  const { name, namespaceName, workload, ownsService, protocol = ServiceProtocol.HTTP } = service;
  const { headless, publishNotReadyAddresses } = service;
  if (!ownsService) return [];
  const annotations = traffic.serviceAnnotations(service);
  const portOf = (
    portName: string,
    own: { port: number; protocol?: ServiceProtocol; workload: { containerPort: number } },
  ) => {
    const { protocol: spoken = ServiceProtocol.HTTP } = own;
    const appProtocol = traffic.appProtocol?.(spoken) ?? appProtocols[spoken];
    return { name: portName, port: own.port, targetPort: own.workload.containerPort, appProtocol };
  };
  const ports = [
    portOf(protocol, service),
    ...morePortsOf(service).map(({ portName, ...own }) => portOf(portName, own)),
  ];
  const serviceOf = (own: string, selector: object, notes: { annotations?: object; labels?: object }): Manifest => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: own, namespace: namespaceName, ...notes },
    spec: {
      ...(headless ? { clusterIP: 'None' } : {}),
      ...(publishNotReadyAddresses ? { publishNotReadyAddresses } : {}),
      selector,
      ports,
    },
  });
  const labels = traffic.versionServiceLabels?.();
  const leaves = versionsOf(service).flatMap(([, version]) =>
    version.service === undefined || version.service === name
      ? []
      : [serviceOf(version.service, { ...workload.labels, ...version.labels }, labels ? { labels } : {})],
  );
  const notes = Object.keys(annotations).length > 0 ? { annotations } : {};
  return [serviceOf(name, { ...workload.labels }, notes), ...leaves];
}
