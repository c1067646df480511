import {
  IstioMesh,
  Kiali,
  KialiLogin,
  KialiPrometheus,
  type KialiProps,
  KialiTracing,
  KialiVersion,
  MeshKind,
  Namespace,
  PrometheusStack,
} from '../../lib';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { FakeMesh } from '../support/fake-mesh';
import { azureStack, errorOf, Planned } from '../support/planned';
import { valuesOf, waitsOf } from '../support/releases';

type Given = Partial<KialiProps>;

const ids = { tenantId: '00000000-0000-4000-8000-000000000001', clientId: '00000000-0000-4000-8000-000000000002' };
const ingress = { hostName: 'kiali.example.com', ingressClassName: 'web', tlsSecretName: 'kiali-tls' };

function kialiOn(kind: `${MeshKind}`, props: Given = {}): { make: () => Kiali; planned: () => Planned } {
  const stack = azureStack();
  const mesh = new FakeMesh(stack, 'Mesh', new FakeAksCluster(stack), kind);
  const prometheus = KialiPrometheus.fromUrl('http://prometheus.monitoring.svc:9090');
  const make = () => new Kiali(stack, 'Kiali', { mesh, prometheus, ...props });
  return {
    make,
    planned: () => {
      make();
      return Planned.of(stack);
    },
  };
}

const plannedKiali = (props: Given = {}) => kialiOn(MeshKind.ISTIO, props).planned();
const valuesWith = (props: Given = {}) => valuesOf(plannedKiali(props), 'Chart');
const faultsOf = (props: Given) => errorOf(kialiOn(MeshKind.ISTIO, props).make);

