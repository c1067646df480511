import type { MeshDialect } from '../mesh-dialect';
import { osmDialect } from './osm-dialect';

/** Open Service Mesh as AKS runs it. */
export const managedOsmDialect: MeshDialect = {
  ...osmDialect,
  defaultDeny: {
    why: 'on managed Open Service Mesh, whose OsmMeshConfig says it',
    fix: 'Take the construct out, and make an OsmMeshConfig: its permissiveTrafficPolicy is false.',
  },
};
