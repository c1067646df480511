import path from 'node:path';
import { run } from '../../review/command';
import { changed, changes, fixtures, output, release, removeFolders, resources } from './output';

afterEach(removeFolders);

const cluster = (args: object = {}) => ({
  name: 'shop',
  local_account_disabled: true,
  run_command_enabled: false,
  azure_active_directory_role_based_access_control: {},
  private_cluster_enabled: true,
  ...args,
});
const network = (args: object) => cluster({ network_profile: { network_plugin: 'azure', ...args } });
const oneCluster = (args: object) => ({ 'azurerm_kubernetes_cluster.C': args });
const manifests = (text: string) => ({ 'helm_release.M': release(`manifests:\n${text}`) });

test('equal outputs have no change, whatever the order of keys', () => {
  expect(changes(path.join(fixtures, 'head'), path.join(fixtures, 'head'))).toEqual([]);
  expect(changed({ 'a_b.c': { x: 1, y: [{ z: 1 }] } }, { 'a_b.c': { y: { z: 1 }, x: 1 } })).toEqual([]);
});

describe('what is replaced', () => {
  test.each<[string, object, object, string]>([
    [
      'an argument that the provider replaces for',
      network({ pod_cidr: '10.1.0.0/16' }),
      network({ pod_cidr: '10.2.0.0/16' }),
      'replace: cluster shop is replaced: network_profile.pod_cidr 10.1.0.0/16 → 10.2.0.0/16. Everything in the cluster is lost',
    ],
    [
      'an argument that appears, as Azure may have filled it in',
      network({}),
      network({ pod_cidr: '10.2.0.0/16' }),
      'replace: cluster shop may be replaced: network_profile.pod_cidr none → 10.2.0.0/16. Everything in the cluster is lost (possible)',
    ],
    [
      'an expression, which may come to the same',
      cluster({ location: 'westeurope' }),
      cluster({ location: '${var.l}' }),
      'replace: cluster shop may be replaced: location westeurope → ${var.l}. Everything in the cluster is lost (possible)',
    ],
    [
      'away from Cilium',
      network({ network_data_plane: 'cilium' }),
      network({ network_data_plane: 'azure' }),
      'replace: cluster shop is replaced: network_profile.network_data_plane cilium → azure. Everything in the cluster is lost',
    ],
    [
      'to Cilium, in place',
      network({ network_data_plane: 'azure' }),
      network({ network_data_plane: 'cilium' }),
      'other: cluster shop: network_profile.network_data_plane azure → cilium',
    ],
    [
      'to overlay, in place',
      network({}),
      network({ network_plugin_mode: 'overlay' }),
      'other: cluster shop: network_profile.network_plugin_mode none → overlay',
    ],
    [
      'the issuer switched off',
      cluster({ oidc_issuer_enabled: true }),
      cluster({ oidc_issuer_enabled: false }),
      'replace: cluster shop is replaced: oidc_issuer_enabled true → false. Everything in the cluster is lost',
    ],
    [
      'the size of the default pool',
      cluster({ default_node_pool: { vm_size: 'a' } }),
      cluster({ default_node_pool: { vm_size: 'b' } }),
      'replace: default pool of cluster shop gets new nodes; its current nodes are deleted: default_node_pool.vm_size a → b',
    ],
  ])('%s', (_, before, after, text) => {
    expect(changed(oneCluster(before), oneCluster(after))).toEqual([text]);
  });

  test('a policy engine that azurerm does not send is told of, with the command that sets it', () => {
    const of = (args: object) => oneCluster(network({ outbound_type: 'userAssignedNATGateway', ...args }));
    const calico = { network_data_plane: 'azure', network_policy: 'calico' };
    const unsent = (before: { [address: string]: object }, after: { [address: string]: object }) =>
      changed(before, after).filter((text) => text.includes('az aks update'));
    expect(unsent(of(calico), of({ network_data_plane: 'cilium', network_policy: 'cilium' }))).toEqual([
      "other: cluster shop: azurerm doesn't send network_profile.network_policy calico → cilium to a cluster with outbound type " +
        'userAssignedNATGateway. Run az aks update --network-dataplane cilium before you apply',
    ]);
    expect(unsent(of({ network_data_plane: 'azure' }), of(calico))).toEqual([
      "other: cluster shop: azurerm doesn't send network_profile.network_policy none → calico to a cluster with outbound type " +
        'userAssignedNATGateway. Run az aks update --network-policy calico before you apply',
    ]);
    const onLoadBalancer = { ...calico, outbound_type: 'loadBalancer' };
    expect(unsent(of(onLoadBalancer), of({ ...onLoadBalancer, network_policy: 'cilium' }))).toEqual([]);
  });

  test('arguments of the next major version of azurerm too, and what only some versions replace is possible', () => {
    const link = (zone: string) => ({
      'azurerm_private_dns_zone_virtual_network_link.L': { name: 'l', private_dns_zone_id: `/zones/${zone}` },
    });
    expect(changed(link('a'), link('b'))).toEqual([
      'replace: private dns zone virtual network link l is replaced: private_dns_zone_id /zones/a → /zones/b',
    ]);
    const share = (account: string) => ({
      'azurerm_storage_share.S': { name: 's', storage_account_id: `/accounts/${account}` },
    });
    expect(changed(share('a'), share('b'))).toEqual([
      'replace: storage share s may be replaced: storage_account_id /accounts/a → /accounts/b (possible)',
    ]);
  });

  test('a replacement is followed to what it replaces in turn, and no further', () => {
    const group = (location: string) => ({
      'azurerm_resource_group.G': { name: 'rg', location },
      'azurerm_kubernetes_cluster.C': cluster({
        location: '${azurerm_resource_group.G.location}',
        resource_group_name: '${azurerm_resource_group.G.name}',
      }),
      'azurerm_kubernetes_cluster_node_pool.P': {
        name: 'user',
        kubernetes_cluster_id: '${azurerm_kubernetes_cluster.C.id}',
      },
      'azurerm_user_assigned_identity.I': {
        name: 'id',
        location: 'westeurope',
        tags: { of: '${azurerm_kubernetes_cluster.C.id}' },
      },
    });
    expect(changed(group('westeurope'), group('northeurope'))).toEqual([
      'replace: cluster shop is replaced: location (from resource group rg). Everything in the cluster is lost',
      'replace: pool user is replaced: kubernetes_cluster_id (from cluster shop)',
      'replace: resource group rg is replaced: location westeurope → northeurope',
    ]);
  });

  test('a changed default of a variable may replace what takes it', () => {
    const stack = (byDefault: string) =>
      output({
        s: {
          json: {
            variable: { l: { default: byDefault } },
            resource: {
              azurerm_key_vault: { V: { name: 'v', location: '${var.l}', public_network_access_enabled: false } },
            },
          },
        },
      });
    expect(changes(stack('westeurope'), stack('northeurope'))).toEqual([
      'replace: key vault v may be replaced: location (from var.l) (possible)',
    ]);
  });

  test('another address destroys and creates, unless a moved block says where it went', () => {
    const before = output({ s: { json: { resource: { azurerm_virtual_network: { Old: { name: 'n' } } } } } });
    const resource = { azurerm_virtual_network: { New: { name: 'n' } } };
    expect(changes(before, output({ s: { json: { resource } } }))).toEqual([
      'replace: network n is replaced: its address changes from azurerm_virtual_network.Old; a moved block (moveFromId, moveTo) keeps it',
    ]);
    const moved = [{ from: 'azurerm_virtual_network.Old', to: 'azurerm_virtual_network.New' }];
    expect(changes(before, output({ s: { json: { resource, moved } } }))).toEqual([]);
  });

  test('a stack that goes leaves what it made; the inventory tells of a new one', () => {
    const one = { json: { resource: { azurerm_virtual_network: { N: { name: 'n' } } } } };
    expect(changes(output({ a: one, b: one }), output({ b: one, c: one }))).toEqual([
      'other: stack c is new, with 1 resources: its inventory says which',
      'other: stack a is in the output no more, and nothing destroys the 1 resources that it made: destroy it with its last output, or they stay',
    ]);
  });

  test('the objects that a release leaves behind are named', () => {
    const kept =
      '  - {apiVersion: v1, kind: Namespace, metadata: {name: shop, annotations: {helm.sh/resource-policy: keep}}}\n';
    expect(changed(manifests(kept), {})).toEqual([
      'replace: release objects is destroyed. These objects remain in the cluster: Namespace shop',
    ]);
  });
});

