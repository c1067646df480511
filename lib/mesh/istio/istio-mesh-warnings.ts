import { warn } from '../../core/warnings';
import { warnOfFewNodes } from '../few-nodes';
import type { IstioMeshProps } from './istio-mesh-props';
import type { IIstioMesh } from './istio-mesh-ref';

/** Everything that a reviewer of a mesh should know. */
export function warnOfIstioMesh(mesh: IIstioMesh, props: IstioMeshProps): void {
  if (props.highAvailability ?? true) {
    warnOfFewNodes(mesh, 3, 'two for its pods, and one to move to while a node is upgraded');
  }
  if (props.excludedInboundPorts) {
    const text =
      'Some ports of all pods in the mesh take plain text from anybody who reaches them (excludedInboundPorts).';
    warn(mesh, 'W172', text);
  }
}