describe('what is installed', () => {
  test('the server by an exact chart, in a restricted namespace of its own', () => {
    const planned = plannedKiali();
    const { repository, chart, version, name, namespace } = planned.one('helm_release', 'Chart');
    expect({ repository, chart, version, name, namespace }).toEqual({
      repository: 'https://kiali.org/helm-charts',
      chart: 'kiali-server',
      version: '2.29.0',
      name: 'kiali-server',
      namespace: 'kiali',
    });
    const [made] = valuesOf(planned, 'Namespace').manifests;
    expect(made.metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted');
  });

  test('it shows only, asks for a token, and looks for nothing that is not there', () => {
    const { auth, deployment, external_services, server } = valuesWith();
    expect(auth).toEqual({ strategy: 'token' });
    expect(deployment.view_only_mode).toBe(true);
    expect(external_services).toEqual({
      istio: { root_namespace: 'mesh' },
      prometheus: { url: 'http://prometheus.monitoring.svc:9090' },
      grafana: { enabled: false },
      tracing: { enabled: false },
    });
    expect([deployment.ingress, server]).toEqual([undefined, undefined]);
  });

  test.each([MeshKind.ISTIO, MeshKind.MANAGED_ISTIO])('on %s', (kind) => {
    expect(kialiOn(kind).planned().one('helm_release', 'Chart').chart).toBe('kiali-server');
  });

  test('after mesh, Prometheus and namespaces', () => {
    const planned = Planned.by((stack) => {
      const cluster = new FakeAksCluster(stack);
      const mesh = new IstioMesh(stack, 'Mesh', { cluster });
      const prometheus = KialiPrometheus.fromStack(new PrometheusStack(stack, 'Prometheus', { cluster }));
      const namespaces = [new Namespace(stack, 'Shop', { cluster, name: 'shop' })];
      new Kiali(stack, 'Kiali', { mesh, prometheus, namespaces });
    });
    expect(waitsOf(planned, 'Kiali_Chart')).toEqual([
      'helm_release.Kiali_Namespace_Manifests',
      'helm_release.Mesh_Foundation_MutualTls',
      'helm_release.Mesh_Istiod',
      'helm_release.Prometheus_Chart',
      'helm_release.Shop_Manifests',
    ]);
    expect(valuesOf(planned, 'Kiali_Chart').external_services.prometheus.url).toBe(
      'http://kube-prometheus-stack-prometheus.monitoring.svc.cluster.local:9090',
    );
  });
});

describe('login', () => {
  test('with Entra ID each sees what their own rights let them see', () => {
    const values = valuesWith({ login: KialiLogin.entraId(ids) });
    expect(values.auth).toEqual({
      strategy: 'openid',
      openid: {
        client_id: ids.clientId,
        username_claim: 'preferred_username',
        issuer_uri: `https://sts.windows.net/${ids.tenantId}/`,
        api_token: 'access_token',
        additional_request_params: { resource: '6dae42f8-4368-4678-94ff-3960e28e3630' },
      },
    });
    expect(values.deployment.secret_name).toBe('kiali');
  });

  test('or all the same', () => {
    const login = KialiLogin.entraId({ ...ids, sharedRights: true, clientSecretName: 'entra' });
    const { auth, deployment } = valuesWith({ login });
    expect(auth.openid).toEqual({
      client_id: ids.clientId,
      username_claim: 'preferred_username',
      issuer_uri: `https://login.microsoftonline.com/${ids.tenantId}/v2.0`,
      disable_rbac: true,
    });
    expect(deployment.secret_name).toBe('entra');
  });

  test('anonymous warns', () => {
    expect(plannedKiali({ login: KialiLogin.anonymous() }).warnings).toEqual([
      'W291: Kiali has no login: anyone who can reach its pods has access. Use KialiLogin.token() or KialiLogin.entraId(...).',
    ]);
    expect(plannedKiali().warnings).toEqual([]);
  });

  test('anonymous and an ingress are refused', () => {
    expect(faultsOf({ login: KialiLogin.anonymous(), ingress })).toBe(
      "Kiali 'platform/Kiali': ingress must not be set with anonymous login: anyone who can reach the address could see the whole mesh, got kiali.example.com. Use KialiLogin.token() or KialiLogin.entraId(...).",
    );
  });

  test('values can neither change the login nor give Kiali an address', () => {
    const values = { auth: { strategy: 'anonymous' }, deployment: { service_type: 'LoadBalancer' } };
    expect(faultsOf({ values })).toBe(`Kiali 'platform/Kiali' has 2 faults:
- values must leave auth to login, got {"strategy":"anonymous"}. Leave auth out.
- values must leave deployment.service_type to ingress, got LoadBalancer. Leave deployment.service_type out.`);
  });
});

test('an Ingress has a certificate, and Kiali knows its address', () => {
  const { deployment, server } = valuesWith({ ingress: { ...ingress, annotations: { 'example.com/a': 'b' } } });
  expect(deployment.ingress).toEqual({
    enabled: true,
    override_yaml: {
      metadata: { annotations: { 'example.com/a': 'b' } },
      spec: {
        ingressClassName: 'web',
        tls: [{ hosts: ['kiali.example.com'], secretName: 'kiali-tls' }],
        rules: [
          {
            host: 'kiali.example.com',
            http: {
              paths: [
                {
                  path: '/kiali',
                  pathType: 'Prefix',
                  backend: { service: { name: 'kiali', port: { number: 20001 } } },
                },
              ],
            },
          },
        ],
      },
    },
  });
  expect(server).toEqual({ web_fqdn: 'kiali.example.com', web_schema: 'https', web_port: '443' });
});

test('managed Prometheus is asked as an application, whose secret is not in the plan', () => {
  const prometheus = KialiPrometheus.managed({
    ...ids,
    queryUrl: 'https://shop.westeurope.prometheus.monitor.azure.com',
    clientSecretName: 'kiali-prometheus',
  });
  expect(valuesWith({ prometheus }).external_services.prometheus).toEqual({
    url: 'https://shop.westeurope.prometheus.monitor.azure.com',
    health_check_url: 'https://shop.westeurope.prometheus.monitor.azure.com/api/v1/query?query=1',
    thanos_proxy: { enabled: true, retention_period: '540d', scrape_interval: '30s' },
    auth: {
      type: 'oauth2',
      oauth2: {
        client_id: ids.clientId,
        client_secret: 'secret:kiali-prometheus:client-secret',
        token_url: `https://login.microsoftonline.com/${ids.tenantId}/oauth2/v2.0/token`,
        scopes: ['https://prometheus.monitor.azure.com/.default'],
      },
    },
  });
});

test('rights in some namespaces, with that of the control plane', () => {
  const stack = azureStack();
  const cluster = new FakeAksCluster(stack);
  const namespaces = ['shop', 'mesh'].map((name) => Namespace.fromName(stack, name, { cluster, name }));
  const mesh = new FakeMesh(stack, 'Mesh', cluster, MeshKind.MANAGED_ISTIO);
  new Kiali(stack, 'Kiali', { mesh, prometheus: KialiPrometheus.fromUrl('http://p:9090'), namespaces });
  const { deployment } = valuesOf(Planned.of(stack), 'Chart');
  expect([deployment.cluster_wide_access, deployment.discovery_selectors]).toEqual([
    false,
    {
      default: [
        { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['mesh', 'shop'] }] },
      ],
    },
  ]);
});

