import type { TerraformStack } from 'cdktf';
import {
  AksCluster,
  IstioMesh,
  Keda,
  KedaInstallation,
  KedaMetrics,
  KedaVersion,
  ManagedIdentity,
  MeshNamespace,
  Namespace,
  TriggerAuthentication,
} from '../../lib';
import { place, shopCluster } from '../support/clusters';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';
import { valuesOf, waitsOf } from '../support/releases';

const chart = KedaInstallation.helmChart();

function known(stack: TerraformStack) {
  return AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
}

test('the add-on is an argument of the cluster', () => {
  const planned = Planned.by((stack) => {
    new Keda(stack, 'Keda', { cluster: shopCluster(stack) });
  });
  expect(planned.one('azurerm_kubernetes_cluster').workload_autoscaler_profile).toEqual({ keda_enabled: true });
  expect(planned.all('helm_release')).toEqual({});
});

test('on an imported cluster the error says how the add-on is turned on', () => {
  const text = errorOf(() => Planned.by((stack) => new Keda(stack, 'Keda', { cluster: known(stack) })));
  expect(text).toBe(
    "Keda 'platform/Keda': workload_autoscaler_profile.keda_enabled can only be set where the cluster is created, not on the import platform/Cluster, got true. Run az aks update --enable-keda --resource-group rg-shop --name shop, and import the result here.",
  );
});

test('the chart keeps its definitions, runs twice in a namespace of its own, and can sign in to Azure', () => {
  const planned = Planned.by((stack) => {
    new Keda(stack, 'Keda', { cluster: known(stack), installation: chart });
  });
  const { version, namespace, take_ownership } = planned.one('helm_release', 'Keda_Chart');
  expect({ version, namespace, take_ownership }).toEqual({ version: '2.20.2', namespace: 'keda' });
  expect(valuesOf(planned, 'Keda_Chart')).toMatchObject({
    crds: { additionalAnnotations: { 'helm.sh/resource-policy': 'keep' } },
    podIdentity: { azureWorkload: { enabled: true } },
    operator: { replicaCount: 2 },
    metricsServer: { replicaCount: 2 },
    webhooks: { replicaCount: 2 },
    podDisruptionBudget: { operator: { maxUnavailable: 1 } },
  });
  expect(waitsOf(planned, 'Keda_Chart')).toEqual(['helm_release.Keda_Namespace_Manifests']);
});

test('without high availability there is no budget, which would keep nodes from being drained', () => {
  const planned = Planned.by((stack) => {
    const installation = KedaInstallation.helmChart({ highAvailability: false, version: KedaVersion.of('2.19.0') });
    new Keda(stack, 'Keda', { cluster: known(stack), installation });
  });
  const values = valuesOf(planned, 'Keda_Chart');
  expect(values.operator).toEqual({ replicaCount: 1 });
  expect(values.podDisruptionBudget).toBe(undefined);
});

test.each([
  [KedaMetrics.POD_ANNOTATIONS, { enabled: true }, { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080' }],
  [KedaMetrics.SERVICE_MONITORS, { enabled: true, serviceMonitor: { enabled: true } }, undefined],
])('metrics of its own: %s', (metrics, operator, annotations) => {
  const planned = Planned.by((stack) => {
    new Keda(stack, 'Keda', { cluster: known(stack), installation: KedaInstallation.helmChart({ metrics }) });
  });
  const values = valuesOf(planned, 'Keda_Chart');
  expect(values.prometheus.operator).toEqual(operator);
  expect(values.podAnnotations?.keda).toEqual(annotations);
});

test('two on one cluster, through whatever reference, are an error that names the first', () => {
  const app = testApp();
  const [platform, apps] = [azureStack(app), azureStack(app, 'apps')];
  const cluster = shopCluster(platform);
  new Keda(platform, 'Keda', { cluster });
  const imported = AksCluster.fromCluster(apps, 'Cluster', cluster);
  expect(errorOf(() => new Keda(apps, 'Keda', { cluster: imported, installation: chart }))).toBe(
    "Keda 'apps/Keda': cluster must have KEDA only once, but platform/Keda installs it as an AKS add-on, got " +
      'apps/Cluster. Remove one of them, or use Keda.fromCluster.',
  );
});

test('a namespace in a mesh is refused, by construct and by label', () => {
  const texts = [
    (stack: TerraformStack) => {
      const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: known(stack) });
      return { cluster: mesh.cluster, namespace: MeshNamespace.fromName(stack, 'Ns', { mesh, name: 'keda' }) };
    },
    (stack: TerraformStack) => {
      const cluster = known(stack);
      const labels = { 'istio-injection': 'enabled' };
      return { cluster, namespace: new Namespace(stack, 'Ns', { cluster, name: 'keda', labels }) };
    },
  ].map((make) =>
    errorOf(() =>
      Planned.by((stack) => {
        const { cluster, namespace } = make(stack);
        new Keda(stack, 'Keda', { cluster, installation: KedaInstallation.helmChart({ namespace }) });
      }),
    ),
  );
  const must =
    "Keda 'platform/Keda': installation.namespace must not be in a mesh: the API server calls KEDA from outside the mesh, got ";
  const fix = '. Use a Namespace without a mesh, or leave it out.';
  expect(texts).toEqual([`${must}keda${fix}`, `${must}"istio-injection: enabled"${fix}`]);
});

