import type { TerraformStack } from 'cdktf';
import {
  AccessLogs,
  GatewayApi,
  GatewayApiChannel,
  type IServiceMesh,
  IstioDataPlane,
  IstioGateway,
  IstioMesh,
  IstioWaypoint,
  LinkerdInboundPolicy,
  LinkerdMesh,
  type LinkerdMeshProps,
  LinkerdVersion,
  ManagedIstioMesh,
  ManagedIstioMeshConfig,
  ManagedOpenServiceMesh,
  ManagedPrometheusSettings,
  MeshMetrics,
  MeshNamespace,
  MeshNamespacePolicy,
  MeshObservability,
  type MeshObservabilityProps,
  MeshPeer,
  MeshTraces,
  OpenServiceMesh,
  type OpenServiceMeshProps,
  OsmMeshConfig,
  PrometheusStack,
  PrometheusStackGrafana,
} from '../../lib';
import { checked, type Manifest, needsOfCheck } from '../contract/support/crd-check';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { FakeTraceReceiver } from '../support/fake-trace-receiver';
import { azureStack, errorOf, lateErrorOf, Planned, testApp } from '../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../support/releases';
import { describeWith } from '../support/tools';

type Asked = Omit<MeshObservabilityProps, 'mesh'>;
type Ask = Asked | ((stack: TerraformStack, mesh: IServiceMesh) => Asked);

/** A mesh, then what is asked of it. */
function planned(makeMesh: (stack: TerraformStack) => IServiceMesh, ask: Ask): Planned {
  return Planned.by((stack) => {
    const mesh = makeMesh(stack);
    new MeshObservability(stack, 'Seen', { mesh, ...(typeof ask === 'function' ? ask(stack, mesh) : ask) });
  });
}

const faultOf = (makeMesh: (stack: TerraformStack) => IServiceMesh, ask: Ask) => errorOf(() => planned(makeMesh, ask));

const cluster = (stack: TerraformStack) => new FakeAksCluster(stack);
const istio = (stack: TerraformStack) => new IstioMesh(stack, 'Mesh', { cluster: cluster(stack) });
const knownIstio = (stack: TerraformStack) => IstioMesh.fromAttributes(stack, 'Mesh', { cluster: cluster(stack) });
const managedIstio = (stack: TerraformStack) =>
  ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster: cluster(stack), revision: 'asm-1-30' });
const knownLinkerd = (stack: TerraformStack) => LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster: cluster(stack) });

function linkerd(stack: TerraformStack, props: Partial<LinkerdMeshProps> = {}): LinkerdMesh {
  const aks = cluster(stack);
  const present = { cluster: aks, version: '1.2.1', channel: GatewayApiChannel.STANDARD };
  const gatewayApi = GatewayApi.present(stack, 'GatewayApi', present);
  return new LinkerdMesh(stack, 'Mesh', { cluster: aks, gatewayApi, version: LinkerdVersion.EDGE_26_8_3, ...props });
}

function osm(stack: TerraformStack, props: Partial<OpenServiceMeshProps> = {}): OpenServiceMesh {
  return new OpenServiceMesh(stack, 'Mesh', { cluster: cluster(stack), metrics: true, ...props });
}

function managedOsm(stack: TerraformStack): IServiceMesh {
  return ManagedOpenServiceMesh.fromCluster(stack, 'Mesh', { cluster: cluster(stack), metrics: true });
}

function inCluster(stack: TerraformStack, mesh: IServiceMesh): Asked {
  return { metrics: MeshMetrics.prometheusStack(new PrometheusStack(stack, 'Prometheus', { cluster: mesh.cluster })) };
}

function inAzure(stack: TerraformStack, mesh: IServiceMesh): Asked {
  const settings = new ManagedPrometheusSettings(stack, 'Metrics', { cluster: mesh.cluster });
  return { metrics: MeshMetrics.managedPrometheus(settings) };
}

const traced = (samplingPercent?: number) => (stack: TerraformStack) => ({
  traces: MeshTraces.to(new FakeTraceReceiver(stack), { samplingPercent }),
});

const collectedBy = (plan: Planned) =>
  /podannotationnamespaceregex = "(.*)"/.exec(manifestsOf(plan, 'Metrics')[0].data['cluster-metrics'])?.[1];

