import {
  annotations,
  base64,
  both,
  cidr,
  count,
  countOrPercentage,
  dataOf,
  each,
  type Format,
  fields,
  flag,
  host,
  label,
  labels,
  mapOf,
  pathSegment,
  port,
  portName,
  portOrName,
  protocol,
  quantity,
  resources,
  secretText,
  selectorOfTemplate,
  subdomain,
  subdomainUpTo,
  text,
  variableName,
} from './object-formats';

/**
 * What the API server rejects in objects of Kubernetes' own API groups, by group and kind; fields that are not listed are left to
 * it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 */
export function schemaOf(apiGroup: string, kind: string): Format {
  return schemas[`${apiGroup}/${kind}`] ?? anyObject;
}

/** Whether a kind of Kubernetes' own API groups is cluster-scoped. */
export function isClusterScoped(apiGroup: string, kind: string): boolean {
  return clusterScoped.has(`${apiGroup}/${kind}`);
}

const clusterScoped: ReadonlySet<string> = new Set([
  '/Namespace',
  '/Node',
  '/PersistentVolume',
  'admissionregistration.k8s.io/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
  'certificates.k8s.io/CertificateSigningRequest',
  'flowcontrol.apiserver.k8s.io/FlowSchema',
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
  'gateway.networking.k8s.io/GatewayClass',
  'networking.k8s.io/IngressClass',
  'node.k8s.io/RuntimeClass',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/CSIDriver',
  'storage.k8s.io/CSINode',
  'storage.k8s.io/StorageClass',
  'storage.k8s.io/VolumeAttachment',
]);

function object(name: Format, more: { readonly [field: string]: Format } = {}): Format {
  return fields({ metadata: fields({ name: ifGiven(name), namespace: label, labels, annotations }), ...more });
}

/** A missing name, or one that is not text, is a separate error. */
function ifGiven(format: Format): Format {
  return (faults, at, value) => {
    if (typeof value === 'string' && value !== '') format(faults, at, value);
  };
}

const anyObject = object(subdomain);

const probe = fields({
  httpGet: fields({ path: text, port: portOrName, host: text }),
  tcpSocket: fields({ port: portOrName, host: text }),
  grpc: fields({ port, service: text }),
  initialDelaySeconds: count,
  periodSeconds: count,
  timeoutSeconds: count,
  successThreshold: count,
  failureThreshold: count,
});

const container = fields({
  name: label,
  image: text,
  command: each(text),
  args: each(text),
  workingDir: text,
  env: each(fields({ name: variableName, value: text })),
  ports: each(fields({ name: portName, containerPort: port, hostPort: port, protocol }), 'name'),
  resources,
  volumeMounts: each(fields({ name: label, mountPath: text, subPath: text, readOnly: flag })),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  securityContext: fields({
    allowPrivilegeEscalation: flag,
    privileged: flag,
    readOnlyRootFilesystem: flag,
    runAsNonRoot: flag,
    runAsUser: count,
    runAsGroup: count,
  }),
});

const podSpec = fields({
  containers: each(container, 'name'),
  initContainers: each(container, 'name'),
  volumes: each(fields({ name: label }), 'name'),
  serviceAccountName: subdomain,
  nodeSelector: labels,
  tolerations: each(fields({ key: text, value: text, tolerationSeconds: count })),
  hostNetwork: flag,
  automountServiceAccountToken: flag,
  terminationGracePeriodSeconds: count,
  securityContext: fields({ runAsNonRoot: flag, runAsUser: count, runAsGroup: count, fsGroup: count }),
});

const podTemplate = fields({ metadata: fields({ labels, annotations }), spec: podSpec });
const selector = fields({ matchLabels: labels });
const claim = fields({ accessModes: each(text), storageClassName: text, resources });

function workload(more: { readonly [field: string]: Format } = {}): Format {
  return both(fields({ replicas: count, selector, template: podTemplate, ...more }), selectorOfTemplate);
}

const jobSpec = fields({
  parallelism: count,
  completions: count,
  backoffLimit: count,
  activeDeadlineSeconds: count,
  ttlSecondsAfterFinished: count,
  template: podTemplate,
});

const serviceSpec = fields({
  selector: labels,
  ports: each(
    fields({ name: label, port, targetPort: portOrName, nodePort: port, protocol, appProtocol: text }),
    'name',
  ),
  externalName: host,
});

const ingressBackend = fields({ service: fields({ name: label, port: fields({ name: portName, number: port }) }) });

const ingressSpec = fields({
  ingressClassName: subdomain,
  defaultBackend: ingressBackend,
  rules: each(
    fields({ host, http: fields({ paths: each(fields({ path: text, pathType: text, backend: ingressBackend })) }) }),
  ),
  tls: each(fields({ hosts: each(host), secretName: subdomain })),
});

