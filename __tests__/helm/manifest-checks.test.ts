import { Fn, TerraformVariable } from 'cdktf';
import { KubernetesManifests } from '../../lib/helm';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { azureStack, errorOf, Planned } from '../support/planned';

type Fields = { [field: string]: unknown };
type Variables = { readonly number: number; readonly text: string; readonly list: string[]; readonly any: unknown };
type Rejected = [field: string, must: string, object: Fields];

const object = (apiVersion: string, kind: string, more: Fields = {}) => ({
  apiVersion,
  kind,
  metadata: { name: 'a' },
  ...more,
});
const named = (apiVersion: string, kind: string, name: string) => object(apiVersion, kind, { metadata: { name } });
const meta = (metadata: Fields) => object('v1', 'ConfigMap', { metadata: { name: 'a', ...metadata } });
const configMap = (more: Fields) => object('v1', 'ConfigMap', more);
const secret = (more: Fields) => object('v1', 'Secret', more);
const service = (...ports: Fields[]) => object('v1', 'Service', { spec: { ports } });
const pod = (spec: Fields) => object('v1', 'Pod', { spec });
const container = (more: Fields) => pod({ containers: [{ name: 'web', ...more }] });
const port = (more: Fields) => container({ ports: [more] });
const resources = (requests: Fields, limits: Fields = {}) => container({ resources: { requests, limits } });
const workload = (kind: string, more: Fields) => object('apps/v1', kind, { spec: more });
const policy = (rule: Fields) => object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { ingress: [rule] } });
const ingress = (rule: Fields) => object('networking.k8s.io/v1', 'Ingress', { spec: { rules: [rule] } });

const names =
  'must have 1 to 253 characters: lowercase letters, digits, - and . (RFC 1123 subdomain), with a letter or digit';
const labels = 'must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or digit';
const ports = 'must be a whole number of 1 to 65535';
const portNames = 'must have 1 to 15 characters: lowercase letters, digits and single -, at least one letter';
const quantity = 'must be a Kubernetes quantity';
const counts = 'must be a whole number of 0 to 2147483647';
const bit = 'must be true or false, without quotes';
const range = 'must be an address range in CIDR notation';
const keys = 'must have keys of 1 to 253 letters, digits, - _ and .';

