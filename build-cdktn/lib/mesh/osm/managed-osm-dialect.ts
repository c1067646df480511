import type { MeshDialect } from '../mesh-dialect';
import { osmDialect } from './osm-dialect';

/** Open Service Mesh as AKS runs it. */
export const managedOsmDialect: MeshDialect = {
  ...osmDialect,
  defaultDeny: {
    why: 'on managed Open Service Mesh, which configures it in its OsmMeshConfig',
    fix: 'Remove the construct, and create an OsmMeshConfig: its permissiveTrafficPolicy is false.',
  },
};
