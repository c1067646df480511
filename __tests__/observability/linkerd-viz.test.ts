import {
  ChartMirror,
  GatewayApi,
  GatewayApiChannel,
  LinkerdMesh,
  type LinkerdMeshProps,
  LinkerdVersion,
  LinkerdViz,
  LinkerdVizPrometheus,
  type LinkerdVizProps,
  MeshKind,
  MirrorRegistry,
  PrometheusStack,
} from '../../lib';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { FakeMesh } from '../support/fake-mesh';
import { azureStack, errorOf, lateErrorOf, Planned } from '../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../support/releases';

type Given = Partial<LinkerdVizProps>;

function plannedViz(props: Given = {}, meshProps: Partial<LinkerdMeshProps> = {}): Planned {
  return Planned.by((stack) => {
    const cluster = new FakeAksCluster(stack);
    const api = { cluster, version: '1.2.1', channel: GatewayApiChannel.STANDARD };
    const gatewayApi = GatewayApi.present(stack, 'GatewayApi', api);
    const version = LinkerdVersion.EDGE_26_6_3;
    const mesh = new LinkerdMesh(stack, 'Mesh', { cluster, version, gatewayApi, ...meshProps });
    new LinkerdViz(stack, 'Viz', { mesh, ...props });
  });
}

const valuesWith = (props: Given = {}) => valuesOf(plannedViz(props), 'Viz_Chart');

describe('what is installed', () => {
  test('the chart in the release of the mesh, after the mesh and a namespace with the label of the extension', () => {
    const planned = plannedViz();
    const { repository, chart, version, name, namespace } = planned.one('helm_release', 'Viz_Chart');
    expect({ repository, chart, version, name, namespace }).toEqual({
      repository: 'https://helm.linkerd.io/edge',
      chart: 'linkerd-viz',
      version: '2026.6.3',
      name: 'linkerd-viz',
      namespace: 'linkerd-viz',
    });
    expect(waitsOf(planned, 'Viz_Chart')).toEqual([
      'helm_release.Mesh_ControlPlane',
      'helm_release.Viz_Namespace_Manifests',
    ]);
    const [made] = manifestsOf(planned, 'Viz_Namespace');
    expect(made.metadata.labels).toMatchObject({
      'linkerd.io/extension': 'viz',
      'pod-security.kubernetes.io/enforce': 'privileged',
    });
  });

  test('its values follow from the mesh', () => {
    expect(valuesOf(plannedViz({ highAvailability: false }, { trustDomain: 'shop.example.com' }), 'Viz_Chart')).toEqual(
      {
        linkerdNamespace: 'linkerd',
        identityTrustDomain: 'shop.example.com',
        createNamespaceMetadataJob: false,
      },
    );
  });

  test('several pods of each part', () => {
    const { tap, tapInjector, metricsAPI, dashboard, enablePodAntiAffinity, enablePodDisruptionBudget } = valuesWith();
    expect([tap, tapInjector, metricsAPI, dashboard].map(({ replicas }) => replicas)).toEqual([3, 2, 2, 2]);
    expect([enablePodAntiAffinity, enablePodDisruptionBudget]).toEqual([true, true]);
  });

  test("the chart's own Prometheus warns", () => {
    expect(plannedViz().warnings.filter((text) => text.startsWith('W29'))).toEqual([
      "W292: The dashboard's own Prometheus keeps 6 hours of metrics in memory, and loses them when its pod restarts. Use LinkerdVizPrometheus.fromStack(...).",
    ]);
  });

  test('more names of hosts are exact, and warn', () => {
    const planned = plannedViz({ dashboardHosts: ['linkerd.example.com'] });
    const { enforcedHostRegexp } = valuesOf(planned, 'Viz_Chart').dashboard;
    const pattern = new RegExp(enforcedHostRegexp);
    const fits = ['linkerd.example.com', 'localhost:50750', '[::1]:8084', 'linkerd-example.com', 'evil.com'];
    expect(fits.map((host) => pattern.test(host))).toEqual([true, true, true, false, false]);
    expect(planned.warnings).toContain(
      'W293: The dashboard has no authentication, but is served on linkerd.example.com. Put an authenticating proxy in front of it.',
    );
  });
});