test('an identity trusts the operator: in kube-system for the add-on, in its namespace for the chart', () => {
  const subjects = [undefined, chart].map((installation) => {
    const planned = Planned.by((stack) => {
      const keda = new Keda(stack, 'Keda', { cluster: shopCluster(stack), installation });
      keda.addIdentity('Metrics', { newIdentity: { ...place, identityName: 'shop-scaling' } });
    });
    return planned.one('azurerm_federated_identity_credential').subject;
  });
  expect(subjects).toEqual([
    'system:serviceaccount:kube-system:keda-operator',
    'system:serviceaccount:keda:keda-operator',
  ]);
});

test('an import in another stack knows where KEDA is, and waits for its stack', () => {
  const app = testApp();
  const [platform, apps] = [azureStack(app), azureStack(app, 'apps')];
  const cluster = shopCluster(platform);
  new Keda(platform, 'Keda', { cluster, installation: chart });
  const keda = Keda.fromCluster(apps, 'Keda', AksCluster.fromCluster(apps, 'Cluster', cluster));
  expect(keda.namespaceName).toBe('keda');
  expect(apps.dependencies).toEqual([platform]);
});

test('of the KEDA of another program the add-on is assumed, and the annotations say so', () => {
  const planned = Planned.by((stack) => {
    expect(Keda.fromCluster(stack, 'Keda', known(stack)).namespaceName).toBe('kube-system');
  });
  expect(planned.infos).toEqual(['not verified: whether the cluster has KEDA as an AKS add-on, which is assumed']);
});

describe('whom KEDA is', () => {
  test('an identity, by its client id, and the release waits for the trust in it', () => {
    const planned = Planned.by((stack) => {
      const cluster = known(stack);
      const keda = Keda.fromAttributes(stack, 'Keda', { cluster });
      const namespace = Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' });
      const identity = keda.addIdentity('Metrics', { newIdentity: { ...place, identityName: 'shop-scaling' } });
      new TriggerAuthentication(stack, 'Authentication', { keda, namespace, name: 'metrics', identity });
    });
    const { manifests } = valuesOf(planned, 'Authentication');
    expect(manifests[0].spec.podIdentity.provider).toBe('azure-workload');
    expect(planned.one('helm_release', 'Authentication').values[0]).toMatch(
      /identityId: \$\{jsonencode\(azurerm_user_assigned_identity\.Keda_Metrics_Identity_\w+\.client_id\)\}/,
    );
  });

  test('neither identity nor secrets', () => {
    const text = errorOf(() =>
      Planned.by((stack) => {
        const cluster = known(stack);
        const keda = Keda.fromAttributes(stack, 'Keda', { cluster });
        const namespace = Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' });
        new TriggerAuthentication(stack, 'Authentication', { keda, namespace, name: 'metrics', grantRoles: false });
      }),
    );
    expect(text).toBe(
      "TriggerAuthentication 'platform/Authentication' has 2 faults:\n" +
        '- identity must be set if no secrets are set. Set the identity of keda.addIdentity(...), or secrets.\n' +
        '- grantRoles can only be used with identity, got false. Remove it, or set identity.',
    );
  });

  test('an identity that trusts the pods of the application, not KEDA', () => {
    const text = errorOf(() =>
      Planned.by((stack) => {
        const cluster = known(stack);
        const keda = Keda.fromAttributes(stack, 'Keda', { cluster });
        const other = Keda.fromAttributes(stack, 'Other', { cluster, namespaceName: 'keda' });
        const namespace = Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' });
        const made = ManagedIdentity.fromLookup(stack, 'Id', { identityName: 'shop', resourceGroupName: 'rg-shop' });
        const identity = other.addIdentity('Metrics', { identity: made });
        new TriggerAuthentication(stack, 'Authentication', { keda, namespace, name: 'metrics', identity });
      }),
    );
    expect(text).toBe(
      "TriggerAuthentication 'platform/Authentication': identity must trust KEDA's operator (kube-system/keda-operator), got keda/keda-operator. Use keda.addIdentity(...), which can share the identity of an application.",
    );
  });

  test('secrets that are wrong', () => {
    const text = errorOf(() =>
      Planned.by((stack) => {
        const cluster = known(stack);
        const keda = Keda.fromAttributes(stack, 'Keda', { cluster });
        const namespace = Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' });
        const secrets = [
          { parameter: 'connection', secretName: 'bus', key: 'a' },
          { parameter: 'connection', secretName: 'Bus', key: 'a b' },
        ];
        new TriggerAuthentication(stack, 'Authentication', { keda, namespace, name: 'bus', secrets });
      }),
    );
    expect(text).toBe(
      "TriggerAuthentication 'platform/Authentication' has 3 faults:\n- secrets[1].parameter must be set only " +
        'once, but secrets[0] sets it already, got connection. Remove one of them.\n- secrets[1].secretName must ' +
        'have 1 to 253 characters: lowercase letters, digits, - and . (RFC 1123 subdomain), with a letter or digit ' +
        'at both ends of each part, got Bus. For example, use checkout.\n- secrets[1].key must be a key of a ' +
        'Secret: letters, digits, . _ and -, got "a b". For example, use connection-string.',
    );
  });
});