describe('what opens', () => {
  const api = (...ranges: string[]) =>
    oneCluster(
      cluster({ private_cluster_enabled: false, api_server_access_profile: { authorized_ip_ranges: ranges } }),
    );

  test('a range within one that was let in before opens nothing', () => {
    expect(changed(api('203.0.113.0/24'), api('203.0.113.7/32'))).toEqual([
      'other: cluster shop: api_server_access_profile.authorized_ip_ranges ["203.0.113.0/24"] → ["203.0.113.7/32"]',
    ]);
    expect(changed(api('203.0.113.7/32'), api('203.0.112.0/23'))[0]).toBe(
      'network: API server of cluster shop can be reached from 203.0.112.0/23 (was: 203.0.113.7/32)',
    );
    expect(changed(api('203.0.113.7/32'), api())[0]).toBe(
      'network: API server of cluster shop can be reached from anyone (was: 203.0.113.7/32)',
    );
  });

  test.each<[string, string, object, object, string]>([
    [
      'a vault',
      'azurerm_key_vault',
      { name: 'v', public_network_access_enabled: false },
      { name: 'v' },
      'network: key vault v can be reached from anyone, with a sign-in (was: private)',
    ],
    [
      'anonymous pull',
      'azurerm_container_registry',
      { name: 'r' },
      { name: 'r', anonymous_pull_enabled: true },
      'network: pull without sign-in from registry r can be reached from anyone',
    ],
    [
      'any service with a switch',
      'azurerm_redis_cache',
      { name: 'c', public_network_access_enabled: false },
      { name: 'c', public_network_access_enabled: true },
      'network: redis cache c can be reached from anyone, with a sign-in (was: private)',
    ],
    [
      'a rule of another port',
      'azurerm_network_security_rule',
      rule('443'),
      rule('*'),
      'network: g: Tcp to port any can be reached from anyone, rule r',
    ],
    [
      'a load balancer of a chart',
      'helm_release',
      gateway('true'),
      gateway('false'),
      'network: release gw can be reached from anyone (was: private)',
    ],
  ])('%s', (_, type, before, after, text) => {
    expect(changed({ [`${type}.X`]: before }, { [`${type}.X`]: after })[0]).toBe(text);
  });
});