describe('metrics in a PrometheusStack', () => {
  test('of Istio: proxies by the annotation that the injector gives them, and the control plane', () => {
    const plan = planned(istio, inCluster);
    const [proxies, control] = manifestsOf(plan, 'Monitors');
    expect(proxies).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'istio-proxies', namespace: 'istio-system' },
      spec: { namespaceSelector: { any: true } },
    });
    expect(proxies.spec.podMetricsEndpoints[0]).toMatchObject({ path: '/stats/prometheus' });
    expect(control.spec).toMatchObject({
      selector: { matchLabels: { app: 'istiod' } },
      namespaceSelector: { matchNames: ['istio-system'] },
    });
    expect(plan.one('helm_release', 'Monitors')).toMatchObject({ name: 'mesh-monitors', namespace: 'kube-system' });
    expect(waitsOf(plan, 'Monitors')).toEqual([
      'helm_release.Mesh_Foundation_MutualTls',
      'helm_release.Mesh_Istiod',
      'helm_release.Prometheus_Chart',
    ]);
  });

  test('of Linkerd: as its chart would have it', () => {
    const plan = planned(linkerd, inCluster);
    const [control, proxies] = manifestsOf(plan, 'Monitors');
    expect(control.spec.namespaceSelector).toEqual({ matchNames: ['linkerd', 'linkerd-viz'] });
    expect(proxies.spec.podMetricsEndpoints[0].relabelings[0]).toEqual({
      action: 'keep',
      sourceLabels: [
        '__meta_kubernetes_pod_container_name',
        '__meta_kubernetes_pod_container_port_name',
        '__meta_kubernetes_pod_label_linkerd_io_control_plane_ns',
      ],
      regex: 'linkerd-proxy;linkerd-admin;linkerd',
    });
  });

  test('of Open Service Mesh: with the labels that its dashboards look for', () => {
    const [sidecars, control] = manifestsOf(planned(osm, inCluster), 'Monitors');
    expect(control.metadata).toEqual({ name: 'osm-control-plane', namespace: 'osm-system' });
    const [proxies, requests] = sidecars.spec.podMetricsEndpoints;
    expect(proxies).toMatchObject({ port: 'proxy-metrics', path: '/stats/prometheus' });
    expect(proxies.relabelings.map(({ targetLabel }: { targetLabel: string }) => targetLabel)).toEqual([
      'source_namespace',
      'source_pod_name',
      'source_service',
      'source_workload_kind',
      'source_workload_name',
      'source_workload_kind',
      'source_workload_name',
    ]);
    expect(relabelled(requests.metricRelabelings, osmRequests)).toEqual({
      __name__: 'osm_request_total',
      response_code: '200',
      source_namespace: 'shop',
      source_kind: 'Deployment',
      source_name: 'web',
      source_pod: 'web-1',
      destination_namespace: 'pay',
      destination_kind: 'Deployment',
      destination_name: 'till',
      destination_pod: 'till-1',
    });
  });

  test('the dashboards of the project are in Grafana, unless they are not wanted or there is none', () => {
    const dashboards = (plan: Planned) =>
      Object.keys(valuesOf(plan, 'Prometheus_Chart').grafana.dashboards?.mesh ?? {});
    expect(dashboards(planned(istio, inCluster))).toContain('istio-workload');
    expect(dashboards(planned(linkerd, inCluster))).toContain('linkerd-top-line');
    expect(dashboards(planned(osm, inCluster))).toContain('osm-service-to-service');
    const unwanted = (stack: TerraformStack, mesh: IServiceMesh) => ({ ...inCluster(stack, mesh), dashboards: false });
    expect(dashboards(planned(istio, unwanted))).toEqual([]);
    expect(dashboards(planned(istio, withoutGrafana))).toEqual([]);
  });
});

describe('an ambient mesh', () => {
  const ambient = (stack: TerraformStack) =>
    new IstioMesh(stack, 'Mesh', { cluster: cluster(stack), dataPlane: IstioDataPlane.ambient() });
  const waypoint = (stack: TerraformStack) =>
    IstioWaypoint.fromAttributes(stack, 'Waypoint', {
      mesh: ambient(stack),
      waypointName: 'waypoint',
      namespaceName: 'istio-waypoints',
    });
  const logsOf = (mesh: IServiceMesh) =>
    new MeshNamespace(mesh, 'Shop', { mesh, name: 'shop', accessLogs: AccessLogs.all() });

  test('is read like one with sidecars: node proxies and waypoints have the same container, annotations and port', () => {
    expect(manifestsOf(planned(ambient, inCluster), 'Monitors')).toEqual(
      manifestsOf(planned(istio, inCluster), 'Monitors'),
    );
  });

  test('is told about logs and traces in the root namespace, without a selector, which waypoints take too', () => {
    const all = (stack: TerraformStack) => ({ ...traced(5)(stack), accessLogs: AccessLogs.errorsOnly() });
    const plan = planned(ambient, all);
    expect(manifestsOf(plan, 'Telemetry')).toEqual(manifestsOf(planned(istio, all), 'Telemetry'));
    expect(Object.keys(manifestsOf(plan, 'Telemetry')[0].spec)).toEqual(['accessLogging', 'tracing']);
    expect(valuesOf(plan, 'Mesh_Istiod').meshConfig).toMatchObject({
      accessLogEncoding: 'JSON',
      extensionProviders: [{ name: 'mesh-traces' }],
    });
  });

  test('logs for one namespace at its waypoint, and nowhere else', () => {
    const plan = Planned.by((stack) => void logsOf(waypoint(stack)));
    expect(manifestsOf(plan, 'AccessLogs')[0]).toMatchObject({ kind: 'Telemetry', metadata: { namespace: 'shop' } });
    expect(errorOf(() => logsOf(ambient(azureStack())))).toBe(
      "MeshNamespace 'platform/Mesh/Shop': accessLogs must not request access logs by namespace from Istio " +
        "ambient, which doesn't support it. Istio, Istio ambient, managed Istio and Linkerd support it. The " +
        'nearest alternative here: an IstioWaypoint as the mesh of the namespace.',
    );
  });

  test("is not read by Azure's agent without being told where waypoints are", () => {
    expect(faultOf(ambient, inAzure)).toContain(
      "MeshObservability 'platform/Seen': metrics must not request metrics in managed Prometheus from Istio " +
        "ambient, which doesn't support it. Istio, managed Istio, Linkerd, Open Service Mesh, managed Open Service " +
        'Mesh and Consul support it. The nearest alternative here: scrapePods of the ManagedPrometheusSettings, ' +
        "with istio-system and the waypoints' namespaces.",
    );
  });
});

