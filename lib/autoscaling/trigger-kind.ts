import type { Construct } from 'constructs';
import type { Faults } from '../core/faults';
import { numberText } from '../core/token-values';
import type { AzureCloud } from '../network/azure-cloud';
import type { IKeda } from './keda-base';
import type { ScaleTarget } from './scale-target';
import type { ScaleTriggerOptions } from './scale-trigger-options';
import type { ITriggerAuthentication } from './trigger-authentication-base';

/** Where a trigger is used. */
export interface TriggerSite {
  readonly user: Construct;
  readonly keda: IKeda;
  readonly namespaceName: string;
  readonly target: ScaleTarget;
}

/** The facts, checks and output of a type of trigger. */
export interface TriggerKind {
  /** The name of KEDA's scaler. */
  readonly type: string;
  readonly options?: ScaleTriggerOptions;
  readonly authentication?: ITriggerAuthentication;
  readonly metricType?: string;
  /** Why the trigger has no metric while the workload has no pods. */
  readonly needsPods?: string;
  /** Whether Kubernetes itself measures it, and KEDA is not involved. */
  readonly isOfKubernetes?: boolean;
  /** The cloud of the event source, and the option that sets it. */
  readonly cloud?: { readonly prop: string; readonly value: AzureCloud };
  check(faults: Faults, at: string, site: TriggerSite): void;
  metadata(site: TriggerSite): { [parameter: string]: string | undefined };
  /** Roles that the authentication's identity needs. */
  grant?(): void;
  warn?(site: TriggerSite, at: string): void;
}

/** KEDA takes parameters as text only. */
export function textOf(value: number | undefined): string | undefined {
  return value === undefined ? undefined : numberText(value);
}
