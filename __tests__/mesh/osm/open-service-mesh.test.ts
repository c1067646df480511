import {
  AksCluster,
  IstioMesh,
  ManagedOpenServiceMesh,
  MeshFeature,
  MeshNamespace,
  OpenServiceMesh,
  type OpenServiceMeshProps,
  OsmMeshConfig,
  PodSecurityLevel,
  Warnings,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { errorOf, Planned } from '../../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../../support/releases';

type Options = Omit<OpenServiceMeshProps, 'cluster'>;

function planned(options: Options = {}): Planned {
  return Planned.by((stack) => {
    new OpenServiceMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack), ...options });
  });
}

function faultOf(options: Options): string {
  return errorOf(() => planned(options));
}

describe('by default', () => {
  const plan = planned();

  test('the chart is the last one, waited for, and strict', () => {
    expect(plan.one('helm_release', 'Mesh_Chart')).toMatchObject({
      repository: 'https://openservicemesh.github.io/osm',
      chart: 'osm',
      version: '1.2.4',
      name: 'osm',
      namespace: 'osm-system',
      wait: true,
    });
    expect(valuesOf(plan, 'Mesh_Chart')).toEqual({
      osm: {
        meshName: 'osm',
        enforceSingleMesh: true,
        enablePermissiveTrafficPolicy: false,
        enableEgress: false,
        osmController: { replicaCount: 2 },
        injector: { replicaCount: 2 },
      },
    });
  });

  test('the MeshConfig is adopted, kept, and applied once the control plane has made its kind', () => {
    expect(plan.one('helm_release', 'MeshConfig')).toMatchObject({ namespace: 'osm-system', take_ownership: true });
    expect(waitsOf(plan, 'MeshConfig')).toEqual(['helm_release.Mesh_Chart']);
    expect(waitsOf(plan, 'Mesh_Chart')).toEqual(['helm_release.Mesh_RootNamespace_Manifests']);
    expect(manifestsOf(plan, 'MeshConfig')).toEqual([
      {
        apiVersion: 'config.openservicemesh.io/v1alpha2',
        kind: 'MeshConfig',
        metadata: {
          name: 'osm-mesh-config',
          namespace: 'osm-system',
          annotations: { 'helm.sh/resource-policy': 'keep' },
        },
        spec: {
          traffic: {
            enablePermissiveTrafficPolicyMode: false,
            enableEgress: false,
            outboundIPRangeExclusionList: ['169.254.169.254/32', '168.63.129.16/32'],
            outboundPortExclusionList: [],
            inboundPortExclusionList: [],
          },
          certificate: { serviceCertValidityDuration: '24h', certKeyBitSize: 2048 },
          featureFlags: {
            enableWASMStats: true,
            enableEgressPolicy: true,
            enableIngressBackendPolicy: true,
            enableRetryPolicy: true,
          },
        },
      },
    ]);
  });

  test('it says that the project is archived, and what to do', () => {
    expect(plan.warnings).toEqual([
      'W190: Open Service Mesh was archived in July 2023 and receives no fixes. Migrate to Istio: see docs/meshes.md; keep the ' +
        'same MeshNamespace.',
    ]);
  });

  test('a mesh that nothing is known of the network of says what is not excluded', () => {
    expect(plan.infos).toEqual(["not verified: that outboundIpRangeExclusions contains the API server's address"]);
  });
});

test('a change of the settings changes the MeshConfig alone', () => {
  const [before, after] = [planned(), planned({ egress: true, permissiveTrafficPolicy: true })];
  expect(valuesOf(after, 'Mesh_Chart')).toEqual(valuesOf(before, 'Mesh_Chart'));
  expect(manifestsOf(after, 'MeshConfig')[0].spec.traffic).toMatchObject({
    enableEgress: true,
    enablePermissiveTrafficPolicyMode: true,
  });
  expect(after.warnings).toContain(
    'W193: Workloads in the mesh may call each other without a TrafficTarget (permissiveTrafficPolicy) and any ' +
      'external address (egress).',
  );
});

