import { checkInteger, checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { numberText } from '../core/token-values';

/** When Karpenter removes or replaces nodes to reduce cost. */
export enum ConsolidationPolicy {
  /** Nodes without pods are removed, and underused ones are removed or replaced by cheaper ones. */
  WHEN_EMPTY_OR_UNDERUTILIZED = 'WhenEmptyOrUnderutilized',

  /** Nodes without pods are removed. */
  WHEN_EMPTY = 'WhenEmpty',

  /** Nodes are never consolidated. */
  NEVER = 'Never',
}

/** The reasons for which Karpenter disrupts a node voluntarily. */
export enum DisruptionReason {
  /** Consolidation of an underused node. */
  UNDERUTILIZED = 'Underutilized',

  /** Removal of a node without pods. */
  EMPTY = 'Empty',

  /** The node differs from its NodePool or node class, or has an older image. */
  DRIFTED = 'Drifted',
}

/**
 * A limit to the nodes that Karpenter disrupts at once. The strictest budget that applies at a time wins.
 *
 * @see https://learn.microsoft.com/azure/aks/node-auto-provisioning-disruption#disruption-budgets
 */
export interface DisruptionBudget {
  /** The nodes of the pool that may be disrupted at once: a number (`5`, `0` for none) or a percentage (`20%`). */
  readonly nodes: string;

  /**
   * When the budget starts to apply, as a cron expression in UTC, e.g. `0 9 * * 1-5`, or a macro such as `@daily`. Together with
   * `durationMinutes`.
   *
   * @default - the budget always applies
   */
  readonly schedule?: string;

  /**
   * How long the budget applies from each time of `schedule`, in minutes: 1 to 44640 (31 days).
   *
   * @default - the budget always applies
   */
  readonly durationMinutes?: number;

  /**
   * The reasons that the budget limits.
   *
   * @default - all
   */
  readonly reasons?: DisruptionReason[];
}

/** When Karpenter removes or replaces the nodes of a pool. */
export interface DisruptionOptions {
  /**
   * When nodes are removed or replaced to reduce cost.
   *
   * @default ConsolidationPolicy.WHEN_EMPTY_OR_UNDERUTILIZED
   */
  readonly consolidation?: ConsolidationPolicy;

  /**
   * How long Karpenter waits after a pod came or went before it consolidates a node, in seconds: 0 to 86400.
   *
   * @default 0
   */
  readonly consolidateAfterSeconds?: number;

  /**
   * Limits to the nodes that are disrupted at once: 1 to 50. Expired nodes are not limited by them.
   *
   * @default - 10 % of the pool's nodes at once
   */
  readonly budgets?: DisruptionBudget[];

  /**
   * The age in hours at which a node is replaced, regardless of budgets: 1 to 87600.
   *
   * @default - never
   */
  readonly expireAfterHours?: number;

  /**
   * How long pods may take to leave a node, in minutes: 1 to 10080. After it they are deleted, regardless of PodDisruptionBudgets and of
   * the annotation `karpenter.sh/do-not-disrupt`.
   *
   * @default - without a limit
   */
  readonly terminationGracePeriodMinutes?: number;
}

/** Source: https://github.com/Azure/karpenter-provider-azure/blob/v1.14.0/pkg/apis/crds/karpenter.sh_nodepools.yaml */
const schedulePattern = /^(@(annually|yearly|monthly|weekly|daily|midnight|hourly)|\S+\s\S+\s\S+\s\S+\s\S+)$/;
const mostBudgets = 50;

export function checkDisruption(faults: Faults, options: DisruptionOptions): void {
  const { consolidation, consolidateAfterSeconds: seconds, budgets } = options;
  checkInteger(faults, 'disruption.consolidateAfterSeconds', seconds, 0, 86400, 'seconds');
  checkInteger(faults, 'disruption.expireAfterHours', options.expireAfterHours, 1, 87600, 'hours');
  const grace = options.terminationGracePeriodMinutes;
  checkInteger(faults, 'disruption.terminationGracePeriodMinutes', grace, 1, 10080, 'minutes');
  if (consolidation === ConsolidationPolicy.NEVER && seconds !== undefined) {
    const must = 'must not be set with ConsolidationPolicy.NEVER';
    faults.add('disruption.consolidateAfterSeconds', must, seconds, 'Remove one of the two.');
  }
  if (isKnown(budgets) && (budgets.length === 0 || budgets.length > mostBudgets)) {
    faults.add('disruption.budgets', `must be 1 to ${mostBudgets} budgets`, budgets.length, 'Leave it out for 10 %.');
  }
  (isKnown(budgets) ? budgets : []).forEach((budget, index) => {
    checkBudget(faults, `disruption.budgets[${index}]`, budget);
  });
}

function checkBudget(
  faults: Faults,
  at: string,
  { nodes, schedule, durationMinutes, reasons }: DisruptionBudget,
): void {
  const must = 'must be a number of nodes, or a percentage of 0% to 100%';
  checkPattern(faults, `${at}.nodes`, nodes, /^((100|[0-9]{1,2})%|[0-9]+)$/, must, '20%');
  checkPattern(
    faults,
    `${at}.schedule`,
    schedule,
    schedulePattern,
    'must be a cron expression of five fields',
    '0 9 * * 1-5',
  );
  checkInteger(faults, `${at}.durationMinutes`, durationMinutes, 1, 44640, 'minutes');
  if ((schedule === undefined) !== (durationMinutes === undefined)) {
    const [prop, other] = schedule === undefined ? ['durationMinutes', 'schedule'] : ['schedule', 'durationMinutes'];
    faults.add(`${at}.${prop}`, `must be set together with ${other}`, schedule ?? durationMinutes, `Set ${other} too.`);
  }
  if (isKnown(reasons) && reasons.length === 0) {
    faults.add(`${at}.reasons`, 'must have at least one reason', reasons, 'Leave it out for all reasons.');
  }
}

export function renderDisruption(options: DisruptionOptions): { [key: string]: unknown } {
  const { consolidation = ConsolidationPolicy.WHEN_EMPTY_OR_UNDERUTILIZED, consolidateAfterSeconds = 0 } = options;
  const isNever = consolidation === ConsolidationPolicy.NEVER;
  return {
    consolidationPolicy: isNever ? ConsolidationPolicy.WHEN_EMPTY : consolidation,
    consolidateAfter: isNever ? 'Never' : `${numberText(consolidateAfterSeconds)}s`,
    budgets: options.budgets?.map(({ nodes, schedule, durationMinutes, reasons }) => ({
      nodes,
      schedule,
      duration: durationMinutes === undefined ? undefined : `${numberText(durationMinutes)}m`,
      reasons,
    })),
  };
}
