import {
  ExternalTrafficPolicy,
  GatewayExposure,
  IstioGateway,
  type IstioGatewayProps,
  IstioMesh,
  IstioVersion,
  Namespace,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { type Attributes, azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../../support/releases';

type Options = Omit<IstioGatewayProps, 'mesh'>;

const annotation = 'service.beta.kubernetes.io/azure';

function planned(options: Options = {}, revision?: string): Planned {
  return Planned.by((stack) => {
    const mesh = new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack), revision });
    new IstioGateway(stack, 'Gateway', { mesh, ...options });
  });
}

function serviceOf(exposure: GatewayExposure): Attributes {
  return valuesOf(planned({ exposure }), 'Gateway_Chart').service;
}

describe('by default', () => {
  const plan = planned();

  test('it is installed after the control plane, in its own namespace, with time for an address', () => {
    const release = plan.one('helm_release', 'Gateway_Chart');
    expect(release).toMatchObject({
      name: 'istio-ingressgateway',
      chart: 'gateway',
      version: '1.30.3',
      namespace: 'istio-ingress',
      timeout: 900,
    });
    expect(waitsOf(plan, 'Gateway_Chart')).toEqual([
      'helm_release.Gateway_Namespace_Manifests',
      'helm_release.Mesh_Foundation_MutualTls',
      'helm_release.Mesh_Istiod',
    ]);
    expect(manifestsOf(plan, 'Gateway_Namespace')[0].metadata).toMatchObject({
      name: 'istio-ingress',
      labels: { 'pod-security.kubernetes.io/enforce': 'baseline' },
    });
  });

  test('it is reached from the virtual network, by two pods in two zones', () => {
    expect(valuesOf(plan, 'Gateway_Chart')).toEqual({
      labels: { istio: 'istio-ingressgateway' },
      service: {
        annotations: { [`${annotation}-load-balancer-internal`]: 'true' },
        externalTrafficPolicy: 'Local',
      },
      autoscaling: { minReplicas: 2, maxReplicas: 5 },
      podDisruptionBudget: { maxUnavailable: 1 },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { istio: 'istio-ingressgateway' } },
          matchLabelKeys: ['pod-template-hash'],
        },
      ],
    });
  });
});

test('a gateway follows the revision of its mesh', () => {
  expect(valuesOf(planned({}, '1-30-3'), 'Gateway_Chart').revision).toBe('1-30-3');
});

describe('exposure', () => {
  test('public, with an address and ranges', () => {
    const exposure = GatewayExposure.public({
      staticIpName: 'shop-ingress',
      staticIpResourceGroup: 'rg-shop',
      allowedRanges: ['203.0.113.0/24'],
    });
    expect(serviceOf(exposure)).toEqual({
      annotations: {
        [`${annotation}-pip-name`]: 'shop-ingress',
        [`${annotation}-load-balancer-resource-group`]: 'rg-shop',
      },
      loadBalancerSourceRanges: ['203.0.113.0/24'],
      externalTrafficPolicy: 'Local',
    });
  });

  test('public, with an address that Azure makes', () => {
    expect(serviceOf(GatewayExposure.public())).toEqual({ externalTrafficPolicy: 'Local' });
  });

  test('internal, in a subnet', () => {
    const exposure = GatewayExposure.internal({
      subnetName: 'ingress',
      address: '10.0.4.10',
      allowedRanges: ['10.0.0.0/8'],
    });
    expect(serviceOf(exposure)).toEqual({
      annotations: {
        [`${annotation}-load-balancer-internal`]: 'true',
        [`${annotation}-load-balancer-internal-subnet`]: 'ingress',
        [`${annotation}-load-balancer-ipv4`]: '10.0.4.10',
      },
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      externalTrafficPolicy: 'Local',
    });
  });

  test('for the cluster only, without a load balancer', () => {
    expect(serviceOf(GatewayExposure.clusterOnly())).toEqual({ type: 'ClusterIP' });
  });
});

test('replicas, traffic policy, version and values reach the release', () => {
  const plan = planned({
    minReplicas: 3,
    maxReplicas: 9,
    externalTrafficPolicy: ExternalTrafficPolicy.CLUSTER,
    version: IstioVersion.V1_29_6,
    values: { resources: { requests: { cpu: '200m' } }, autoscaling: { targetCPUUtilizationPercentage: 60 } },
  });
  expect(plan.one('helm_release', 'Gateway_Chart').version).toBe('1.29.6');
  expect(valuesOf(plan, 'Gateway_Chart')).toMatchObject({
    autoscaling: { minReplicas: 3, maxReplicas: 9, targetCPUUtilizationPercentage: 60 },
    service: { externalTrafficPolicy: 'Cluster' },
    resources: { requests: { cpu: '200m' } },
  });
});

test('two gateways share a namespace and differ by their label', () => {
  const plan = Planned.by((stack) => {
    const mesh = new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
    const { namespace, selector } = new IstioGateway(stack, 'Inside', { mesh });
    const gatewayName = 'istio-publicgateway';
    const exposure = GatewayExposure.public();
    const outside = new IstioGateway(stack, 'Outside', { mesh, gatewayName, namespace, exposure });
    expect([selector, outside.selector]).toEqual([{ istio: 'istio-ingressgateway' }, { istio: gatewayName }]);
    expect(outside.serviceAccountName).toBe(gatewayName);
  });
  expect(valuesOf(plan, 'Outside').labels).toEqual({ istio: 'istio-publicgateway' });
  expect(plan.one('helm_release', 'Outside').namespace).toBe('istio-ingress');
});

