import { compact } from '../../core/compact';
import { numberText } from '../../core/token-values';
import type { Manifest } from '../../helm/manifest';
import type { INamespace } from '../../workload/namespace';
import type { GatewayExposure } from '../gateways/gateway-exposure';
import type { TlsVersion } from '../gateways/tls-version';
import { consulApi, consulTlsVersions } from './consul-mesh-config';
import type { ConsulResources } from './consul-mesh-props';
import { resourceValues } from './consul-values';

const gatewayApi = 'gateway.networking.k8s.io/v1';
const controllerName = 'consul.hashicorp.com/gateway-controller';

/** The key under which the controller stores a gateway's settings, which it reads from the class only once. */
const settingsKey = 'api-gateway.consul.hashicorp.com/config';

/** The names of a gateway's listeners, also in the parent references of routes. */
export const listenerNames = { plain: 'http', tls: 'https' } as const;

/** The settings from a gateway's props, with defaults applied. */
export interface ApiGatewaySettings {
  readonly gatewayName: string;
  readonly namespace: INamespace;
  readonly exposure: GatewayExposure;
  readonly replicas: number;
  readonly resources: ConsulResources;
  readonly minimumTlsVersion: TlsVersion;

  /** The labels of namespaces whose routes the gateway accepts. */
  readonly routeNamespaces: { [key: string]: string };
}

/** The listeners that a gateway's ingresses require. */
export interface Served {
  /** The Secrets with certificates, each once. */
  readonly secretNames: string[];

  /** Whether there are hosts without TLS. */
  readonly plain: boolean;
}

/**
 * The Gateway, with a separate class for the settings that Consul reads there: type and annotations of the Service, number and
 * resources of the pods. The controller copies them to a new Gateway and then ignores the class; therefore this sets the copy, so
 * that changes apply to an existing gateway.
 *
 * Privileged ports are mapped to ports higher by 8000 in the pod, so that its proxy needs no capabilities. A Consul gateway has
 * one listener per port, so all certificates are on the same listener: the proxy selects one by server name.
 *
 * Sources: `serializeGatewayClassConfig` in control-plane/api-gateway/binding/annotations.go, `validateListeners` in
 * validation.go beside it, and `deploymentReplicas` in control-plane/api-gateway/gatekeeper/deployment.go of
 * https://github.com/hashicorp/consul-k8s/tree/v2.0.3
 */
export function apiGatewayObjects(settings: ApiGatewaySettings, served: Served): Manifest[] {
  const { gatewayName, namespace, exposure, replicas, resources } = settings;
  const className = `consul-${gatewayName}`;
  const service = serviceOf(exposure);
  const spec = (count: number | string) => ({
    serviceType: service.type,
    ...(service.annotations ? { copyAnnotations: { service: Object.keys(service.annotations) } } : undefined),
    deployment: {
      defaultInstances: count,
      minInstances: count,
      maxInstances: count,
      resources: resourceValues(resources),
    },
    mapPrivilegedContainerPorts: 8000,
  });
  const copy = JSON.stringify(spec('replicas')).replaceAll('"replicas"', numberText(replicas));
  return [
    { apiVersion: consulApi, kind: 'GatewayClassConfig', metadata: { name: className }, spec: spec(replicas) },
    {
      apiVersion: gatewayApi,
      kind: 'GatewayClass',
      metadata: { name: className },
      spec: {
        controllerName,
        parametersRef: { group: consulApi.split('/')[0], kind: 'GatewayClassConfig', name: className },
      },
    },
    {
      apiVersion: gatewayApi,
      kind: 'Gateway',
      metadata: {
        name: gatewayName,
        namespace: namespace.namespaceName,
        annotations: { ...service.annotations, [settingsKey]: copy },
      },
      spec: { gatewayClassName: className, listeners: listenersOf(settings, served) },
    },
  ];
}

/** Consul copies only annotations, so the allowed source ranges are an annotation too. */
function serviceOf(exposure: GatewayExposure): { type: string; annotations?: { [key: string]: string } } {
  const { annotations, loadBalancerSourceRanges: ranges } = exposure._service();
  return {
    type: exposure._hasLoadBalancer ? 'LoadBalancer' : 'ClusterIP',
    annotations: compact({
      ...annotations,
      'service.beta.kubernetes.io/azure-allowed-ip-ranges': ranges?.join(','),
    }),
  };
}

function listenersOf({ minimumTlsVersion, routeNamespaces }: ApiGatewaySettings, served: Served): object[] {
  const allowedRoutes = { namespaces: { from: 'Selector', selector: { matchLabels: routeNamespaces } } };
  const tls = {
    mode: 'Terminate',
    certificateRefs: served.secretNames.map((name) => ({ name })),
    options: { 'api-gateway.consul.hashicorp.com/tls_min_version': consulTlsVersions[minimumTlsVersion] },
  };
  const https = { name: listenerNames.tls, port: 443, protocol: 'HTTPS', tls, allowedRoutes };
  const http = { name: listenerNames.plain, port: 80, protocol: 'HTTP', allowedRoutes };
  return [...(served.secretNames.length > 0 ? [https] : []), ...(served.plain ? [http] : [])];
}