describe('metrics in managed Prometheus', () => {
  test('by annotations: control plane, gateways and namespaces of the mesh, those too that come later', () => {
    const plan = Planned.by((stack) => {
      const mesh = istio(stack);
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
      new MeshObservability(stack, 'Seen', { mesh, ...inAzure(stack, mesh) });
      new IstioGateway(stack, 'Gateway', { mesh });
      new MeshNamespace(stack, 'Pay', { mesh, name: 'pay' });
      MeshNamespace.fromName(stack, 'Old', { mesh, name: 'old' });
      new MeshNamespace(stack, 'Out', { mesh, name: 'out', inMesh: false });
    });
    expect(collectedBy(plan)).toBe('istio-ingress|istio-system|old|pay|shop');
    expect(Object.keys(plan.all('helm_release')).filter((name) => name.includes('Monitors'))).toEqual([]);
  });

  test("of AKS' Istio", () => {
    expect(collectedBy(planned(managedIstio, inAzure))).toBe('aks-istio-ingress|aks-istio-system');
  });

  test("of Linkerd, whose pods have no such annotations: by Azure's own PodMonitor", () => {
    const plan = planned(linkerd, inAzure);
    expect(collectedBy(plan)).toBe(undefined);
    const [control, proxies] = manifestsOf(plan, 'Monitors');
    for (const monitor of [control, proxies]) {
      expect(monitor.apiVersion).toBe('azmonitoring.coreos.com/v1');
      expect(monitor.spec).toMatchObject({ labelLimit: 63, labelNameLengthLimit: 511, labelValueLengthLimit: 1023 });
    }
  });

  test('of Open Service Mesh: by annotations, and where AKS runs it the control plane by a PodMonitor', () => {
    expect(collectedBy(planned(osm, inAzure))).toBe('osm-system');
    const plan = planned(managedOsm, inAzure);
    expect(collectedBy(plan)).toBe(undefined);
    expect(manifestsOf(plan, 'Monitors').map(({ metadata }) => metadata)).toEqual([
      { name: 'osm-control-plane', namespace: 'kube-system' },
    ]);
  });
});

