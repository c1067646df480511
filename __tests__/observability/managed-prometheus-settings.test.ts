import { type TerraformStack, TerraformVariable } from 'cdktf';
import { ManagedPrometheusSettings, type ManagedPrometheusSettingsProps, ScrapeTarget } from '../../lib';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { errorOf, Planned } from '../support/planned';
import { manifestsOf } from '../support/releases';

const monitored = { hasManagedPrometheus: true };

describe('the settings of the metrics agent', () => {
  test('are one ConfigMap that names the namespaces of annotated pods, as lines that a reviewer can read', () => {
    const planned = Planned.by((stack) => {
      const made = settings(stack, {
        targets: [
          { target: ScrapeTarget.CORE_DNS },
          { target: ScrapeTarget.KUBELET, intervalSeconds: 60, metrics: ['kubelet_x', 'volume_.*'] },
          { target: ScrapeTarget.NODE_EXPORTER, enabled: false },
        ],
        pods: { namespaces: ['shop'], metrics: ['istio_.*'], intervalSeconds: 15 },
        clusterLabel: 'shop_eu',
      });
      made.scrapePods('istio-system', 'shop');
    });
    const [text] = planned.one('helm_release').values;
    expect(text).toContain('    pod-annotation-based-scraping: |-\n');
    expect(planned.one('helm_release')).toMatchObject({ name: 'ama-metrics-settings', namespace: 'kube-system' });
    const [configMap] = manifestsOf(planned, 'Settings');
    expect(configMap.metadata).toEqual({ name: 'ama-metrics-settings-configmap', namespace: 'kube-system' });
    expect(configMap.data).toEqual({
      'schema-version': 'v2',
      'config-version': 'ver1',
      'cluster-metrics': [
        'default-targets-scrape-enabled: |-',
        '  coredns = true',
        '  kubelet = true',
        '  nodeexporter = false',
        'pod-annotation-based-scraping: |-',
        '  podannotationnamespaceregex = "istio-system|shop"',
        'default-targets-metrics-keep-list: |-',
        '  kubelet = "kubelet_x|volume_.*"',
        '  podannotations = "istio_.*"',
        'default-targets-scrape-interval-settings: |-',
        '  kubelet = "60s"',
        '  podannotations = "15s"',
        'minimal-ingestion-profile: |-',
        '  enabled = true',
      ].join('\n'),
      'prometheus-collector-settings': 'cluster_alias = "shop_eu"\ndebug-mode = false',
    });
  });

  test('name no pods where nobody asks for them, and every metric where the minimal profile is off', () => {
    const planned = Planned.by((stack) => settings(stack, { minimalIngestion: false }));
    expect(manifestsOf(planned, 'Settings')[0].data['cluster-metrics']).toBe(
      'minimal-ingestion-profile: |-\n  enabled = false',
    );
  });

  test('take a namespace that only Terraform knows', () => {
    const planned = Planned.by((stack) => {
      settings(stack, {}).scrapePods(new TerraformVariable(stack, 'team', { type: 'string' }).stringValue, 'shop');
    });
    expect(planned.one('helm_release').values[0]).toContain('podannotationnamespaceregex = \\"${var.team}|shop\\"');
  });
});

describe('what is wrong is said', () => {
  test('all of it together', () => {
    const error = errorOf(() =>
      Planned.by((stack) =>
        settings(stack, {
          targets: [{ target: ScrapeTarget.CORE_DNS, intervalSeconds: 0 }, { target: ScrapeTarget.CORE_DNS }],
          pods: { namespaces: ['Shop'], metrics: ['a"b', '(istio'] },
          clusterLabel: 'shop-eu',
        }),
      ),
    );
    expect(error).toBe(
      "ManagedPrometheusSettings 'platform/Settings' has 6 faults:\n- targets[0].intervalSeconds must be a whole " +
        'number of 1 to 86400 seconds, got 0. Use a number in 1 to 86400 seconds.\n- targets[1].target must be ' +
        'listed only once, got coredns. Remove one of them.\n- pods.namespaces[0] must have 1 to 63 characters: ' +
        'lowercase letters, digits and - (RFC 1123), with a letter or digit at both ends, got Shop. For example, ' +
        'use shop.\n- pods.metrics[0] must be a metric\'s name or a regular expression, got "a\\"b". For example, use ' +
        'istio_.*.\n- pods.metrics[1] must be a regular expression of RE2, which has no lookaround and no ' +
        'backreferences, got "(istio". For example, use istio_.*.\n- clusterLabel must have letters, digits and ' +
        'single _ between them: the agent replaces all other characters with _, got shop-eu. For example, use ' +
        'shop_production.',
    );
  });

  test('a cluster has its settings once, through whatever reference', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const cluster = new FakeAksCluster(stack, 'Cluster', monitored);
        new ManagedPrometheusSettings(stack, 'Settings', { cluster });
        new ManagedPrometheusSettings(stack, 'Again', { cluster });
      }),
    );
    expect(error).toBe(
      "ManagedPrometheusSettings 'platform/Again': cluster must have its metrics settings only once, but " +
        "'platform/Settings' has them already, got platform/Cluster. Share that construct; scrapePods adds " +
        'namespaces to it.',
    );
  });

  test('a cluster without managed Prometheus would read them never', () => {
    const facts = { hasManagedPrometheus: false };
    const build = (stack: TerraformStack) =>
      new ManagedPrometheusSettings(stack, 'Settings', { cluster: new FakeAksCluster(stack, 'Cluster', facts) });
    expect(errorOf(() => Planned.by(build))).toBe(
      "ManagedPrometheusSettings 'platform/Settings': cluster must have managed Prometheus, got platform/Cluster. " +
        'Set monitoring: ClusterMonitoring.azureMonitor({ monitorWorkspace }) on it.',
    );
  });

  test('of a cluster of another program it is not known', () => {
    const planned = Planned.by(
      (stack) => new ManagedPrometheusSettings(stack, 'Settings', { cluster: new FakeAksCluster(stack) }),
    );
    expect(planned.infos).toEqual([
      'not verified: that the cluster has managed Prometheus, without which these settings have no effect',
    ]);
  });
});

function settings(stack: TerraformStack, props: Partial<ManagedPrometheusSettingsProps>): ManagedPrometheusSettings {
  const cluster = new FakeAksCluster(stack, 'Cluster', monitored);
  return new ManagedPrometheusSettings(stack, 'Settings', { cluster, ...props });
}
