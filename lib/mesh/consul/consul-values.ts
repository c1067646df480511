import { isKnown } from '../../core/checks';
import { compact } from '../../core/compact';
import { numberText } from '../../core/token-values';
import type { PlainMap } from '../../helm/plain-data';
import type { SidecarResources } from '../sidecars/sidecar-options';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import { namespaceLabels } from './consul-dialect';
import type { ConsulMeshProps, ConsulResources, ConsulSecretKey } from './consul-mesh-props';
import { ConsulVersion } from './consul-version';

/** Of the release, and of everything that the chart makes. */
export const releaseName = 'consul';

/** Of the gateway by which pods call hosts outside, in Consul and, behind the release's name, in Kubernetes. */
export const egressGatewayName = 'terminating-gateway';

/** For the mesh's state and its proxies' configuration; the chart's own 200Mi is for trying out. */
const serverDefaults: ConsulResources = { cpuRequest: '500m', cpuLimit: '2', memoryRequest: '2Gi', memoryLimit: '4Gi' };

/** The chart's own. */
const injectorDefaults: ConsulResources = {
  cpuRequest: '50m',
  cpuLimit: '50m',
  memoryRequest: '200Mi',
  memoryLimit: '200Mi',
};

/** The chart's own budget lets none of one or two pods go, whatever it is given for one: no node with one could be drained. */
function budgetOf(replicas: number): PlainMap {
  return replicas === 1 ? { enabled: false } : { enabled: true, maxUnavailable: 1 };
}

/** What pods of the control plane ask of their nodes, in full. */
export function controlPlaneResources({ serverResources, injectorResources }: ConsulMeshProps) {
  return {
    serverResources: { ...serverDefaults, ...compact({ ...serverResources }) },
    injectorResources: { ...injectorDefaults, ...compact({ ...injectorResources }) },
  };
}

/**
 * Values of the chart `consul`, by the names of its 2.0.3 `values.yaml`; what it takes as text is still data here.
 *
 * The definitions of the Gateway API have their own owner, and TCPRoute is not in their standard channel: a control plane that is
 * told to watch it there doesn't start.
 *
 * @param hasMirror whether a mirror says where images come from, that of Enterprise too.
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

/** Zones are a wish: a cluster may have one. Nodes of their own are the chart's own demand of servers. */
function spreadOverZones(component: string): PlainMap {
  return {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: selector(component),
  };
}

/** The chart offers the injector no spread constraints. */
function antiAffinity(component: string): PlainMap {
  const term = (topologyKey: string, weight: number) => ({
    weight,
    // Only pods of one ReplicaSet count, so that the old ones of a rolling update don't keep new ones together.
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
