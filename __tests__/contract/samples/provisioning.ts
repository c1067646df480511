import type { TerraformStack } from 'cdktf';
import {
  type AksCluster,
  AksNodeClass,
  type AksNodeClassProps,
  type AutomaticNodeProvisioningOptions,
  CapacityType,
  ConsolidationPolicy,
  CpuArchitecture,
  CpuManagerPolicy,
  type DisruptionBudget,
  type DisruptionOptions,
  DisruptionReason,
  GpuManufacturer,
  KarpenterNodePool,
  type KarpenterNodePoolProps,
  NodeImageFamily,
  NodeProvisioning,
  NodeRequirement,
  type ProvisionedGpuOptions,
  requireProviders,
} from '../../../lib';
import { given, type RoomSamples, struct } from '../support/sample';
import { clusterOn, knownSubnet } from '../support/values';

/** How each struct of node auto-provisioning reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  AksNodeClassProps: struct<AksNodeClassProps>(
    (stack, props) => new AksNodeClass(stack, 'Class', { cluster: provisioned(stack), className: 'apps', ...props }),
    {
      className: 'other',
      imageFamily: NodeImageFamily.AZURE_LINUX,
      fips: true,
      nodeSubnet: (stack) => knownSubnet(stack, 'apps'),
      osDiskSizeGib: 256,
      maxPods: 110,
      hostEncryption: true,
      installGpuDriver: false,
      artifactStreaming: true,
      kubelet: { cpuManagerPolicy: CpuManagerPolicy.STATIC },
      kernel: { maxMapCount: 262144 },
      tags: { team: 'web' },
    },
  ),
  AutomaticNodeProvisioningOptions: struct<AutomaticNodeProvisioningOptions>(
    (stack, options) => provisioned(stack, NodeProvisioning.automatic(options)),
    {
      defaultPools: false,
      // The same prop decides whether pools have an autoscaler.
      besideClusterAutoscaler: true,
      nodeSubnets: (stack) => [knownSubnet(stack, 'apps')],
    },
  ),
  DisruptionBudget: struct<DisruptionBudget>(
    (stack, budget) => pool(stack, { disruption: { budgets: [{ nodes: '10%', ...budget }] } }),
    {
      nodes: '20%',
      schedule: given({ schedule: '@weekly', durationMinutes: 60 }, '@daily'),
      durationMinutes: given({ schedule: '@daily', durationMinutes: 30 }, 60),
      reasons: [DisruptionReason.DRIFTED],
    },
  ),
  DisruptionOptions: struct<DisruptionOptions>((stack, disruption) => pool(stack, { disruption }), {
    consolidation: ConsolidationPolicy.WHEN_EMPTY,
    consolidateAfterSeconds: 60,
    budgets: [{ nodes: '0' }],
    expireAfterHours: 720,
    terminationGracePeriodMinutes: 30,
  }),
  KarpenterNodePoolProps: struct<KarpenterNodePoolProps>((stack, props) => pool(stack, props), {
    poolName: 'other',
    nodeClass: (stack) => new AksNodeClass(stack, 'Class', { cluster: provisioned(stack), className: 'apps' }),
    vmFamilies: ['E'],
    vmSizes: ['Standard_D4s_v5'],
    architectures: [CpuArchitecture.ARM64],
    capacityTypes: [CapacityType.SPOT, CapacityType.ON_DEMAND],
    zones: ['1'],
    minCpus: 2,
    maxCpus: 32,
    minMemoryGib: 4,
    maxMemoryGib: 128,
    gpu: {},
    requirements: [NodeRequirement.oneOf('karpenter.azure.com/sku-version', ['5'])],
    nodeLabels: { team: 'web' },
    nodeTaints: ['team=batch:NoSchedule'],
    startupTaints: ['example.com/agent:NoSchedule'],
    cpuLimit: 100,
    memoryLimitGib: 400,
    weight: 10,
    disruption: { consolidation: ConsolidationPolicy.NEVER },
  }),
  ProvisionedGpuOptions: struct<ProvisionedGpuOptions>((stack, gpu) => pool(stack, { gpu }), {
    manufacturer: GpuManufacturer.AMD,
    names: ['A100'],
    minCount: 2,
  }),
};

function pool(stack: TerraformStack, props: Partial<KarpenterNodePoolProps>): KarpenterNodePool {
  return new KarpenterNodePool(stack, 'Pool', { cluster: provisioned(stack), poolName: 'apps', ...props });
}

function provisioned(stack: TerraformStack, nodeProvisioning = NodeProvisioning.automatic()): AksCluster {
  const found = stack.node.tryFindChild('Cluster') as AksCluster | undefined;
  if (found) return found;
  requireProviders(stack);
  return clusterOn(stack, knownSubnet(stack), { nodeProvisioning });
}
