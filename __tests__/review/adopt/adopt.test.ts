import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { adopt } from '../../../review/adopt/adopt';
import { readState } from '../../../review/adopt/state';
import { run } from '../../../review/command';
import { emptyFolder, removeFolders } from '../output';
import { fileOf, shown, type Values, valuesOf } from './states';

afterAll(removeFolders);

const minimal = valuesOf('az-aks-create');
const clusterAddress = 'azurerm_kubernetes_cluster.shop';

function stateOf(...addresses: string[]): Values {
  return Object.fromEntries(addresses.map((address) => [address, minimal[address]]));
}

function adopted(values: Values, options?: { imports: boolean }) {
  return adopt(readState(fileOf(shown(values))), options);
}

describe('a state that cannot be adopted', () => {
  const howTo = 'Write one with: terraform show -json > state.json';
  const cases: [what: string, content: unknown, sentence: string][] = [
    ['no JSON', 'resource "azurerm"', `is not JSON. ${howTo}`],
    ['a list', [], `is no state as JSON. ${howTo}`],
    [
      'a plan',
      { format_version: '1.2', planned_values: {} },
      `is a plan, and a plan mixes what is with what shall be. ${howTo}`,
    ],
    ['a state file', { version: 4, serial: 3, lineage: 'a' }, `is a state file as Terraform stores it. ${howTo}`],
    [
      'an empty state',
      { format_version: '1.0' },
      'is the state of an empty backend: it holds no resources. Import the cluster first.',
    ],
    [
      'no cluster',
      shown(stateOf('azurerm_resource_group.shop')),
      'holds no azurerm_kubernetes_cluster. Import the cluster into this state (terraform import), and run terraform show -json again.',
    ],
  ];

  test.each(cases)('%s', (_what, content, sentence) => {
    const file = fileOf(content);
    expect(run(['adopt', file])).toEqual({ exitCode: 2, output: '', error: `${file} ${sentence}\n` });
  });

  test('a file that does not exist', () => {
    const error = `nowhere.json does not exist. ${howTo}\n`;
    expect(run(['adopt', 'nowhere.json'])).toEqual({ exitCode: 2, output: '', error });
  });

  test.each([
    [1, 'Take azurerm 4.81 or a later 4.x, run terraform apply -refresh-only, and then terraform show -json again.'],
    [3, 'Take a version of cdktf-aks that knows the provider, or azurerm 4.x.'],
  ])('another version of the provider: schema %d', (version, fix) => {
    const state = shown(stateOf(clusterAddress));
    const [resource] = state.values.root_module.resources ?? [];
    const other = { ...state, values: { root_module: { resources: [{ ...resource, schema_version: version }] } } };
    expect(run(['adopt', fileOf(other)]).error).toBe(
      `${clusterAddress} was written by another version of its provider (schema ${version}, and not 2). ${fix}\n`,
    );
  });
});

describe('the command', () => {
  test('prints the program, and the report to standard error', () => {
    const { exitCode, output, error } = run(['adopt', fileOf(shown(stateOf(clusterAddress)))]);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^import \{ AzurermProvider \} from/);
    expect(error).toMatch(
      /^# Adoption\n\n1 of 1 resources of .*state\.json are in the program\. Expected plan: 0 to add, 0 to change/,
    );
  });

  test('writes the program to a file that does not exist', () => {
    const out = path.join(emptyFolder(), 'adopted.ts');
    const file = fileOf(shown(stateOf(clusterAddress)));
    expect(run(['adopt', file, '--out', out]).output).toMatch(/^# Adoption/);
    expect(readFileSync(out, 'utf8')).toBe(run(['adopt', file]).output);
    expect(run(['adopt', file, '--out', out]).error).toBe(`${out} exists. Give another file, or remove it first.\n`);
  });

  test('rejects what it does not know', () => {
    expect(run(['adopt']).error).toBe('adopt needs a state. See cdktf-aks adopt --help.\n');
    expect(run(['adopt', 'a', 'b']).error).toBe('adopt takes one state, got also b. See cdktf-aks adopt --help.\n');
    expect(run(['adopt', '--help']).output).toContain('--import');
    expect(existsSync('a')).toBe(false);
  });
});

