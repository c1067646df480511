import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  FluxConfiguration,
  type FluxConfigurationProps,
  FluxExtension,
  type FluxExtensionProps,
  type FluxKustomization,
  FluxScope,
  GitAccess,
  GitReference,
  ManagedIdentity,
} from '../../lib';
import { place, shopCluster } from '../support/clusters';
import { azureStack, errorOf, Planned } from '../support/planned';

const github = 'https://github.com/shop/clusters';
const devOps = 'https://dev.azure.com/shop/platform/_git/clusters';
const apps = [{ name: 'apps' }];

function secret(stack: TerraformStack, name: string): string {
  return new TerraformVariable(stack, name, { type: 'string', sensitive: true }).stringValue;
}

function identityOf(stack: TerraformStack): ManagedIdentity {
  return new ManagedIdentity(stack, 'Flux', { ...place, identityName: 'flux' });
}

function extended(stack: TerraformStack, props: Partial<FluxExtensionProps> = {}): FluxExtension {
  return new FluxExtension(stack, 'Extension', { cluster: shopCluster(stack), ...props });
}

function configured(
  stack: TerraformStack,
  props: Partial<FluxConfigurationProps>,
  extension = extended(stack),
): FluxConfiguration {
  const defaults = { extension, configurationName: 'clusters', url: github, kustomizations: apps };
  return new FluxConfiguration(stack, 'Configuration', { ...defaults, ...props });
}

function plannedConfiguration(props: (stack: TerraformStack) => Partial<FluxConfigurationProps>) {
  return Planned.by((stack) => {
    configured(stack, props(stack), extended(stack, { identity: identityOf(stack) }));
  }).one('azurerm_kubernetes_flux_configuration');
}

describe('the extension', () => {
  const extension = (props: Partial<FluxExtensionProps>) =>
    Planned.by((stack) => extended(stack, props)).one('azurerm_kubernetes_cluster_extension');

  test('is installed once the cluster has its pools and roles', () => {
    const { depends_on, ...rest } = extension({});
    expect(rest).toEqual({
      name: 'flux',
      cluster_id: expect.stringMatching(/^\$\{azurerm_kubernetes_cluster\.Cluster_\w+\.id\}$/),
      extension_type: 'microsoft.flux',
      release_namespace: 'flux-system',
    });
    expect(depends_on.join()).toContain('azurerm_kubernetes_cluster_node_pool.Cluster_UserPool_');
  });

  test('has options', () => {
    expect(
      extension({
        extensionName: 'gitops',
        multiTenancy: false,
        imageAutomation: true,
        detectHelmDrift: true,
        version: '1.18.2',
      }),
    ).toMatchObject({
      name: 'gitops',
      version: '1.18.2',
      configuration_settings: {
        'multiTenancy.enforce': 'false',
        'image-automation-controller.enabled': 'true',
        'image-reflector-controller.enabled': 'true',
        'helm-controller.detectDrift': 'true',
      },
    });
  });

  test("signs in as an identity that trusts the source controller's ServiceAccount", () => {
    const planned = Planned.by((stack) => extended(stack, { identity: identityOf(stack) }));
    expect(planned.one('azurerm_kubernetes_cluster_extension').configuration_settings).toEqual({
      'workloadIdentity.enable': 'true',
      'workloadIdentity.azureClientId': expect.stringMatching(/azurerm_user_assigned_identity\.Flux_\w+\.client_id/),
    });
    expect(planned.one('azurerm_federated_identity_credential')).toMatchObject({
      subject: 'system:serviceaccount:flux-system:source-controller',
      audience: ['api://AzureADTokenExchange'],
    });
    expect(planned.all('helm_release')).toEqual({});
  });

  test.each<[Partial<FluxExtensionProps>, string]>([
    [
      { extensionName: '-flux' },
      'extensionName must have 1 to 253 letters, digits, - and ., with a letter or digit first, got -flux. For example, use flux.',
    ],
    [{ version: '1.18' }, 'version must be a version of the extension, got 1.18. For example, use 1.18.2.'],
  ])('refuses %j', (props, text) => {
    expect(errorOf(() => extended(azureStack(), props))).toBe(`FluxExtension 'platform/Extension': ${text}`);
  });

  test('is installed once a cluster', () => {
    const stack = azureStack();
    const { cluster } = extended(stack);
    expect(errorOf(() => new FluxExtension(stack, 'Second', { cluster }))).toBe(
      "FluxExtension 'platform/Second': cluster must have Flux only once, but platform/Extension installs it already, got platform/Cluster. " +
        'Share that construct, or import it with FluxExtension.fromAttributes.',
    );
  });
});