describe('under a mirror', () => {
  function mirrored(props: Given, version = LinkerdVersion.EDGE_26_8_3) {
    let sources: string[] = [];
    const planned = Planned.by((stack) => {
      const mirror = new ChartMirror(stack, 'Mirror', { registry: MirrorRegistry.host('shop4711.azurecr.io') });
      const mesh = LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
      new LinkerdViz(stack, 'Viz', { mesh, version, ...props });
      sources = mirror.images.map(({ source }) => source);
    });
    return { sources, values: valuesOf(planned, 'Viz_Chart') };
  }

  const own = ['metrics-api', 'tap', 'web'].map((name) => `cr.l5d.io/linkerd/${name}:edge-26.8.3`);

  test('all images come from there', () => {
    const { sources, values } = mirrored({});
    expect(sources).toEqual([...own, 'docker.io/prom/prometheus:v2.55.1']);
    const parts = ['metricsAPI', 'tap', 'tapInjector', 'dashboard', 'prometheus'];
    const registry = 'shop4711.azurecr.io';
    expect(parts.map((part) => values[part].image)).toEqual([
      { registry, name: 'cr.l5d.io/linkerd/metrics-api' },
      { registry, name: 'cr.l5d.io/linkerd/tap' },
      { registry, name: 'cr.l5d.io/linkerd/tap' },
      { registry, name: 'cr.l5d.io/linkerd/web' },
      { registry, name: 'docker.io/prom/prometheus' },
    ]);
  });

  test('without a Prometheus of its own where it has none', () => {
    expect(mirrored({ prometheus: LinkerdVizPrometheus.fromUrl('http://prometheus:9090') }).sources).toEqual(own);
  });

  test('in the release that values name', () => {
    expect(mirrored({ values: { linkerdVersion: 'edge-26.8.4' } }).sources[0]).toBe(
      'cr.l5d.io/linkerd/metrics-api:edge-26.8.4',
    );
  });

  test('another release needs the tag of its Prometheus', () => {
    expect(lateErrorOf(() => mirrored({}, LinkerdVersion.of('2026.8.1')))).toBe(
      "HelmChart 'platform/Viz/Chart': values must have the tag of the image docker.io/prom/prometheus of chart linkerd-viz, which is unknown for this version. Set prometheus.image.tag in values.",
    );
  });
});

describe("a Prometheus of the cluster's own", () => {
  const planned = Planned.by((stack) => {
    const cluster = new FakeAksCluster(stack);
    const mesh = LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster });
    const prometheus = new PrometheusStack(stack, 'Prometheus', {
      cluster,
      values: { prometheus: { prometheusSpec: { podMetadata: { labels: { team: 'web' } } } } },
    });
    new LinkerdViz(stack, 'Viz', {
      mesh,
      version: LinkerdVersion.EDGE_26_8_3,
      prometheus: LinkerdVizPrometheus.fromStack(prometheus),
    });
  });

  test('is asked, and the bundled one is not there', () => {
    const { prometheus, prometheusUrl } = valuesOf(planned, 'Viz_Chart');
    expect(prometheus).toEqual({ enabled: false });
    expect(prometheusUrl).toBe('http://kube-prometheus-stack-prometheus.monitoring.svc.cluster.local:9090');
    expect(planned.warnings).toEqual([]);
    expect(waitsOf(planned, 'Viz_Chart')).toContain('helm_release.Prometheus_Chart');
  });

  test('alone becomes a part of the mesh, and goes on answering those who are not', () => {
    expect(valuesOf(planned, 'Prometheus_Chart').prometheus.prometheusSpec.podMetadata).toEqual({
      labels: { team: 'web' },
      annotations: {
        'linkerd.io/inject': 'enabled',
        'config.linkerd.io/default-inbound-policy': 'all-unauthenticated',
      },
    });
  });

  test('that another program installs can only be hoped to be in the mesh', () => {
    const other = Planned.by((stack) => {
      const cluster = new FakeAksCluster(stack);
      new LinkerdViz(stack, 'Viz', {
        mesh: LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster }),
        version: LinkerdVersion.EDGE_26_8_3,
        prometheus: LinkerdVizPrometheus.fromStack(PrometheusStack.fromAttributes(stack, 'Known', { cluster })),
      });
    });
    expect(other.infos).toContain(
      'not verified: that http://kube-prometheus-stack-prometheus.monitoring.svc.cluster.local:9090 is in the mesh, whose proxies serve metrics only to clients in the mesh',
    );
  });
});