const rejected: Rejected[] = [
  ['metadata.name', names, named('v1', 'ConfigMap', 'Shop')],
  ['metadata.name', names, named('v1', 'ConfigMap', 'a b')],
  ['metadata.name', names, named('example.com/v1', 'Widget', 'a_b')],
  ['metadata.name', names, named('v1', 'ConfigMap', 'a'.repeat(254))],
  ['metadata.name', labels, named('v1', 'Service', 'a.b')],
  ['metadata.name', labels, named('v1', 'Namespace', 'a'.repeat(64))],
  ['metadata.name', 'must have 1 to 52 characters', named('batch/v1', 'CronJob', 'a'.repeat(53))],
  ['metadata.name', 'must have 1 to 63 characters', named('batch/v1', 'Job', 'a'.repeat(64))],
  ['metadata.name', 'must be text without / and %', named('rbac.authorization.k8s.io/v1', 'Role', 'a/b')],
  ['metadata.namespace', labels, meta({ namespace: 'Shop' })],
  ['metadata.namespace', 'must be text', meta({ namespace: 1 })],
  ['metadata.labels.app', 'must be text', meta({ labels: { app: 1 } })],
  ['metadata.labels.app', 'must have at most 63 characters', meta({ labels: { app: 'a'.repeat(64) } })],
  ['metadata.labels.app', 'must have at most 63 characters', meta({ labels: { app: 'web\n' } })],
  ['metadata.labels', 'must have keys of at most 63', meta({ labels: { 'a b': 'c' } })],
  ['metadata.labels', 'must be a map', meta({ labels: ['app'] })],
  ['metadata.labels.app', 'must be text', meta({ labels: { app: ['web'] } })],
  ['metadata.annotations.on', 'must be text', meta({ annotations: { on: true } })],
  ['metadata.annotations', 'must have keys of at most 63', meta({ annotations: { 'a/b/c': 'd' } })],
  ['metadata.annotations', 'must have at most 256 KiB', meta({ annotations: { a: 'b'.repeat(262_144) } })],
  ['data.port', 'must be text', configMap({ data: { port: 8080 } })],
  ['data.debug', 'must be text', configMap({ data: { debug: true } })],
  ['data.nested', 'must be text', configMap({ data: { nested: { a: 'b' } } })],
  ['data', 'must be a map', configMap({ data: 'text' })],
  ['spec', 'must be a map', pod(['web'] as unknown as Fields)],
  ['data', keys, configMap({ data: { 'a/b': 'c' } })],
  ['data', keys, configMap({ data: { '..data': 'c' } })],
  ['binaryData.a', 'must be base64', configMap({ binaryData: { a: 'not base64' } })],
  ['immutable', bit, configMap({ immutable: 'true' })],
  ['data.a', 'must be base64', secret({ data: { a: 'abc' } })],
  ['stringData.a', 'must be text, got "a number"', secret({ stringData: { a: 4711 } })],
  ['spec.ports[0].port', ports, service({ port: 0 })],
  ['spec.ports[0].port', ports, service({ port: 65_536 })],
  ['spec.ports[0].port', `${ports}, not text`, service({ port: '80' })],
  ['spec.ports[0].nodePort', ports, service({ port: 80, nodePort: 70_000 })],
  ['spec.ports[0].targetPort', portNames, service({ port: 80, targetPort: 'a-name-too-long-0' })],
  ['spec.ports[0].targetPort', ports, service({ port: 80, targetPort: 80.5 })],
  ['spec.ports[0].name', labels, service({ port: 80, name: 'HTTP' })],
  ['spec.ports[0].protocol', 'must be TCP, UDP or SCTP', service({ port: 80, protocol: 'HTTP' })],
  ['spec.ports[1].name', 'must differ from that of manifests[0].spec.ports[0]', service({ name: 'a' }, { name: 'a' })],
  ['spec.selector.app', 'must be text', object('v1', 'Service', { spec: { selector: { app: 1 } } })],
  ['spec.containers', 'must be a list', pod({ containers: { name: 'web' } })],
  ['spec.containers[0].name', labels, container({ name: 'Web' })],
  ['spec.containers[1].name', 'must differ from that of', pod({ containers: [{ name: 'a' }, { name: 'a' }] })],
  ['spec.containers[0].image', 'must be text', container({ image: 1 })],
  ['spec.containers[0].args[1]', 'must be text', container({ args: ['--port', 8080] })],
  ['spec.containers[0].env[0].value', 'must be text', container({ env: [{ name: 'PORT', value: 8080 }] })],
  ['spec.containers[0].env[0].value', 'must be text', container({ env: [{ name: 'DEBUG', value: false }] })],
  ['spec.containers[0].env[0].name', 'must be printable ASCII', container({ env: [{ name: 'A=B', value: 'c' }] })],
  ['spec.containers[0].ports[0].name', portNames, port({ name: 'HTTP' })],
  ['spec.containers[0].ports[0].name', portNames, port({ name: '8080' })],
  ['spec.containers[0].ports[0].name', portNames, port({ name: 'a--b' })],
  ['spec.containers[0].ports[0].name', portNames, port({ name: 'sixteen-letters-' })],
  ['spec.containers[0].ports[0].containerPort', ports, port({ containerPort: -1 })],
  ['spec.containers[0].resources.requests.memory', quantity, resources({ memory: '1K' })],
  ['spec.containers[0].resources.requests.cpu', quantity, resources({ cpu: -1 })],
  ['spec.containers[0].resources.limits.memory', quantity, resources({}, { memory: '128 Mi' })],
  ['spec.containers[0].resources.limits.cpu', quantity, resources({}, { cpu: true })],
  [
    'spec.containers[0].resources.requests.cpu',
    'must not be greater than the limit (1)',
    resources({ cpu: '1500m' }, { cpu: 1 }),
  ],
  ['spec.containers[0].readinessProbe.httpGet.port', ports, container({ readinessProbe: { httpGet: { port: 0 } } })],
  ['spec.containers[0].livenessProbe.periodSeconds', counts, container({ livenessProbe: { periodSeconds: 1.5 } })],
  ['spec.containers[0].securityContext.privileged', bit, container({ securityContext: { privileged: 'no' } })],
  ['spec.nodeSelector.pool', 'must be text', pod({ nodeSelector: { pool: 1 } })],
  ['spec.replicas', `${counts}, not text`, workload('Deployment', { replicas: '2' })],
  [
    'spec.template.metadata.labels.app',
    'must be text',
    workload('DaemonSet', { template: { metadata: { labels: { app: 1 } } } }),
  ],
  [
    'spec.selector.matchLabels',
    'must select the labels of the template, got "app: web". Add the label app: web to template.metadata.labels.',
    workload('StatefulSet', {
      selector: { matchLabels: { app: 'web', tier: 'front' } },
      template: { metadata: { labels: { app: 'shop', tier: 'front' } } },
    }),
  ],
  [
    'spec.strategy.rollingUpdate.maxSurge',
    'must be a whole number or a percentage',
    workload('Deployment', { strategy: { rollingUpdate: { maxSurge: '25' } } }),
  ],
  [
    'spec.jobTemplate.spec.template.spec.containers[0].args[0]',
    'must be text',
    object('batch/v1', 'CronJob', {
      spec: { jobTemplate: { spec: { template: { spec: { containers: [{ args: [1] }] } } } } },
    }),
  ],
  ['spec.ingress[0].from[0].ipBlock.cidr', range, policy({ from: [{ ipBlock: { cidr: '10.0.0.1' } }] })],
  ['spec.ingress[0].ports[0].port', portNames, policy({ ports: [{ port: '443' }] })],
  ['spec.rules[0].host', names, ingress({ host: 'Shop.example.com' })],
  [
    'spec.rules[0].http.paths[0].backend.service.port.number',
    ports,
    ingress({ http: { paths: [{ backend: { service: { name: 'web', port: { number: 'http' } } } }] } }),
  ],
  ['parameters.skuName', 'must be text', object('storage.k8s.io/v1', 'StorageClass', { parameters: { skuName: 1 } })],
  ['spec.hard.pods', quantity, object('v1', 'ResourceQuota', { spec: { hard: { pods: '10 pods' } } })],
];

