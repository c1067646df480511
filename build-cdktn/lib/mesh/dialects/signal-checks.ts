import type { Faults } from '../../core/faults';
import type { IServiceMesh } from '../service-mesh';
import type { AccessLogs } from '../telemetry/access-logs';
import { MeshSignal } from '../telemetry/mesh-signal';
import { meshesWith } from './dialects';

/** @returns whether the mesh provides a signal. */
export function checkGivesSignal(faults: Faults, prop: string, mesh: IServiceMesh, signal: MeshSignal): boolean {
  const { by, nearest } = mesh._telemetry.signals[signal];
  if (by !== undefined) return true;
  const others = meshesWith(({ signals }) => signals[signal].by !== undefined);
  const must = `must not request ${signal} from ${mesh.kind}, which doesn't support it`;
  faults.add(prop, must, undefined, `${others} support it. The nearest alternative here: ${nearest}.`);
  return false;
}

/** @returns whether the mesh can log exactly these requests. */
export function checkGivesLogs(faults: Faults, prop: string, mesh: IServiceMesh, logs: AccessLogs): boolean {
  const signal = {
    all: MeshSignal.ALL_ACCESS_LOGS,
    errors: MeshSignal.ERROR_ACCESS_LOGS,
    off: MeshSignal.NO_ACCESS_LOGS,
  }[logs._requests];
  return checkGivesSignal(faults, prop, mesh, signal);
}
