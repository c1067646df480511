import { isKnown } from '../../core/checks';
import { compact } from '../../core/compact';
import { numberText } from '../../core/token-values';
import type { PlainMap } from '../../helm/plain-data';
import type { SidecarResources } from '../sidecars/sidecar-options';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import { namespaceLabels } from './consul-dialect';
import type { ConsulMeshProps, ConsulResources, ConsulSecretKey } from './consul-mesh-props';
import { ConsulVersion } from './consul-version';

/** The name of the release, and the prefix of the chart's objects. */
export const releaseName = 'consul';

/** The name of the egress gateway in Consul and, after the release name, in Kubernetes. */
export const egressGatewayName = 'terminating-gateway';

/** Sized for the mesh's state and its proxies' configuration; the chart's default of 200Mi is only for evaluation. */
const serverDefaults: ConsulResources = { cpuRequest: '500m', cpuLimit: '2', memoryRequest: '2Gi', memoryLimit: '4Gi' };

/** The chart's defaults. */
const injectorDefaults: ConsulResources = {
  cpuRequest: '50m',
  cpuLimit: '50m',
  memoryRequest: '200Mi',
  memoryLimit: '200Mi',
};

/** The chart's own disruption budget allows no eviction with one or two pods, so their nodes couldn't be drained. */
function budgetOf(replicas: number): PlainMap {
  return replicas === 1 ? { enabled: false } : { enabled: true, maxUnavailable: 1 };
}

/** The complete resource requests and limits of control plane pods. */
export function controlPlaneResources({ serverResources, injectorResources }: ConsulMeshProps) {
  return {
    serverResources: { ...serverDefaults, ...compact({ ...serverResources }) },
    injectorResources: { ...injectorDefaults, ...compact({ ...injectorResources }) },
  };
}

/**
 * Values of the chart `consul`, with the names in its 2.0.3 `values.yaml`; text values are still data here.
 *
 * The Gateway API CRDs have a separate owner, and TCPRoute is not in their standard channel: a control plane that is configured
 * to watch it doesn't start.
 *
 * @param hasMirror whether a mirror sets the image locations, including the Enterprise image.
 */
export function consulValues(props: ConsulMeshProps, hasMirror: boolean): PlainMap {
  const { datacenter, serverReplicas = 3, injectorReplicas = 2, version = ConsulVersion.V2_0_3 } = props;
  const { enterpriseLicense, gossipKey, metrics = false, egressGateway = false } = props;
  const resources = controlPlaneResources(props);
  const usesCniPlugin = props.trafficRedirection === TrafficRedirection.CNI_PLUGIN;
  return {
    global: {
      name: releaseName,
      datacenter,
      ...(enterpriseLicense && !hasMirror ? { image: version._enterpriseImage } : undefined),
      ...(enterpriseLicense ? { enterpriseLicense: secretOf(enterpriseLicense) } : undefined),
      tls: { enabled: true, enableAutoEncrypt: true, verify: true, httpsOnly: true },
      acls: { manageSystemACLs: true },
      gossipEncryption: gossipKey ? secretOf(gossipKey) : { autoGenerate: true },
      ...(metrics ? { metrics: { enabled: true } } : undefined),
      crds: { enableTcpRoute: false },
    },
    server: {
      replicas: serverReplicas,
      storage: `${numberText(props.serverStorageGib ?? 10)}Gi`,
      storageClass: props.serverStorageClass ?? 'managed-csi-premium',
      resources: resourceValues(resources.serverResources),
      disruptionBudget: budgetOf(serverReplicas),
      topologySpreadConstraints: [spreadOverZones('server')],
    },
    connectInject: {
      enabled: true,
      default: true,
      replicas: injectorReplicas,
      namespaceSelector: { matchLabels: namespaceLabels },
      transparentProxy: { defaultEnabled: true },
      cni: usesCniPlugin ? { enabled: true } : undefined,
      apiGateway: { manageExternalCRDs: false, manageNonStandardCRDs: false },
      resources: resourceValues(resources.injectorResources),
      disruptionBudget: budgetOf(injectorReplicas),
      affinity: !isKnown(injectorReplicas) || injectorReplicas > 1 ? antiAffinity('connect-injector') : undefined,
      sidecarProxy: props.sidecarResources && { resources: resourceValues(props.sidecarResources) },
      ...(metrics ? { metrics: { defaultEnabled: true } } : undefined),
    },
    terminatingGateways: egressGateway
      ? { enabled: true, defaults: { replicas: 2 }, gateways: [{ name: egressGatewayName }] }
      : undefined,
  };
}

function secretOf({ secretName, secretKey = 'key' }: ConsulSecretKey): PlainMap {
  return { secretName, secretKey };
}

export function resourceValues(resources: ConsulResources | SidecarResources): PlainMap | undefined {
  const { cpuRequest, cpuLimit, memoryRequest, memoryLimit } = resources;
  return compact({
    requests: compact({ memory: memoryRequest, cpu: cpuRequest }),
    limits: compact({ memory: memoryLimit, cpu: cpuLimit }),
  });
}

function selector(component: string): PlainMap {
  return { matchLabels: { app: releaseName, release: releaseName, component } };
}

/**
 * Spreading across zones is a preference, because a cluster may have only one. The chart itself requires separate nodes for
 * servers.
 */
function spreadOverZones(component: string): PlainMap {
  return {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: selector(component),
  };
}

/** The chart has no spread constraints for the injector. */
function antiAffinity(component: string): PlainMap {
  const term = (topologyKey: string, weight: number) => ({
    weight,
    // Only pods of the same ReplicaSet are counted, so that old pods don't affect the placement of new ones during a rolling
    // update.
    podAffinityTerm: { labelSelector: selector(component), matchLabelKeys: ['pod-template-hash'], topologyKey },
  });
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        term('kubernetes.io/hostname', 100),
        term('topology.kubernetes.io/zone', 50),
      ],
    },
  };
}
