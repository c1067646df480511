import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MeshFeature } from '../../../lib';
import { capabilitiesByMesh, capabilityMatrix } from '../../../lib/mesh/mesh-capabilities';
import { projectRoot } from '../../support/tools';

test.each(Object.entries(capabilitiesByMesh))(
  '%s says of each intent by what, or what comes nearest',
  (_, capabilities) => {
    for (const feature of Object.values(MeshFeature)) {
      const { by, nearest } = capabilities[feature];
      expect([feature, by === undefined]).toEqual([feature, nearest !== undefined]);
    }
  },
);

test('docs/meshes.md has the matrix as the code says it (npm run docs:matrix)', () => {
  const page = readFileSync(path.join(projectRoot, 'docs/meshes.md'), 'utf8');
  expect(page).toContain(`<!-- matrix -->\n\n${capabilityMatrix()}\n<!-- /matrix -->`);
});