test('the address that pods call the API server by is excluded, as the cluster tells it', () => {
  const plan = Planned.by((stack) => {
    const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
    new OpenServiceMesh(stack, 'Mesh', { cluster, outboundIpRangeExclusions: ['10.1.0.0/16'] });
  });
  const [text] = plan.one('helm_release', 'MeshConfig').values;
  expect(text).toMatch(
    /cidrhost\(data\.azurerm_kubernetes_cluster\.Cluster_[0-9A-F]{8}\.network_profile\[0\]\.service_cidr, 1\)/,
  );
  expect(text).toContain('10.1.0.0/16');
});

test('further settings win, key by key', () => {
  const [{ spec }] = manifestsOf(planned({ meshConfig: { featureFlags: { enableWASMStats: false } } }), 'MeshConfig');
  expect(spec.featureFlags).toMatchObject({ enableWASMStats: false, enableRetryPolicy: true });
});

test('namespaces are enrolled by label and annotation, with metrics where they are wanted', () => {
  const plan = Planned.by((stack) => {
    const mesh = new OpenServiceMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack), metrics: true });
    new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
  });
  expect(manifestsOf(plan, 'Shop')[0].metadata).toEqual({
    name: 'shop',
    labels: { 'openservicemesh.io/monitored-by': 'osm' },
    annotations: {
      'openservicemesh.io/sidecar-injection': 'enabled',
      'openservicemesh.io/metrics': 'enabled',
      'helm.sh/resource-policy': 'keep',
    },
  });
});

test('it says what it can express', () => {
  Planned.by((stack) => {
    const mesh = new OpenServiceMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
    expect(Object.values(MeshFeature).filter((feature) => mesh.supports(feature))).toEqual([
      'gRPC services',
      'TCP services',
      'several ports',
      'headless services',
      'traffic split',
      'retries',
      'connection limits',
      'limits of versions',
      'local rate limit',
      'access policy',
      'HTTP access policy',
      'default deny',
      'egress policy',
      'wildcard hosts in egress',
    ]);
  });
});

test('a warning is acknowledged with a reason', () => {
  const plan = Planned.by((stack) => {
    const mesh = new OpenServiceMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
    Warnings.acknowledge(mesh, 'W190', 'moved by 2027-03-31');
  });
  expect(plan.warnings).toEqual([]);
});

