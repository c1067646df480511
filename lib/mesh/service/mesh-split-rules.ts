import { TerraformStack, TerraformVariable, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { checkElementsKnown, checkGiven, checkLiteral, checkName, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { nameRules } from '../../core/names';
import { resolve } from '../../core/resolve';
import type { MeshServiceOptions } from '../traffic/mesh-service-options';
import { PhasedRollout } from '../traffic/phased-rollout';
import type { TrafficSplit } from '../traffic/traffic-split';
import { namedVersions } from '../traffic/versions';

/** Weights must be whole percentages that add up to 100, with each version once. */
export function checkSplit(faults: Faults, scope: IConstruct, at: string, split: TrafficSplit): void {
  const { _versions: versions, _source: source } = split;
  const rollout = split instanceof PhasedRollout ? split._rollout : undefined;
  if (rollout) {
    checkSteps(faults, at, rollout.steps, rollout.currentStep);
  } else if (source === 'canaryPercent') {
    checkShare(faults, `${at}.canaryPercent`, versions[1]?.percent, scope);
  } else if (source === 'between') checkShares(faults, at, versions, scope);
  const names = versions.map(({ version }) => version?.name);
  const twice = names.find((name, index) => name !== undefined && names.indexOf(name) < index);
  if (twice !== undefined) {
    faults.add(at, 'must contain each version only once', twice, 'Rename the other version.');
  }
}

export function checkShares(
  faults: Faults,
  at: string,
  shared: readonly { readonly percent: number }[],
  scope: IConstruct,
): void {
  if (shared.length < 2) {
    const fix = 'Leave split out, or use PhasedRollout.finished for the last one.';
    faults.add(at, 'must have two versions or more', undefined, fix);
  }
  shared.forEach(({ percent }, index) => {
    checkShare(faults, `${at}[${index}].percent`, percent, scope);
  });
  const shares = shared.map(({ percent }) => percent);
  if (!shares.every((share) => typeof share === 'number' && isKnown(share))) return;
  const sum = shares.reduce((total, share) => total + share, 0);
  if (sum !== 100) faults.add(at, 'must have weights that add up to 100 percent', sum, 'Change one of the weights.');
}

export function checkShare(faults: Faults, prop: string, percent: unknown, scope: IConstruct): void {
  const fix = "Use the numberValue of a TerraformVariable of type 'number'.";
  if (!checkGiven(faults, prop, percent, 'For example, use 10.')) return;
  if (typeof percent !== 'number')
    faults.add(prop, 'must be a number, not text', isKnown(percent) ? percent : undefined, fix);
  else if (!Token.isUnresolved(percent)) {
    if (Number.isInteger(percent) && percent >= 0 && percent <= 100) return;
    faults.add(prop, 'must be a whole number of 0 to 100 percent', percent, 'For example, use 10.');
  } else {
    const variable = variableOf(percent, scope);
    if (variable === undefined || variable.type === 'number') return;
    const name = variable.node.path;
    faults.add(
      prop,
      `must be the value of a variable of type number, but '${name}' has type ${variable.type ?? 'any'}`,
      undefined,
      fix,
    );
  }
}

/** The stack's variable that a number token refers to, if any. */
function variableOf(percent: number, scope: IConstruct): TerraformVariable | undefined {
  const stack = TerraformStack.of(scope);
  const name = /^\$\{var\.([\w-]+)\}$/.exec(String(resolve(stack, percent)))?.[1];
  if (name === undefined) return undefined;
  return stack.node
    .findAll()
    .find((node): node is TerraformVariable => node instanceof TerraformVariable && node.friendlyUniqueId === name);
}

function checkSteps(
  faults: Faults,
  at: string,
  steps: { name: string; percent: number }[] | undefined,
  currentStep: string,
): void {
  const fix = "For example, use [{ name: 'first-tenth', percent: 10 }].";
  if (!checkGiven(faults, `${at}.steps`, steps?.length || undefined, fix) || !steps) return;
  steps.forEach(({ name, percent }, index) => {
    checkLiteral(faults, `${at}.steps[${index}].name`, name, 'currentStep is compared with the names');
    checkName(faults, `${at}.steps[${index}].name`, name, nameRules.kubernetesLabel);
    const isShare = Number.isInteger(percent) && percent >= 0 && percent <= 100;
    const prop = `${at}.steps[${index}].percent`;
    if (!checkLiteral(faults, prop, percent, 'steps are compared with each other')) return;
    if (!isShare) {
      faults.add(prop, 'must be a whole number of 0 to 100 percent', percent, 'For example, use 10.');
    } else if (index > 0 && percent < steps[index - 1].percent) {
      const must = `must not be less than in the previous step (${steps[index - 1].percent})`;
      faults.add(prop, must, percent, 'Sort the steps; to roll back, change currentStep.');
    }
    if (steps.findIndex((step) => step.name === name) < index) {
      faults.add(`${at}.steps[${index}].name`, 'must be unique', name, 'Rename the step.');
    }
  });
  const names = steps.map(({ name }) => name);
  if (isKnown(currentStep) && names.every(isKnown) && !names.includes(currentStep)) {
    faults.add(`${at}.currentStep`, `must be one of ${names.join(', ')}`, currentStep, `For example, use ${names[0]}.`);
  }
}

/** Checks versions: their names become subset names, so each name must identify one version. */
export function checkVersions(faults: Faults, service: MeshServiceOptions): void {
  const known = new Map<string, string>();
  for (const [prop, version] of namedVersions(service)) {
    const fix = "For example, use { name: 'v1', service: 'checkout-v1', labels: { version: 'v1' } }.";
    if (!checkGiven(faults, prop, version, fix) || !version) continue;
    checkName(faults, `${prop}.name`, version.name, nameRules.kubernetesLabel);
    checkElementsKnown(faults, `${prop}.labels`, version.labels);
    if (version.service !== undefined) checkName(faults, `${prop}.service`, version.service, nameRules.kubernetesLabel);
    const { name: _, ...settings } = version;
    const text = JSON.stringify(Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1)));
    if ((known.get(version.name) ?? text) !== text) {
      const must = 'must be the same version in all places';
      faults.add(prop, must, version.name, 'Use the same settings for both, or different names.');
    }
    known.set(version.name, known.get(version.name) ?? text);
  }
}
