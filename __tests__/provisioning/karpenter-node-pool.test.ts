import type { TerraformStack } from 'cdktf';
import {
  AksCluster,
  type AksClusterProps,
  AksNodeClass,
  type AksNodeClassProps,
  CapacityType,
  ConsolidationPolicy,
  CpuArchitecture,
  type DisruptionBudget,
  DisruptionReason,
  GpuManufacturer,
  KarpenterNodePool,
  type KarpenterNodePoolProps,
  NodeImageFamily,
  NodeProvisioning,
  NodeRequirement,
  requireProviders,
} from '../../lib';
import { checkEach, needsOf } from '../contract/support/crd-check';
import { shopCluster } from '../support/clusters';
import { type Attributes, azureStack, errorOf, lateErrorOf, Planned } from '../support/planned';
import { manifestsOf } from '../support/releases';
import { describeWith } from '../support/tools';

const automatic: Partial<AksClusterProps> = { nodeProvisioning: NodeProvisioning.automatic(), userPool: undefined };

type Options = Partial<Omit<KarpenterNodePoolProps, 'cluster' | 'nodeClass'>>;

/** What the releases below a construct apply. */
function objectsOf(build: (stack: TerraformStack) => void, name = 'Apps'): Attributes[] {
  const planned = Planned.by((stack) => {
    requireProviders(stack);
    build(stack);
  });
  return manifestsOf(planned, name);
}

function pool(options: Options = {}, cluster: Partial<AksClusterProps> = automatic): Attributes {
  return objectsOf((stack) => {
    new KarpenterNodePool(stack, 'Apps', { cluster: shopCluster(stack, cluster), poolName: 'apps', ...options });
  })[0];
}

const requirement = (key: string, operator: string, ...values: string[]) =>
  values.length > 0 ? { key, operator, values } : { key, operator };
const base = [
  requirement('kubernetes.io/os', 'In', 'linux'),
  requirement('kubernetes.io/arch', 'In', 'amd64'),
  requirement('karpenter.sh/capacity-type', 'In', 'on-demand'),
];

test('without options a pool is what AKS makes of its own: on-demand machines of the D family that never expire', () => {
  expect(pool()).toEqual({
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'apps' },
    spec: {
      disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: '0s' },
      template: {
        metadata: { labels: { 'kubernetes.azure.com/mode': 'user' } },
        spec: {
          nodeClassRef: { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'default' },
          requirements: [...base, requirement('karpenter.azure.com/sku-family', 'In', 'D')],
          expireAfter: 'Never',
        },
      },
    },
  });
});

test('machines: spot with fallback, both architectures, zones, sizes, CPUs and memory', () => {
  const { requirements } = pool({
    capacityTypes: [CapacityType.SPOT, CapacityType.ON_DEMAND],
    architectures: [CpuArchitecture.AMD64, CpuArchitecture.ARM64],
    vmFamilies: ['D', 'E'],
    zones: ['1', '3'],
    minCpus: 4,
    maxCpus: 32,
    minMemoryGib: 16,
    maxMemoryGib: 128,
    requirements: [
      NodeRequirement.oneOf('karpenter.azure.com/sku-version', ['5', '6']),
      NodeRequirement.noneOf('karpenter.azure.com/sku-series', ['Dpls_v6']),
      NodeRequirement.greaterThan('karpenter.azure.com/sku-storage-ephemeralos-maxsize', 128),
      NodeRequirement.lessThan('example.com/rank', 7),
      NodeRequirement.exists('example.com/team'),
      NodeRequirement.doesNotExist('karpenter.azure.com/sku-storage-ultra-ssd'),
    ],
  }).spec.template.spec;
  expect(requirements).toEqual([
    base[0],
    requirement('kubernetes.io/arch', 'In', 'amd64', 'arm64'),
    requirement('karpenter.sh/capacity-type', 'In', 'spot', 'on-demand'),
    requirement('karpenter.azure.com/sku-family', 'In', 'D', 'E'),
    requirement('topology.kubernetes.io/zone', 'In', 'westeurope-1', 'westeurope-3'),
    requirement('karpenter.azure.com/sku-cpu', 'Gt', '3'),
    requirement('karpenter.azure.com/sku-cpu', 'Lt', '33'),
    requirement('karpenter.azure.com/sku-memory', 'Gt', '16383'),
    requirement('karpenter.azure.com/sku-memory', 'Lt', '131073'),
    requirement('karpenter.azure.com/sku-version', 'In', '5', '6'),
    requirement('karpenter.azure.com/sku-series', 'NotIn', 'Dpls_v6'),
    requirement('karpenter.azure.com/sku-storage-ephemeralos-maxsize', 'Gt', '128'),
    requirement('example.com/rank', 'Lt', '7'),
    requirement('example.com/team', 'Exists'),
    requirement('karpenter.azure.com/sku-storage-ultra-ssd', 'DoesNotExist'),
  ]);
});

