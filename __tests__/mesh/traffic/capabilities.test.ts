import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MeshFeature, MeshKind } from '../../../lib';
import { consulFeatures } from '../../../lib/mesh/consul/consul-features';
import { istioAmbientFeatures, istioFeatures } from '../../../lib/mesh/istio/istio-features';
import { linkerdFeatures } from '../../../lib/mesh/linkerd/linkerd-features';
import { capabilitiesByMesh, capabilityMatrix } from '../../../lib/mesh/mesh-capabilities';
import { osmFeatures } from '../../../lib/mesh/osm/osm-features';
import { projectRoot } from '../../support/tools';

/** What `supports` says of each mesh. */
const supported: { [kind: string]: { readonly [feature in MeshFeature]: boolean } } = {
  [MeshKind.ISTIO]: istioFeatures,
  [MeshKind.ISTIO_AMBIENT]: istioAmbientFeatures,
  [MeshKind.MANAGED_ISTIO]: istioFeatures,
  [MeshKind.LINKERD]: linkerdFeatures,
  [MeshKind.OPEN_SERVICE_MESH]: osmFeatures,
  [MeshKind.MANAGED_OPEN_SERVICE_MESH]: osmFeatures,
  [MeshKind.CONSUL]: consulFeatures,
};

test.each(Object.keys(supported))('%s renders what it supports, and says what comes nearest of the rest', (kind) => {
  const capabilities = capabilitiesByMesh[kind as MeshKind];
  for (const feature of Object.values(MeshFeature)) {
    const capability = capabilities?.[feature];
    if (!capability) continue;
    expect([feature, capability.by !== undefined]).toEqual([feature, supported[kind][feature]]);
    expect([feature, capability.nearest === undefined]).toEqual([feature, supported[kind][feature]]);
  }
});

test('the same intents have a row in each mesh', () => {
  const keys = Object.values(capabilitiesByMesh).flatMap((capabilities) =>
    capabilities ? [Object.keys(capabilities)] : [],
  );
  for (const other of keys) expect(other).toEqual(keys[0]);
});

test('docs/meshes.md has the matrix as the code says it (npm run docs:matrix)', () => {
  const page = readFileSync(path.join(projectRoot, 'docs/meshes.md'), 'utf8');
  expect(page).toContain(`<!-- matrix -->\n\n${capabilityMatrix()}\n<!-- /matrix -->`);
});
