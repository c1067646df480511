import type { JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block, given, nameOf, type Placed, text } from '../adoption';
import { call, code, type Expression, literal, props } from '../expression';
import type { StateResource } from '../state';
import { advancedPoolOf } from './advanced-pool';
import { recognizeResource } from './resource';
import { subnetOf } from './subnet';

const knownOs: { readonly [sku: string]: string } = {
  AzureLinux: 'AZURE_LINUX',
  AzureLinux3: 'AZURE_LINUX_3',
  Windows2022: 'WINDOWS_2022',
};

const spotMark = 'kubernetes.azure.com/scalesetpriority';

export function recognizeNodePool(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const { program } = adoption;
  const owner = adoption.find(values.kubernetes_cluster_id, 'azurerm_kubernetes_cluster');
  const cluster = owner && adoption.place(owner);
  if (!owner || !cluster) {
    adoption.note(`${resource.address} is a pool of a cluster that the state doesn't hold: import that cluster too.`);
    return recognizeResource(resource, adoption);
  }
  const systemPool = block(owner.values, 'default_node_pool');
  const subnetId = text(values, 'vnet_subnet_id');
  const isOwnSubnet = subnetId !== undefined && subnetId !== text(systemPool, 'vnet_subnet_id');
  const isSpot = values.priority === 'Spot';
  const taints = Array.isArray(values.node_taints) ? values.node_taints : [];
  const options = {
    poolName: literal(values.name),
    ...poolOptions(values, adoption),
    nodeTaints: given(isSpot ? taints.filter((taint) => taint !== `${spotMark}=spot:NoSchedule`) : taints),
    spot: isSpot ? spotOf(values, adoption) : undefined,
    mode: values.mode === 'System' ? code(`${program.library('NodePoolMode')}.SYSTEM`) : undefined,
  };
  const id = program.id(nameOf(resource));
  const name = program.constant(nameOf(resource), 'pool');
  const vmSize = literal(values.vm_size);
  const value = isOwnSubnet
    ? call(
        `new ${program.library('NodePool')}`,
        code('platform'),
        literal(id),
        props({ cluster: code(cluster.name), vmSize }, { nodeSubnet: subnetOf(subnetId, adoption), ...options }),
      )
    : call(`${cluster.name}.addNodePool`, literal(id), props({ vmSize }, options));
  const path = isOwnSubnet ? id : `${cluster.path}/${id}`;
  program.add({ name, path, value });
  return { name, path, resource: `${name}.resource`, attributes: { id: `${name}.resource.id` } };
}

/** What system pools and others have in common. */
export function poolOptions(pool: JsonMap, adoption: Adoption): { [prop: string]: Expression | undefined } {
  const { program } = adoption;
  const isScaled = pool.auto_scaling_enabled === true;
  const sku = text(pool, 'os_sku');
  const isWindows = pool.os_type === 'Windows';
  const upgrade = block(pool, 'upgrade_settings');
  const { [spotMark]: _mark, ...labels } = (pool.node_labels ?? {}) as JsonMap;
  return {
    ...(isScaled
      ? { minCount: literal(pool.min_count), maxCount: literal(pool.max_count) }
      : { nodeCount: literal(pool.node_count) }),
    zones: literal(Array.isArray(pool.zones) ? pool.zones : []),
    maxPods: given(pool.max_pods),
    os: sku === undefined || sku === 'Ubuntu' ? undefined : osOf(sku, isWindows, program.library('NodeOs')),
    osDiskType: code(`${program.library('OsDiskType')}.${pool.os_disk_type === 'Ephemeral' ? 'EPHEMERAL' : 'MANAGED'}`),
    osDiskSizeGib:
      pool.os_disk_type === 'Managed' && pool.os_disk_size_gb === 128 ? undefined : given(pool.os_disk_size_gb),
    hostEncryption: given(pool.host_encryption_enabled),
    fips: given(pool.fips_enabled),
    gpu: gpuOf(pool, adoption),
    nodeLabels: given(labels),
    maxSurge: given(upgrade.max_surge),
    drainTimeoutMinutes: given(upgrade.drain_timeout_in_minutes),
    nodeSoakMinutes: given(upgrade.node_soak_duration_in_minutes),
    tags: literal((pool.tags ?? {}) as JsonMap),
    advanced: advancedPoolOf(pool, adoption),
  };
}

function osOf(sku: string, isWindows: boolean, NodeOs: string): Expression {
  if (Object.hasOwn(knownOs, sku)) return code(`${NodeOs}.${knownOs[sku]}`);
  return call(`${NodeOs}.${isWindows ? 'windows' : 'linux'}`, literal(sku));
}

function gpuOf(pool: JsonMap, adoption: Adoption): Expression | undefined {
  const driver = text(pool, 'gpu_driver');
  const instance = text(pool, 'gpu_instance');
  if (driver === undefined && instance === undefined) return undefined;
  const GpuInstance = adoption.program.library('GpuInstance');
  return props({}, {
    installDriver: driver === undefined ? undefined : literal(driver === 'Install'),
    instance: instance && code(`${GpuInstance}.${instance.replace('MIG', 'MIG_').toUpperCase()}`),
  } as { [prop: string]: Expression | undefined });
}

function spotOf(pool: JsonMap, adoption: Adoption): Expression {
  const SpotEvictionPolicy = adoption.program.library('SpotEvictionPolicy');
  const price = pool.spot_max_price;
  return props(
    {},
    {
      maxPriceUsd: typeof price === 'number' && price > 0 ? literal(price) : undefined,
      evictionPolicy: code(`${SpotEvictionPolicy}.${pool.eviction_policy === 'Deallocate' ? 'DEALLOCATE' : 'DELETE'}`),
    },
  );
}
