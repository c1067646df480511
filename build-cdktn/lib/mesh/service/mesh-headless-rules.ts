import { isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { dialectOf } from '../dialects/dialects';
import type { IServiceMesh } from '../service-mesh';
import type { MeshServiceOptions } from '../traffic/mesh-service-options';
import type { MeshServiceProps } from './mesh-service-props';

/** Ports of a headless Service are those of its pods, because nothing translates them. */
export function checkHeadless(faults: Faults, props: MeshServiceOptions): void {
  const { headless, ownsService, publishNotReadyAddresses, port, workload, morePorts = [] } = props;
  if (publishNotReadyAddresses && !(headless && ownsService)) {
    const fix = 'Leave it out, or give headless: true and ownsService: true.';
    faults.add(
      'publishNotReadyAddresses',
      'can only be used with headless and ownsService',
      publishNotReadyAddresses,
      fix,
    );
  }
  if (!headless) return;
  const ports = [
    ['port', port, workload?.containerPort] as const,
    ...morePorts.map((own, index) => [`morePorts[${index}].port`, own.port, own.containerPort] as const),
  ];
  for (const [prop, number, containerPort] of ports) {
    if (number === containerPort || !isKnown(number) || !isKnown(containerPort)) continue;
    const must = `must be the port of the containers (${containerPort}) where headless is true: callers connect to the pods`;
    faults.add(prop, must, number, `Use ${containerPort}.`);
  }
}

/**
 * Rejects intents that the callers' proxies would not apply.
 *
 * @param used props that the mesh supports for other services, with those of the policy.
 */
export function checkHeadlessIntents(
  faults: Faults,
  mesh: IServiceMesh,
  { headless, policy, ...given }: MeshServiceProps,
  used: readonly (keyof MeshServiceOptions & string)[],
): void {
  if (!headless) return;
  const kept: readonly string[] = [
    'headless',
    'protocol',
    'morePorts',
    'allowFrom',
    ...dialectOf(mesh).headlessIntents,
  ];
  for (const prop of used.filter((name) => !kept.includes(name))) {
    const isOfPolicy = policy !== undefined && given[prop as keyof typeof given] === undefined;
    const must = `must ${isOfPolicy ? `leave ${prop} out` : 'be left out'} where headless is true on ${mesh.kind}: callers choose the pod, and their proxies don't apply it`;
    const fix = isOfPolicy ? 'Leave policy out.' : 'Leave it out, or use a Service that is not headless.';
    faults.add(isOfPolicy ? 'policy' : prop, must, undefined, fix);
  }
}