describe('metrics of the proxies of Linkerd, which take callers of the mesh only', () => {
  const inNamespace = (props: Partial<LinkerdMeshProps>, ask: Ask, annotations?: { [key: string]: string }) =>
    planned(
      (stack) => linkerd(stack, props),
      (stack, mesh) => {
        new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', annotations });
        return typeof ask === 'function' ? ask(stack, mesh) : ask;
      },
    );
  const inMesh = (stack: TerraformStack, mesh: IServiceMesh): Asked => {
    const namespace = new MeshNamespace(stack, 'Monitoring', { mesh, name: 'monitoring' });
    const prometheus = new PrometheusStack(stack, 'Prometheus', { cluster: mesh.cluster, namespace });
    return { metrics: MeshMetrics.prometheusStack(prometheus) };
  };
  const inOtherProgram = (stack: TerraformStack, mesh: IServiceMesh): Asked => ({
    metrics: MeshMetrics.prometheusStack(PrometheusStack.fromAttributes(stack, 'Known', { cluster: mesh.cluster })),
  });
  const releasesOf = (plan: Planned) =>
    Object.keys(plan.all('helm_release'))
      .filter((name) => name.includes('ProxyMetrics'))
      .map((name) => name.replace(/_[0-9A-F]{8}$/, ''));
  const warningsOf = ({ warnings }: Planned) => warnings.filter((text) => text.startsWith('W301'));

  test.each([
    ['managed Prometheus', inAzure],
    ['a Prometheus that another program installs outside of the mesh', inOtherProgram],
  ])('%s is let in, and everybody with it', (_name, ask) => {
    const plan = inNamespace({}, ask);
    const kinds = manifestsOf(plan, 'ProxyMetrics').map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(kinds).toEqual([
      'Server proxy-admin',
      'HTTPRoute proxy-metrics',
      'NetworkAuthentication proxy-metrics',
      'AuthorizationPolicy proxy-metrics',
      'HTTPRoute proxy-probes',
      'NetworkAuthentication proxy-probes',
      'AuthorizationPolicy proxy-probes',
    ]);
    expect(plan.one('helm_release', 'ProxyMetrics')).toMatchObject({ name: 'mesh-proxy-metrics', namespace: 'shop' });
    expect(waitsOf(plan, 'ProxyMetrics')).toContain('helm_release.Shop_Namespace_Manifests');
    expect(warningsOf(plan)).toEqual([
      "W301: The scraper of the mesh's metrics is outside the mesh, so the proxies serve them in plain text to all clients that can reach them. Pass a PrometheusStack of this program, which joins the mesh automatically, or restrict port 4191 by a network policy.",
    ]);
  });

  test('a Prometheus of the program becomes a part of the mesh by itself, and nothing is opened', () => {
    const plan = inNamespace({}, inCluster);
    expect([releasesOf(plan), warningsOf(plan)]).toEqual([[], []]);
    expect(valuesOf(plan, 'Prometheus_Chart').prometheus.prometheusSpec.podMetadata.annotations).toEqual({
      'linkerd.io/inject': 'enabled',
      'config.linkerd.io/default-inbound-policy': 'all-unauthenticated',
    });
  });

  test('a Prometheus in the mesh needs nothing, but where nobody may call', () => {
    const plan = inNamespace({}, inMesh);
    expect([releasesOf(plan), warningsOf(plan)]).toEqual([[], []]);
    const denied = inNamespace({}, inMesh, { 'config.linkerd.io/default-inbound-policy': 'deny' });
    expect(releasesOf(denied)).toEqual(['Shop_ProxyMetrics']);
    expect(manifestsOf(denied, 'ProxyMetrics')[2]).toMatchObject({
      kind: 'MeshTLSAuthentication',
      spec: {
        identityRefs: [{ kind: 'ServiceAccount', name: 'kube-prometheus-stack-prometheus', namespace: 'monitoring' }],
      },
    });
    expect(warningsOf(denied)).toEqual([]);
  });

  test('where proxies take plain text, nothing is needed', () => {
    const defaultInboundPolicy = LinkerdInboundPolicy.ALL_UNAUTHENTICATED;
    expect(releasesOf(inNamespace({ defaultInboundPolicy }, inAzure))).toEqual([]);
  });

  test('it is said once who is let in', () => {
    const scraper = MeshPeer.prometheus({ namespace: 'monitoring', serviceAccount: 'prometheus' });
    const twice = (stack: TerraformStack) => {
      const mesh = linkerd(stack, { defaultInboundPolicy: LinkerdInboundPolicy.DENY });
      new MeshObservability(stack, 'Seen', { mesh, ...inAzure(stack, mesh) });
      const namespace = new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
      new MeshNamespacePolicy(stack, 'Policy', { namespace, scrapers: [scraper] });
    };
    expect(errorOf(() => Planned.by(twice))).toContain(
      "MeshObservability 'platform/Seen': metrics must not be allowed twice in namespace shop, but scrapers of 'platform/Policy' allow one already. Remove scrapers there.",
    );
  });
});

describeWith(needsOfCheck, 'the API server', () => {
  test.each([
    ['Istio', istio],
    ['managed Istio', managedIstio],
    ['Linkerd', linkerd],
    ['Open Service Mesh', osm],
  ])('would take all objects of %s', (_name, makeMesh) => {
    const mesh = makeMesh(azureStack());
    const telemetry = mesh._telemetry;
    const logs = [AccessLogs.all(), AccessLogs.errorsOnly(), AccessLogs.off()];
    const manifests = [
      ...telemetry.monitors('monitoring.coreos.com/v1'),
      ...telemetry.monitors('azmonitoring.coreos.com/v1'),
      ...logs.flatMap((accessLogs) => telemetry.objects({ accessLogs, traces: { samplingPercent: 0.01 } })),
      ...logs.flatMap((accessLogs) => telemetry?.namespaceLogs?.('shop', accessLogs).manifests ?? []),
    ];
    expect(checked(manifests as Manifest[])).toEqual([]);
  });
});