describe('the program', () => {
  test('does not depend on the order of the state', () => {
    const reversed = Object.fromEntries(Object.entries(minimal).reverse());
    expect(adopted(reversed).program).toBe(adopted(minimal).program);
  });

  test('leaves out props that equal the defaults', () => {
    const { program } = adopted(stateOf(clusterAddress));
    expect(program).toContain('tier: ClusterTier.FREE');
    expect(program).not.toContain('nodeResourceGroupName');
    expect(program).not.toContain('podCidr');
    expect(program).not.toContain('dnsServiceIp');
  });

  test('refers to what it has, and to other things by id', () => {
    const { program } = adopted(minimal);
    expect(program).toContain('resourceGroupName: shopGroup.name');
    expect(program).toContain('scope: shopimagesRegistry.registryId');
    const subnetId = `${minimal['azurerm_resource_group.shop'].id}/providers/Microsoft.Network/virtualNetworks/shop/subnets/nodes`;
    const cluster = minimal[clusterAddress];
    const [pool] = cluster.default_node_pool;
    const inSubnet = { ...cluster, default_node_pool: [{ ...pool, vnet_subnet_id: subnetId }] };
    const other = adopted({ [clusterAddress]: inSubnet }).program;
    expect(other).toMatch(/Subnet\.fromSubnetId\(\s*platform,\s*'NodesSubnet',\s*'\/subscriptions/);
  });

  test('moves addresses in the state of today, and imports into another one', () => {
    const values = stateOf(clusterAddress);
    const { program } = adopted(values);
    expect(program).toContain("platform.addOverride('moved', [\n  { from: 'azurerm_kubernetes_cluster.shop', to: ");
    const imported = adopted(values, { imports: true }).program;
    expect(imported).not.toContain("'moved'");
    expect(imported).toContain(`id: '${minimal[clusterAddress].id}'`);
  });

  test('a cluster with node auto-provisioning, beside autoscaled pools or not', () => {
    const provisioned = (...pools: string[]) => {
      const values = stateOf(clusterAddress, ...pools);
      const profile = [{ mode: 'Auto', default_node_pools: 'None' }];
      return adopted({
        ...values,
        [clusterAddress]: { ...values[clusterAddress], node_provisioning_profile: profile },
      });
    };
    const alone = provisioned();
    expect(alone.program).toContain('nodeProvisioning: NodeProvisioning.automatic({ defaultPools: false })');
    expect(alone.changed).toEqual([]);
    const beside = provisioned('azurerm_kubernetes_cluster_node_pool.scaled');
    expect(beside.program.replace(/\s+/g, ' ')).toMatch(/defaultPools: false, besideClusterAutoscaler: true,? \}/);
  });

  test('a pool whose cluster was not imported is written as it is, with a note', () => {
    const pool = 'azurerm_kubernetes_cluster_node_pool.big';
    const other = { ...minimal[pool], kubernetes_cluster_id: `${minimal[clusterAddress].id}-other`, id: 'other' };
    const { program, notes, changed } = adopted({ ...stateOf(clusterAddress), [pool]: other });
    expect(program).toContain("new KubernetesClusterNodePool(platform, 'BigKubernetesClusterNodePool', {");
    expect(notes).toContain(`${pool} is a pool of a cluster that the state doesn't hold: import that cluster too.`);
    expect(changed).toEqual([]);
  });

  test('a resource whose creation has failed, or which Terraform has yet to destroy, is left out', () => {
    const state = shown(stateOf(clusterAddress));
    const [resource] = state.values.root_module.resources ?? [];
    const deposed = { ...resource, deposed_key: '00000001' };
    const both = { ...state, values: { root_module: { resources: [resource, deposed] } } };
    expect(adopt(readState(fileOf(both)))).toMatchObject({ total: 1, placed: 1 });
  });

  test('says where resources in the cluster belong', () => {
    const release = { id: 'keda', name: 'keda', namespace: 'keda', chart: 'keda', version: '2.17.0' };
    const { notes, released } = adopted({
      ...stateOf(clusterAddress),
      'helm_release.keda': release,
      'helm_release.web': { ...release, name: 'web', chart: 'oci://registry.example.com/charts/web' },
      'kubernetes_namespace_v1.shop': { id: 'shop' },
      'kubernetes_manifest.shop': { id: 'shop' },
    });
    expect(released).toHaveLength(4);
    expect([...notes].sort()).toEqual([
      expect.stringMatching(
        /^helm_release\.keda is release keda of chart keda 2\.17\.0 in namespace keda\. .* write a Keda with/,
      ),
      expect.stringMatching(
        /^helm_release\.web is release web of chart web .* write a HelmChart with .* keda\/web; cdktf-aks imports/,
      ),
      expect.stringMatching(
        /^kubernetes_manifest\.shop is an object in the cluster: KubernetesManifests with takeOwnership/,
      ),
      expect.stringMatching(
        /^kubernetes_namespace_v1\.shop is a namespace: a Namespace or MeshNamespace with its name/,
      ),
    ]);
  });

  test('leaves to an ingress controller what it writes into its gateway', () => {
    const id = `${minimal['azurerm_resource_group.shop'].id}/providers/Microsoft.Network/applicationGateways/shop`;
    const sku = [{ name: 'Standard_v2', tier: 'Standard_v2' }];
    const gateway = { id, name: 'shop', resource_group_name: 'shop', location: 'westeurope', sku };
    const cluster = { ...minimal[clusterAddress], ingress_application_gateway: [{ gateway_id: id }] };
    const used = adopted({ [clusterAddress]: cluster, 'azurerm_application_gateway.shop': gateway });
    expect(used.program).toMatch(/\.lifecycle = \{\s+ignoreChanges: \[\s+'backend_address_pool',/);
    expect(used.notes).toEqual([]);
    const other = adopted({ ...stateOf(clusterAddress), 'azurerm_application_gateway.shop': gateway });
    expect(other.program).not.toContain('.lifecycle');
    expect(other.notes[0]).toMatch(
      /^azurerm_application_gateway\.shop is a gateway: if an ingress controller configures it, set/,
    );
  });

  test('releases resources that it has no class for', () => {
    const values = { ...stateOf(clusterAddress), 'terraform_data.keeper[0]': { id: 'a' } };
    const { program, released } = adopted(values);
    expect(released.map(({ address }) => address)).toEqual(['terraform_data.keeper[0]']);
    expect(program).toContain("{ from: 'terraform_data.keeper', lifecycle: { destroy: false } }");
  });
});