test('GPUs are of the N family, and of NVIDIA unless asked otherwise', () => {
  const gpus = (gpu: KarpenterNodePoolProps['gpu']) => pool({ gpu }).spec.template.spec.requirements.slice(3);
  expect(gpus({})).toEqual([
    requirement('karpenter.azure.com/sku-family', 'In', 'N'),
    requirement('karpenter.azure.com/sku-gpu-manufacturer', 'In', 'nvidia'),
    requirement('karpenter.azure.com/sku-gpu-count', 'Gt', '0'),
  ]);
  expect(gpus({ manufacturer: GpuManufacturer.AMD, names: ['MI300X'], minCount: 8 }).slice(1)).toEqual([
    requirement('karpenter.azure.com/sku-gpu-manufacturer', 'In', 'amd'),
    requirement('karpenter.azure.com/sku-gpu-name', 'In', 'MI300X'),
    requirement('karpenter.azure.com/sku-gpu-count', 'Gt', '7'),
  ]);
});

test('limits, weight, taints, labels and disruption', () => {
  const { spec } = pool({
    cpuLimit: 1000,
    memoryLimitGib: 4000,
    weight: 10,
    nodeLabels: { team: 'web' },
    nodeTaints: ['team=web:NoSchedule', 'batch:NoExecute'],
    startupTaints: ['example.com/agent=missing:NoSchedule'],
    disruption: {
      consolidation: ConsolidationPolicy.WHEN_EMPTY,
      consolidateAfterSeconds: 90,
      expireAfterHours: 720,
      terminationGracePeriodMinutes: 30,
      budgets: [
        { nodes: '20%' },
        { nodes: '0', schedule: '0 9 * * 1-5', durationMinutes: 480, reasons: [DisruptionReason.UNDERUTILIZED] },
      ],
    },
  });
  expect(spec).toMatchObject({
    limits: { cpu: 1000, memory: '4000Gi' },
    weight: 10,
    disruption: {
      consolidationPolicy: 'WhenEmpty',
      consolidateAfter: '90s',
      budgets: [
        { nodes: '20%' },
        { nodes: '0', schedule: '0 9 * * 1-5', duration: '480m', reasons: ['Underutilized'] },
      ],
    },
    template: {
      metadata: { labels: { 'kubernetes.azure.com/mode': 'user', team: 'web' } },
      spec: {
        taints: [
          { key: 'team', value: 'web', effect: 'NoSchedule' },
          { key: 'batch', effect: 'NoExecute' },
        ],
        startupTaints: [{ key: 'example.com/agent', value: 'missing', effect: 'NoSchedule' }],
        expireAfter: '720h',
        terminationGracePeriod: '30m',
      },
    },
  });
});

test('nodes that are never consolidated', () => {
  expect(pool({ disruption: { consolidation: ConsolidationPolicy.NEVER } }).spec.disruption).toEqual({
    consolidationPolicy: 'WhenEmpty',
    consolidateAfter: 'Never',
  });
});

const budget = (options: Partial<DisruptionBudget>): Options => ({
  disruption: { budgets: [{ nodes: '10%', ...options }] },
});