describe('faults', () => {
  test('another mesh', () => {
    const stack = azureStack();
    const mesh = new FakeMesh(stack, 'Mesh', new FakeAksCluster(stack), MeshKind.ISTIO);
    const make = () => new LinkerdViz(stack, 'Viz', { mesh: mesh as never });
    expect(errorOf(make)).toBe(
      "LinkerdViz 'platform/Viz': mesh must be Linkerd: its dashboard shows no other mesh, got Istio. Use Kiali for Istio.",
    );
  });

  test('no mesh', () => {
    expect(errorOf(() => new LinkerdViz(azureStack(), 'Viz', {} as LinkerdVizProps))).toBe(
      "LinkerdViz 'platform/Viz': mesh must be set. Pass the Linkerd mesh of this stack, e.g. a LinkerdMesh.",
    );
  });

  test('twice, and everything else together', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    const mesh = LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster });
    new LinkerdViz(stack, 'First', { mesh, version: LinkerdVersion.EDGE_26_8_3 });
    const make = () =>
      new LinkerdViz(stack, 'Second', {
        mesh,
        prometheus: LinkerdVizPrometheus.fromUrl('prometheus'),
        dashboardHosts: ['https://linkerd.example.com'],
        grafanaUrl: 'grafana',
        values: { prometheusUrl: 'x' },
      });
    expect(errorOf(make)).toBe(
      "LinkerdViz 'platform/Second' has 6 faults:\n- mesh must have its dashboard only once, but 'platform/First' " +
        'installs it already, got platform/Mesh. Use that one.\n- version must be set if another program installs ' +
        "the mesh. Use LinkerdVersion.EDGE_26_8_3, or the edge release on which the vendor's release is based.\n- " +
        'prometheus.url must be an http:// or https:// address without credentials, query, fragment or trailing ' +
        'slash, got prometheus. For example, use http://prometheus.monitoring.svc.cluster.local:9090.\n- ' +
        'dashboardHosts[0] must be a host name, without a port, got https://linkerd.example.com. For example, use ' +
        'linkerd.example.com.\n- grafanaUrl must be an http:// or https:// address without credentials, query, ' +
        'fragment or trailing slash, got grafana. For example, use https://grafana.example.com.\n- values must ' +
        'leave prometheusUrl to prometheus, got x. Leave prometheusUrl out.',
    );
  });

  test("a vendor's mesh", () => {
    const version = LinkerdVersion.vendor({ repository: 'https://helm.buoyant.cloud', version: '2.20.2' });
    expect(errorOf(() => plannedViz({}, { version }))).toBe(
      "LinkerdViz 'platform/Viz': version must be an edge release if the mesh is a vendor's release: only the Linkerd project publishes this chart, got 2.20.2. Use LinkerdVersion.EDGE_26_8_3, or the edge release on which the vendor's release is based.",
    );
    expect(
      plannedViz({ version: LinkerdVersion.EDGE_26_6_3 }, { version }).one('helm_release', 'Viz_Chart').version,
    ).toBe('2026.6.3');
  });
});