test.each(rejected)('Kubernetes rejects %s which %s', (field, must, given) => {
  const stack = azureStack();
  const cluster = new FakeHelmTarget(stack);
  const props = { cluster, releaseName: 'objects', namespace: 'shop', manifests: [given] };
  const error = errorOf(() => new KubernetesManifests(stack, 'Objects', props));
  expect(error).toContain(`KubernetesManifests 'platform/Objects': manifests[0].${field} ${must}`);
});

function valuesOf(build: (variables: Variables) => Fields[]): string {
  const planned = Planned.by((stack) => {
    const variable = new TerraformVariable(stack, 'variable', {});
    const { stringValue: text, numberValue: number, listValue: list, value: any } = variable;
    const manifests = build({ text, number, list, any });
    new KubernetesManifests(stack, 'Objects', {
      cluster: new FakeHelmTarget(stack),
      releaseName: 'objects',
      namespace: 'shop',
      manifests,
    });
  });
  return planned.one('helm_release').values[0];
}

const accepted: [string, Fields][] = [
  ['names of RBAC with colons and capitals', named('rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:Shop')],
  ['a Service whose name begins with a digit', named('v1', 'Service', '1shop')],
  ['a name of several parts', named('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'widgets.example.com')],
  [
    'numbers in fields that Kubernetes does not define',
    object('example.com/v1', 'Widget', { spec: { ports: '80', env: 1 } }),
  ],
  ['an empty label value', meta({ labels: { app: '' } })],
  ['quantities as numbers and in all notations', resources({ cpu: 0.5, memory: '1e3', storage: '1.5Gi' }, { cpu: 1 })],
  ['ports by name', service({ port: 80, targetPort: 'http-web', name: 'http' }, { port: 81, name: 'admin' })],
  ['percentages', workload('Deployment', { strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } } })],
  ['base64 of several lines', secret({ data: { a: 'YWJj\nZGVm', empty: '' } })],
  ['hosts with a wildcard', ingress({ host: '*.example.com' })],
  ['fields that are undefined or null', container({ env: undefined, resources: null, image: undefined })],
  ['a reference in place of a value', container({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'b' } } }] })],
];

