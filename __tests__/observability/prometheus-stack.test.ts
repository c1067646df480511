import { TerraformVariable } from 'cdktf';
import {
  ChartMirror,
  GrafanaAdmin,
  GrafanaDashboard,
  IstioMesh,
  MeshNamespace,
  MirrorRegistry,
  Namespace,
  PrometheusStack,
  PrometheusStackGrafana,
  type PrometheusStackProps,
  PrometheusStackVersion,
} from '../../lib';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { azureStack, errorOf, Planned } from '../support/planned';
import { valuesOf, waitsOf } from '../support/releases';

type Given = Partial<PrometheusStackProps>;

function plannedStack(props: Given = {}, use: (stack: PrometheusStack) => void = () => {}): Planned {
  return Planned.by((stack) => {
    use(new PrometheusStack(stack, 'Prometheus', { cluster: new FakeAksCluster(stack), ...props }));
  });
}

function faultsOf(props: Given): string {
  return errorOf(() => plannedStack(props));
}

const valuesWith = (props: Given = {}) => valuesOf(plannedStack(props), 'Chart');

describe('what is installed', () => {
  test('one release of an exact chart, after a namespace that lets the exporter of nodes in', () => {
    const planned = plannedStack();
    const { repository, chart, version, name, namespace, timeout } = planned.one('helm_release', 'Chart');
    expect({ repository, chart, version, name, namespace, timeout }).toEqual({
      repository: 'oci://ghcr.io/prometheus-community/charts',
      chart: 'kube-prometheus-stack',
      version: '88.5.3',
      name: 'kube-prometheus-stack',
      namespace: 'monitoring',
      timeout: 900,
    });
    expect(waitsOf(planned, 'Chart')).toEqual(['helm_release.Prometheus_Namespace_Manifests']);
    const [made] = valuesOf(planned, 'Namespace').manifests;
    expect(made.metadata.labels['pod-security.kubernetes.io/enforce']).toBe('privileged');
  });

  test('what AKS hides is neither read nor alerted on', () => {
    const values = valuesWith();
    for (const hidden of ['kubeEtcd', 'kubeControllerManager', 'kubeScheduler', 'kubeProxy']) {
      expect(values[hidden]).toEqual({ enabled: false });
    }
    expect(values.defaultRules.rules).toEqual({
      alertmanager: false,
      etcd: false,
      kubeControllerManager: false,
      kubeProxy: false,
      kubeSchedulerAlerting: false,
      kubeSchedulerRecording: false,
    });
  });

  test('monitors, probes and rules count without the label of the release', () => {
    const spec = valuesWith().prometheus.prometheusSpec;
    const selectors = Object.entries(spec).filter(([key]) => key.endsWith('SelectorNilUsesHelmValues'));
    expect(Object.fromEntries(selectors)).toEqual({
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
      ruleSelectorNilUsesHelmValues: false,
    });
  });

  test('four fifths of the disk hold samples, for so many days', () => {
    const spec = valuesWith({ storageGiB: 10, retentionDays: 30, storageClassName: 'managed-csi-premium' }).prometheus
      .prometheusSpec;
    expect([spec.retention, spec.retentionSize]).toEqual(['30d', '8192MiB']);
    expect(spec.storageSpec.volumeClaimTemplate.spec).toEqual({
      storageClassName: 'managed-csi-premium',
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '10Gi' } },
    });
  });

  test('two of Prometheus by default, and callers stay with one', () => {
    const { prometheus } = valuesWith();
    expect(prometheus.prometheusSpec.replicas).toBe(2);
    expect(prometheus.service).toEqual({ sessionAffinity: 'ClientIP' });
    expect(prometheus.podDisruptionBudget).toEqual({ enabled: true, minAvailable: 1 });
  });

  test('one of each without high availability', () => {
    const { prometheus, alertmanager } = valuesWith({ highAvailability: false, alertmanager: {} });
    expect(prometheus.prometheusSpec.replicas).toBe(undefined);
    expect([prometheus.service, prometheus.podDisruptionBudget]).toEqual([undefined, undefined]);
    expect(alertmanager.alertmanagerSpec.replicas).toBe(undefined);
  });

  test('values of the user win key by key', () => {
    const { prometheus } = valuesWith({ values: { prometheus: { prometheusSpec: { logLevel: 'debug' } } } });
    expect([prometheus.prometheusSpec.logLevel, prometheus.prometheusSpec.retention]).toEqual(['debug', '15d']);
  });

  test('the definitions are brought up to date where that is asked for', () => {
    expect(valuesWith().crds).toBe(undefined);
    expect(valuesWith({ upgradeCrds: true }).crds.upgradeJob).toEqual({
      enabled: true,
      image: { busybox: { tag: '1.37.0' } },
    });
  });
});

