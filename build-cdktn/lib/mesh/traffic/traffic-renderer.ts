import type { IConstruct } from 'constructs';
import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import type { EgressIntent, GatewayRoutesIntent, IngressIntent, NamespacePolicyIntent, ServiceIntent } from './intents';
import type { ServiceProtocol } from './service-protocol';

/** The construct that describes a service. */
export interface DescribedService extends IConstruct {
  readonly _intent: ServiceIntent;
}

/**
 * How a mesh expresses intents, as functions from plain intents to plain objects. Unsupported features are rejected earlier, by
 * `supports`; the checks here reject the options of a supported feature that the mesh can't express.
 *
 * @internal
 */
export interface TrafficRenderer {
  checkService(faults: Faults, service: ServiceIntent): void;
  service(service: ServiceIntent): Manifest[];

  /** Annotations of the Service itself, for settings that can only be configured there. */
  serviceAnnotations(service: ServiceIntent): { [key: string]: string };

  /** The `appProtocol` of a created Service, if the mesh's term differs from the others'. */
  appProtocol?(protocol: ServiceProtocol): string | undefined;

  /** Labels of the versions' Services, if the mesh would otherwise treat them as separate services. */
  versionServiceLabels?(): { [key: string]: string };

  /** Registers a service for constructs that depend on it. */
  madeService?(service: DescribedService): void;

  checkEgress(faults: Faults, egress: EgressIntent): void;
  egress(egress: EgressIntent): Manifest[];
  madeEgress?(owner: IConstruct, egress: EgressIntent): void;

  checkNamespacePolicy(faults: Faults, policy: NamespacePolicyIntent): void;
  namespacePolicy(policy: NamespacePolicyIntent): Manifest[];

  /** Rejects ingress options that the mesh's gateways can't express. */
  checkIngress?(faults: Faults, ingress: IngressIntent): void;

  /** Only if the mesh has gateways. */
  ingress?(ingress: IngressIntent): Manifest[];
  madeIngress?(owner: IConstruct, ingress: GatewayRoutesIntent): void;

  /** Routes of hosts that an ingress serves, for a part of their paths. */
  checkIngressRoutes?(faults: Faults, routes: GatewayRoutesIntent): void;
  ingressRoutes?(routes: GatewayRoutesIntent): Manifest[];
}