const policyPeer = fields({
  podSelector: selector,
  namespaceSelector: selector,
  ipBlock: fields({ cidr, except: each(cidr) }),
});

const policyPort = fields({ port: portOrName, endPort: port, protocol });

const networkPolicySpec = fields({
  podSelector: selector,
  policyTypes: each(text),
  ingress: each(fields({ from: each(policyPeer), ports: each(policyPort) })),
  egress: each(fields({ to: each(policyPeer), ports: each(policyPort) })),
});

const metricTarget = fields({ type: text, averageUtilization: count, averageValue: quantity, value: quantity });

const autoscalerSpec = fields({
  minReplicas: count,
  maxReplicas: count,
  metrics: each(
    fields({
      resource: fields({ name: text, target: metricTarget }),
      containerResource: fields({ name: text, container: text, target: metricTarget }),
      pods: fields({ target: metricTarget }),
      object: fields({ target: metricTarget }),
      external: fields({ target: metricTarget }),
    }),
  ),
});

const limitRangeItem = fields({
  type: text,
  max: mapOf(quantity),
  min: mapOf(quantity),
  default: mapOf(quantity),
  defaultRequest: mapOf(quantity),
  maxLimitRequestRatio: mapOf(quantity),
});

const schemas: { readonly [groupAndKind: string]: Format } = {
  '/ConfigMap': object(subdomain, { data: dataOf(text), binaryData: dataOf(base64(false)), immutable: flag }),
  '/LimitRange': object(subdomain, { spec: fields({ limits: each(limitRangeItem) }) }),
  '/Namespace': object(label),
  '/PersistentVolume': object(subdomain, { spec: fields({ capacity: mapOf(quantity), accessModes: each(text) }) }),
  '/PersistentVolumeClaim': object(subdomain, { spec: claim }),
  '/Pod': object(subdomain, { spec: podSpec }),
  '/ResourceQuota': object(subdomain, { spec: fields({ hard: mapOf(quantity) }) }),
  '/Secret': object(subdomain, {
    data: dataOf(base64(true)),
    stringData: dataOf(secretText),
    type: text,
    immutable: flag,
  }),
  // Kubernetes 1.36 takes names that begin with a digit: https://www.kubernetes.dev/resources/keps/5311/
  '/Service': object(label, { spec: serviceSpec }),
  '/ServiceAccount': object(subdomain, { automountServiceAccountToken: flag }),
  'apps/DaemonSet': object(subdomain, { spec: workload() }),
  'apps/Deployment': object(subdomain, {
    spec: workload({
      minReadySeconds: count,
      revisionHistoryLimit: count,
      progressDeadlineSeconds: count,
      strategy: fields({ rollingUpdate: fields({ maxSurge: countOrPercentage, maxUnavailable: countOrPercentage }) }),
    }),
  }),
  'apps/ReplicaSet': object(subdomain, { spec: workload() }),
  'apps/StatefulSet': object(subdomain, {
    spec: workload({
      serviceName: label,
      volumeClaimTemplates: each(fields({ metadata: fields({ name: subdomain, labels, annotations }), spec: claim })),
    }),
  }),
  'autoscaling/HorizontalPodAutoscaler': object(subdomain, { spec: autoscalerSpec }),
  'batch/CronJob': object(subdomainUpTo(52), {
    spec: fields({
      schedule: text,
      suspend: flag,
      startingDeadlineSeconds: count,
      successfulJobsHistoryLimit: count,
      failedJobsHistoryLimit: count,
      jobTemplate: fields({ metadata: fields({ labels, annotations }), spec: jobSpec }),
    }),
  }),
  'batch/Job': object(subdomainUpTo(63), { spec: jobSpec }),
  'certificates.k8s.io/CertificateSigningRequest': object(pathSegment),
  'networking.k8s.io/Ingress': object(subdomain, { spec: ingressSpec }),
  'networking.k8s.io/NetworkPolicy': object(subdomain, { spec: networkPolicySpec }),
  'policy/PodDisruptionBudget': object(subdomain, {
    spec: fields({ selector, minAvailable: countOrPercentage, maxUnavailable: countOrPercentage }),
  }),
  'rbac.authorization.k8s.io/ClusterRole': object(pathSegment),
  'rbac.authorization.k8s.io/ClusterRoleBinding': object(pathSegment),
  'rbac.authorization.k8s.io/Role': object(pathSegment),
  'rbac.authorization.k8s.io/RoleBinding': object(pathSegment),
  'storage.k8s.io/StorageClass': object(subdomain, { parameters: mapOf(text), allowVolumeExpansion: flag }),
};
