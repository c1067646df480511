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

/** Under this key the controller keeps the settings of a gateway, which it reads once from its class. */
const settingsKey = 'api-gateway.consul.hashicorp.com/config';

/** What a listener of a gateway is called, here and in the parents of routes. */
export const listenerNames = { plain: 'http', tls: 'https' } as const;

/** What the props of a gateway decide, with defaults. */
export interface ApiGatewaySettings {
  readonly gatewayName: string;
  readonly namespace: INamespace;
  readonly exposure: GatewayExposure;
  readonly replicas: number;
  readonly resources: ConsulResources;
  readonly minimumTlsVersion: TlsVersion;

  /** The labels of namespaces whose routes the gateway takes. */
  readonly routeNamespaces: { [key: string]: string };
}

/** What the ingresses of a gateway ask of its ports. */
export interface Served {
  /** The Secrets of certificates, each once. */
  readonly secretNames: string[];

  /** Whether there are hosts on plain HTTP. */
  readonly plain: boolean;
}

/**
 * The Gateway, with a class of its own for what Consul takes from there: kind and annotations of the Service, pods, their resources.
 * The controller copies that to the Gateway when it sees it first, and looks at the class no more; so the copy is written here, and a
 * change reaches a gateway that runs.
 *
 * Privileged ports are moved up by 8000 within the pod, so that its proxy needs no rights for them. A gateway of Consul has one
 * listener a port, so all certificates stand at one: the proxy takes the one whose name is asked for.
 *
 * Sources: `serializeGatewayClassConfig` in control-plane/api-gateway/binding/annotations.go, `validateListeners` in validation.go
 * beside it, and `deploymentReplicas` in control-plane/api-gateway/gatekeeper/deployment.go of
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

/** Consul copies annotations only, so the allowed source ranges are in one too. */
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
