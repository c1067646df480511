import type { TerraformStack } from 'cdktf';
import {
  AksCluster,
  ConsulMesh,
  type IAksCluster,
  type IServiceMesh,
  IstioDataPlane,
  IstioMesh,
  Keda,
  KedaInstallation,
  LinkerdMesh,
  ManagedIstioMesh,
  ManagedOpenServiceMesh,
  MeshKind,
  Namespace,
  OpenServiceMesh,
} from '../../../lib';
import { enrols, meshesWith } from '../../../lib/mesh/dialects/dialects';
import { MeshSignal } from '../../../lib/mesh/telemetry/mesh-signal';
import { azureStack, errorOf, Planned } from '../../support/planned';

const kinds = Object.values(MeshKind);

test('errors list the meshes that have a word', () => {
  expect(meshesWith(({ signals }) => signals[MeshSignal.ERROR_ACCESS_LOGS].by !== undefined)).toBe(
    'Istio and Istio ambient',
  );
  expect(meshesWith(({ signals }) => signals[MeshSignal.TRACE_SAMPLING].by !== undefined)).toBe(
    'Istio, Istio ambient and managed Istio',
  );
  expect(meshesWith(({ console }) => console === 'LinkerdViz')).toBe('Linkerd');
});

test('labels and annotations that keep pods out of a mesh enrol nothing', () => {
  const outs = [
    ['istio-injection', 'disabled'],
    ['istio.io/dataplane-mode', 'none'],
    ['linkerd.io/inject', 'disabled'],
    ['cdktf-aks/mesh', 'none'],
    ['team', 'shop'],
  ];
  expect(outs.filter(([key, value]) => enrols(key, value))).toEqual([]);
});

describe('KEDA is rejected in a namespace that carries the labels and annotations of a mesh', () => {
  const makers: { readonly [kind in MeshKind]: (stack: TerraformStack, cluster: IAksCluster) => IServiceMesh } = {
    [MeshKind.ISTIO]: (stack, cluster) => IstioMesh.fromAttributes(stack, 'Mesh', { cluster, revision: 'canary' }),
    [MeshKind.ISTIO_AMBIENT]: (stack, cluster) =>
      IstioMesh.fromAttributes(stack, 'Mesh', { cluster, dataPlane: IstioDataPlane.ambient() }),
    [MeshKind.MANAGED_ISTIO]: (stack, cluster) =>
      ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster, revision: 'asm-1-30' }),
    [MeshKind.LINKERD]: (stack, cluster) => LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster }),
    [MeshKind.OPEN_SERVICE_MESH]: (stack, cluster) => OpenServiceMesh.fromAttributes(stack, 'Mesh', { cluster }),
    [MeshKind.MANAGED_OPEN_SERVICE_MESH]: (stack, cluster) =>
      ManagedOpenServiceMesh.fromCluster(stack, 'Mesh', { cluster }),
    [MeshKind.CONSUL]: (stack, cluster) => ConsulMesh.fromAttributes(stack, 'Mesh', { cluster }),
  };

  function known(stack: TerraformStack, id = 'Cluster'): IAksCluster {
    return AksCluster.fromLookup(stack, id, { clusterName: 'shop', resourceGroupName: 'rg-shop' });
  }

  /** Labels and annotations by which a mesh enrols a namespace. */
  function enrolmentOf(kind: MeshKind) {
    const stack = azureStack(undefined, 'other');
    const { labels, annotations } = makers[kind](stack, known(stack))._enrolment();
    return { labels, annotations };
  }

  function install(stack: TerraformStack, cluster: IAksCluster, metadata: object): void {
    const namespace = new Namespace(stack, 'Namespace', { cluster, name: 'keda', ...metadata });
    new Keda(stack, 'Keda', { cluster, installation: KedaInstallation.helmChart({ namespace }) });
  }

  const must =
    "Keda 'platform/Keda': installation.namespace must not be in a mesh: the API server calls KEDA from outside the mesh, got";

  test.each(kinds)('%s, which the program does not know', (kind) => {
    const metadata = enrolmentOf(kind);
    const [key, value] = Object.entries({ ...metadata.labels, ...metadata.annotations })[0];
    const text = errorOf(() => Planned.by((stack) => install(stack, known(stack), metadata)));
    expect(text).toBe(`${must} "${key}: ${value}". Use a Namespace without a mesh, or leave it out.`);
  });

  test('Consul with labels of its own, whichever of the two is declared first', () => {
    const namespaceLabels = { team: 'shop', mesh: 'consul' };
    const texts = [true, false].map((isMeshFirst) =>
      errorOf(() =>
        Planned.by((stack) => {
          const cluster = known(stack);
          const declarations = [
            () => ConsulMesh.fromAttributes(stack, 'Mesh', { cluster, namespaceLabels }),
            () => install(stack, cluster, { labels: { ...namespaceLabels, tier: 'system' } }),
          ];
          for (const declare of isMeshFirst ? declarations : declarations.reverse()) declare();
        }),
      ),
    );
    const fault = `[platform] ${must} "team: shop, mesh: consul". Use a Namespace without a mesh, or leave it out.`;
    expect(texts.map((text) => text.includes(fault))).toEqual([true, true]);
    expect(texts[0]).toBe(texts[1]);
  });

  test('a namespace with some of the labels is accepted', () => {
    const planned = Planned.by((stack) => {
      const cluster = known(stack);
      ConsulMesh.fromAttributes(stack, 'Mesh', { cluster, namespaceLabels: { team: 'shop', mesh: 'consul' } });
      install(stack, cluster, { labels: { team: 'shop' } });
    });
    expect(planned.one('helm_release', 'Keda_Chart').namespace).toBe('keda');
  });
});