test('in a namespace of a mesh the operator stays out: the API server calls it', () => {
  const planned = Planned.by((stack) => {
    const cluster = new FakeAksCluster(stack);
    const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster });
    const namespace = MeshNamespace.fromName(stack, 'Metrics', { mesh, name: 'metrics' });
    new PrometheusStack(stack, 'Prometheus', { cluster, namespace });
  });
  const { prometheusOperator } = valuesOf(planned, 'Chart');
  for (const { podAnnotations } of [prometheusOperator, prometheusOperator.admissionWebhooks.patch]) {
    expect(podAnnotations).toMatchObject({ 'sidecar.istio.io/inject': 'false', 'linkerd.io/inject': 'disabled' });
  }
  expect(valuesWith().prometheusOperator.podAnnotations).toBe(undefined);
});

describe('what others are told', () => {
  test('names follow from the release', () => {
    const { queryUrl, serviceAccountName, grafanaUrl, namespaceName } = stackOf({ releaseName: 'metrics' });
    expect({ queryUrl, serviceAccountName, grafanaUrl, namespaceName }).toEqual({
      queryUrl: 'http://metrics-prometheus.monitoring.svc.cluster.local:9090',
      serviceAccountName: 'metrics-prometheus',
      grafanaUrl: 'http://metrics-grafana.monitoring.svc.cluster.local:80',
      namespaceName: 'monitoring',
    });
  });

  test('the chart gives its parts these names, whatever the release is called', () => {
    const values = valuesWith({ releaseName: 'grafana' });
    expect([values.fullnameOverride, values.grafana.fullnameOverride]).toEqual(['grafana', 'grafana-grafana']);
  });

  test('an import has the same names, or those that are given', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    const known = PrometheusStack.fromAttributes(stack, 'Known', { cluster });
    expect([known.queryUrl, known.serviceAccountName, known.grafanaUrl]).toEqual([
      'http://kube-prometheus-stack-prometheus.monitoring.svc.cluster.local:9090',
      'kube-prometheus-stack-prometheus',
      undefined,
    ]);
    const own = PrometheusStack.fromAttributes(stack, 'Own', {
      cluster,
      namespaceName: 'metrics',
      queryUrl: 'http://prometheus.metrics.svc:9090',
      serviceAccountName: 'prometheus',
    });
    expect([own.namespaceName, own.queryUrl, own.serviceAccountName]).toEqual([
      'metrics',
      'http://prometheus.metrics.svc:9090',
      'prometheus',
    ]);
    expect(Object.keys(Planned.of(stack).all('helm_release'))).toEqual([]);
  });
});