test('links to Grafana and traces', () => {
  const { external_services } = valuesWith({
    grafana: {
      externalUrl: 'https://grafana.example.com',
      internalUrl: 'http://grafana.monitoring.svc:80',
      tokenSecretName: 'kiali-grafana',
    },
    tracing: KialiTracing.tempo({ internalUrl: 'http://tempo.monitoring.svc:3200' }),
  });
  expect(external_services.grafana).toEqual({
    enabled: true,
    internal_url: 'http://grafana.monitoring.svc:80',
    external_url: 'https://grafana.example.com',
    auth: { type: 'bearer', token: 'secret:kiali-grafana:token' },
  });
  expect(external_services.tracing).toEqual({
    enabled: true,
    provider: 'tempo',
    internal_url: 'http://tempo.monitoring.svc:3200',
    use_grpc: false,
  });
});

test('several pods, one of which is always there', () => {
  const { deployment, login_token } = valuesWith({ replicas: 2, signingKeySecretName: 'kiali-signing-key' });
  expect([deployment.replicas, deployment.pod_disruption_budget]).toEqual([2, { spec: { minAvailable: 1 } }]);
  expect(login_token).toEqual({ signing_key: 'secret:kiali-signing-key:key' });
});

describe('faults', () => {
  test('another mesh', () => {
    expect(errorOf(kialiOn(MeshKind.LINKERD).make)).toBe(
      "Kiali 'platform/Kiali': mesh must be Istio: Kiali supports no other mesh, got Linkerd. Use LinkerdViz for Linkerd.",
    );
  });

  test('no mesh and no Prometheus', () => {
    const make = () => new Kiali(azureStack(), 'Kiali', {} as KialiProps);
    expect(errorOf(make)).toBe(`Kiali 'platform/Kiali' has 2 faults:
- mesh must be set. Pass the Istio mesh of this stack: an IstioMesh, or ManagedIstioMesh.fromCluster(...).
- prometheus must be set. Use KialiPrometheus.fromStack(...), .fromUrl(...) or .managed(...): Kiali draws its graph from metrics.`);
  });

  test('twice for one mesh', () => {
    const { make } = kialiOn(MeshKind.ISTIO);
    const { mesh } = make();
    const again = () => new Kiali(mesh, 'Again', { mesh, prometheus: KialiPrometheus.fromUrl('http://p:9090') });
    expect(errorOf(again)).toBe(
      "Kiali 'platform/Mesh/Again': mesh must have Kiali only once, but 'platform/Kiali' installs it already, " +
        'got platform/Mesh. Use that one, which shows the whole mesh.',
    );
  });

  test('in the namespace of the control plane, and on another cluster', () => {
    const stack = azureStack();
    const mesh = new FakeMesh(stack, 'Mesh', new FakeAksCluster(stack), MeshKind.ISTIO);
    const cluster = new FakeAksCluster(stack, 'Other');
    const root = Namespace.fromName(stack, 'Root', { cluster: mesh.cluster, name: 'mesh' });
    const shop = Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' });
    const prometheus = KialiPrometheus.fromUrl('http://p:9090');
    const make = () => new Kiali(stack, 'Kiali', { mesh, prometheus, namespace: root, namespaces: [shop] });
    expect(errorOf(make)).toBe(`Kiali 'platform/Kiali' has 2 faults:
- namespace must not be the namespace of the mesh's control plane, which is deleted with the mesh, got mesh. Leave it out, or use another one.
- namespaces[0] must be on the cluster of the mesh (platform/Cluster), got platform/Other. Use the same cluster for both.`);
  });

  test('everything else, together', () => {
    const faults = faultsOf({
      prometheus: KialiPrometheus.managed({
        queryUrl: 'shop',
        tenantId: 'x',
        clientId: 'y',
        clientSecretName: 'Z',
        clientSecretKey: 'a b',
      }),
      version: KialiVersion.of('2'),
      namespaces: [],
      login: KialiLogin.entraId({ tenantId: '', clientId: 'y', clientSecretName: 'Z' }),
      grafana: { externalUrl: '', tokenSecretName: '' },
      tracing: KialiTracing.jaeger({ internalUrl: '', externalUrl: 'x' }),
      ingress: { hostName: 'kiali', ingressClassName: 'Web', tlsSecretName: '', annotations: { 'a b': 'c' } },
      replicas: 0,
      signingKeySecretName: 'K',
      values: { login_token: { signing_key: 'secret' } },
    });
    expect(faults).toBe(`Kiali 'platform/Kiali' has 22 faults:
- prometheus.url must be an http:// or https:// address without credentials, query, fragment or trailing slash, got shop. For example, use https://shop-1234.westeurope.prometheus.monitor.azure.com.
- prometheus.tenantId must be a tenant id, a UUID, got x. For example, use 00000000-0000-0000-0000-000000000000.
- prometheus.clientId must be an application's client id, a UUID, got y. For example, use 00000000-0000-0000-0000-000000000000.
- prometheus.clientSecretName must have 1 to 253 characters: lowercase letters, digits, - and . (RFC 1123 subdomain), with a letter or digit at both ends of each part, got Z. For example, use checkout.
- prometheus.clientSecretKey must be a key of a Secret: letters, digits, - _ and ., got "a b". For example, use client-secret.
- version must be one exact release: major, minor and patch, got 2. For example, use KialiVersion.of('2.29.0').
- namespaces must not be empty. Leave it out, or list one.
- login.tenantId must be set. Use the id on the application's page in Entra ID.
- login.clientId must be an application's client id, a UUID, got y. For example, use 00000000-0000-0000-0000-000000000000.
- login.clientSecretName must have 1 to 253 characters: lowercase letters, digits, - and . (RFC 1123 subdomain), with a letter or digit at both ends of each part, got Z. For example, use checkout.
- grafana.externalUrl must be set. For example, use https://grafana.example.com.
- grafana.internalUrl must be set if prometheus is not a stack with a Grafana. For example, use http://grafana.monitoring.svc:80.
- grafana.tokenSecretName must be set. For example, use checkout.
- tracing.internalUrl must be set. For example, use http://tempo.monitoring.svc:3200.
- tracing.externalUrl must be an http:// or https:// address without credentials, query, fragment or trailing slash, got x. For example, use https://traces.example.com.
- ingress.hostName must be a host name, got kiali. For example, use kiali.example.com.
- ingress.ingressClassName must have 1 to 253 characters: lowercase letters, digits, - and . (RFC 1123 subdomain), with a letter or digit at both ends of each part, got Web. For example, use checkout.
- ingress.tlsSecretName must be set. For example, use checkout.
- ingress.annotations must have keys of at most 63 letters, digits, - _ and ., optionally after a domain and a /, got "a b". For example, use example.com/team.
- replicas must be a whole number of 1 to 10 pods, got 0. Use a number in 1 to 10 pods.
- signingKeySecretName must have 1 to 253 characters: lowercase letters, digits, - and . (RFC 1123 subdomain), with a letter or digit at both ends of each part, got K. For example, use checkout.
- values must leave login_token.signing_key to signingKeySecretName. Leave login_token.signing_key out.`);
  });
});