describe('what the API server, Karpenter or Azure would reject is an error', () => {
  test.each<[Options, string]>([
    [
      { poolName: 'Apps' },
      'poolName must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or digit at both ends, got Apps. For example, use shop.',
    ],
    [
      { poolName: 'system-surge' },
      'poolName must not be a name that AKS uses, got system-surge. For example, use apps.',
    ],
    [{ vmFamilies: [] }, 'vmFamilies must not be empty. Leave it out.'],
    [{ zones: ['1', '1'] }, 'zones must not have the same value twice, got ["1","1"]. Remove one of the two.'],
    [{ zones: ['4'] }, "zones must be values of 1, 2, 3, got 4. For example, use ['1', '2', '3']."],
    [
      { vmFamilies: ['D'], vmSizes: ['Standard_D4s_v5'] },
      'vmFamilies must not be set together with vmSizes, got ["D"]. Remove one of the two.',
    ],
    [
      { vmFamilies: ['Dpls_v6'] },
      "vmFamilies must be letters of Azure's families of VM sizes, got Dpls_v6. For example, use D.",
    ],
    [
      { vmSizes: ['D4s_v5'] },
      "vmSizes must be the name of one of Azure's virtual machine sizes, got D4s_v5. For example, use Standard_D4ds_v5.",
    ],
    [
      { vmSizes: ['Standard_D4pls_v6'] },
      'vmSizes must be sizes of the architectures (amd64), got Standard_D4pls_v6. Add CpuArchitecture.ARM64 to architectures.',
    ],
    [
      { gpu: {}, vmSizes: ['Standard_D4s_v5'] },
      'vmSizes must have GPUs with gpu, got Standard_D4s_v5. For example, use Standard_NC24ads_A100_v4.',
    ],
    [
      { minCpus: 8, maxCpus: 4 },
      'minCpus must not be greater than maxCpus (4), got 8. Lower minCpus or raise maxCpus.',
    ],
    [
      { minMemoryGib: 0 },
      'minMemoryGib must be a whole number of 1 to 32768 GiB, got 0. Use a number in 1 to 32768 GiB.',
    ],
    [
      { gpu: { minCount: 0 } },
      'gpu.minCount must be a whole number of 1 to 16 GPUs, got 0. Use a number in 1 to 16 GPUs.',
    ],
    [{ weight: 101 }, 'weight must be a whole number of 1 to 100, got 101. Use a number in 1 to 100.'],
    [
      { cpuLimit: 1.5 },
      'cpuLimit must be a whole number of 0 to 100000 vCPUs, got 1.5. Use a number in 0 to 100000 vCPUs.',
    ],
    [
      { nodeLabels: { 'karpenter.sh/nodepool': 'other' } },
      'nodeLabels must not use a label that AKS and Karpenter reserve, got karpenter.sh/nodepool. Use a label with your own prefix, or karpenter.sh/capacity-type.',
    ],
    [
      { nodeLabels: { agentpool: 'apps' } },
      'nodeLabels must not use a label that AKS and Karpenter reserve, got agentpool. Remove it.',
    ],
    [
      { nodeTaints: ['team=web'] },
      'nodeTaints must have the form KEY=VALUE:EFFECT, got "team=web". For example, use team=batch:NoSchedule.',
    ],
    [
      { nodeTaints: ['team=web:NoSchedule'], startupTaints: ['team=shop:NoSchedule'] },
      'startupTaints must not have the same key and effect twice (team=web:NoSchedule), got "team=shop:NoSchedule". Keep one of the two.',
    ],
    [
      { requirements: [NodeRequirement.oneOf('karpenter.sh/capacity-type', ['spot'])] },
      'requirements[0] must not use a label that another prop sets, got karpenter.sh/capacity-type. Use capacityTypes.',
    ],
    [
      { requirements: [NodeRequirement.exists('eu.karpenter.azure.com/sku-cpu')] },
      'requirements[0] must not use a label that AKS and Karpenter reserve, got eu.karpenter.azure.com/sku-cpu. ' +
        'Use a label with your own prefix, or karpenter.azure.com/aksnodeclass.',
    ],
    [
      { requirements: [NodeRequirement.oneOf('example.com/team', [])] },
      'requirements[0] must have at least one value, got []. Add a value, or use NodeRequirement.exists.',
    ],
    [
      { requirements: [NodeRequirement.greaterThan('example.com/rank', -1)] },
      'requirements[0] must compare with a whole number of 0 or more, got -1. For example, use 128.',
    ],
    [
      { requirements: [NodeRequirement.oneOf('example.com/team', ['a b'])] },
      'requirements[0] must have values of up to 63 letters, digits, -, _ and ., got "a b". For example, use 5.',
    ],
    [
      { requirements: [NodeRequirement.oneOf('kubernetes.azure.com/os-sku', ['Windows'])] },
      'requirements[0] must have values of Ubuntu, AzureLinux for kubernetes.azure.com/os-sku, got Windows. For example, use Ubuntu.',
    ],
    [
      budget({ nodes: '120%' }),
      'disruption.budgets[0].nodes must be a number of nodes, or a percentage of 0% to 100%, got "120%". For example, use 20%.',
    ],
    [
      budget({ schedule: 'daily', durationMinutes: 60 }),
      'disruption.budgets[0].schedule must be a cron expression of five fields, got daily. For example, use 0 9 * * 1-5.',
    ],
    [
      budget({ schedule: '@daily' }),
      'disruption.budgets[0].schedule must be set together with durationMinutes, got @daily. Set durationMinutes too.',
    ],
    [
      budget({ durationMinutes: 60 }),
      'disruption.budgets[0].durationMinutes must be set together with schedule, got 60. Set schedule too.',
    ],
    [
      budget({ reasons: [] }),
      'disruption.budgets[0].reasons must have at least one reason, got []. Leave it out for all reasons.',
    ],
    [{ disruption: { budgets: [] } }, 'disruption.budgets must be 1 to 50 budgets, got 0. Leave it out for 10 %.'],
    [
      { disruption: { consolidation: ConsolidationPolicy.NEVER, consolidateAfterSeconds: 5 } },
      'disruption.consolidateAfterSeconds must not be set with ConsolidationPolicy.NEVER, got 5. Remove one of the two.',
    ],
  ])('%j', (options, text) => {
    expect(errorOf(() => pool(options))).toBe(`KarpenterNodePool 'platform/Apps': ${text}`);
  });

  test('a cluster without node auto-provisioning', () => {
    expect(errorOf(() => pool({}, {}))).toBe(
      "KarpenterNodePool 'platform/Apps': cluster must have node auto-provisioning, which installs the definitions of these " +
        'objects, got platform/Cluster. Set nodeProvisioning: NodeProvisioning.automatic() on the cluster.',
    );
  });

  test("AKS's own node class where AKS creates none", () => {
    const nodeProvisioning = NodeProvisioning.automatic({ defaultPools: false });
    expect(errorOf(() => pool({}, { ...automatic, nodeProvisioning }))).toBe(
      "KarpenterNodePool 'platform/Apps': nodeClass must be set for a cluster with defaultPools: false. Create an AksNodeClass.",
    );
  });

  test.each<[Partial<AksNodeClassProps>, string]>([
    [
      { artifactStreaming: true },
      'nodeClass must not stream artifacts, which Arm machines do not support, got platform/Class. ' +
        'Use CpuArchitecture.AMD64 only, or another node class.',
    ],
    [
      { fips: true },
      'nodeClass must use Azure Linux for FIPS on Arm machines, got Ubuntu. ' +
        'Use NodeImageFamily.AZURE_LINUX, or CpuArchitecture.AMD64 only.',
    ],
  ])('Arm machines of a node class with %j', (options, text) => {
    const stack = azureStack();
    const cluster = shopCluster(stack, automatic);
    const nodeClass = new AksNodeClass(stack, 'Class', { cluster, className: 'apps', ...options });
    const architectures = [CpuArchitecture.ARM64];
    const make = () => new KarpenterNodePool(stack, 'Apps', { cluster, poolName: 'apps', nodeClass, architectures });
    expect(errorOf(make)).toBe(`KarpenterNodePool 'platform/Apps': ${text}`);
  });

  test('a node class of another cluster', () => {
    const stack = azureStack();
    const lookup = { clusterName: 'old', resourceGroupName: 'rg-old' };
    const nodeClass = new AksNodeClass(stack, 'Class', {
      cluster: AksCluster.fromLookup(stack, 'Old', lookup),
      className: 'apps',
    });
    const cluster = shopCluster(stack, automatic);
    expect(errorOf(() => new KarpenterNodePool(stack, 'Apps', { cluster, poolName: 'apps', nodeClass }))).toBe(
      "KarpenterNodePool 'platform/Apps': nodeClass must be of the cluster platform/Cluster, got platform/Old. Pass the same cluster to both.",
    );
  });
});

