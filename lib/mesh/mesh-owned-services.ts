import type { MeshServiceProps } from './mesh-service-props';
import type { Manifest } from './traffic/traffic-renderer';
import { versionsOf } from './traffic/versions';

/** The Service that callers use, and those of versions that name one; the same on every mesh but for annotations. */
export function ownedServices(service: MeshServiceProps): Manifest[] {
  const { name, namespace, port, workload, ownsService } = service;
  if (!ownsService) return [];
  const annotations = namespace.mesh._traffic?.serviceAnnotations(service) ?? {};
  const serviceOf = (own: string, selector: object, notes: object): Manifest => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: own,
      namespace: namespace.namespaceName,
      ...(Object.keys(notes).length > 0 ? { annotations: notes } : {}),
    },
    spec: { selector, ports: [{ name: 'http', port, targetPort: workload.containerPort, appProtocol: 'http' }] },
  });
  const leaves = versionsOf(service).flatMap(([, version]) =>
    version.service === undefined || version.service === name
      ? []
      : [serviceOf(version.service, { ...workload.labels, ...version.labels }, {})],
  );
  return [serviceOf(name, { ...workload.labels }, annotations), ...leaves];
}
