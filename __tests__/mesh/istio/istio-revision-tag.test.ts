import type { TerraformStack } from 'cdktf';
import {
  IstioFoundation,
  IstioGateway,
  IstioMesh,
  IstioRevisionTag,
  IstioVersion,
  MeshNamespace,
  PodSecurityLevel,
  TrafficRedirection,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { FakeMesh } from '../../support/fake-mesh';
import { azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../../support/releases';

function tagged(stack: TerraformStack, revision?: string): IstioRevisionTag {
  const mesh = new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack), revision });
  return new IstioRevisionTag(stack, 'Stable', { mesh, tagName: 'stable' });
}

test('a tag sends the pods of its namespaces to its control plane', () => {
  const plan = Planned.by((stack) => {
    tagged(stack, '1-30-3');
  });
  const [webhooks, service] = manifestsOf(plan, 'Stable');
  expect(webhooks.metadata).toEqual({
    name: 'istio-revision-tag-stable',
    labels: { 'istio.io/rev': '1-30-3', 'istio.io/tag': 'stable', app: 'sidecar-injector' },
    annotations: { 'admissions.enforcer/disabled': 'true' },
  });
  const clientConfig = {
    service: { name: 'istiod-1-30-3', namespace: 'istio-system', path: '/inject', port: 443 },
  };
  expect(webhooks.webhooks).toEqual([
    expect.objectContaining({
      name: 'rev.namespace.sidecar-injector.istio.io',
      clientConfig,
      failurePolicy: 'Fail',
      namespaceSelector: {
        matchExpressions: [
          { key: 'istio.io/rev', operator: 'In', values: ['stable'] },
          { key: 'istio-injection', operator: 'DoesNotExist' },
        ],
      },
      objectSelector: { matchExpressions: [{ key: 'sidecar.istio.io/inject', operator: 'NotIn', values: ['false'] }] },
    }),
    expect.objectContaining({
      name: 'rev.object.sidecar-injector.istio.io',
      clientConfig,
      namespaceSelector: {
        matchExpressions: [
          { key: 'istio.io/rev', operator: 'DoesNotExist' },
          { key: 'istio-injection', operator: 'DoesNotExist' },
        ],
      },
      objectSelector: {
        matchExpressions: [
          { key: 'sidecar.istio.io/inject', operator: 'NotIn', values: ['false'] },
          { key: 'istio.io/rev', operator: 'In', values: ['stable'] },
        ],
      },
    }),
  ]);
  expect(service.metadata.name).toBe('istiod-revision-tag-stable');
  expect(service.spec.selector).toEqual({ app: 'istiod', 'istio.io/rev': '1-30-3' });
});

test('a tag of the control plane without a revision names its own Service', () => {
  const [webhooks, service] = manifestsOf(Planned.by(tagged), 'Stable');
  expect(webhooks.webhooks[0].clientConfig.service.name).toBe('istiod');
  expect(webhooks.metadata.labels['istio.io/rev']).toBe('default');
  expect(service.spec.selector).toEqual({ app: 'istiod', istio: 'pilot' });
});

test('the tag waits for its control plane, and others for both', () => {
  const plan = Planned.by((stack) => {
    const tag = tagged(stack, '1-30-3');
    new MeshNamespace(stack, 'Shop', { mesh: tag, name: 'shop' });
    new IstioGateway(stack, 'Gateway', { mesh: tag });
  });
  expect(waitsOf(plan, 'Stable')).toEqual(['helm_release.Mesh_Foundation_MutualTls', 'helm_release.Mesh_Istiod']);
  expect(manifestsOf(plan, 'Shop')[0].metadata.labels).toEqual({ 'istio.io/rev': 'stable' });
  expect(waitsOf(plan, 'Gateway_Chart')).toEqual([
    'helm_release.Gateway_Namespace_Manifests',
    'helm_release.Mesh_Foundation_MutualTls',
    'helm_release.Mesh_Istiod',
    'helm_release.Stable_Manifests',
  ]);
  expect(valuesOf(plan, 'Gateway_Chart').revision).toBe('stable');
});