describe('what widens', () => {
  const role = (name: string, id = 'R') => ({
    'azurerm_user_assigned_identity.I': { name: 'ci' },
    [`azurerm_role_assignment.${id}`]: {
      role_definition_name: name,
      principal_id: '${azurerm_user_assigned_identity.I.principal_id}',
      scope: '/subscriptions/0/resourceGroups/rg',
    },
  });

  test('another role; the same grant under another address does not', () => {
    expect(changed(role('Reader'), role('Owner'))[0]).toBe(
      'role: identity ci: Owner on resource group rg (was: Reader on resource group rg)',
    );
    expect(changed(role('Reader'), role('Reader', 'Other')).filter((text) => text.startsWith('role'))).toEqual([]);
  });

  test('ways in beside roles', () => {
    expect(changed(oneCluster(cluster()), oneCluster(cluster({ local_account_disabled: false })))[0]).toBe(
      'role: anyone with the local certificate: is an administrator of cluster shop',
    );
    const binding = (name: string) =>
      manifests(
        `  - {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: b}, roleRef: {kind: ClusterRole, name: ${name}}, subjects: [{kind: ServiceAccount, name: web, namespace: shop}]}\n`,
      );
    expect(changed(binding('view'), binding('cluster-admin'))[0]).toBe(
      'role: ServiceAccount shop/web: ClusterRole cluster-admin on the whole cluster',
    );
  });
});

