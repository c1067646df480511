import type { IConstruct } from 'constructs';
import { checkTaints } from '../cluster/taints';
import { checkVmSize } from '../cluster/vm-size';
import {
  checkElementsKnown,
  checkInteger,
  checkLiteral,
  checkName,
  checkNotEmpty,
  checkOrder,
  checkPattern,
  isKnown,
} from '../core/checks';
import type { Faults } from '../core/faults';
import { checkLabels } from '../core/kubernetes-metadata';
import { nameRules } from '../core/names';
import { NodeImageFamily } from './aks-node-class';
import { checkDisruption } from './disruption';
import { CpuArchitecture, type KarpenterNodePoolProps } from './karpenter-node-pool-props';
import { restrictedLabel } from './node-label-rules';
import { checkProvisioning, checkReservedName } from './provisioning-rules';

/** Labels of requirements that props write. */
const propOf: { readonly [label: string]: string } = {
  'kubernetes.io/os': 'imageFamily of the node class',
  'kubernetes.io/arch': 'architectures',
  'karpenter.sh/capacity-type': 'capacityTypes',
  'karpenter.azure.com/sku-family': 'vmFamilies',
  'karpenter.azure.com/sku-name': 'vmSizes',
  'node.kubernetes.io/instance-type': 'vmSizes',
  'topology.kubernetes.io/zone': 'zones',
  'karpenter.azure.com/sku-cpu': 'minCpus and maxCpus',
  'karpenter.azure.com/sku-memory': 'minMemoryGib and maxMemoryGib',
  'karpenter.azure.com/sku-gpu-count': 'gpu.minCount',
  'karpenter.azure.com/sku-gpu-manufacturer': 'gpu.manufacturer',
  'karpenter.azure.com/sku-gpu-name': 'gpu.names',
};

/** Props that write 3 to 11 of the 100 requirements that a NodePool may have. */
const mostRequirements = 88;

/** Reports settings that the API server or Karpenter would reject, and pools that could never have a node. */
export function checkKarpenterNodePool(faults: Faults, pool: IConstruct, props: KarpenterNodePoolProps): void {
  const { cluster, poolName, nodeClass } = props;
  checkProvisioning(faults, pool, cluster);
  checkName(faults, 'poolName', poolName, nameRules.kubernetesLabel);
  checkReservedName(faults, 'poolName', poolName, cluster);
  if (nodeClass) {
    if (nodeClass._cluster !== cluster) {
      const fix = 'Pass the same cluster to both.';
      faults.add('nodeClass', `must be of the cluster ${cluster.node.path}`, nodeClass._cluster.node.path, fix);
    }
  } else if (cluster._facts.nodeProvisioning?._hasDefaultPools === false) {
    const must = 'must be set for a cluster with defaultPools: false';
    faults.add('nodeClass', must, undefined, 'Create an AksNodeClass.');
  }
  checkMachines(faults, props);
  checkNodeClassFits(faults, props);
  checkRequirements(faults, props);
  checkNodeObjects(faults, props);
  checkInteger(faults, 'cpuLimit', props.cpuLimit, 0, 100000, 'vCPUs');
  checkInteger(faults, 'memoryLimitGib', props.memoryLimitGib, 0, 1000000, 'GiB');
  checkInteger(faults, 'weight', props.weight, 1, 100);
  if (props.disruption) checkDisruption(faults, props.disruption);
}