describe('Alertmanager', () => {
  test('is not there without being asked for, and Grafana does not look for it', () => {
    const values = valuesWith();
    expect(values.alertmanager).toEqual({ enabled: false });
    expect(values.defaultRules.disabled).toEqual({ PrometheusNotConnectedToAlertmanagers: true });
    expect(values.grafana.sidecar.datasources.alertmanager).toEqual({ enabled: false });
  });

  test('reads its configuration from a Secret that Terraform does not know', () => {
    const planned = plannedStack({ alertmanager: { configSecretName: 'alertmanager-config' } });
    const { alertmanagerSpec } = valuesOf(planned, 'Chart').alertmanager;
    expect(alertmanagerSpec).toMatchObject({
      useExistingSecret: true,
      configSecret: 'alertmanager-config',
      replicas: 3,
    });
    expect(planned.warnings).toEqual([]);
  });

  test('without one nobody is told, and a warning says so', () => {
    expect(plannedStack({ alertmanager: {} }).warnings).toEqual([
      'W290: Alertmanager has no configSecretName: alerts have no receiver until an AlertmanagerConfig adds one.',
    ]);
  });
});

describe('Grafana', () => {
  const withAdmin = (admin: GrafanaAdmin) => ({ grafana: PrometheusStackGrafana.installed({ admin }) });

  test('the chart makes the password, and Terraform never sees it', () => {
    const planned = plannedStack();
    expect(planned.text).not.toContain('assword');
  });

  test('the password comes from a Secret', () => {
    const { grafana } = valuesWith(withAdmin(GrafanaAdmin.fromSecret({ secretName: 'grafana', userKey: 'user' })));
    expect(grafana.admin).toEqual({ existingSecret: 'grafana', userKey: 'user', passwordKey: 'admin-password' });
  });

  test('a password of a variable goes where plans hide it', () => {
    const planned = Planned.by((stack) => {
      const variable = new TerraformVariable(stack, 'Password', { type: 'string', sensitive: true });
      const admin = GrafanaAdmin.password(variable.stringValue);
      new PrometheusStack(stack, 'Prometheus', { cluster: new FakeAksCluster(stack), ...withAdmin(admin) });
    });
    const [secret] = planned.one('helm_release', 'Chart').set_sensitive;
    expect([secret.name, secret.type]).toEqual(['grafana.adminPassword', 'string']);
    expect(planned.one('helm_release', 'Chart').values[0]).not.toContain('Password');
  });

  test('a literal password is refused, and not printed', () => {
    expect(faultsOf(withAdmin(GrafanaAdmin.password('hunter2')))).toBe(
      "PrometheusStack 'platform/Prometheus': grafana.admin.password must be a token: literal text would be in the synthesized JSON. Use the value of a sensitive TerraformVariable.",
    );
  });

  test('a disk for what people change, which one pod has at a time', () => {
    const { grafana } = valuesWith({ grafana: PrometheusStackGrafana.installed({ storageGiB: 5 }) });
    expect(grafana.persistence).toEqual({ enabled: true, size: '5Gi', storageClassName: 'managed-csi' });
    expect(grafana.deploymentStrategy).toEqual({ type: 'Recreate' });
  });

  test('none at all', () => {
    expect(valuesWith({ grafana: PrometheusStackGrafana.none() }).grafana).toEqual({ enabled: false });
    expect(stackOf({ grafana: PrometheusStackGrafana.none() }).grafanaUrl).toBe(undefined);
  });
});

