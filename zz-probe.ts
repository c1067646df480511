import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { Testing, TerraformStack } from 'cdktf';
import * as L from './lib';
const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };
const sub = '/subscriptions/00000000-0000-4000-8000-000000000000';
const run = (name: string, f: (s: TerraformStack) => void) => {
  try {
    const app = Testing.app({ stackTraces: false }); const s = new TerraformStack(app, 's'); new AzurermProvider(s, 'Azure', { features: [{}] }); L.requireProviders?.(s);
    f(s); const t = Testing.synth(s, true);
    const warn = s.node.findAll().flatMap((n) => n.node.metadata).filter((m) => /warn/.test(m.type)).map((m) => String(m.data).slice(0, 60));
    console.log('OK  ', name, warn.filter((w) => !/W150|W14/.test(w)).join(' | '));
  } catch (e) { console.log('err ', name, '->', String((e as Error).message).replace(/\n/g, ' ').slice(0, 230)); }
};
const net = (s: any, p: any = {}) => new L.VirtualNetwork(s, 'Network', { ...place, networkName: 'shop', addressSpace: ['10.0.0.0/16'], ...p });
const shop = (s: any, p: any = {}, np: any = {}) => new L.AksCluster(s, 'Cluster', { ...place, clusterName: 'shop', network: L.ClusterNetwork.azureCniOverlay({ nodeSubnet: net(s).addSubnet('Nodes', { prefix: '10.0.0.0/20' }), ...np }), apiServer: L.ApiServerAccess.publicFrom(['203.0.113.7/32']), administrators: [L.Principal.deployer()], systemPool: { vmSize: 'Standard_D4ds_v5' }, userPool: { vmSize: 'Standard_D4ds_v5' }, ...p });
// tags
const T = (n: string, tags: any) => run('tags ' + n, (s) => { new L.ManagedIdentity(s, 'I', { ...place, identityName: 'shop', tags }); });
T('51', Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v'])));
T('value 257', { a: 'x'.repeat(257) }); T('key <', { 'a<b': 'x' }); T('case dup', { Team: 'a', team: 'b' }); T('key 513', { ['k'.repeat(513)]: 'v' }); T('azure prefix', { 'microsoft.x': 'v' }); T('empty key', { '': 'v' }); T('empty value', { a: '' });
run('tags 16 on private dns zone', (s) => { new L.PrivateDnsZone(s, 'Z', { resourceGroupName: 'rg', zoneName: 'privatelink.azurecr.io', tags: Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`k${i}`, 'v'])) } as any); });
run('tags space on private dns zone', (s) => { new L.PrivateDnsZone(s, 'Z', { resourceGroupName: 'rg', zoneName: 'privatelink.azurecr.io', tags: { 'cost center': 'x' } } as any); });
run('pool tags 51', (s) => { shop(s).addNodePool('P', { poolName: 'p', vmSize: 'Standard_D4ds_v5', tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v'])) }); });
// ranges
for (const r of ['10.0.0.0/8', '127.0.0.0/8', '224.0.0.0/4', '169.254.0.0/16', '192.168.1.0/24', '100.64.0.0/10', '0.0.0.0/0', '0.0.0.0/32', '203.0.113.7', '2001:db8::/32','203.0.113.0/0', '240.0.0.0/4'])
  { run('api ' + r, (s) => { shop(s, { apiServer: L.ApiServerAccess.publicFrom([r]) }); });
    run('registry ' + r, (s) => { new L.ContainerRegistry(s, 'R', { ...place, registryName: 'shop4711', access: L.RegistryAccess.publicFrom([r]) }); });
    run('vault ' + r, (s) => { new L.KeyVault(s, 'V', { ...place, vaultName: 'shop4711', networkAccess: L.VaultNetworkAccess.selected({ ranges: [r] }) }); }); }
for (const rs of [['203.0.113.7/32', '203.0.113.7/32'], ['203.0.113.0/24', '203.0.113.7/32']]) {
 run('api dup ' + rs, (s) => { shop(s, { apiServer: L.ApiServerAccess.publicFrom(rs) }); });
 run('registry dup ' + rs, (s) => { new L.ContainerRegistry(s, 'R', { ...place, registryName: 'shop4711', access: L.RegistryAccess.publicFrom(rs) }); });
 run('vault dup ' + rs, (s) => { new L.KeyVault(s, 'V', { ...place, vaultName: 'shop4711', networkAccess: L.VaultNetworkAccess.selected({ ranges: rs }) }); });
}
for (const r of ['127.0.0.0/16', '224.0.0.0/12', '8.8.0.0/16', '169.254.0.0/16', '172.17.0.0/16', '192.0.2.0/16', '100.64.0.0/16','198.18.0.0/16','240.0.0.0/16','0.0.0.0/16']) run('podCidr ' + r, (s) => { shop(s, {}, { podCidr: r }); });
for (const r of ['127.0.0.0/16', '224.0.0.0/16', '8.8.0.0/16', '0.0.0.0/16', '169.254.0.0/16','172.31.0.0/16']) { run('serviceCidr ' + r, (s) => { shop(s, {}, { serviceCidr: r, dnsServiceIp: r.replace('.0/16', '.10') }); }); run('addressSpace ' + r, (s) => { net(s, { addressSpace: [r] }); }); }
run('addressSpace dup', (s) => { net(s, { addressSpace: ['10.0.0.0/16', '10.0.0.0/16'] }); }); run('addressSpace overlap', (s) => { net(s, { addressSpace: ['10.0.0.0/16', '10.0.1.0/24'] }); });
run('nsg host bits', (s) => { net(s).addSubnet('A', { prefix: '10.0.0.0/20', securityRules: [L.SecurityRule.allowInbound({ ruleName: 'a', sources: ['203.0.113.7/24'], ports: ['443'] })] }); });
run('nsg dup sources', (s) => { net(s).addSubnet('A', { prefix: '10.0.0.0/20', securityRules: [L.SecurityRule.allowInbound({ ruleName: 'a', sources: ['203.0.113.0/24', '203.0.113.0/24'], ports: ['443'] })] }); });
run('nsg overlap sources', (s) => { net(s).addSubnet('A', { prefix: '10.0.0.0/20', securityRules: [L.SecurityRule.allowInbound({ ruleName: 'a', sources: ['203.0.113.0/24', '203.0.113.7'], ports: ['443'] })] }); });
run('nsg dup ports', (s) => { net(s).addSubnet('A', { prefix: '10.0.0.0/20', securityRules: [L.SecurityRule.allowInbound({ ruleName: 'a', sources: ['203.0.113.0/24'], ports: ['443', '443'] })] }); });
// node formats
const P = (n: string, p: any) => run('pool ' + n, (s) => { shop(s).addNodePool('P', { poolName: 'p', vmSize: 'Standard_D4ds_v5', ...p }); });
P('taint bad value', { nodeTaints: ['sku=a b:NoSchedule'] }); P('taint effect', { nodeTaints: ['sku=gpu:Never'] }); P('label azure', { nodeLabels: { 'kubernetes.azure.com/x': 'y' } }); P('label 64', { nodeLabels: { a: 'x'.repeat(64) } }); P('label newline', { nodeLabels: { a: 'x\n' } }); P('min 998', { minCount: 998 }); P('taint dup', { nodeTaints: ['a=b:NoSchedule', 'a=b:NoSchedule'] }); P('vm lower', { vmSize: 'standard_d4ds_v5' }); P('surge 1e3', { maxSurge: '1e3' }); P('windows2025', { os: L.NodeOs.windows('Windows2025') });P('zones dup', { zones: ['1','1'] });P('zones 4', { zones: ['4'] });
run('node rg empty', (s) => { shop(s, { nodeResourceGroupName: '' }); }); run('node rg own', (s) => { shop(s, { nodeResourceGroupName: 'rg-shop' }); });
run('rg non ascii', (s) => { new L.ManagedIdentity(s, 'I', { ...place, resourceGroupName: 'rg-müller', identityName: 'shop' }); });
run('id query', (s) => { L.KeyVault.fromVaultId(s, 'V', `${sub}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/a?api=1`); });
run('id lower', (s) => { L.KeyVault.fromVaultId(s, 'V', `${sub}/resourcegroups/rg/providers/microsoft.keyvault/vaults/a`); });
for (const tz of ['CET', 'Etc/UTC', 'Europe/Berlin', 'EST5EDT', 'Mars/Phobos', 'UTC', 'GMT', '+01:00']) run('tz ' + tz, (s) => { const cluster = L.AksCluster.fromLookup(s, 'C', { clusterName: 'shop', resourceGroupName: 'rg' }); const keda = L.Keda.fromAttributes(s, 'K', { cluster }); const namespace = new L.Namespace(s, 'N', { cluster, name: 'shop' }); new L.ScaledObject(s, 'O', { keda, namespace, name: 'o', target: L.ScaleTarget.deployment('a'), maxReplicas: 3, triggers: [L.ScaleTrigger.cron({ start: '0 8 * * *', end: '0 18 * * *', timezone: tz, replicas: 2 })] } as any); });
for (const c of ['* * * *', '60 * * * *', '0 8 * * 1-5', '0 8 * * MON', '@daily', '*/5 * * * *', '0 8 31 2 *', '0 8 * * 7', '0 8 * * 8','0 8 ? * 1']) run('cron ' + c, (s) => { const cluster = L.AksCluster.fromLookup(s, 'C', { clusterName: 'shop', resourceGroupName: 'rg' }); const keda = L.Keda.fromAttributes(s, 'K', { cluster }); const namespace = new L.Namespace(s, 'N', { cluster, name: 'shop' }); new L.ScaledObject(s, 'O', { keda, namespace, name: 'o', target: L.ScaleTarget.deployment('a'), maxReplicas: 3, triggers: [L.ScaleTrigger.cron({ start: c, end: '0 18 * * *', timezone: 'UTC', replicas: 2 })] } as any); });
const M = (n: string, o: any) => run('manifest ' + n, (s) => { const cluster = L.AksCluster.fromLookup(s, 'C', { clusterName: 'shop', resourceGroupName: 'rg' }); new L.KubernetesManifests(s, 'O', { cluster, releaseName: 'o', namespace: 'shop', manifests: [o] }); });
const cm = (m: any, d: any = { a: 'b' }) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', ...m }, data: d });
M('label newline', cm({ labels: { a: 'x\n' } })); M('label 64', cm({ labels: { a: 'x'.repeat(64) } })); M('name upper', cm({ name: 'Shop' })); M('name space', cm({ name: 'a b' })); M('data number', cm({}, { a: 1 })); M('annotations 257K', cm({ annotations: { a: 'x'.repeat(257 * 1024) } })); M('label key', cm({ labels: { 'a b': 'x' } })); M('ok', cm({}));
M('quantity 1K', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a', resources: { requests: { memory: '1K' } } }] } } } });
for (const q of ['1e3', '1K', '1Ki', '0.5', '500m', '1E', '-1', '1.5Gi', '1e-3', '1 Gi', '.5', '1.', '+1','1E3','100u','1n']) run('quantity ' + q, (s) => { const cluster = L.AksCluster.fromLookup(s, 'C', { clusterName: 'shop', resourceGroupName: 'rg' }); new L.PrometheusStack(s, 'P', { cluster, resources: { cpuRequest: q } } as any); });