describe('access logs', () => {
  const envoy = [{ name: 'envoy' }];

  test('of Istio: one Telemetry in the root namespace, and JSON by the MeshConfig', () => {
    const plan = planned(istio, { accessLogs: AccessLogs.all() });
    expect(manifestsOf(plan, 'Telemetry')).toEqual([
      {
        apiVersion: 'telemetry.istio.io/v1',
        kind: 'Telemetry',
        metadata: { name: 'mesh-default', namespace: 'istio-system' },
        spec: { accessLogging: [{ providers: envoy }] },
      },
    ]);
    expect(valuesOf(plan, 'Istiod').meshConfig.accessLogEncoding).toBe('JSON');
    expect(valuesOf(plan, 'Istiod').meshConfig.meshMTLS).toEqual({ minProtocolVersion: 'TLSV1_3' });
  });

  test('of errors only, and none', () => {
    const loggingOf = (accessLogs: AccessLogs) =>
      manifestsOf(planned(istio, { accessLogs }), 'Telemetry')[0].spec.accessLogging;
    const filter = { expression: 'response.code >= 400 || response.code == 0' };
    expect(loggingOf(AccessLogs.errorsOnly())).toEqual([{ providers: envoy, filter }]);
    expect(loggingOf(AccessLogs.off())).toEqual([{ providers: envoy, disabled: true }]);
  });

  test('what the user says of the encoding stays', () => {
    const own = (stack: TerraformStack) =>
      new IstioMesh(stack, 'Mesh', {
        cluster: cluster(stack),
        values: { meshConfig: { accessLogEncoding: 'TEXT' } },
      });
    const plan = planned(own, { accessLogs: AccessLogs.all() });
    expect(valuesOf(plan, 'Istiod').meshConfig.accessLogEncoding).toBe('TEXT');
  });

  test('of an Istio that another program installs: JSON is not known', () => {
    const plan = planned(knownIstio, { accessLogs: AccessLogs.all() });
    expect(plan.infos).toContain("not verified: that 'platform/Mesh' has meshConfig.accessLogEncoding JSON");
  });

  test("of AKS' Istio: JSON by the ConfigMap of the MeshConfig that the stack has", () => {
    const configured = (stack: TerraformStack) => {
      const mesh = managedIstio(stack);
      new ManagedIstioMeshConfig(stack, 'Config', { mesh });
      return mesh;
    };
    const plan = planned(configured, { accessLogs: AccessLogs.all() });
    const [shared] = manifestsOf(plan, 'Config');
    expect(shared.metadata.name).toBe('istio-shared-configmap-asm-1-30');
    expect(shared.data.mesh).toBe('accessLogEncoding: JSON\n');
    expect(manifestsOf(plan, 'Telemetry')[0].metadata.namespace).toBe('aks-istio-system');
  });

  test('of Linkerd: a value of its chart', () => {
    const plan = planned(linkerd, { accessLogs: AccessLogs.all() });
    expect(valuesOf(plan, 'ControlPlane').proxy).toMatchObject({
      accessLog: 'json',
      defaultInboundPolicy: 'all-authenticated',
    });
  });

  test('of Open Service Mesh: all there always are, and nothing is to be told', () => {
    const plan = planned(osm, { accessLogs: AccessLogs.all() });
    expect(Object.keys(plan.all('helm_release')).filter((name) => name.includes('Seen'))).toEqual([]);
  });
});

describe('access logs of one namespace', () => {
  const namespaceOf = (makeMesh: (stack: TerraformStack) => IServiceMesh, accessLogs: AccessLogs) =>
    Planned.by((stack) => {
      new MeshNamespace(stack, 'Shop', { mesh: makeMesh(stack), name: 'shop', accessLogs });
    });

  test('on Istio: a Telemetry in it', () => {
    const plan = namespaceOf(knownIstio, AccessLogs.off());
    expect(manifestsOf(plan, 'AccessLogs')[0]).toMatchObject({
      metadata: { name: 'mesh-default', namespace: 'shop' },
      spec: { accessLogging: [{ disabled: true }] },
    });
    expect(waitsOf(plan, 'AccessLogs')).toEqual(['helm_release.Shop_Namespace_Manifests']);
  });

  test('on Linkerd: its annotation, without text for none', () => {
    const annotationOf = (logs: AccessLogs) =>
      manifestsOf(namespaceOf(knownLinkerd, logs), 'Shop')[0].metadata.annotations['config.linkerd.io/access-log'];
    expect(annotationOf(AccessLogs.all())).toBe('json');
    expect(annotationOf(AccessLogs.off())).toBe('');
  });

  test.each([
    [
      'Open Service Mesh has none of its own',
      osm,
      AccessLogs.all(),
      "MeshNamespace 'platform/Shop': accessLogs must not request access logs by namespace from Open Service " +
        "Mesh, which doesn't support it. Istio, Istio ambient, managed Istio and Linkerd support it. The nearest " +
        'alternative here: a filter in the log collector.',
    ],
    [
      'Linkerd can only log all',
      knownLinkerd,
      AccessLogs.errorsOnly(),
      "MeshNamespace 'platform/Shop': accessLogs must not request access logs of errors only from Linkerd, which " +
        "doesn't support it. Istio and Istio ambient support it. The nearest alternative here: all requests, and a " +
        'query for errors.',
    ],
  ])('%s', (_what, makeMesh, logs, text) => {
    expect(errorOf(() => namespaceOf(makeMesh, logs))).toBe(text);
  });

  test('nobody else says it', () => {
    const own = { accessLogs: AccessLogs.all(), annotations: { 'config.linkerd.io/access-log': 'apache' } };
    const twice = (stack: TerraformStack) =>
      new MeshNamespace(stack, 'Shop', { mesh: knownLinkerd(stack), name: 'shop', ...own });
    expect(errorOf(() => Planned.by(twice))).toBe(
      "MeshNamespace 'platform/Shop': annotations must leave config.linkerd.io/access-log to accessLogs, got apache. Leave it out there.",
    );
    const out = (stack: TerraformStack) =>
      new MeshNamespace(stack, 'Shop', {
        mesh: knownLinkerd(stack),
        name: 'shop',
        inMesh: false,
        accessLogs: AccessLogs.all(),
      });
    expect(errorOf(() => Planned.by(out))).toBe(
      "MeshNamespace 'platform/Shop': accessLogs must be left out if inMesh is false, got all. Leave it out.",
    );
  });
});

