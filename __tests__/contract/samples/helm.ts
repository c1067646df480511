import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  type ChartImage,
  ChartMirror,
  ChartSource,
  HelmChart,
  type HelmChartProps,
  type HttpsChartOptions,
  KubernetesManifests,
  type KubernetesManifestsProps,
  MirrorRegistry,
  type OciChartOptions,
} from '../../../lib';
import { given, type RoomSamples, struct } from '../support/sample';
import { knownCluster } from '../support/values';

const release = { releaseName: 'podinfo', namespace: 'shop' };
const podinfo = { repository: 'https://stefanprodan.github.io/podinfo', chart: 'podinfo', version: '6.7.0' };
const mirrored = { registry: 'oci://shop4711.azurecr.io/helm', chart: 'podinfo', version: '6.7.0' };
const releaseSamples = { namespace: 'other', releaseName: 'other', takeOwnership: true, timeoutMinutes: 20 };

const remoteSamples = {
  version: '6.7.1',
  username: given((stack: TerraformStack) => ({ password: secret(stack), username: 'other' }), 'puller'),
  password: given(
    (stack: TerraformStack) => ({ password: secret(stack, 'other'), username: 'puller' }),
    (stack: TerraformStack) => secret(stack),
  ),
};

/** How each struct of helm reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  ChartImage: struct<ChartImage>(
    (stack, image) => {
      const places = Object.keys(image).length > 0 ? image : { referencePath: 'image' };
      underMirror(stack, { images: [{ image: 'ghcr.io/stefanprodan/podinfo:6.7.0', ...places }] });
    },
    {
      referencePath: given({ referencePath: 'other' }, 'image'),
      repositoryPath: given({ repositoryPath: 'other' }, 'image.repository'),
      prefixPath: given({ prefixPath: 'other' }, 'hub'),
      registryPath: given({ registryPath: 'other', namePath: 'name' }, 'registry'),
      namePath: given({ registryPath: 'registry', namePath: 'other' }, 'name'),
      tagPath: given({ referencePath: 'image', tagPath: 'other' }, 'tag'),
    },
  ),
  HelmChartProps: struct<HelmChartProps>(
    (stack, props) =>
      (props.images ? underMirror : install)(stack, {
        ...props,
      }),
    {
      ...releaseSamples,
      atomic: false,
      images: given({ images: [] }, [{ image: 'ghcr.io/stefanprodan/podinfo:6.7.0', referencePath: 'image' }]),
      maxHistory: 3,
      secretValues: (stack) => ({ 'auth.password': secret(stack) }),
      skipCrds: true,
      values: { replicaCount: 2 },
      waitForReady: false,
    },
  ),
  HttpsChartOptions: struct<HttpsChartOptions>(
    (stack, options) => install(stack, { chart: ChartSource.https({ ...podinfo, ...options }) }),
    remoteSamples,
  ),
  KubernetesManifestsProps: struct<KubernetesManifestsProps>(
    (stack, props) =>
      new KubernetesManifests(stack, 'Manifests', {
        cluster: knownCluster(stack),
        ...release,
        manifests: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop', namespace: 'shop' } }],
        ...props,
      }),
    releaseSamples,
  ),
  OciChartOptions: struct<OciChartOptions>(
    (stack, options) => install(stack, { chart: ChartSource.oci({ ...mirrored, ...options }) }),
    remoteSamples,
  ),
};

function install(stack: TerraformStack, props: Partial<HelmChartProps>): HelmChart {
  const cluster = knownCluster(stack);
  return new HelmChart(stack, 'Chart', { cluster, chart: ChartSource.https(podinfo), ...release, ...props });
}

function underMirror(stack: TerraformStack, props: Partial<HelmChartProps>): HelmChart {
  new ChartMirror(stack, 'Mirror', { registry: MirrorRegistry.host('shop4711.azurecr.io') });
  return install(stack, { values: { tag: '6.7.1' }, ...props });
}

function secret(stack: TerraformStack, name = 'password'): string {
  const found = stack.node.tryFindChild(name) as TerraformVariable | undefined;
  return (found ?? new TerraformVariable(stack, name, { type: 'string', sensitive: true })).stringValue;
}
