import type { IConstruct } from 'constructs';
import type { Faults } from '../core/faults';
import type { AzureCloud } from './azure-cloud';

/** A private endpoint's target: a registry, a key vault, or a `PrivateLinkTarget` for everything else. */
export interface IPrivateLinkTarget {
  /** @internal */
  readonly _privateLink: PrivateLinkFacts;
}

/** @internal */
export interface PrivateLinkFacts {
  /** The resource id of the target. */
  readonly resourceId: string;
  /** The group (also called subresource) of the target. */
  readonly groupId: string;
  /** The target's construct, if there is one. */
  readonly construct?: IConstruct;

  /** The names of the private DNS zones with the target's records; empty if none are known in the cloud. */
  zoneNames(cloud: AzureCloud): string[];

  /** Faults of the target itself. */
  check(faults: Faults, prop: string, endpoint: IConstruct): void;

  /** Whether the target is also open to the Internet; undefined if unknown. Evaluated at synth. */
  isOpen(endpoint: IConstruct): boolean | undefined;

  /** Called when an endpoint is created. */
  noteEndpoint(): void;
}
