import type { TerraformStack } from 'cdktf';
import {
  AccessLogs,
  AksCluster,
  ChartMirror,
  ChartSource,
  ConsulApiGateway,
  ConsulMesh,
  GatewayApi,
  GatewayApiChannel,
  GrafanaDashboard,
  HelmChart,
  type IIstioMesh,
  type IMeshNamespace,
  IngressTls,
  type IOpenServiceMesh,
  type IPrometheusStack,
  IstioDataPlane,
  IstioEgressGateway,
  IstioGateway,
  IstioMesh,
  IstioOutboundTraffic,
  IstioWaypoint,
  LinkerdMesh,
  LinkerdVersion,
  ManagedIstioMesh,
  ManagedIstioMeshConfig,
  ManagedOpenServiceMesh,
  ManagedPrometheusSettings,
  MeshDefaultDeny,
  MeshEgress,
  MeshIngress,
  MeshMetrics,
  MeshNamespace,
  MeshNamespacePolicy,
  MeshObservability,
  MeshPeer,
  MeshService,
  type MeshServiceProps,
  MeshTraces,
  MirrorRegistry,
  OpenServiceMesh,
  OsmMeshConfig,
  PrometheusStack,
  Warnings,
} from '../../lib';
import { shopCluster } from '../support/clusters';
import { FakeTraceReceiver } from '../support/fake-trace-receiver';
import {
  azureStack,
  azureStackOf,
  foundation,
  may,
  must,
  type Programs,
  type Statement,
  type World,
} from './statements';

function service(world: World, name: string, namespace: string, props: Partial<MeshServiceProps> = {}): MeshService {
  return new MeshService(world.stack, `Service${name}`, {
    namespace: world.get<IMeshNamespace>(namespace),
    name,
    port: 80,
    workload: { labels: { app: name }, serviceAccount: name, containerPort: 8080 },
    ...props,
  });
}

/** What all meshes have. */
const common: Statement[] = [
  may('shop', ['mesh'], ({ stack, mesh }) => new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' })),
  may('billing', ['mesh'], ({ stack, mesh }) => new MeshNamespace(stack, 'Billing', { mesh, name: 'billing' })),
  may('monitoring', ['mesh'], ({ stack, mesh }) => MeshNamespace.fromName(stack, 'Mon', { mesh, name: 'monitoring' })),
  may('web', ['shop'], (world) => service(world, 'web', 'shop')),
  may('cart', ['shop', 'web'], (world) =>
    service(world, 'cart', 'shop', { allowFrom: [MeshPeer.serviceAccount('shop', 'web')] }),
  ),
  may('chart', ['cluster'], ({ stack, cluster }) => {
    const chart = ChartSource.https({ repository: 'https://example.com/charts', chart: 'tool', version: '1.0.0' });
    return new HelmChart(stack, 'Tool', { cluster, chart, releaseName: 'tool', namespace: 'default', images: [] });
  }),
  may('knownPrometheus', ['cluster'], ({ stack, cluster }) =>
    PrometheusStack.fromAttributes(stack, 'KnownPrometheus', { cluster, namespaceName: 'monitoring' }),
  ),
  may('acknowledged', ['mesh'], ({ mesh }) => Warnings.acknowledge(mesh, 'W181', 'known')),
];

const mirror = may('mirror', ['stack'], ({ stack }) => {
  return new ChartMirror(stack, 'Mirror', { registry: MirrorRegistry.host('shop4711.azurecr.io') });
});
const ownPrometheus = may('prometheus', ['cluster'], ({ stack, cluster }) => {
  return new PrometheusStack(stack, 'Prometheus', { cluster });
});
const dashboards = ['b', 'a'].map((name) =>
  may(`dashboard-${name}`, ['prometheus'], (world) =>
    world.get<PrometheusStack>('prometheus').addDashboard(name, GrafanaDashboard.published({ id: 1, revision: 1 })),
  ),
);
const settings = may('settings', ['cluster'], ({ stack, cluster }) => {
  return new ManagedPrometheusSettings(stack, 'Settings', { cluster });
});
const moreNamespaces = ['other', 'extra'].map((name) =>
  may(name, ['settings'], (world) => world.get<ManagedPrometheusSettings>('settings').scrapePods(name)),
);

function observed(needs: string[], props: (world: World) => object): Statement {
  return may('observability', ['mesh', ...needs], (world) => {
    return new MeshObservability(world.stack, 'Seen', { mesh: world.mesh, ...props(world) });
  });
}

const inKnownPrometheus = observed(['knownPrometheus'], (world) => ({
  metrics: MeshMetrics.prometheusStack(world.get<IPrometheusStack>('knownPrometheus')),
}));
const inOwnPrometheus = observed(['prometheus'], (world) => ({
  metrics: MeshMetrics.prometheusStack(world.get<PrometheusStack>('prometheus')),
}));
const inAzure = observed(['settings'], (world) => ({
  metrics: MeshMetrics.managedPrometheus(world.get<ManagedPrometheusSettings>('settings')),
}));
const logs = observed([], () => ({ accessLogs: AccessLogs.all() }));
const traces = observed([], ({ stack }) => ({ traces: MeshTraces.to(new FakeTraceReceiver(stack)) }));

const istio = must('mesh', ['cluster'], ({ stack, cluster }) => new IstioMesh(stack, 'Mesh', { cluster }));
const ofIstio: Statement[] = [
  may('gateway', ['mesh'], ({ stack, mesh }) => new IstioGateway(stack, 'Gateway', { mesh: mesh as IIstioMesh })),
  may('deny', ['mesh', 'gateway'], (world) => {
    return new MeshDefaultDeny(world.stack, 'Deny', { mesh: world.mesh, gateways: [world.get('gateway')] });
  }),
  may('policy', ['billing'], (world) => {
    return new MeshNamespacePolicy(world.stack, 'Policy', { namespace: world.get<IMeshNamespace>('billing') });
  }),
];

const linkerd = must('mesh', ['cluster'], ({ stack, cluster }) => {
  const present = { cluster, version: '1.2.1', channel: GatewayApiChannel.STANDARD };
  const gatewayApi = GatewayApi.present(stack, 'GatewayApi', present);
  return new LinkerdMesh(stack, 'Mesh', { cluster, gatewayApi, version: LinkerdVersion.EDGE_26_8_3 });
});

const managedIstio = must('mesh', ['cluster'], ({ stack, cluster }) =>
  ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster, revision: 'asm-1-30' }),
);
const managedConfig = may('config', ['mesh'], ({ stack, mesh }) => {
  return new ManagedIstioMeshConfig(stack, 'Config', { mesh: mesh as ManagedIstioMesh });
});

