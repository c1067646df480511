import type { Construct } from 'constructs';
import { checkGiven, checkInteger, checkName, checkOrder, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import { nameRules } from '../core/names';
import { noteUnchecked, warn } from '../core/warnings';
import { checkFallback, checkFallbackVersion } from './scale-fallback';
import type { ScaledObjectProps } from './scaled-object-props';
import { checkBehavior } from './scaling-behavior';
import type { TriggerSite } from './trigger-kind';

const most = 10_000;
export const defaultMinReplicas = 1;

/** Everything that can be wrong with how a workload is scaled. */
export function checkScaledObject(faults: Faults, user: Construct, props: ScaledObjectProps): void {
  checkName(faults, 'name', props.name, nameRules.kubernetesObject);
  checkReplicas(faults, props);
  checkBehavior(faults, 'scaleUp', props.scaleUp);
  checkBehavior(faults, 'scaleDown', props.scaleDown);
  if (props.fallback) checkFallback(faults, props.fallback, props.maxReplicas);
  const hasTarget = checkGiven(faults, 'target', props.target, "For example, use ScaleTarget.deployment('checkout').");
  if (hasTarget) props.target._check(faults, 'target');
  if (!checkSite(faults, user, props)) return;
  checkFallbackVersion(faults, props);
  if (!hasTarget) return;
  checkOnce(faults, props);
  checkTriggers(faults, siteOf(user, props), props);
}

export function siteOf(user: Construct, { keda, namespace, target }: ScaledObjectProps): TriggerSite {
  return { user, keda, namespaceName: namespace.namespaceName, target };
}

/** From now on a second one of the same name or for the same workload is a fault. */
export function claimTarget(owner: Construct, props: ScaledObjectProps): void {
  objectNames.take(props.keda.cluster, owner, keyOfName(props));
  scaledTargets.take(props.keda.cluster, owner, keyOfTarget(props));
}

/** Pods that exceed the nodes' capacity stay pending. */
export function warnOfFewPods(user: Construct, { keda, maxReplicas }: ScaledObjectProps): void {
  const { pools, systemPoolIsTainted, systemPool, network, nodeProvisioning } = keda.cluster._facts;
  if (nodeProvisioning?._isAutomatic) return;
  const ofSystemPool = (systemPool?.maxCount ?? Number.NaN) * (network?._defaultMaxPods ?? Number.NaN);
  const open = systemPoolIsTainted === false ? ofSystemPool : 0;
  if (!pools || systemPoolIsTainted === undefined || Number.isNaN(open)) {
    noteUnchecked(user, "that the cluster's node pools have room for maxReplicas pods");
    return;
  }
  const counts = () => [
    open,
    ...pools
      .filter((pool) => !pool._isTainted)
      .map(({ _shape: { maxCount, maxPods = Number.NaN } }) => maxCount * maxPods),
  ];
  const isTrue = () => isKnown(maxReplicas) && counts().reduce((sum, count) => sum + count, 0) < maxReplicas;
  const text = `maxReplicas (${maxReplicas}) exceeds the maximum number of pods on the cluster's untainted node pools (maxCount x maxPods), even without other pods. Raise maxCount, or lower maxReplicas.`;
  warn(user, 'W310', text, isTrue);
}

function checkReplicas(faults: Faults, props: ScaledObjectProps): void {
  const { minReplicas = defaultMinReplicas, maxReplicas, scaleToZeroWhenIdle } = props;
  checkInteger(faults, 'minReplicas', minReplicas, 0, most, 'replicas');
  if (checkGiven(faults, 'maxReplicas', maxReplicas, 'For example, use 10.')) {
    checkInteger(faults, 'maxReplicas', maxReplicas, 1, most, 'replicas');
    checkOrder(faults, 'minReplicas', minReplicas, 'maxReplicas', maxReplicas);
  }
  if (scaleToZeroWhenIdle && minReplicas === 0) {
    const fix = 'Remove it, or raise minReplicas.';
    faults.add(
      'scaleToZeroWhenIdle',
      'can only be used with a minReplicas of 1 or more: with 0 it has no effect',
      true,
      fix,
    );
  }
  checkInteger(faults, 'pollingIntervalSeconds', props.pollingIntervalSeconds, 1, 3600, 'seconds');
  checkInteger(faults, 'cooldownSeconds', props.cooldownSeconds, 0, 86_400, 'seconds');
  checkCounts(faults, props);
}

/**
 * A workload that always has pods is asked for by its HorizontalPodAutoscaler alone.
 *
 * Source: https://github.com/kedacore/keda/blob/v2.20.2/apis/keda/v1alpha1/scaledobject_webhook.go (verifyScaledObjects)
 */
function checkCounts(faults: Faults, props: ScaledObjectProps): void {
  if (canHaveNone(props)) return;
  const { pollingIntervalSeconds, cooldownSeconds, triggers } = props;
  const why = 'must be left out: the workload always has pods, so it has no effect';
  const fix = 'Set minReplicas to 0 or scaleToZeroWhenIdle, or remove it.';
  if (cooldownSeconds !== undefined) faults.add('cooldownSeconds', why, cooldownSeconds, fix);
  if (pollingIntervalSeconds !== undefined && !triggers?.some((trigger) => trigger._cachesMetric)) {
    const orCache = 'Set minReplicas to 0, scaleToZeroWhenIdle or cachesMetric of a trigger, or remove it.';
    faults.add('pollingIntervalSeconds', why, pollingIntervalSeconds, orCache);
  }
}

function canHaveNone({ minReplicas = defaultMinReplicas, scaleToZeroWhenIdle }: ScaledObjectProps): boolean {
  return !isKnown(minReplicas) || minReplicas === 0 || scaleToZeroWhenIdle === true;
}

/** Where the workload is; false where something is missing. */
function checkSite(faults: Faults, user: Construct, { keda, namespace }: ScaledObjectProps): boolean {
  const given = [
    checkGiven(faults, 'keda', keda, 'For example, use Keda.fromCluster(...).'),
    checkGiven(faults, 'namespace', namespace, 'For example, use Namespace.fromName(...).'),
  ];
  if (given.includes(false)) return false;
  checkSameStack(faults, 'keda', keda, user, 'Keda.fromCluster');
  checkSameStack(faults, 'namespace', namespace, user, 'Namespace.fromName');
  if (namespace.cluster !== keda.cluster) {
    const must = `must be on the cluster of keda (${keda.cluster.node.path})`;
    faults.add('namespace', must, namespace.cluster?.node.path, 'Use the same cluster for both.');
  }
  return true;
}

function checkOnce(faults: Faults, props: ScaledObjectProps): void {
  const { keda, namespace, name, target } = props;
  const named = objectNames.ownerOn(keda.cluster, keyOfName(props));
  if (named) {
    const must = `must be unique in namespace ${namespace.namespaceName}, but ${named.node.path} has it already`;
    faults.add('name', must, name, 'Use another name.');
  }
  const scaled = scaledTargets.ownerOn(keda.cluster, keyOfTarget(props));
  if (scaled) {
    const must = `must be scaled by one ScaledObject only, but ${scaled.node.path} scales it already`;
    faults.add('target', must, `${target.kind} ${target.name}`, 'Add all triggers to that ScaledObject.');
  }
}

function checkTriggers(faults: Faults, site: TriggerSite, props: ScaledObjectProps): void {
  const { triggers = [] } = props;
  if (triggers.length === 0) {
    faults.add('triggers', 'must have a trigger', undefined, 'For example, use [ScaleTrigger.cpu({ ... })].');
    return;
  }
  triggers.forEach((trigger, index) => {
    const at = `triggers[${index}]`;
    trigger._check(faults, at, site);
    const twin = triggers.findIndex((other) => other._name !== undefined && other._name === trigger._name);
    if (twin >= 0 && twin < index) {
      const must = `must be unique, but triggers[${twin}] has it already`;
      faults.add(`${at}.triggerName`, must, trigger._name, 'Use another name.');
    }
  });
  checkScalesFromZero(faults, props);
  if (props.fallback && triggers.every((trigger) => trigger._isOfKubernetes)) {
    const must = 'can only be used with a trigger other than CPU and memory, which KEDA does not measure';
    faults.add('fallback', must, undefined, 'Remove it, or add another trigger.');
  }
}

/** A workload without pods that only its pods could wake up. */
function checkScalesFromZero(faults: Faults, props: ScaledObjectProps): void {
  const { triggers, minReplicas = defaultMinReplicas, scaleToZeroWhenIdle } = props;
  const reasons = triggers.map((trigger) => trigger._needsPods);
  if (!canHaveNone(props) || !isKnown(minReplicas) || reasons.includes(undefined)) return;
  const [prop, value] = scaleToZeroWhenIdle ? ['scaleToZeroWhenIdle', true] : ['minReplicas', minReplicas];
  const must = scaleToZeroWhenIdle ? 'must not be set' : 'must be 1 or more';
  const fix = 'Change it, or add a trigger that works without pods, e.g. cron.';
  faults.add(prop, `${must}: no trigger would activate the workload (${[...new Set(reasons)].join('; ')})`, value, fix);
}

const objectNames = new Claim();
const scaledTargets = new Claim();

function keyOfName({ namespace, name }: ScaledObjectProps): string {
  return `${namespace.namespaceName}/${name}`;
}

function keyOfTarget({ namespace, target }: ScaledObjectProps): string {
  return `${namespace.namespaceName}/${target._key}`;
}