describe('what weakens', () => {
  const peer = (mode: string) =>
    manifests(
      `  - {apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: default, namespace: istio-system}, spec: {mtls: {mode: ${mode}}}}\n`,
    );
  const linkerd = (policy: string) => ({
    'helm_release.L': {
      name: 'l',
      chart: 'linkerd-control-plane',
      version: '1',
      values: [`proxy:\n  defaultInboundPolicy: ${policy}\n`],
    },
  });
  const weaker = (before: { [address: string]: object }, after: { [address: string]: object }) =>
    changed(before, after).filter((text) => text.startsWith('mtls'));

  test('mTLS of Istio, Linkerd, Open Service Mesh and Consul', () => {
    expect(weaker(peer('STRICT'), peer('PERMISSIVE'))).toEqual([
      'mtls: PeerAuthentication istio-system/default (whole mesh): mTLS PERMISSIVE (was: mTLS STRICT)',
    ]);
    expect(weaker(peer('STRICT'), {})).toEqual([
      'mtls: PeerAuthentication istio-system/default (whole mesh): removed (was: mTLS STRICT)',
    ]);
    expect(weaker(peer('PERMISSIVE'), peer('STRICT'))).toEqual([]);
    expect(weaker(linkerd('all-authenticated'), linkerd('all-unauthenticated'))).toEqual([
      'mtls: Linkerd default policy: all-unauthenticated (was: all-authenticated)',
    ]);
    const osm = (open: boolean) => ({
      'helm_release.O': {
        name: 'o',
        chart: 'osm',
        version: '1',
        values: [`osm: {enablePermissiveTrafficPolicy: ${open}}\n`],
      },
    });
    expect(weaker(osm(false), osm(true))).toEqual([
      'mtls: Open Service Mesh default policy: all calls are allowed (was: calls require a policy)',
    ]);
    const consul = (acls: boolean) => ({
      'helm_release.C': {
        name: 'c',
        chart: 'consul',
        version: '1',
        values: [`global: {tls: {enabled: true}, acls: {manageSystemACLs: ${acls}}}\n`],
      },
    });
    expect(weaker(consul(true), consul(false))).toEqual([
      'mtls: Consul default policy: allows what no intention denies (was: denies what no intention allows)',
    ]);
  });

  describe('policies of a root namespace apply to the whole mesh', () => {
    const deny = (namespace: string, spec = '{}') =>
      manifests(
        `  - {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: deny, namespace: ${namespace}}, spec: ${spec}}\n`,
      );
    const istiod = (values: string) => ({
      'helm_release.I': { name: 'istiod', namespace: 'mesh', chart: 'istiod', version: '1', values: [values] },
    });
    const all = 'denies calls to everything in the mesh unless another policy allows them';

    test.each([
      ['of Istio', {}, 'istio-system'],
      ["of AKS's add-on", {}, 'aks-istio-system'],
      ['named in the values', istiod('meshConfig: {rootNamespace: security}'), 'security'],
      ['that istiod runs in', istiod(''), 'mesh'],
    ])('%s', (_, mesh, namespace) => {
      expect(weaker({ ...mesh, ...deny(namespace) }, mesh)).toEqual([
        `mtls: AuthorizationPolicy ${namespace}/deny (whole mesh): removed (was: ${all})`,
      ]);
    });

    test('but not those that select workloads, nor those of other namespaces', () => {
      const one = (namespace: string, spec?: string) => weaker(deny(namespace, spec), {});
      expect(one('istio-system', '{selector: {matchLabels: {app: a}}}')).toEqual([
        'mtls: AuthorizationPolicy istio-system/deny: removed (was: denies calls to the selected pods unless another policy allows them)',
      ]);
      expect(one('istio-system', '{targetRefs: [{kind: Gateway, name: a}]}')[0]).toContain('the selected pods');
      expect(one('shop')).toEqual([
        'mtls: AuthorizationPolicy shop/deny: removed (was: denies calls to everything in namespace shop unless another policy allows them)',
      ]);
    });

    test('and come before those of one namespace', () => {
      const two = (root: string) => ({
        'helm_release.A': Object.values(deny('shop'))[0],
        'helm_release.B': Object.values(deny(root))[0],
      });
      expect(weaker(two('istio-system'), {}).map((text) => text.split(':')[1])).toEqual([
        ' AuthorizationPolicy istio-system/deny (whole mesh)',
        ' AuthorizationPolicy shop/deny',
      ]);
    });
  });

  test('objects of different API groups are never compared as one: what is lost is what they meant', () => {
    const policy = (group: string, spec: string) =>
      manifests(`  - {apiVersion: ${group}/v1, kind: AuthorizationPolicy, metadata: {name: p}, spec: ${spec}}\n`);
    const istio = policy(
      'security.istio.io',
      '{rules: [{from: [{source: {principals: [a]}}]}, {to: [{operation: {ports: ["80"]}}]}]}',
    );
    const linkerd = policy('policy.linkerd.io', '{targetRef: {group: policy.linkerd.io, kind: Server, name: p}}');
    const found = changed(istio, linkerd);
    expect(found.join()).not.toContain('now also allows');
    expect(found).toEqual(['mtls: release objects is rewritten from Istio to Linkerd. Lost: callers (was: a, anyone)']);
  });

  test('a policy that loses a restriction, and one that denies less', () => {
    const policy = (action: string, ...rules: string[]) =>
      manifests(
        `  - {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: p}, spec: {action: ${action}, rules: [${rules.join()}]}}\n`,
      );
    const web = '{source: {principals: [cluster.local/ns/shop/sa/web]}}';
    const get = `{from: [${web}], to: [{operation: {methods: [GET]}}]}`;
    const all = `{from: [${web}]}`;
    const weaker = (before: object, after: object) =>
      changed(before as any, after as any).filter((text) => text.startsWith('mtls'));
    const at = 'mtls: AuthorizationPolicy shop/p: ';
    expect(weaker(policy('ALLOW', get), policy('ALLOW', all))).toEqual([
      `${at}now also allows shop/web (was: allows shop/web (GET))`,
    ]);
    expect(weaker(policy('ALLOW', all), policy('ALLOW', get))).toEqual([]);
    expect(weaker(policy('DENY', all), policy('DENY', get))).toEqual([
      `${at}no longer denies shop/web (was: denies shop/web)`,
    ]);
    expect(weaker(policy('DENY', get), policy('DENY', all))).toEqual([]);
  });

  test('what a worse level says is not repeated, and what it does not say is', () => {
    const registry = (isPublic: boolean, sku: string) => ({
      'azurerm_container_registry.R': { name: 'shop', public_network_access_enabled: isPublic, sku },
    });
    expect(changed(registry(false, 'Premium'), registry(true, 'Premium'))).toEqual([
      'network: registry shop can be reached from anyone, with a sign-in (was: private)',
    ]);
    expect(changed(registry(false, 'Premium'), registry(true, 'Basic'))).toContain(
      'other: registry shop: sku Premium → Basic',
    );
    const api = (...ranges: string[]) => ({
      'azurerm_kubernetes_cluster.C': { name: 'shop', api_server_access_profile: { authorized_ip_ranges: ranges } },
    });
    // The range that is gone is in no other line.
    expect(changed(api('203.0.113.7/32'), api('198.51.100.0/24'))).toEqual([
      'network: API server of cluster shop can be reached from 198.51.100.0/24 (was: 203.0.113.7/32)',
      'other: cluster shop: api_server_access_profile.authorized_ip_ranges ["203.0.113.7/32"] → ["198.51.100.0/24"]',
    ]);
    const policy = (...names: string[]) =>
      manifests(
        `  - {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: p}, spec: {rules: [{from: [{source: {principals: [${names.join()}]}}]}]}}\n`,
      );
    expect(changed(policy('a'), policy('a', 'b'))).toEqual([
      'mtls: AuthorizationPolicy shop/p: now also allows b (was: allows a)',
    ]);
    expect(changed(policy('a'), policy('b'))).toEqual([
      'mtls: AuthorizationPolicy shop/p: now also allows b (was: allows a)',
      'other: release objects: AuthorizationPolicy shop/p: spec.rules.from.source.principals ["a"] → ["b"]',
    ]);
  });

  test('references are shown by what they refer to, and resources of Azure by one name', () => {
    const subnet = (name: string) => ({ [`azurerm_subnet.${name}`]: { name: name.toLowerCase() } });
    const endpoint = (to: string) => ({
      ...subnet('A'),
      ...subnet('B'),
      'azurerm_monitor_action_group.M': {
        name: 'm',
        note: `in \${azurerm_subnet.${to}.id}, of \${azurerm_subnet.C.id}`,
      },
    });
    expect(changed(endpoint('A'), endpoint('B'))).toEqual([
      'other: monitor action group m: note in subnet a, of ${azurerm_subnet.C.id} → in subnet b, of ${azurerm_subnet.C.id}',
    ]);
    const grant = (registry: string) => ({
      'azurerm_role_assignment.G': {
        scope: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/${registry}`,
        role_definition_name: 'AcrPull',
        principal_id: 'p',
      },
    });
    expect(changed({}, grant('shop'))).toEqual(['role: p: AcrPull on registry shop']);
  });

  test('many resources that are created are one line of the page, and each its own change', () => {
    const subnets = Object.fromEntries(['a', 'b', 'c'].map((name) => [`azurerm_subnet.${name}`, { name }]));
    expect(changed({}, subnets)).toHaveLength(3);
    const page = run(['review', resources(subnets), '--base', resources({}), '--brief']).output;
    expect(page).toContain('\n- s: 3 subnets are created: a, b, c.\n');
  });

  test('a block that goes is told once, not at each of its levels', () => {
    const rule = (tls: string) =>
      manifests(`  - {apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: p}, spec: {${tls}}}\n`);
    expect(changed(rule('a: {b: {c: 1, d: 2}}, e: 1'), rule('e: 1'))).toEqual([
      'other: release objects: ServiceEntry shop/p: spec.a {"b":{"c":1,"d":2}} → none',
    ]);
  });

  test('a policy that goes or admits more, a namespace that leaves the mesh', () => {
    const policy = (...who: string[]) =>
      manifests(
        `  - {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: p}, spec: {rules: [{from: [{source: {principals: [${who.join(', ')}]}}]}]}}\n`,
      );
    expect(weaker(policy('a'), policy('a', 'b'))).toEqual([
      'mtls: AuthorizationPolicy shop/p: now also allows b (was: allows a)',
    ]);
    expect(weaker(policy('a', 'b'), policy('a'))).toEqual([]);
    expect(weaker(policy('a'), {})).toEqual(['mtls: AuthorizationPolicy shop/p: removed (was: allows a)']);
    const namespace = (labels: string) =>
      manifests(`  - {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: ${labels}}}\n`);
    expect(weaker(namespace('{istio-injection: enabled}'), namespace('{}'))).toEqual([
      'mtls: Namespace shop mesh: removed (was: in Istio (sidecars))',
    ]);
  });
});

test('what may be a secret is not printed', () => {
  const before = {
    'helm_release.A': {
      name: 'a',
      chart: 'a',
      version: '1',
      values: ['admin: {password: old}\n'],
      set_sensitive: [{ name: 'x', value: 'old' }],
    },
  };
  const after = {
    'helm_release.A': {
      name: 'a',
      chart: 'a',
      version: '1',
      values: ['admin: {password: new}\n'],
      set_sensitive: [{ name: 'x', value: 'new' }],
    },
  };
  expect(changed(before, after)).toEqual(['other: release a: admin.password changes; set_sensitive.value changes']);
});

function rule(port: string): object {
  return {
    name: 'r',
    network_security_group_name: 'g',
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    source_address_prefix: '*',
    destination_port_range: port,
  };
}

function gateway(isInternal: string): object {
  const annotation = 'service.beta.kubernetes.io/azure-load-balancer-internal';
  return {
    name: 'gw',
    chart: 'gateway',
    version: '1',
    values: [`service:\n  annotations:\n    ${annotation}: "${isInternal}"\n`],
  };
}

test('an output of nothing but resources without a comment is read', () => {
  expect(changed({}, resourcesOf('x'))).toEqual(['other: network x is created']);
  expect(resources(resourcesOf('x'))).toMatch(/review/);
});

function resourcesOf(name: string): { [address: string]: object } {
  return { 'azurerm_virtual_network.N': { name } };
}

test('the version of the chart that applies objects is no change of a chart, but its path is', () => {
  const objects = (path: string, more: object = {}) => ({
    'helm_release.R': release('manifests: []\n', { chart: `assets/CdktfAksManifestsChart/${path}`, ...more }),
  });
  expect(changed(objects('1.0.0'), objects('1.0.0', { version: '1.0.0' }))).toEqual([]);
  expect(changed(objects('1.0.0'), objects('1.1.0', { version: '1.1.0' }))).toEqual([
    'chart: release objects (chart assets/CdktfAksManifestsChart/1.1.0): ' +
      'chart assets/CdktfAksManifestsChart/1.0.0 → assets/CdktfAksManifestsChart/1.1.0',
  ]);
});