/** An egress gateway, and what namespaces may call. */
const egress: Statement[] = [
  must('mesh', ['cluster'], ({ stack, cluster }) => {
    return new IstioMesh(stack, 'Mesh', { cluster, outboundTraffic: IstioOutboundTraffic.REGISTRY_ONLY });
  }),
  may('egress', ['mesh'], ({ stack, mesh }) => {
    const hosts = [{ host: 'api.example.com' }];
    return new IstioEgressGateway(stack, 'Egress', { mesh: mesh as IIstioMesh, hosts });
  }),
  ...['shop', 'billing'].map((name) =>
    may(`calls-of-${name}`, [name], (world) => {
      const props = { namespace: world.get<IMeshNamespace>(name), name: 'apis', hosts: [`${name}.example.com`] };
      return new MeshEgress(world.stack, `Calls-${name}`, props);
    }),
  ),
];

/** Namespaces of an ambient mesh, some of them through a waypoint. */
const ambient: Statement[] = [
  must('mesh', ['cluster'], ({ stack, cluster }) => {
    return new IstioMesh(stack, 'Mesh', { cluster, dataPlane: IstioDataPlane.ambient() });
  }),
  may('waypoint', ['mesh'], ({ stack, cluster, mesh }) => {
    const present = { cluster, version: '1.3.0', channel: GatewayApiChannel.STANDARD };
    const gatewayApi = GatewayApi.present(stack, 'GatewayApi', present);
    return new IstioWaypoint(stack, 'Waypoint', { mesh: mesh as IIstioMesh, gatewayApi });
  }),
  may('catalogue', ['waypoint'], (world) => {
    return new MeshNamespace(world.stack, 'Catalogue', { mesh: world.get<IIstioMesh>('waypoint'), name: 'catalogue' });
  }),
  may('search', ['catalogue', 'web'], (world) =>
    service(world, 'search', 'catalogue', { allowFrom: [MeshPeer.serviceAccount('shop', 'web')] }),
  ),
  may('deny', ['mesh'], ({ stack, mesh }) => new MeshDefaultDeny(stack, 'Deny', { mesh })),
];

/** The add-on in the stack of its cluster, and what is known of it in the stack after it. */
function managedIstioOfTwoStacks(knowsRevision: boolean): Statement[] {
  return [
    must('platform', [], ({ app }) => azureStackOf(app, 'platform')),
    must('platform-cluster', ['platform'], (world) => shopCluster(world.get<TerraformStack>('platform'))),
    (knowsRevision ? may : must)('add-on', ['platform-cluster'], (world) => {
      const cluster = world.get<AksCluster>('platform-cluster');
      const props = { cluster, revisions: ['asm-1-30'], externalGateway: true };
      return new ManagedIstioMesh(world.get<TerraformStack>('platform'), 'AddOn', props);
    }),
    azureStack,
    must('cluster', ['stack', 'platform-cluster'], (world) => {
      return AksCluster.fromCluster(world.stack, 'Cluster', world.get<AksCluster>('platform-cluster'));
    }),
    must('mesh', ['cluster'], ({ stack, cluster }) =>
      ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster, revision: knowsRevision ? 'asm-1-30' : undefined }),
    ),
    managedConfig,
    ...common,
    logs,
  ];
}

