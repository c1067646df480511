import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';

/** Labels of reserved domains that NodePools may use. */
const allowed: { readonly [domain: string]: readonly string[] } = {
  'karpenter.sh': ['capacity-type'],
  'karpenter.azure.com': [
    'aksnodeclass',
    'placement-scope',
    'sku-cpu',
    'sku-family',
    'sku-gpu-count',
    'sku-gpu-manufacturer',
    'sku-gpu-name',
    'sku-memory',
    'sku-name',
    'sku-networking-accelerated',
    'sku-series',
    'sku-storage-ephemeralos-maxsize',
    'sku-storage-premium-capable',
    'sku-storage-ultra-ssd',
    'sku-version',
  ],
  'kubernetes.azure.com': [
    'cluster',
    'ebpf-dataplane',
    'ebpf-host-routing',
    'fips_enabled',
    'hostedvm',
    'mode',
    'network-policy',
    'os-sku',
    'priority',
    'scalesetpriority',
    'sku-cpu',
    'sku-memory',
  ],
};

/** Labels that AKS sets on nodes. */
const restricted = ['kubernetes.io/hostname', 'agentpool', 'storageprofile', 'storagetier', 'accelerator'];

/**
 * The definition of NodePool rejects these labels, as labels and in requirements.
 *
 * Source: https://github.com/Azure/karpenter-provider-azure/blob/v1.14.0/pkg/apis/crds/karpenter.sh_nodepools.yaml
 */
export function restrictedLabel(faults: Faults, prop: string, key: string): void {
  if (!isKnown(key)) return;
  const [domain, name = ''] = key.split('/');
  const reserved = Object.keys(allowed).find((own) => domain === own || domain.endsWith(`.${own}`));
  const isReserved = key.includes('/') && reserved !== undefined;
  if (isReserved && domain === reserved && allowed[reserved].includes(name)) return;
  if (!isReserved && !restricted.includes(key)) return;
  const fix = isReserved ? `Use a label with your own prefix, or ${reserved}/${allowed[reserved][0]}.` : 'Remove it.';
  faults.add(prop, 'must not use a label that AKS and Karpenter reserve', key, fix);
}
