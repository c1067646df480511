import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { provisionedPools } from '../cluster/node-provisioning';
import { checkProps } from '../core/checked-props';
import { compact } from '../core/compact';
import { normalizedLocation } from '../core/locations';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { numberText, productOf, sumOf } from '../core/token-values';
import { KubernetesManifests } from '../helm/kubernetes-manifests';
import { renderDisruption } from './disruption';
import {
  CapacityType,
  CpuArchitecture,
  GpuManufacturer,
  type KarpenterNodePoolProps,
  type ProvisionedGpuOptions,
} from './karpenter-node-pool-props';
import { checkKarpenterNodePool } from './karpenter-node-pool-rules';
import { NodeRequirement } from './node-requirement';
import { recordsNamespace } from './provisioning-rules';

/**
 * A Karpenter NodePool: the machines that node auto-provisioning may create for pending pods. Karpenter chooses the cheapest VM size that
 * fits.
 *
 * @see https://learn.microsoft.com/azure/aks/node-auto-provisioning-node-pools
 */
export class KarpenterNodePool extends Construct {
  /** The name of the NodePool object. */
  public readonly poolName: string;

  /** The release that applies the object. */
  public readonly manifests: KubernetesManifests;

  /** The resources that dependents wait for: the object. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: KarpenterNodePoolProps) {
    super(scope, id);
    checkProps(this, 'KarpenterNodePoolProps', props, (faults) => checkKarpenterNodePool(faults, this, props));
    const { cluster, poolName, nodeClass } = props;
    this.poolName = poolName;
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster,
      releaseName: derivedName(poolName, 'karpenter-pool', nameRules.helmRelease),
      namespace: recordsNamespace,
      manifests: [manifestOf(props)],
    });
    if (nodeClass) this.manifests.node.addDependency(nodeClass);
    this.ready = this.manifests.ready;
    implementReady(this, () => this.ready);
    provisionedPools.add(cluster, this);
  }
}

function manifestOf(props: KarpenterNodePoolProps): { [key: string]: unknown } {
  const { poolName, nodeClass, nodeLabels, nodeTaints, startupTaints, disruption = {} } = props;
  const { expireAfterHours, terminationGracePeriodMinutes } = disruption;
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: poolName },
    spec: {
      weight: props.weight,
      limits: limitsOf(props),
      disruption: renderDisruption(disruption),
      template: {
        // AKS labels its own pool so too: pods of kube-system then create no node here.
        metadata: { labels: { 'kubernetes.azure.com/mode': 'user', ...nodeLabels } },
        spec: {
          nodeClassRef: { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: nodeClass?.className ?? 'default' },
          requirements: requirementsOf(props).map(({ _condition }) => _condition),
          taints: nodeTaints?.map(taintOf),
          startupTaints: startupTaints?.map(taintOf),
          expireAfter: expireAfterHours === undefined ? 'Never' : `${numberText(expireAfterHours)}h`,
          terminationGracePeriod:
            terminationGracePeriodMinutes === undefined ? undefined : `${numberText(terminationGracePeriodMinutes)}m`,
        },
      },
    },
  };
}

function limitsOf({ cpuLimit, memoryLimitGib }: KarpenterNodePoolProps): { [key: string]: unknown } | undefined {
  return compact({
    cpu: cpuLimit,
    memory: memoryLimitGib === undefined ? undefined : `${numberText(memoryLimitGib)}Gi`,
  });
}

function requirementsOf(props: KarpenterNodePoolProps): NodeRequirement[] {
  const { cluster, vmSizes, gpu, zones } = props;
  const { architectures = [CpuArchitecture.AMD64], capacityTypes = [CapacityType.ON_DEMAND] } = props;
  const { vmFamilies = vmSizes ? undefined : [gpu ? 'N' : 'D'] } = props;
  const sku = (name: string) => `karpenter.azure.com/sku-${name}`;
  const oneOf = (label: string, values: string[] | undefined) => (values ? [NodeRequirement.oneOf(label, values)] : []);
  const { minMemoryGib: minMemory, maxMemoryGib: maxMemory } = props;
  const mib = (gib: number | undefined) => (gib === undefined ? undefined : productOf(gib, 1024));
  return [
    NodeRequirement.oneOf('kubernetes.io/os', ['linux']),
    NodeRequirement.oneOf('kubernetes.io/arch', architectures),
    NodeRequirement.oneOf('karpenter.sh/capacity-type', capacityTypes),
    ...oneOf(sku('family'), vmFamilies),
    ...oneOf(sku('name'), vmSizes),
    ...oneOf(
      'topology.kubernetes.io/zone',
      zones?.map((zone) => `${normalizedLocation(cluster.location)}-${zone}`),
    ),
    ...rangeOf(sku('cpu'), props.minCpus, props.maxCpus),
    ...rangeOf(sku('memory'), mib(minMemory), mib(maxMemory)),
    ...(gpu ? gpuRequirements(gpu, sku) : []),
    ...(props.requirements ?? []),
  ];
}

function gpuRequirements(gpu: ProvisionedGpuOptions, sku: (name: string) => string): NodeRequirement[] {
  return [
    NodeRequirement.oneOf(sku('gpu-manufacturer'), [gpu.manufacturer ?? GpuManufacturer.NVIDIA]),
    ...(gpu.names ? [NodeRequirement.oneOf(sku('gpu-name'), gpu.names)] : []),
    ...rangeOf(sku('gpu-count'), gpu.minCount ?? 1, undefined),
  ];
}

/** Both ends are included; Karpenter's operators of all versions exclude them. */
function rangeOf(label: string, min: number | undefined, max: number | undefined): NodeRequirement[] {
  return [
    ...(min === undefined ? [] : [NodeRequirement.greaterThan(label, sumOf(min, -1))]),
    ...(max === undefined ? [] : [NodeRequirement.lessThan(label, sumOf(max, 1))]),
  ];
}

function taintOf(text: string): { key: string; value?: string; effect: string } {
  const [, key, value, effect] = /^([^=:]+)(?:=([^:]*))?:(.+)$/.exec(text) as RegExpExecArray;
  return { key, value: value || undefined, effect };
}

publicClass('KarpenterNodePool', KarpenterNodePool);