describe('a configuration', () => {
  test('of a public repository follows main, deletes what leaves it, and waits for the extension', () => {
    const planned = Planned.by((stack) => configured(stack, {}));
    const { depends_on, ...rest } = planned.one('azurerm_kubernetes_flux_configuration');
    expect(rest).toEqual({
      name: 'clusters',
      cluster_id: expect.stringContaining('azurerm_kubernetes_cluster.Cluster_'),
      namespace: 'clusters',
      scope: 'namespace',
      continuous_reconciliation_enabled: true,
      git_repository: { url: github, reference_type: 'branch', reference_value: 'main' },
      kustomizations: [{ name: 'apps', garbage_collection_enabled: true }],
    });
    expect(depends_on.join()).toContain('azurerm_kubernetes_cluster_extension.Extension_');
  });

  test('has options', () => {
    const kustomizations: FluxKustomization[] = [
      { name: 'infrastructure', path: './infrastructure', wait: true, substitute: { cluster_name: 'shop' } },
      {
        name: 'apps',
        path: './apps/prod',
        dependsOn: ['infrastructure'],
        garbageCollection: false,
        recreateImmutable: true,
        wait: false,
        syncIntervalSeconds: 120,
        retryIntervalSeconds: 60,
        timeoutSeconds: 300,
      },
    ];
    expect(
      plannedConfiguration(() => ({
        namespace: 'gitops',
        scope: FluxScope.CLUSTER,
        reference: GitReference.semver('>=1.4.0'),
        syncIntervalSeconds: 60,
        timeoutSeconds: 90,
        suspended: true,
        kustomizations,
      })),
    ).toMatchObject({
      namespace: 'gitops',
      scope: 'cluster',
      continuous_reconciliation_enabled: false,
      git_repository: {
        reference_type: 'semver',
        reference_value: '>=1.4.0',
        sync_interval_in_seconds: 60,
        timeout_in_seconds: 90,
      },
      kustomizations: [
        {
          name: 'infrastructure',
          path: './infrastructure',
          wait: true,
          post_build: { substitute: { cluster_name: 'shop' } },
        },
        {
          name: 'apps',
          path: './apps/prod',
          depends_on: ['infrastructure'],
          garbage_collection_enabled: false,
          recreating_enabled: true,
          wait: false,
          sync_interval_in_seconds: 120,
          retry_interval_in_seconds: 60,
          timeout_in_seconds: 300,
        },
      ],
    });
  });

  test.each<[string, (stack: TerraformStack) => Partial<FluxConfigurationProps>, object]>([
    ['workload identity', () => ({ url: devOps, access: GitAccess.workloadIdentity() }), { provider: 'Azure' }],
    ['a Secret', () => ({ access: GitAccess.kubernetesSecret('git') }), { local_auth_reference: 'git' }],
    [
      'a token',
      (stack) => ({ access: GitAccess.httpsToken({ user: 'git', password: secret(stack, 'token') }) }),
      { https_user: 'git', https_key_base64: '${base64encode(var.token)}' },
    ],
    [
      'an SSH key',
      (stack) => ({
        url: 'ssh://git@github.com/shop/clusters',
        access: GitAccess.sshKey({ privateKey: secret(stack, 'key'), knownHosts: 'github.com ssh-ed25519 AAAA' }),
      }),
      {
        ssh_private_key_base64: '${base64encode(var.key)}',
        ssh_known_hosts_base64: '${base64encode("github.com ssh-ed25519 AAAA")}',
      },
    ],
  ])('signs in by %s', (_title, props, expected) => {
    expect(plannedConfiguration(props).git_repository).toMatchObject(expected);
  });

  test.each<[string, (stack: TerraformStack) => Partial<FluxConfigurationProps>, string]>([
    [
      'a name that is too long',
      () => ({ configurationName: 'a'.repeat(31) }),
      `configurationName must have 1 to 30 lowercase letters, digits and -, with a letter or digit at both ends, got ${'a'.repeat(31)}. For example, use cluster.`,
    ],
    [
      'no URL',
      () => ({ url: 'github.com/shop' }),
      'url must be the URL of a Git repository, got github.com/shop. For example, use https://github.com/shop/clusters.',
    ],
    [
      'a password in the URL',
      () => ({ url: 'https://user:hunter2@github.com/shop' }),
      'url must not contain credentials: literal text would be in the synthesized JSON, got "https://***@github.com/shop", a string. ' +
        'Remove them. Pass a secret in a prop for secrets, as the value of a sensitive TerraformVariable.',
    ],
    [
      'no kustomization',
      () => ({ kustomizations: [] }),
      "kustomizations must have at least one element, got []. For example, use [{ name: 'apps' }].",
    ],
    [
      'two of one name',
      () => ({ kustomizations: [...apps, ...apps] }),
      'kustomizations[1].name must be unique in the configuration, got apps. Rename one of the two.',
    ],
    [
      'a folder outside',
      () => ({ kustomizations: [{ name: 'apps', path: '../apps' }] }),
      'kustomizations[0].path must be a folder below the root of the repository, got ../apps. For example, use ./clusters/prod.',
    ],
    [
      'an unknown dependency',
      () => ({ kustomizations: [{ name: 'apps', dependsOn: ['infra'] }, { name: 'infrastructure' }] }),
      'kustomizations[0].dependsOn must name another kustomization of the configuration, got infra. Use infrastructure.',
    ],
    [
      'a circle',
      () => ({
        kustomizations: [
          { name: 'a', dependsOn: ['b'] },
          { name: 'b', dependsOn: ['a'] },
        ],
      }),
      'kustomizations must not depend on each other in a circle, got "a > b > a". Remove one of the dependencies of a.',
    ],
    [
      'a variable',
      () => ({ kustomizations: [{ name: 'apps', substitute: { 'cluster-name': 'shop' } }] }),
      'kustomizations[0].substitute must have variables of letters, digits and _, with no digit first, got cluster-name. For example, use cluster_name.',
    ],
    [
      'an interval',
      () => ({ kustomizations: [{ name: 'apps', timeoutSeconds: 5 }] }),
      'kustomizations[0].timeoutSeconds must be a whole number of 60 to 86400 seconds, got 5. Use a number in 60 to 86400 seconds.',
    ],
    [
      'an abbreviated commit',
      () => ({ reference: GitReference.commit('4f1bdad') }),
      'reference must be a commit of 40 hexadecimal digits, got 4f1bdad. For example, use 4f1bdad4d0a54b939a5e3d52c51464f67e474fcf.',
    ],
    [
      'workload identity for GitHub',
      () => ({ access: GitAccess.workloadIdentity() }),
      `access must go with a repository of Azure DevOps, where managed identities have permissions, got ${github}. ` +
        'Use https://dev.azure.com/ORGANIZATION/PROJECT/_git/REPOSITORY, or another GitAccess.',
    ],
    [
      'an SSH key for HTTPS',
      (stack) => ({ access: GitAccess.sshKey({ privateKey: secret(stack, 'key'), knownHosts: 'h' }) }),
      `access must not be an SSH key for an HTTP URL, got ${github}. Use an ssh:// URL, or GitAccess.httpsToken.`,
    ],
    [
      'a token in plain text',
      (stack) => ({
        url: 'http://git.example.com/shop',
        access: GitAccess.httpsToken({ user: 'git', password: secret(stack, 'token') }),
      }),
      'access must go with an https:// URL, got http://git.example.com/shop. Use an https:// URL: HTTP sends the token in plain text.',
    ],
    [
      'a literal token',
      () => ({ access: GitAccess.httpsToken({ user: 'git', password: 'hunter2' }) }),
      'access.password must be a token: literal text would be in the synthesized JSON. Use the value of a sensitive TerraformVariable.',
    ],
    [
      "a Secret's name",
      () => ({ access: GitAccess.kubernetesSecret('Git') }),
      'access must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or digit at both ends, got Git. For example, use shop.',
    ],
  ])('with %s is refused', (_title, props, text) => {
    const stack = azureStack();
    const extension = extended(stack, { identity: identityOf(stack) });
    expect(errorOf(() => configured(stack, props(stack), extension))).toBe(
      `FluxConfiguration 'platform/Configuration': ${text}`,
    );
  });

  test('by workload identity needs the identity', () => {
    const stack = azureStack();
    expect(errorOf(() => configured(stack, { url: devOps, access: GitAccess.workloadIdentity() }))).toBe(
      "FluxConfiguration 'platform/Configuration': access must not be workloadIdentity without an identity of Flux, got platform/Extension. " +
        'Set identity on the FluxExtension.',
    );
  });

  test('has a name of its own', () => {
    const stack = azureStack();
    const { cluster } = extended(stack);
    const extension = FluxExtension.fromAttributes(stack, 'Imported', { cluster });
    configured(stack, {}, extension as FluxExtension);
    const second = { extension, configurationName: 'clusters', url: github, kustomizations: apps };
    expect(errorOf(() => new FluxConfiguration(stack, 'Second', second))).toContain(
      'configurationName must be unique in the cluster, but platform/Configuration has it already, got clusters.',
    );
  });

  test('on an extension of another program has an unverified identity', () => {
    const planned = Planned.by((stack) => {
      const extension = FluxExtension.fromAttributes(stack, 'Imported', { cluster: shopCluster(stack) });
      configured(stack, { url: devOps, access: GitAccess.workloadIdentity() }, extension as FluxExtension);
    });
    expect(planned.infos.join()).toContain('not verified: that Flux has an identity for GitAccess.workloadIdentity');
  });
});