const osm = must('mesh', ['cluster'], ({ stack, cluster }) => {
  return new OpenServiceMesh(stack, 'Mesh', { cluster, metrics: true });
});
const managedOsm = must('mesh', ['cluster'], ({ stack, cluster }) =>
  ManagedOpenServiceMesh.fromCluster(stack, 'Mesh', { cluster, metrics: true }),
);
const osmConfig = must('config', ['mesh'], ({ stack, mesh }) => {
  return new OsmMeshConfig(stack, 'Config', { mesh: mesh as IOpenServiceMesh });
});

const consul = must('mesh', ['cluster'], ({ stack, cluster }) => {
  const gatewayApi = GatewayApi.managedByAks(stack, 'GatewayApi', { cluster, kubernetesVersion: '1.35' });
  return new ConsulMesh(stack, 'Mesh', { cluster, gatewayApi, metrics: true });
});
const ofConsul: Statement[] = [
  ...['limited', 'bounded'].map((name) =>
    may(name, ['shop', 'web'], (world) => {
      const allowFrom = [MeshPeer.serviceAccount('shop', 'web')];
      return service(world, name, 'shop', { connectionLimits: { maxConnections: 5 }, allowFrom });
    }),
  ),
  ...['one', 'two'].map((name) =>
    may(name, ['shop', 'web', 'gateway'], (world) =>
      service(world, name, 'shop', {
        allowFrom: [
          MeshPeer.serviceAccount('shop', 'web'),
          MeshPeer.ingressGateway(world.get<ConsulApiGateway>('gateway')),
        ],
      }),
    ),
  ),
  may('gateway', ['mesh'], (world) => {
    const certificateSecretNames = ['given-tls'];
    return new ConsulApiGateway(world.stack, 'Gateway', {
      mesh: world.get<ConsulMesh>('mesh'),
      certificateSecretNames,
    });
  }),
  ...['one', 'two'].map((name) =>
    may(`ingress-${name}`, [name, 'gateway'], (world) => {
      return new MeshIngress(world.stack, `Ingress${name}`, {
        gateway: world.get<ConsulApiGateway>('gateway'),
        name,
        hosts: [`${name}.example.com`],
        routes: [{ service: world.get<MeshService>(name) }],
        tls: IngressTls.kubernetesSecret(`${name}-tls`),
        redirectHttp: false,
      });
    }),
  ),
];

export const meshPrograms: Programs = {
  'Istio in a Prometheus': [...foundation, istio, ...common, ...ofIstio, ownPrometheus, ...dashboards, inOwnPrometheus],
  'Istio in Azure': [...foundation, istio, ...common, ...ofIstio, settings, ...moreNamespaces, inAzure],
  'Istio with an egress gateway': [...foundation, ...egress, ...common, logs],
  'ambient Istio': [...foundation, ...ambient, ...common, ownPrometheus, inOwnPrometheus],
  'Istio with traces': [...foundation, istio, ...common, ...ofIstio, traces],
  'Istio with a mirror': [...foundation, istio, ...common, mirror, logs],
  'Linkerd in a known Prometheus': [...foundation, linkerd, ...common, inKnownPrometheus],
  'Linkerd in a Prometheus': [...foundation, linkerd, ...common, ownPrometheus, ...dashboards, inOwnPrometheus],
  'Linkerd with a mirror': [...foundation, linkerd, ...common, mirror, logs],
  'managed Istio in two stacks': managedIstioOfTwoStacks(true),
  'managed Istio of the revision that the add-on has': managedIstioOfTwoStacks(false),
  'managed Istio with logs': [...foundation, managedIstio, managedConfig, ...common, logs],
  'managed Istio with traces': [
    ...foundation,
    managedIstio,
    { ...managedConfig, isOptional: false },
    ...common,
    traces,
  ],
  'Open Service Mesh': [...foundation, osm, ...common, traces, settings],
  'managed Open Service Mesh': [...foundation, managedOsm, osmConfig, ...common, traces],
  Consul: [...foundation, consul, ...common, ...ofConsul, settings, ...moreNamespaces, inAzure],
  'Consul with a mirror': [...foundation, consul, ...common, mirror, logs],
};