test('what pods of the tag need is known of its control plane', () => {
  const build = (trafficRedirection: TrafficRedirection) => (stack: TerraformStack) => {
    const mesh = new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack), trafficRedirection });
    const tag = new IstioRevisionTag(stack, 'Stable', { mesh, tagName: 'stable' });
    new MeshNamespace(stack, 'Shop', { mesh: tag, name: 'shop', podSecurity: PodSecurityLevel.RESTRICTED });
  };
  const [{ metadata }] = manifestsOf(Planned.by(build(TrafficRedirection.CNI_PLUGIN)), 'Shop');
  expect(metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted');
  expect(errorOf(() => Planned.by(build(TrafficRedirection.INIT_CONTAINER)))).toContain(
    "podSecurity must be privileged: pods of the mesh 'platform/Stable' have an init container",
  );
});

describe('refused', () => {
  function faultOf(build: (stack: TerraformStack, mesh: IstioMesh) => unknown): string {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    const foundation = new IstioFoundation(stack, 'Istio', { cluster });
    const mesh = new IstioMesh(stack, 'Mesh', { cluster, foundation, revision: '1-30-3' });
    return errorOf(() => build(stack, mesh));
  }

  test('a name that a revision has, and a revision that a tag has', () => {
    expect(faultOf((stack, mesh) => new IstioRevisionTag(stack, 'Tag', { mesh, tagName: '1-30-3' }))).toBe(
      "IstioRevisionTag 'platform/Tag': tagName must differ from the revision or tag of 'platform/Mesh' on the same cluster, got 1-30-3. Use that tag, or use another name.",
    );
    const revision = 'stable';
    expect(
      faultOf((stack, mesh) => {
        const { cluster, foundation } = mesh;
        new IstioRevisionTag(stack, 'Stable', { mesh, tagName: revision });
        new IstioMesh(stack, 'Old', { cluster, foundation, revision, version: IstioVersion.V1_29_6 });
      }),
    ).toBe(
      "IstioMesh 'platform/Old': revision must differ from that of 'platform/Stable' on the same cluster, got stable. Use that mesh, or set a different revision on this one, e.g. 1-30-3.",
    );
  });

  test('a tag of two control planes', () => {
    const twice = faultOf((stack, mesh) => {
      new IstioRevisionTag(stack, 'One', { mesh, tagName: 'stable' });
      new IstioRevisionTag(stack, 'Two', { mesh, tagName: 'stable' });
    });
    expect(twice).toBe(
      "IstioRevisionTag 'platform/Two': tagName must differ from the revision or tag of 'platform/One' on the same cluster, got stable. Use that tag, or use another name.",
    );
  });

  test('a tag of a tag, and of another mesh', () => {
    expect(
      faultOf((stack, mesh) => {
        const tag = new IstioRevisionTag(stack, 'One', { mesh, tagName: 'stable' });
        new IstioRevisionTag(stack, 'Two', { mesh: tag, tagName: 'latest' });
      }),
    ).toBe(
      "IstioRevisionTag 'platform/Two': mesh must be a control plane, but 'platform/One' is a tag itself. Use the control plane to which that tag points.",
    );
    const managed = (stack: TerraformStack) => {
      const mesh = new FakeMesh(stack, 'Managed', new FakeAksCluster(stack, 'Other'), 'managed Istio');
      return new IstioRevisionTag(stack, 'Tag', { mesh, tagName: 'stable' });
    };
    expect(faultOf(managed)).toBe(
      'IstioRevisionTag \'platform/Tag\': mesh must be Istio, installed by Helm, got "managed Istio". On other meshes, use the mesh itself for namespaces.',
    );
  });

  test('names that are too long, or mean the control plane without a revision', () => {
    const of = (tagName: string) => faultOf((stack, mesh) => new IstioRevisionTag(stack, 'Tag', { mesh, tagName }));
    expect(of('a'.repeat(44))).toContain('tagName must have 1 to 43 characters (it has 44)');
    expect(of('default')).toBe(
      "IstioRevisionTag 'platform/Tag': tagName must not be default, which is the control plane without a revision. For example, use stable.",
    );
  });
});