describe('pods of releases need nodes', () => {
  const withoutPools = (add: (stack: TerraformStack, cluster: AksCluster, nodeClass: AksNodeClass) => void) =>
    objectsOf((stack) => {
      const nodeProvisioning = NodeProvisioning.automatic({ defaultPools: false });
      const cluster = shopCluster(stack, { nodeProvisioning, userPool: undefined });
      add(stack, cluster, new AksNodeClass(stack, 'Class', { cluster, className: 'default' }));
    });

  test('of the system pool, a user pool or a NodePool of the program', () => {
    expect(lateErrorOf(() => withoutPools(() => {}))).toBe(
      "AksCluster 'platform/Cluster': userPool must be set: the cluster has Helm releases, but all its pools are tainted. " +
        'Create a KarpenterNodePool, set userPool, or leave nodeProvisioning.defaultPools out.',
    );
    const [made] = withoutPools((stack, cluster, nodeClass) => {
      new KarpenterNodePool(stack, 'Apps', { cluster, poolName: 'default', nodeClass });
    });
    expect(made.spec.template.spec.nodeClassRef.name).toBe('default');
  });
});

describeWith(needsOf('karpenter'), 'objects of node auto-provisioning', () => {
  test('the API server takes them', () => {
    const all: Options = {
      vmFamilies: ['D', 'E'],
      zones: ['1'],
      minCpus: 2,
      gpu: { names: ['A100'] },
      nodeTaints: ['sku=gpu:NoSchedule', 'batch:NoExecute'],
      startupTaints: ['example.com/agent:NoSchedule'],
      nodeLabels: { team: 'web' },
      cpuLimit: 100,
      memoryLimitGib: 400,
      weight: 5,
      disruption: {
        budgets: [{ nodes: '0', schedule: '@daily', durationMinutes: 90, reasons: [DisruptionReason.DRIFTED] }],
        expireAfterHours: 24,
        terminationGracePeriodMinutes: 5,
      },
      requirements: [
        NodeRequirement.oneOf('karpenter.azure.com/sku-version', ['5']),
        NodeRequirement.exists('example.com/team'),
      ],
    };
    const nodeClass = objectsOf((stack) => {
      new AksNodeClass(stack, 'Class', {
        cluster: shopCluster(stack, automatic),
        className: 'apps',
        imageFamily: NodeImageFamily.AZURE_LINUX,
        fips: true,
        hostEncryption: true,
        osDiskSizeGib: 256,
        maxPods: 110,
        installGpuDriver: false,
        artifactStreaming: true,
        kubelet: {
          podMaxPids: 4096,
          containerLogMaxSizeMib: 20,
          imageGcHighThresholdPercent: 70,
          imageGcLowThresholdPercent: 60,
        },
        kernel: { maxMapCount: 262144, localPortMin: 1024, localPortMax: 65000 },
        tags: { team: 'web' },
      });
    }, 'Class');
    const documents = [pool(), pool(all), ...nodeClass].map((manifest, index) => ({
      id: String(index),
      manifest,
      definitions: ['karpenter'],
    }));
    expect([...checkEach(documents).values()].flat()).toEqual([]);
  });

  test('the check finds what it must', () => {
    const wrong = { ...pool(), spec: { ...pool().spec, weight: 0, limit: {} } };
    const [problems] = checkEach([{ id: '0', manifest: wrong, definitions: ['karpenter'] }]).values();
    expect(problems.join()).toMatch(
      /spec\.weight.*unknown field "spec\.limit"|unknown field "spec\.limit".*spec\.weight/,
    );
  });
});