describe('dashboards', () => {
  test('are downloaded from where they are published, over checked TLS', () => {
    const planned = plannedStack({}, (stack) => {
      stack.addDashboard('istio-mesh', GrafanaDashboard.published({ id: 7639, revision: 251 }));
      stack.addDashboard(
        'osm',
        GrafanaDashboard.atUrl({ url: 'https://dashboards.example.com/osm.json', dataSourceInput: 'DS' }),
      );
    });
    const { grafana } = valuesOf(planned, 'Chart');
    expect(grafana.dashboards).toEqual({
      mesh: {
        'istio-mesh': {
          gnetId: 7639,
          revision: 251,
          curlOptions: '-sSfL',
          datasource: [{ name: 'DS_PROMETHEUS', value: 'prometheus' }],
        },
        osm: {
          url: 'https://dashboards.example.com/osm.json',
          curlOptions: '-sSfL',
          datasource: [{ name: 'DS', value: 'prometheus' }],
        },
      },
    });
    const [provider] = grafana.dashboardProviders['dashboardproviders.yaml'].providers;
    expect(provider.options.path).toBe('/var/lib/grafana/dashboards/mesh');
    expect(grafana.fullnameOverride).toBe('kube-prometheus-stack-grafana');
  });

  test('nothing is said of dashboards without any', () => {
    expect(valuesWith().grafana.dashboards).toBe(undefined);
  });

  test('faults', () => {
    const mesh = GrafanaDashboard.published({ id: 7639, revision: 251 });
    const stack = stackOf({});
    stack.addDashboard('mesh', mesh);
    expect(errorOf(() => stack.addDashboard('mesh', mesh))).toBe(
      "PrometheusStack 'platform/Prometheus': addDashboard must be called only once per name, got mesh. Use another name.",
    );
    expect(errorOf(() => stack.addDashboard('Mesh', GrafanaDashboard.published({ id: 0, revision: 1.5 })))).toBe(
      `PrometheusStack 'platform/Prometheus' has 3 faults:
- addDashboard.name must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or digit at both ends, got Mesh. For example, use shop.
- addDashboard(Mesh).id must be a whole number of 1 to 999999, got 0. Use a number in 1 to 999999.
- addDashboard(Mesh).revision must be a whole number of 1 to 99999, got 1.5. Use a number in 1 to 99999.`,
    );
    expect(
      errorOf(() => stack.addDashboard('b', GrafanaDashboard.atUrl({ url: 'http://a/b', dataSourceInput: '' }))),
    ).toBe(
      `PrometheusStack 'platform/Prometheus' has 2 faults:
- addDashboard(b).url must be an https:// address without credentials, spaces or quotes, got http://a/b. For example, use https://dashboards.example.com/mesh.json.
- addDashboard(b).dataSourceInput must be an input name: letters, digits, _ and -, got "". For example, use DS_PROMETHEUS.`,
    );
    const bare = stackOf({ grafana: PrometheusStackGrafana.none() });
    expect(errorOf(() => bare.addDashboard('mesh', mesh))).toBe(
      "PrometheusStack 'platform/Prometheus': addDashboard must not be called without Grafana, got mesh. Use PrometheusStackGrafana.installed().",
    );
  });
});

