import type { IConstruct } from 'constructs';
import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import type { EgressIntent, IngressIntent, NamespacePolicyIntent, ServiceIntent } from './intents';
import type { ServiceProtocol } from './service-protocol';

/** The construct that describes a service. */
export interface DescribedService extends IConstruct {
  readonly _intent: ServiceIntent;
}

/**
 * How one mesh expresses intents, as functions from plain intents to plain objects. Features that the mesh lacks are rejected before,
 * by `supports`; the checks here reject what the mesh can't express of a feature that it has.
 *
 * @internal
 */
export interface TrafficRenderer {
  checkService(faults: Faults, service: ServiceIntent): void;
  service(service: ServiceIntent): Manifest[];

  /** Annotations of the Service itself, for settings that have no other place. */
  serviceAnnotations(service: ServiceIntent): { [key: string]: string };

  /** The `appProtocol` of a Service that is made here, where the mesh's term differs from the others'. */
  appProtocol?(protocol: ServiceProtocol): string | undefined;

  /** Labels of the Services of versions, where the mesh would treat them as services of their own. */
  versionServiceLabels?(): { [key: string]: string };

  /** Registers a service, for those that depend on it. */
  madeService?(service: DescribedService): void;

  checkEgress(faults: Faults, egress: EgressIntent): void;
  egress(egress: EgressIntent): Manifest[];
  madeEgress?(owner: IConstruct, egress: EgressIntent): void;

  checkNamespacePolicy(faults: Faults, policy: NamespacePolicyIntent): void;
  namespacePolicy(policy: NamespacePolicyIntent): Manifest[];

  /** Rejects what the mesh's gateways can't express of an ingress. */
  checkIngress?(faults: Faults, ingress: IngressIntent): void;

  /** Only where the mesh has gateways of its own. */
  ingress?(ingress: IngressIntent): Manifest[];
  madeIngress?(owner: IConstruct, ingress: IngressIntent): void;
}
