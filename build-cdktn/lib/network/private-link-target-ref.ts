import type { IConstruct } from 'constructs';
import type { Faults } from '../core/faults';
import type { AzureCloud } from './azure-cloud';

/** What a private endpoint can lead to: a registry, a key vault, or a `PrivateLinkTarget` for everything else. */
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
  /** The construct that stands for the target, if one does. */
  readonly construct?: IConstruct;

  /** The names of the private DNS zones with the target's records; empty where none are known in the cloud. */
  zoneNames(cloud: AzureCloud): string[];

  /** Faults of the target itself. */
  check(faults: Faults, prop: string, endpoint: IConstruct): void;

  /** Whether the target is open to the Internet too; undefined if that isn't known. Evaluated at synth. */
  isOpen(endpoint: IConstruct): boolean | undefined;

  /** Called when an endpoint is created. */
  noteEndpoint(): void;
}
