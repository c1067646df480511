import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  FluxConfiguration,
  type FluxConfigurationProps,
  FluxExtension,
  type FluxExtensionAttributes,
  type FluxExtensionProps,
  type FluxKustomization,
  FluxScope,
  GitAccess,
  GitReference,
  type HttpsTokenOptions,
  ManagedIdentity,
  type SshKeyOptions,
} from '../../../lib';
import { type RoomSamples, struct } from '../support/sample';
import { clusterOn, knownSubnet, place } from '../support/values';

const apps = { name: 'apps' };
const ssh = 'ssh://git@github.com/shop/clusters';
const secret = (stack: TerraformStack, name: string) =>
  new TerraformVariable(stack, name, { type: 'string', sensitive: true }).stringValue;

/** How each struct of gitops reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  FluxConfigurationProps: struct<FluxConfigurationProps>((stack, props) => configuration(stack, props), {
    configurationName: 'other',
    namespace: 'gitops',
    scope: FluxScope.CLUSTER,
    url: 'https://github.com/shop/other',
    reference: GitReference.tag('v1.0.0'),
    access: GitAccess.kubernetesSecret('git'),
    kustomizations: [{ name: 'infrastructure' }],
    syncIntervalSeconds: 60,
    timeoutSeconds: 120,
    suspended: true,
  }),
  FluxExtensionAttributes: struct<FluxExtensionAttributes>((stack, attributes) => {
    const extension = FluxExtension.fromAttributes(stack, 'Extension', { cluster: ownCluster(stack), ...attributes });
    return configuration(stack, { extension });
  }),
  FluxExtensionProps: struct<FluxExtensionProps>((stack, props) => extensionOf(stack, props), {
    extensionName: 'gitops',
    identity: (stack) => new ManagedIdentity(stack, 'Identity', { ...place, identityName: 'flux' }),
    multiTenancy: false,
    imageAutomation: true,
    detectHelmDrift: true,
    version: '1.18.2',
  }),
  FluxKustomization: struct<FluxKustomization>(
    (stack, kustomization) =>
      configuration(stack, { kustomizations: [{ ...apps, ...kustomization }, { name: 'infrastructure' }] }),
    {
      name: 'other',
      path: './apps',
      dependsOn: ['infrastructure'],
      garbageCollection: false,
      recreateImmutable: true,
      wait: false,
      syncIntervalSeconds: 120,
      retryIntervalSeconds: 60,
      timeoutSeconds: 300,
      substitute: { cluster_name: 'shop' },
    },
  ),
  HttpsTokenOptions: struct<HttpsTokenOptions>(
    (stack, { password = secret(stack, 'password'), ...options }) =>
      configuration(stack, { access: GitAccess.httpsToken({ user: 'git', password, ...options }) }),
    { user: 'other' },
  ),
  SshKeyOptions: struct<SshKeyOptions>(
    (stack, { privateKey = secret(stack, 'key'), ...options }) =>
      configuration(stack, {
        url: ssh,
        access: GitAccess.sshKey({ privateKey, knownHosts: 'github.com AAAA', ...options }),
      }),
    { knownHosts: 'example.com AAAA' },
  ),
};

function configuration(stack: TerraformStack, props: Partial<FluxConfigurationProps>): FluxConfiguration {
  const { extension = extensionOf(stack), ...others } = props;
  const url = 'https://github.com/shop/clusters';
  const defaults = { extension, configurationName: 'clusters', url, kustomizations: [apps] };
  return new FluxConfiguration(stack, 'Configuration', { ...defaults, ...others });
}

function extensionOf(stack: TerraformStack, props: Partial<FluxExtensionProps> = {}): FluxExtension {
  return new FluxExtension(stack, 'Extension', { cluster: ownCluster(stack), ...props });
}

function ownCluster(stack: TerraformStack) {
  return clusterOn(stack, knownSubnet(stack));
}