describe('traces', () => {
  const provider = {
    name: 'mesh-traces',
    opentelemetry: { service: 'collector.telemetry.svc.cluster.local', port: 4317 },
  };

  test("of Istio: a provider in the MeshConfig beside the user's own, and a share in the Telemetry", () => {
    const other = { name: 'audit', envoyFileAccessLog: { path: '/dev/stdout' } };
    const own = (stack: TerraformStack) =>
      new IstioMesh(stack, 'Mesh', {
        cluster: cluster(stack),
        values: { meshConfig: { extensionProviders: [other] } },
      });
    const plan = planned(own, traced(5));
    expect(valuesOf(plan, 'Istiod').meshConfig.extensionProviders).toEqual([other, provider]);
    expect(manifestsOf(plan, 'Telemetry')[0].spec).toEqual({
      tracing: [{ providers: [{ name: 'mesh-traces' }], randomSamplingPercentage: 5 }],
    });
  });

  test("of AKS' Istio: in the ConfigMaps of all revisions; Azure does not support it", () => {
    const configured = (stack: TerraformStack) => {
      const mesh = managedIstio(stack);
      new ManagedIstioMeshConfig(stack, 'Config', { mesh, revisions: ['asm-1-30', 'asm-1-31'] });
      return mesh;
    };
    const plan = planned(configured, traced());
    const text =
      'extensionProviders:\n  - name: mesh-traces\n    opentelemetry:\n      service: collector.telemetry.svc.cluster.local\n      port: 4317\n';
    expect(manifestsOf(plan, 'Config').map(({ data }) => data?.mesh)).toEqual([text, text, undefined]);
    expect(plan.warnings).toEqual([
      'W300: AKS allows tracing to be configured in its Istio, but Azure does not support it.',
    ]);
  });

  test('by a provider that an Istio has already', () => {
    const plan = planned(knownIstio, { traces: MeshTraces.byProvider('otel', { samplingPercent: 0.1 }) });
    expect(manifestsOf(plan, 'Telemetry')[0].spec.tracing).toEqual([
      { providers: [{ name: 'otel' }], randomSamplingPercentage: 0.1 },
    ]);
  });

  test('of Linkerd: values of its chart, and the identity of the collector, which is in the mesh', () => {
    const plan = planned(linkerd, (stack, mesh) => {
      new MeshNamespace(stack, 'Telemetry', { mesh, name: 'telemetry' });
      return traced()(stack);
    });
    expect(valuesOf(plan, 'ControlPlane').proxy.tracing).toEqual({
      enabled: true,
      collector: {
        endpoint: 'collector.telemetry.svc.cluster.local:4317',
        meshIdentity: { serviceAccountName: 'collector', namespace: 'telemetry' },
      },
    });
  });

  test('of Open Service Mesh: by Zipkin, in its MeshConfig', () => {
    const zipkin = {
      enable: true,
      address: 'collector.telemetry.svc.cluster.local',
      port: 9411,
      endpoint: '/api/v2/spans',
    };
    const own = manifestsOf(planned(osm, traced()), 'MeshConfig')[0].spec;
    expect(own.observability.tracing).toEqual(zipkin);
    expect(own.certificate.serviceCertValidityDuration).toBe('24h');
    const configured = (stack: TerraformStack) => {
      const mesh = managedOsm(stack);
      new OsmMeshConfig(stack, 'Config', { mesh: mesh as OpenServiceMesh });
      return mesh;
    };
    expect(manifestsOf(planned(configured, traced()), 'Config')[0].spec.observability.tracing).toEqual(zipkin);
  });

  test('a collector stands where the proxies can talk to it', () => {
    expect(faultOf(linkerd, traced())).toContain(
      "MeshObservability 'platform/Seen': traces must use a collector in the mesh: proxies of Linkerd send traces by mutual TLS, got telemetry. Use a MeshNamespace for its namespace, or MeshNamespace.fromName for an existing one.",
    );
    const inMesh = (stack: TerraformStack, mesh: IServiceMesh) => {
      new MeshNamespace(stack, 'Telemetry', { mesh, name: 'telemetry' });
      return traced()(stack);
    };
    expect(faultOf(osm, inMesh)).toContain(
      "MeshObservability 'platform/Seen': traces must use a collector outside the mesh: sidecars of Open Service Mesh send traces in plain text, got telemetry. Use a Namespace instead of a MeshNamespace for it.",
    );
  });
});

