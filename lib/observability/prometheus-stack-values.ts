import { numberText, shareOf } from '../core/token-values';
import type { Values } from '../helm/owned-values';
import type { PrometheusStackGrafana } from './prometheus-stack-grafana';
import type { AlertmanagerOptions, PrometheusResources } from './prometheus-stack-props';

/** The values that the props of a stack determine. */
export interface PrometheusStackSettings {
  readonly releaseName: string;
  readonly highAvailability: boolean;
  readonly retentionDays: number;
  readonly storageGiB: number;
  readonly storageClassName: string;
  readonly scrapeIntervalSeconds: number;
  readonly resources: PrometheusResources;
  readonly alertmanager?: AlertmanagerOptions;
  readonly grafana: PrometheusStackGrafana;
  readonly upgradeCrds: boolean;
  /** Whether pods of the namespace get a proxy of a mesh. */
  readonly isMeshed: boolean;
}

/** Prometheus needs room beside the samples to join their blocks: https://prometheus.io/docs/prometheus/latest/storage/ */
const usedShare = 0.8;
const mebibytesOfGibibyte = 1024;

const onLinux = { nodeSelector: { 'kubernetes.io/os': 'linux' } };
const off = { enabled: false };

/** The API server is in no mesh: it could not call the operator's webhook through a proxy, and Jobs would not end. */
const outOfMesh = {
  podAnnotations: {
    'consul.hashicorp.com/connect-inject': 'false',
    'linkerd.io/inject': 'disabled',
    'openservicemesh.io/sidecar-injection': 'disabled',
    'sidecar.istio.io/inject': 'false',
  },
};

/**
 * Values of the chart `kube-prometheus-stack`, by the names of its 88.5.3 `values.yaml`.
 *
 * AKS runs etcd, scheduler and controller manager out of reach, and its kube-proxy has other labels than the chart looks for: they
 * are not read, and their alerts, which would fire forever, are not there. ServiceMonitors, PodMonitors, probes, scrape
 * configurations and rules of every namespace count, with or without the release's label.
 */
export function prometheusStackValues(settings: PrometheusStackSettings): Values {
  const { releaseName, grafana, storageClassName, alertmanager } = settings;
  const operator = { ...onLinux, ...(settings.isMeshed ? outOfMesh : {}) };
  return {
    fullnameOverride: releaseName,
    crds: settings.upgradeCrds ? { upgradeJob: { enabled: true, image: { busybox: { tag: '1.37.0' } } } } : undefined,
    kubeEtcd: off,
    kubeControllerManager: off,
    kubeScheduler: off,
    kubeProxy: off,
    defaultRules: {
      rules: {
        etcd: false,
        kubeControllerManager: false,
        kubeProxy: false,
        kubeSchedulerAlerting: false,
        kubeSchedulerRecording: false,
        alertmanager: alertmanager ? undefined : false,
      },
      ...(alertmanager ? {} : { disabled: { PrometheusNotConnectedToAlertmanagers: true } }),
    },
    prometheusOperator: { ...operator, admissionWebhooks: { patch: operator } },
    'kube-state-metrics': onLinux,
    prometheus: prometheusValues(settings),
    alertmanager: alertmanager ? alertmanagerValues(settings, alertmanager) : off,
    grafana: {
      ...grafana._values(releaseName, storageClassName),
      ...(grafana._isInstalled && !alertmanager ? { sidecar: { datasources: { alertmanager: off } } } : {}),
    },
  };
}

function prometheusValues(settings: PrometheusStackSettings): Values {
  const { cpuRequest = '250m', memoryRequest = '1Gi', memoryLimit = '4Gi' } = settings.resources;
  const usedMebibytes = shareOf(settings.storageGiB, mebibytesOfGibibyte * usedShare);
  return {
    // The pods scrape at different times: a client that alternates between them would see jumping lines.
    ...(settings.highAvailability ? { service: { sessionAffinity: 'ClientIP' }, podDisruptionBudget: budget } : {}),
    prometheusSpec: {
      ...onLinux,
      ...spread(settings, 2, 'prometheus'),
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
      ruleSelectorNilUsesHelmValues: false,
      scrapeInterval: `${numberText(settings.scrapeIntervalSeconds)}s`,
      evaluationInterval: `${numberText(settings.scrapeIntervalSeconds)}s`,
      retention: `${numberText(settings.retentionDays)}d`,
      retentionSize: `${numberText(usedMebibytes)}MiB`,
      resources: { requests: { cpu: cpuRequest, memory: memoryRequest }, limits: { memory: memoryLimit } },
      storageSpec: claim(settings.storageClassName, settings.storageGiB),
    },
  };
}

const budget = { enabled: true, minAvailable: 1 };

function alertmanagerValues(settings: PrometheusStackSettings, { configSecretName }: AlertmanagerOptions): Values {
  return {
    enabled: true,
    ...(settings.highAvailability ? { podDisruptionBudget: budget } : {}),
    alertmanagerSpec: {
      ...onLinux,
      ...spread(settings, 3, 'alertmanager'),
      ...(configSecretName === undefined ? {} : { useExistingSecret: true, configSecret: configSecretName }),
      storage: claim(settings.storageClassName, 1),
    },
  };
}

/** On different nodes and in different zones; where neither can be had, pods on one node are better than none. */
function spread({ highAvailability, releaseName }: PrometheusStackSettings, replicas: number, part: string): Values {
  if (!highAvailability) return {};
  const labelSelector = { matchLabels: { 'app.kubernetes.io/name': part, [part]: `${releaseName}-${part}` } };
  return {
    replicas,
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
    ],
  };
}

function claim(storageClassName: string, storageGiB: number): Values {
  const resources = { requests: { storage: `${numberText(storageGiB)}Gi` } };
  return { volumeClaimTemplate: { spec: { storageClassName, accessModes: ['ReadWriteOnce'], resources } } };
}