describe('it refuses', () => {
  const mesh = "OpenServiceMesh 'platform/Mesh'";

  test('settings that are out of range', () => {
    const options = {
      outboundIpRangeExclusions: ['10.1.0.1/16', 'fd00::/8'],
      inboundPortExclusions: [0],
      certificateValidityHours: 0,
      meshName: 'Blue',
    };
    expect(faultOf(options)).toBe(
      [
        `${mesh} has 5 faults:`,
        '- meshName must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or digit at both ends, got Blue. For example, use osm.',
        '- outboundIpRangeExclusions[0] must be the first address of its range, got 10.1.0.1/16. Use 10.1.0.0/16.',
        '- outboundIpRangeExclusions[1] must be an IPv4 range, got fd00::/8. For example, use 10.1.0.0/16.',
        '- inboundPortExclusions[0] must be a whole number of 1 to 65535, got 0. Use a number in 1 to 65535.',
        '- certificateValidityHours must be a whole number of 1 to 8760 hours, got 0. Use a number in 1 to 8760 hours.',
      ].join('\n'),
    );
  });

  test('values that would count once, or twice', () => {
    expect(faultOf({ values: { osm: { enableEgress: true, envoyLogLevel: 'info' } } })).toBe(
      [
        `${mesh} has 2 faults:`,
        '- values must leave osm.enableEgress to the prop egress, got true. Leave osm.enableEgress out.',
        '- values must leave osm.envoyLogLevel to meshConfig: the chart reads it only when the mesh is new, got info. Leave osm.envoyLogLevel out.',
      ].join('\n'),
    );
    expect(faultOf({ meshConfig: { traffic: { enableEgress: true } } })).toBe(
      `${mesh}: meshConfig must leave traffic.enableEgress to egress, got true. Leave traffic.enableEgress out.`,
    );
  });

  test.each([
    ['osmController', 'enablePodDisruptionBudget', 'the chart uses policy/v1beta1, which Kubernetes 1.25 removed'],
    ['injector', 'enablePodDisruptionBudget', 'the chart uses policy/v1beta1, which Kubernetes 1.25 removed'],
  ])('a disruption budget of the %s', (part, key, why) => {
    const path = `osm.${part}.${key}`;
    const text = `${mesh}: values must leave ${path} disabled: ${why}, got true. Leave ${path} out.`;
    expect(faultOf({ values: { osm: { [part]: { [key]: true } } } })).toBe(text);
  });

  test('autoscaling, and the reconciler', () => {
    const values = { osm: { enableReconciler: true, osmController: { autoScale: { enable: true } } } };
    expect(faultOf({ values })).toBe(
      [
        `${mesh} has 2 faults:`,
        '- values must leave osm.osmController.autoScale.enable disabled: the chart uses autoscaling/v2beta2, ' +
          'which Kubernetes 1.26 removed, got true. Leave osm.osmController.autoScale.enable out.',
        "- values must leave osm.enableReconciler disabled: it would repeatedly revert the changes of AKS's " +
          'admissions enforcer to webhooks, got true. Leave osm.enableReconciler out.',
      ].join('\n'),
    );
  });

  test('a second mesh, of its kind or another', () => {
    const second = (make: (cluster: FakeAksCluster) => unknown) =>
      errorOf(() =>
        Planned.by((stack) => {
          const cluster = new FakeAksCluster(stack);
          new OpenServiceMesh(stack, 'Mesh', { cluster });
          make(cluster);
        }),
      );
    expect(second((cluster) => new OpenServiceMesh(cluster.node.scope as never, 'Other', { cluster }))).toBe(
      "OpenServiceMesh 'platform/Other': cluster must have only one Open Service Mesh, but 'platform/Mesh' " +
        'installs it already, got platform/Cluster. Use that mesh, or OpenServiceMesh.fromAttributes.',
    );
    expect(second((cluster) => new IstioMesh(cluster.node.scope as never, 'Other', { cluster }))).toBe(
      "IstioMesh 'platform/Other': cluster must have only one mesh, but 'platform/Mesh' declares Open Service Mesh on it, got platform/Cluster. Remove one of the two, or use another cluster for Istio.",
    );
  });

  test('a Pod Security level that the init container cannot live with', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        const osm = new OpenServiceMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
        new MeshNamespace(stack, 'Shop', { mesh: osm, name: 'shop', podSecurity: PodSecurityLevel.BASELINE });
      }),
    );
    expect(fault).toBe(
      "MeshNamespace 'platform/Shop': podSecurity must be privileged: pods of the mesh 'platform/Mesh' have an init container with NET_ADMIN that runs as root, got baseline. Use PodSecurityLevel.PRIVILEGED, or a mesh with a CNI plugin, e.g. IstioMesh.",
    );
  });

  test('two that set the MeshConfig', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        const osm = new OpenServiceMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
        new OsmMeshConfig(stack, 'Config', { mesh: osm });
      }),
    );
    expect(fault).toBe(
      "OsmMeshConfig 'platform/Config': mesh must have only one MeshConfig, but 'platform/Mesh' sets it already, " +
        'got platform/Mesh. Set it there.',
    );
  });

  test('an import beside the add-on', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        const cluster = new FakeAksCluster(stack);
        ManagedOpenServiceMesh.fromCluster(stack, 'Addon', { cluster });
        OpenServiceMesh.fromAttributes(stack, 'Mesh', { cluster });
      }),
    );
    expect(fault).toBe(
      "ImportedOpenServiceMesh 'platform/Mesh': cluster must have only one mesh, but 'platform/Addon' declares managed Open Service Mesh on it, got platform/Cluster. Remove one of the two, or use another cluster for Open Service Mesh.",
    );
  });
});