test('two gateways of one name are refused', () => {
  const stack = azureStack();
  const cluster = new FakeAksCluster(stack);
  const mesh = new IstioMesh(stack, 'Mesh', { cluster });
  new IstioGateway(stack, 'Inside', { mesh });
  const namespace = new Namespace(stack, 'Namespace', { cluster, name: 'ingress' });
  expect(errorOf(() => new IstioGateway(stack, 'Outside', { mesh, namespace }))).toBe(
    "IstioGateway 'platform/Outside': gatewayName must differ from that of 'platform/Inside' on the same cluster, got istio-ingressgateway. Use a different name for each, e.g. istio-internalgateway.",
  );
});

describe('refused', () => {
  const cases: [string, Options, string][] = [
    [
      'a name that is no label',
      { gatewayName: 'Ingress' },
      'gatewayName must have 1 to 53 characters: lowercase letters, digits and -, with a letter or digit at both ends, got Ingress. For example, use istiod.',
    ],
    [
      'more pods at least than at most',
      { minReplicas: 6 },
      'minReplicas must not be greater than maxReplicas (5), got 6. Lower minReplicas or raise maxReplicas.',
    ],
    [
      'half a pod',
      { minReplicas: 1.5 },
      'minReplicas must be a whole number of 1 to 100 pods, got 1.5. Use a number in 1 to 100 pods.',
    ],
    [
      'a version that is not exact',
      { version: IstioVersion.of('latest') },
      "version must be one exact release: major, minor and patch, got latest. For example, use IstioVersion.of('1.30.3').",
    ],
    [
      'a range with host bits',
      { exposure: GatewayExposure.public({ allowedRanges: ['203.0.113.7/24'] }) },
      'exposure.allowedRanges[0] must be the first address of its range, got 203.0.113.7/24. Use 203.0.113.0/24.',
    ],
    [
      'no range at all',
      { exposure: GatewayExposure.internal({ allowedRanges: [] }) },
      'exposure.allowedRanges must not be empty, which would allow all, got []. Leave it out to allow all, or list the ranges.',
    ],
    [
      'a resource group without an address',
      { exposure: GatewayExposure.public({ staticIpResourceGroup: 'rg-shop' }) },
      'exposure.staticIpResourceGroup can only be used with staticIpName, got rg-shop. Set staticIpName too, or leave it out.',
    ],
    [
      'an address that is none',
      { exposure: GatewayExposure.internal({ address: '10.0.4.256' }) },
      'exposure.address must be an IPv4 address, got 10.0.4.256. For example, use 10.0.4.10.',
    ],
    [
      'the id of a subnet',
      { exposure: GatewayExposure.internal({ subnetName: '/subscriptions/s' }) },
      'exposure.subnetName must be the name of a subnet, not its id, got /subscriptions/s. For example, use ingress.',
    ],
    [
      'a traffic policy without a load balancer',
      { exposure: GatewayExposure.clusterOnly(), externalTrafficPolicy: ExternalTrafficPolicy.LOCAL },
      'externalTrafficPolicy must be left out without a load balancer, got Local. Leave it out, or use another exposure.',
    ],
    [
      'values that props decide',
      { values: { labels: { istio: 'other' } } },
      'values must leave labels.istio to gatewayName, got other. Leave labels.istio out.',
    ],
  ];
  test.each(cases)('%s', (_title, options, fault) => {
    expect(errorOf(() => planned(options))).toBe(`IstioGateway 'platform/Gateway': ${fault}`);
  });

  test('a namespace of another cluster', () => {
    const stack = azureStack();
    const mesh = new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
    const cluster = new FakeAksCluster(stack, 'Other');
    const namespace = new Namespace(stack, 'Namespace', { cluster, name: 'ingress' });
    expect(errorOf(() => new IstioGateway(stack, 'Gateway', { mesh, namespace }))).toBe(
      "IstioGateway 'platform/Gateway': namespace must be on the cluster of the mesh (platform/Cluster), got platform/Other. Use a namespace of that cluster.",
    );
  });
});

test('a gateway that something else installs makes nothing', () => {
  const plan = Planned.by((stack) => {
    const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
    const names = { gatewayName: 'edge', namespaceName: 'ingress' };
    const plain = IstioGateway.fromAttributes(stack, 'Plain', { mesh, ...names });
    expect([plain.selector, plain.serviceAccountName]).toEqual([{ istio: 'edge' }, 'edge']);
    const selector = { istio: 'ingressgateway' };
    const other = IstioGateway.fromAttributes(stack, 'Other', { mesh, ...names, selector, serviceAccountName: 'sa' });
    expect([other.selector, other.serviceAccountName, other.namespace.namespaceName]).toEqual([
      selector,
      'sa',
      'ingress',
    ]);
  });
  expect(plan.all('helm_release')).toEqual({});
});