describe('faults', () => {
  test('numbers, names and quantities, all together', () => {
    const faults = faultsOf({
      version: PrometheusStackVersion.of('88'),
      releaseName: 'a-release-name-that-is-much-too-long',
      retentionDays: 0,
      storageGiB: 1.5,
      storageClassName: 'Fast',
      scrapeIntervalSeconds: 1,
      resources: { cpuRequest: 'lots', memoryRequest: '1 Gi', memoryLimit: '4GB' },
      alertmanager: { configSecretName: 'Alerts' },
      grafana: PrometheusStackGrafana.installed({ storageGiB: 0, admin: GrafanaAdmin.fromSecret({ secretName: '' }) }),
      values: {
        fullnameOverride: 'x',
        grafana: { adminPassword: 'x' },
        prometheus: { prometheusSpec: { retention: '1d' } },
      },
    });
    expect(faults).toBe(`PrometheusStack 'platform/Prometheus' has 15 faults:
- version must be one exact release: major, minor and patch, got 88. For example, use PrometheusStackVersion.of('88.5.3').
- releaseName must have 1 to 26 characters (it has 36): lowercase letters, digits and -, with a letter or digit at both ends, got a-release-name-that-is-much-too-long. For example, use kube-prometheus-stack.
- retentionDays must be a whole number of 1 to 3650 days, got 0. Use a number in 1 to 3650 days.
- storageGiB must be a whole number of 1 to 32767 GiB, got 1.5. Use a number in 1 to 32767 GiB.
- scrapeIntervalSeconds must be a whole number of 5 to 300 seconds, got 1. Use a number in 5 to 300 seconds.
- storageClassName must have 1 to 253 characters: lowercase letters, digits, - and . (RFC 1123 subdomain), with a letter or digit at both ends of each part, got Fast. For example, use checkout.
- resources.cpuRequest must be a Kubernetes quantity, got lots. For example, use 250m.
- resources.memoryRequest must be a Kubernetes quantity, got "1 Gi". For example, use 1Gi.
- resources.memoryLimit must be a Kubernetes quantity, got 4GB. For example, use 4Gi.
- alertmanager.configSecretName must have 1 to 253 characters: lowercase letters, digits, - and . (RFC 1123 subdomain), with a letter or digit at both ends of each part, got Alerts. For example, use checkout.
- grafana.admin.secretName must be set. For example, use grafana-admin.
- grafana.storageGiB must be a whole number of 1 to 32767 GiB, got 0. Use a number in 1 to 32767 GiB.
- values must leave fullnameOverride to releaseName, got x. Leave fullnameOverride out.
- values must leave prometheus.prometheusSpec.retention to retentionDays, got 1d. Leave prometheus.prometheusSpec.retention out.
- values must leave grafana.adminPassword to grafana. Leave grafana.adminPassword out.`);
  });

  test('a cluster has one stack, whatever the releases are called', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    new PrometheusStack(stack, 'First', { cluster });
    expect(errorOf(() => new PrometheusStack(stack, 'Second', { cluster, releaseName: 'other' }))).toBe(
      "PrometheusStack 'platform/Second': cluster must have only one Prometheus Operator, but 'platform/First' " +
        'installs it already, got platform/Cluster. Use that stack, or import it with ' +
        'PrometheusStack.fromAttributes.',
    );
  });

  test('a namespace of another cluster', () => {
    const stack = azureStack();
    const namespace = Namespace.fromName(stack, 'Monitoring', {
      cluster: new FakeAksCluster(stack, 'Other'),
      name: 'monitoring',
    });
    const make = () => new PrometheusStack(stack, 'Prometheus', { cluster: new FakeAksCluster(stack), namespace });
    expect(errorOf(make)).toBe(
      "PrometheusStack 'platform/Prometheus': namespace must be on the cluster of the stack (platform/Cluster), got platform/Other. Use the same cluster for both.",
    );
  });

  test('attributes', () => {
    const stack = azureStack();
    const attributes = {
      cluster: new FakeAksCluster(stack),
      namespaceName: 'A',
      queryUrl: 'prometheus:9090',
      grafanaUrl: 'http://grafana/',
    };
    expect(errorOf(() => PrometheusStack.fromAttributes(stack, 'Known', attributes))).toBe(
      `ImportedPrometheusStack 'platform/Known' has 3 faults:
- namespaceName must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or digit at both ends, got A. For example, use shop.
- queryUrl must be an http:// or https:// address without credentials, query, fragment or trailing slash, got prometheus:9090. For example, use http://prometheus:9090.
- grafanaUrl must be an http:// or https:// address without credentials, query, fragment or trailing slash, got http://grafana/. For example, use http://prometheus:9090.`,
    );
  });
});

test('under a mirror Thanos comes from there, for the operator and for its rules', () => {
  const stack = azureStack();
  const mirror = new ChartMirror(stack, 'Mirror', { registry: MirrorRegistry.host('shop4711.azurecr.io') });
  const values = { thanosRuler: { enabled: true } };
  new PrometheusStack(stack, 'Prometheus', { cluster: new FakeAksCluster(stack), values });
  expect(mirror.images.map(({ source }) => source)).toContain('quay.io/thanos/thanos:v0.42.4');
  const { prometheusOperator, thanosRuler } = valuesOf(Planned.of(stack), 'Chart');
  const image = { registry: 'shop4711.azurecr.io', repository: 'quay.io/thanos/thanos' };
  expect([prometheusOperator.thanosImage, thanosRuler.thanosRulerSpec.image]).toEqual([image, image]);
});

function stackOf(props: Given): PrometheusStack {
  const stack = azureStack();
  return new PrometheusStack(stack, 'Prometheus', { cluster: new FakeAksCluster(stack), ...props });
}
