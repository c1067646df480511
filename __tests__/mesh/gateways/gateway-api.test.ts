import { GatewayApi, GatewayApiChannel } from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { azureStack, errorOf, Planned } from '../../support/planned';

const { STANDARD, EXPERIMENTAL } = GatewayApiChannel;

describe('managed by AKS', () => {
  test.each([
    ['1.31.4', '1.2.1'],
    ['1.33', '1.2.1'],
    ['1.34.2', '1.3.0'],
    ['1.35', '1.4.1'],
    ['1.36.2', '1.5.1'],
    ['1.37', undefined],
  ])('Kubernetes %s has bundle %s of the standard channel', (kubernetesVersion, version) => {
    const cluster = new FakeAksCluster(azureStack(), 'Cluster', { kubernetesVersion });
    expect(GatewayApi.managedByAks(cluster, 'GatewayApi', { cluster })).toMatchObject({ version, channel: STANDARD });
  });

  test('nothing is made, and the command that enables it is said', () => {
    const plan = Planned.by((stack) => {
      GatewayApi.managedByAks(stack, 'GatewayApi', { cluster: new FakeAksCluster(stack) });
    });
    expect(plan.json.resource).toBeUndefined();
    expect(plan.warnings).toEqual([
      'W185: Terraform does not enable the Gateway API that AKS manages. Run once: az aks update --resource-group rg-shop --name shop --enable-gateway-api',
    ]);
  });

  test('another version than that of the cluster is refused', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack, 'Cluster', { kubernetesVersion: '1.34.2' });
    const make = (kubernetesVersion: string) => () =>
      GatewayApi.managedByAks(stack, `Api${kubernetesVersion}`, { cluster, kubernetesVersion });
    expect(errorOf(make('1.35'))).toBe(
      "GatewayApi 'platform/Api1.35': kubernetesVersion must be that of the cluster (1.34.2), got 1.35. Leave it out: the cluster is known here.",
    );
    expect(errorOf(make('35'))).toContain('kubernetesVersion must be a Kubernetes version, got 35.');
    make('1.34')();
  });
});

test('what is present has an exact version and a channel', () => {
  const stack = azureStack();
  const props = { cluster: new FakeAksCluster(stack), version: 'v1.2', channel: 'beta' as GatewayApiChannel };
  expect(errorOf(() => GatewayApi.present(stack, 'GatewayApi', props))).toBe(
    [
      "GatewayApi 'platform/GatewayApi' has 2 faults:",
      '- version must be one exact release: major, minor and patch, got v1.2. For example, use 1.2.1.',
      '- channel must be one of standard, experimental, got beta. For example, use GatewayApiChannel.STANDARD.',
    ].join('\n'),
  );
});

describe('one owner a cluster', () => {
  test('two are an error that names both', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack, 'Cluster', { kubernetesVersion: '1.36' });
    GatewayApi.managedByAks(stack, 'Managed', { cluster });
    const present = () => GatewayApi.present(stack, 'Present', { cluster, version: '1.2.1', channel: EXPERIMENTAL });
    expect(errorOf(present)).toBe(
      "GatewayApi 'platform/Present': cluster must have one owner of the Gateway API, but 'platform/Managed' declares version 1.5.1 of the standard channel by AKS, got \"version 1.2.1 of the experimental channel by another program\". Declare the same in both places, or remove one.",
    );
  });

  test('the same said twice is one owner', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    for (const id of ['One', 'Two']) GatewayApi.present(stack, id, { cluster, version: '1.2.1', channel: STANDARD });
  });
});
