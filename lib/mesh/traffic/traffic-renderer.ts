import type { Faults } from '../../core/faults';
import type { MeshEgress } from '../mesh-egress';
import type { MeshEgressProps } from '../mesh-egress-props';
import type { MeshIngress } from '../mesh-ingress';
import type { MeshIngressProps } from '../mesh-ingress-props';
import type { MeshNamespacePolicyProps } from '../mesh-namespace-policy-props';
import type { MeshService } from '../mesh-service';
import type { MeshServiceProps } from '../mesh-service-props';
import type { Manifest } from './manifest';
import type { ServiceProtocol } from './service-protocol';

/**
 * How one mesh expresses intents. What the mesh can't at all is refused before by `supports`; a renderer refuses what it can't say
 * of an intent that the mesh has.
 *
 * @internal
 */
export interface TrafficRenderer {
  checkService(faults: Faults, service: MeshServiceProps): void;
  service(service: MeshServiceProps): Manifest[];

  /** Annotations of the Service itself, for what only stands there. */
  serviceAnnotations(service: MeshServiceProps): { [key: string]: string };

  /** The `appProtocol` of a Service that is made here, where the mesh has another word for it than the others. */
  appProtocol?(protocol: ServiceProtocol): string | undefined;

  /** Labels of the Services of versions, where the mesh would take them for services of their own. */
  versionServiceLabels?(): { [key: string]: string };

  /** What the mesh keeps of a service that is described now: for those that are described later, or were before. */
  madeService?(service: MeshService): void;

  checkEgress(faults: Faults, egress: MeshEgressProps): void;
  egress(egress: MeshEgressProps): Manifest[];
  madeEgress?(egress: MeshEgress, props: MeshEgressProps): void;

  checkNamespacePolicy(faults: Faults, policy: MeshNamespacePolicyProps): void;
  namespacePolicy(policy: MeshNamespacePolicyProps): Manifest[];

  /** What the mesh's gateways can't say of an ingress. */
  checkIngress?(faults: Faults, ingress: MeshIngressProps): void;

  /** Only where the mesh has gateways of its own. */
  ingress?(ingress: MeshIngressProps): Manifest[];

  /** What the mesh keeps of an ingress: for its gateway. */
  madeIngress?(ingress: MeshIngress, props: MeshIngressProps): void;
}