describe('what a mesh can not give', () => {
  const at = "MeshObservability 'platform/Seen':";

  test.each<[string, (stack: TerraformStack) => IServiceMesh, Ask, string]>([
    [
      'errors only on Linkerd',
      linkerd,
      { accessLogs: AccessLogs.errorsOnly() },
      `${at} accessLogs must not request access logs of errors only from Linkerd, which doesn't support it. Istio and Istio ambient support it. The nearest alternative here: all requests, and a query for errors.`,
    ],
    [
      "errors only on AKS' Istio, which takes no filter",
      managedIstio,
      { accessLogs: AccessLogs.errorsOnly() },
      `${at} accessLogs must not request access logs of errors only from managed Istio, which doesn't support it. Istio and Istio ambient support it. The nearest alternative here: all requests, and a query for errors.`,
    ],
    [
      'none on Open Service Mesh',
      osm,
      { accessLogs: AccessLogs.off() },
      `${at} accessLogs must not request access logs off from Open Service Mesh, which doesn't support it. Istio, Istio ambient, managed Istio, Linkerd and Consul support it. The nearest alternative here: a filter in the log collector.`,
    ],
    [
      'trace sampling on Linkerd',
      linkerd,
      traced(5),
      `${at} traces.samplingPercent must not request trace sampling from Linkerd, which doesn't support it. Istio, Istio ambient and managed Istio support it. The nearest alternative here: the sampling decision of the client that starts the trace.`,
    ],
    [
      'access logs of a Linkerd that another program installs',
      knownLinkerd,
      { accessLogs: AccessLogs.all() },
      `${at} accessLogs must be left out, because another program installs 'platform/Mesh', got all. Set accessLogs on each MeshNamespace, or values: { proxy: { accessLog: 'json' } } of the chart there.`,
    ],
    [
      'traces of a Linkerd that another program installs',
      knownLinkerd,
      traced(),
      `${at} traces must be left out, because another program installs 'platform/Mesh', got collector.telemetry.svc.cluster.local. Set values: {"proxy":{"tracing":{"enabled":true,"collector":{"endpoint":"collector.telemetry.svc.cluster.local:4317","meshIdentity":{"serviceAccountName":"collector","namespace":"telemetry"}}}}} of the chart there.`,
    ],
    [
      'a named provider on Linkerd',
      linkerd,
      { traces: MeshTraces.byProvider('otel') },
      `${at} traces must use a collector on Linkerd, which has no named providers, got otel. Use MeshTraces.to(collector).`,
    ],
    [
      'a named provider on Open Service Mesh',
      osm,
      { traces: MeshTraces.byProvider('otel') },
      `${at} traces must use a collector on Open Service Mesh, which has no named providers, got otel. Use MeshTraces.to(collector).`,
    ],
    [
      'metrics of an Open Service Mesh whose sidecars have none',
      (stack) => osm(stack, { metrics: false }),
      inAzure,
      `${at} metrics can only be used with metrics enabled on 'platform/Mesh'; otherwise its sidecars serve none. Set metrics: true on the mesh.`,
    ],
  ])('%s', (_what, makeMesh, ask, text) => {
    expect(faultOf(makeMesh, ask)).toBe(text);
  });

  test.each<[string, (stack: TerraformStack) => IServiceMesh, Ask, string]>([
    [
      'traces of an Istio that another program installs',
      knownIstio,
      traced(),
      `${at} traces must not use a collector, because this stack does not manage the MeshConfig of 'platform/Mesh', got collector.telemetry.svc.cluster.local. Set extensionProviders: [{ name: 'mesh-traces', opentelemetry: { service: 'collector.telemetry.svc.cluster.local', port: 4317 } }] in its MeshConfig where it is installed. Then use MeshTraces.byProvider('mesh-traces') here.`,
    ],
    [
      "traces of AKS' Istio without its MeshConfig",
      managedIstio,
      traced(),
      `${at} traces must not use a collector, because this stack does not manage the MeshConfig of 'platform/Mesh', got collector.telemetry.svc.cluster.local. Create a ManagedIstioMeshConfig in this stack; or, if it is created elsewhere, set meshConfig: { extensionProviders: [{ name: 'mesh-traces', opentelemetry: { service: 'collector.telemetry.svc.cluster.local', port: 4317 } }] } there. Then use MeshTraces.byProvider('mesh-traces') here.`,
    ],
    [
      "traces of AKS' Open Service Mesh without its MeshConfig",
      managedOsm,
      traced(),
      `${at} traces must be left out, because this stack does not manage the MeshConfig of 'platform/Mesh', got collector.telemetry.svc.cluster.local. Create an OsmMeshConfig for the mesh in this stack; or, if it is created elsewhere, set meshConfig: {"observability":{"tracing":{"enable":true,"address":"collector.telemetry.svc.cluster.local","port":9411,"endpoint":"/api/v2/spans"}}} there.`,
    ],
  ])('%s, which the finished program tells', (_what, makeMesh, ask, text) => {
    expect(lateErrorOf(() => planned(makeMesh, ask))).toBe(text);
  });
});

