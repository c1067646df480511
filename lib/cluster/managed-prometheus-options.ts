import { checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { checkRuleIsOwn, checkRuleNames } from './monitored-cluster';

/** Labels or annotations of one kind of Kubernetes object. */
export interface ObjectMetadataKeys {
  /** The kind in plural and lower case, as kube-state-metrics has it, e.g. `pods` or `namespaces`. */
  readonly resource: string;

  /** The keys, e.g. `team` or `app.kubernetes.io/name`; `*` is all of them, which can be very many series. */
  readonly keys: string[];
}

/** The metrics that managed Prometheus records for a cluster. */
export interface ManagedPrometheusOptions {
  /**
   * Whether this program creates the data collection endpoint, rule and association, and the recording rules. Set it to false if
   * they exist already, or where a policy creates them: the workspace and the options of rules are then rejected. Without a rule
   * nothing is collected.
   *
   * @default true
   */
  readonly collectionRule?: boolean;

  /**
   * Whether the workspace computes the series that Azure's dashboards for nodes and Kubernetes read.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-default#recording-rules
   * @default true
   */
  readonly recordingRules?: boolean;

  /**
   * Annotations of Kubernetes objects that become labels of metrics (`kube_pod_annotations` and so on).
   *
   * @default - none
   */
  readonly annotationsAllowed?: ObjectMetadataKeys[];

  /**
   * Labels of Kubernetes objects that become labels of metrics (`kube_pod_labels` and so on), e.g. to see costs by team.
   *
   * @default - none
   */
  readonly labelsAllowed?: ObjectMetadataKeys[];

  /**
   * The name of the data collection rule: 3 to 64 letters, digits and `-`.
   *
   * Changing this replaces the rule.
   *
   * @default - MSProm-REGION-CLUSTER as Azure's own tools name it, truncated to 64 characters
   */
  readonly ruleName?: string;

  /**
   * The name of the data collection endpoint: 3 to 44 letters, digits and `-`.
   *
   * Changing this replaces the endpoint.
   *
   * @default - MSProm-REGION-CLUSTER, truncated to 44 characters
   */
  readonly endpointName?: string;

  /**
   * The name of the association between the cluster and the rule: 3 to 64 letters, digits and `-`.
   *
   * Changing this replaces the association.
   *
   * @default - that of the rule where it is derived
   */
  readonly associationName?: string;
}

export function checkManagedPrometheus(faults: Faults, at: string, options: ManagedPrometheusOptions = {}): void {
  checkRuleNames(faults, at, options);
  const { annotationsAllowed: _annotations, labelsAllowed: _labels, ...ofRules } = options;
  checkRuleIsOwn(faults, at, ofRules);
  for (const prop of ['annotationsAllowed', 'labelsAllowed'] as const) {
    options[prop]?.forEach(({ resource, keys }, index) => {
      const place = `${at}.${prop}[${index}]`;
      const must = 'must be a resource name, plural and in lowercase';
      checkPattern(faults, `${place}.resource`, resource, /^[a-z]+$/, must, 'pods');
      if (keys.length === 0)
        faults.add(`${place}.keys`, 'must have at least one element', keys, 'For example, use team.');
      keys.forEach((key, number) => {
        const mustBe = 'must be the key of a label or annotation, or *';
        checkPattern(faults, `${place}.keys[${number}]`, key, /^(\*|[\w./-]+)$/, mustBe, 'team');
      });
    });
  }
}

/** The cluster's argument, without omitted options. */
export function renderMetadata({ annotationsAllowed = [], labelsAllowed = [] }: ManagedPrometheusOptions) {
  return {
    ...(annotationsAllowed.length > 0 && { annotationsAllowed: metadataList(annotationsAllowed) }),
    ...(labelsAllowed.length > 0 && { labelsAllowed: metadataList(labelsAllowed) }),
  };
}

/** `pods=[team,app],namespaces=[owner]`, as AKS expects it. */
function metadataList(list: ObjectMetadataKeys[]): string {
  return list.map(({ resource, keys }) => `${resource}=[${keys.join(',')}]`).join(',');
}