test.each(accepted)('Kubernetes accepts %s', (_, given) => {
  expect(valuesOf(() => [given])).toContain(`kind: ${given.kind}`);
});

test('values that only Terraform knows are not checked', () => {
  const text = valuesOf(({ text, number, list, any }) => [
    configMap({ metadata: { name: text, namespace: `ns-${text}`, labels: { a: text, b: any } }, data: { a: any } }),
    container({ args: list, env: [{ name: 'A', value: Fn.tostring(number) }], ports: [{ containerPort: number }] }),
    configMap({ metadata: { name: 'b' }, data: any }),
  ]);
  expect(text.match(/var\.variable/g)).toHaveLength(9);
});

test('values that only Terraform knows are not compared', () => {
  const text = valuesOf(({ text, number, any }) => [
    resources({ cpu: 2, memory: text }, { cpu: number, memory: '1Mi' }),
    workload('Deployment', {
      selector: { matchLabels: { app: 'web', tier: text } },
      template: { metadata: { labels: { app: text, tier: 'front', zone: any } }, spec: any },
    }),
    service({ name: text, port: 80 }, { name: text, port: 81 }),
  ]);
  expect(text.match(/var\.variable/g)).toHaveLength(8);
});

test('a number token is no text', () => {
  const stack = azureStack();
  const { numberValue } = new TerraformVariable(stack, 'port', { type: 'number' });
  const manifests = [configMap({ data: { port: numberValue } }), meta({ name: 'b', labels: { port: numberValue } })];
  const props = { cluster: new FakeHelmTarget(stack), releaseName: 'objects', namespace: 'shop', manifests };
  expect(errorOf(() => new KubernetesManifests(stack, 'Objects', props))).toBe(
    [
      "KubernetesManifests 'platform/Objects' has 2 faults:",
      '- manifests[0].data.port must be text, not a number token. Use Fn.tostring(...).',
      '- manifests[1].metadata.labels.port must be text, not a number token. Use Fn.tostring(...).',
    ].join('\n'),
  );
});

test('errors do not print the values of a Secret', () => {
  const stack = azureStack();
  const manifests = [secret({ data: { a: 'hunter2' }, stringData: { b: 4711 } })];
  const props = { cluster: new FakeHelmTarget(stack), releaseName: 'objects', namespace: 'shop', manifests };
  const error = errorOf(() => new KubernetesManifests(stack, 'Objects', props));
  expect(error).not.toMatch(/hunter2|4711/);
  expect(error).toContain('manifests[0].data.a must be base64. Use ');
});

test('an object of the cluster is the same one in every namespace', () => {
  const role = (namespace: string) => ({
    ...object('rbac.authorization.k8s.io/v1', 'ClusterRole'),
    metadata: { name: 'a', namespace },
  });
  const stack = azureStack();
  const props = {
    cluster: new FakeHelmTarget(stack),
    releaseName: 'objects',
    namespace: 'shop',
    manifests: [role('a'), role('b')],
  };
  expect(errorOf(() => new KubernetesManifests(stack, 'Objects', props))).toBe(
    "KubernetesManifests 'platform/Objects': manifests[1] must not be the same object as manifests[0] (ClusterRole a). Remove one of them.",
  );
});