describe('bad input', () => {
  const at = "MeshObservability 'platform/Seen':";

  test.each([0, 0.001, 100.1, -5, Number.NaN])('a share of %d percent', (percent) => {
    expect(faultOf(istio, traced(percent))).toBe(
      `${at} traces.samplingPercent must be a number of 0.01 to 100 percent, got ${percent}. For example, use 5; leave traces out for none.`,
    );
  });

  test.each([0.01, 100])('a share of %d percent is fine', (percent) => {
    const [telemetry] = manifestsOf(planned(istio, traced(percent)), 'Telemetry');
    expect(telemetry.spec.tracing[0].randomSamplingPercentage).toBe(percent);
  });

  test('a mesh is observed once', () => {
    const fault = faultOf(istio, (stack, mesh) => {
      new MeshObservability(stack, 'First', { mesh, accessLogs: AccessLogs.all() });
      return { accessLogs: AccessLogs.all() };
    });
    expect(fault).toBe(
      `${at} mesh must have only one MeshObservability, but 'platform/First' is one already, got platform/Mesh. Set everything there.`,
    );
  });

  test('nothing is asked', () => {
    expect(faultOf(istio, {})).toBe(
      `${at} metrics must be set if accessLogs and traces are not set. Set one of them, or remove the construct.`,
    );
  });

  test('metrics are read on another cluster, or in another stack', () => {
    const elsewhere = (stack: TerraformStack) => {
      const other = new FakeAksCluster(stack, 'Other');
      return { metrics: MeshMetrics.prometheusStack(new PrometheusStack(stack, 'Prometheus', { cluster: other })) };
    };
    expect(faultOf(istio, elsewhere)).toBe(
      `${at} metrics must be read on the cluster of the mesh (platform/Cluster), got platform/Other. Use the same cluster for both.`,
    );
    const app = testApp();
    const [platform, apps] = [azureStack(app), azureStack(app, 'apps')];
    const mesh = istio(platform);
    expect(errorOf(() => new MeshObservability(apps, 'Seen', { mesh, accessLogs: AccessLogs.all() }))).toBe(
      "MeshObservability 'apps/Seen': mesh must be in the same stack (apps), got platform/Mesh. Import it into apps (fromAttributes or fromCluster of the mesh).",
    );
  });

  test('dashboards without a Grafana of this program', () => {
    const text = `${at} dashboards must be false if metrics are not in a PrometheusStack of this program with a Grafana, got true. Leave it out; docs/mesh-observability.md describes how to import them into Managed Grafana.`;
    for (const ask of [inAzure, withoutGrafana]) {
      expect(faultOf(istio, (stack, mesh) => ({ ...ask(stack, mesh), dashboards: true }))).toBe(text);
    }
  });

  test('what the values of a Linkerd say already', () => {
    const says = (values: object) => (stack: TerraformStack) => linkerd(stack, { values });
    expect(faultOf(says({ proxy: { accessLog: 'apache' } }), { accessLogs: AccessLogs.all() })).toBe(
      `${at} accessLogs must be left out if values.proxy.accessLog of 'platform/Mesh' sets it. Remove proxy.accessLog from its values.`,
    );
    expect(faultOf(says({ proxy: { tracing: { enabled: true } } }), traced())).toBe(
      `${at} traces must be left out if values.proxy.tracing of 'platform/Mesh' sets it. Remove proxy.tracing from its values.`,
    );
    expect(faultOf(says({ podMonitor: { enabled: true } }), inCluster)).toBe(
      `${at} metrics must be left out if 'platform/Mesh' creates PodMonitors itself (values.podMonitor.enabled). Remove podMonitor from its values: metrics would be scraped twice.`,
    );
  });

  test('what the MeshConfig says already', () => {
    const says = (stack: TerraformStack) =>
      osm(stack, { meshConfig: { observability: { tracing: { enable: true } } } });
    expect(lateErrorOf(() => planned(says, traced()))).toBe(
      `${at} traces must be left out if meshConfig.observability.tracing sets it, got collector.telemetry.svc.cluster.local. Remove tracing from meshConfig.`,
    );
    const named = (stack: TerraformStack) =>
      new IstioMesh(stack, 'Mesh', {
        cluster: cluster(stack),
        values: { meshConfig: { extensionProviders: [{ name: 'mesh-traces' }] } },
      });
    expect(lateErrorOf(() => planned(named, traced()))).toBe(
      `${at} traces must not use a collector, because 'platform/Mesh' has the provider mesh-traces already, got collector.telemetry.svc.cluster.local. Use MeshTraces.byProvider('mesh-traces'), or remove the provider there.`,
    );
  });
});

function withoutGrafana(stack: TerraformStack, mesh: IServiceMesh): Asked {
  const grafana = PrometheusStackGrafana.none();
  const prometheus = new PrometheusStack(stack, 'Prometheus', { cluster: mesh.cluster, grafana });
  return { metrics: MeshMetrics.prometheusStack(prometheus) };
}

const osmRequests =
  'response_code_200_source_namespace_shop_source_kind_Deployment_source_name_web_source_pod_web-1_destination_namespace_pay_destination_kind_Deployment_destination_name_till_destination_pod_till-1_osm_request_total';

interface Rule {
  readonly action: string;
  readonly sourceLabels: string[];
  readonly regex: string;
  readonly replacement?: string;
  readonly targetLabel: string;
}

/** What Prometheus makes of the name of a metric by rules. */
function relabelled(rules: Rule[], name: string): { [label: string]: string } {
  const labels: { [label: string]: string } = { __name__: name };
  for (const { action, sourceLabels, regex, replacement = '$1', targetLabel } of rules) {
    const value = sourceLabels.map((label) => labels[label] ?? '').join(';');
    const match = new RegExp(`^(?:${regex})$`).exec(value);
    if (action === 'keep' && !match) return {};
    if (action !== 'replace' || !match) continue;
    labels[targetLabel] = replacement.replace(/\$(\d+)/g, (_all, group) => match[Number(group)] ?? '');
  }
  return labels;
}