function checkMachines(faults: Faults, props: KarpenterNodePoolProps): void {
  const { vmFamilies, vmSizes, architectures, capacityTypes, zones, gpu } = props;
  for (const [prop, list] of Object.entries({ vmFamilies, vmSizes, architectures, capacityTypes, zones })) {
    checkNotEmpty(faults, prop, list);
    if (isKnown(list) && new Set(list).size < list.length) {
      faults.add(prop, 'must not have the same value twice', list, 'Remove one of the two.');
    }
  }
  if (vmFamilies && vmSizes) {
    faults.add('vmFamilies', 'must not be set together with vmSizes', vmFamilies, 'Remove one of the two.');
  }
  for (const family of isKnown(vmFamilies) ? vmFamilies : []) {
    const must = "must be letters of Azure's families of VM sizes";
    checkPattern(faults, 'vmFamilies', family, /^[A-Z]{1,2}$/, must, 'D');
  }
  if (!checkElementsKnown(faults, 'zones', zones)) return;
  for (const zone of zones ?? []) {
    checkPattern(faults, 'zones', zone, /^[123]$/, 'must be values of 1, 2, 3', "['1', '2', '3']");
  }
  const sizes = (isKnown(vmSizes) ? vmSizes : []).map((name) => checkVmSize(faults, 'vmSizes', name));
  const { architectures: given = [CpuArchitecture.AMD64] } = props;
  const fits = (isArm: boolean) => given.includes(isArm ? CpuArchitecture.ARM64 : CpuArchitecture.AMD64);
  sizes.forEach((size, index) => {
    if (size && !fits(size.isArm)) {
      const must = `must be sizes of the architectures (${given.join(', ')})`;
      const fix = `Add CpuArchitecture.${size.isArm ? 'ARM64' : 'AMD64'} to architectures.`;
      faults.add('vmSizes', must, vmSizes?.[index], fix);
    }
    if (size && gpu && !size.hasGpu) {
      faults.add('vmSizes', 'must have GPUs with gpu', vmSizes?.[index], 'For example, use Standard_NC24ads_A100_v4.');
    }
  });
  for (const prop of ['minCpus', 'maxCpus'] as const) checkInteger(faults, prop, props[prop], 1, 1024, 'vCPUs');
  for (const prop of ['minMemoryGib', 'maxMemoryGib'] as const) {
    checkInteger(faults, prop, props[prop], 1, 32768, 'GiB');
  }
  checkOrder(faults, 'minCpus', props.minCpus, 'maxCpus', props.maxCpus);
  checkOrder(faults, 'minMemoryGib', props.minMemoryGib, 'maxMemoryGib', props.maxMemoryGib);
  checkInteger(faults, 'gpu.minCount', gpu?.minCount, 1, 16, 'GPUs');
  checkNotEmpty(faults, 'gpu.names', gpu?.names);
}

/** Source: https://learn.microsoft.com/azure/aks/artifact-streaming and enable-fips-nodes: Arm images with FIPS are of Azure Linux. */
function checkNodeClassFits(faults: Faults, { nodeClass, architectures }: KarpenterNodePoolProps): void {
  if (!nodeClass || !isKnown(architectures) || !architectures.includes(CpuArchitecture.ARM64)) return;
  if (nodeClass._streams) {
    const must = 'must not stream artifacts, which Arm machines do not support';
    faults.add('nodeClass', must, nodeClass.node.path, 'Use CpuArchitecture.AMD64 only, or another node class.');
  }
  const { _fipsFamily: family } = nodeClass;
  if (family !== undefined && family !== NodeImageFamily.AZURE_LINUX) {
    const must = 'must use Azure Linux for FIPS on Arm machines';
    faults.add('nodeClass', must, family, 'Use NodeImageFamily.AZURE_LINUX, or CpuArchitecture.AMD64 only.');
  }
}

function checkRequirements(faults: Faults, { requirements }: KarpenterNodePoolProps): void {
  const list = isKnown(requirements) ? requirements : [];
  if (list.length > mostRequirements) {
    faults.add('requirements', `must be at most ${mostRequirements}`, list.length, 'Remove some.');
  }
  list.forEach((requirement, index) => {
    const prop = `requirements[${index}]`;
    const { key } = requirement._condition;
    if (isKnown(key) && Object.hasOwn(propOf, key)) {
      faults.add(prop, 'must not use a label that another prop sets', key, `Use ${propOf[key]}.`);
    } else requirement._check(faults, prop);
  });
}

function checkNodeObjects(
  faults: Faults,
  { nodeLabels, nodeTaints = [], startupTaints = [] }: KarpenterNodePoolProps,
): void {
  checkLabels(faults, 'nodeLabels', nodeLabels);
  for (const key of Object.keys(nodeLabels ?? {})) restrictedLabel(faults, 'nodeLabels', key);
  for (const [prop, taints] of Object.entries({ nodeTaints, startupTaints })) {
    for (const text of taints) checkLiteral(faults, prop, text, 'its parts are fields of the object');
  }
  checkTaints(faults, 'nodeTaints', nodeTaints);
  checkTaints(faults, 'startupTaints', startupTaints, nodeTaints);
}
