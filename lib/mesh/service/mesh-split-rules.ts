import { TerraformStack, TerraformVariable, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { checkElementsKnown, checkGiven, checkLiteral, checkName, checkPattern, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { checkHeaderValue } from '../../core/header-values';
import { nameRules } from '../../core/names';
import { checkRegularExpression } from '../../core/regular-expression';
import { resolve } from '../../core/resolve';
import type { MeshServiceOptions } from '../traffic/mesh-service-options';
import { PhasedRollout } from '../traffic/phased-rollout';
import type { WeightedVersion } from '../traffic/service-version';
import { namedVersions } from '../traffic/versions';

export const headerName = /^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/;

/** Weights must be whole percentages that add up to 100, with each version once. */
export function checkSplit(faults: Faults, scope: IConstruct, { split }: MeshServiceOptions): void {
  if (!split) return;
  const { _versions: versions, _source: source } = split;
  const rollout = split instanceof PhasedRollout ? split._rollout : undefined;
  if (rollout) {
    checkSteps(faults, rollout.steps, rollout.currentStep);
  } else if (source === 'canaryPercent') {
    checkShare(faults, 'split.canaryPercent', versions[1]?.percent, scope);
  } else if (source === 'between') checkShares(faults, versions, scope);
  const names = versions.map(({ version }) => version?.name);
  const twice = names.find((name, index) => name !== undefined && names.indexOf(name) < index);
  if (twice !== undefined) {
    faults.add('split', 'must name each version once', twice, 'Give the other version a name of its own.');
  }
}

function checkShares(faults: Faults, versions: WeightedVersion[], scope: IConstruct): void {
  if (versions.length < 2) {
    const fix = 'Leave split out, or use PhasedRollout.finished for the last one.';
    faults.add('split', 'must have two versions or more', undefined, fix);
  }
  versions.forEach(({ percent }, index) => {
    checkShare(faults, `split[${index}].percent`, percent, scope);
  });
  const shares = versions.map(({ percent }) => percent);
  if (!shares.every((share) => typeof share === 'number' && isKnown(share))) return;
  const sum = shares.reduce((total, share) => total + share, 0);
  if (sum !== 100) faults.add('split', 'must have shares that are 100 percent together', sum, 'Change one of them.');
}

function checkShare(faults: Faults, prop: string, percent: unknown, scope: IConstruct): void {
  const fix = "Use the numberValue of a TerraformVariable of type 'number'.";
  if (!checkGiven(faults, prop, percent, 'Use for example 10.')) return;
  if (typeof percent !== 'number')
    faults.add(prop, 'must be a number, not text', isKnown(percent) ? percent : undefined, fix);
  else if (!Token.isUnresolved(percent)) {
    if (Number.isInteger(percent) && percent >= 0 && percent <= 100) return;
    faults.add(prop, 'must be a whole number of 0 to 100 percent', percent, 'Use for example 10.');
  } else {
    const variable = variableOf(percent, scope);
    if (variable === undefined || variable.type === 'number') return;
    const name = variable.node.path;
    faults.add(
      prop,
      `must come of a variable of type number, and '${name}' has type ${variable.type ?? 'any'}`,
      undefined,
      fix,
    );
  }
}

/** The stack's variable whose value a number token is, if there is one. */
function variableOf(percent: number, scope: IConstruct): TerraformVariable | undefined {
  const stack = TerraformStack.of(scope);
  const name = /^\$\{var\.([\w-]+)\}$/.exec(String(resolve(stack, percent)))?.[1];
  if (name === undefined) return undefined;
  return stack.node
    .findAll()
    .find((node): node is TerraformVariable => node instanceof TerraformVariable && node.friendlyUniqueId === name);
}

function checkSteps(faults: Faults, steps: { name: string; percent: number }[] | undefined, currentStep: string): void {
  const fix = "Use for example [{ name: 'first-tenth', percent: 10 }].";
  if (!checkGiven(faults, 'split.steps', steps?.length || undefined, fix) || !steps) return;
  steps.forEach(({ name, percent }, index) => {
    checkLiteral(faults, `split.steps[${index}].name`, name, 'currentStep is looked up among the names');
    checkName(faults, `split.steps[${index}].name`, name, nameRules.kubernetesLabel);
    const isShare = Number.isInteger(percent) && percent >= 0 && percent <= 100;
    const prop = `split.steps[${index}].percent`;
    if (!checkLiteral(faults, prop, percent, 'steps are compared with each other')) return;
    if (!isShare) {
      faults.add(prop, 'must be a whole number of 0 to 100 percent', percent, 'Use for example 10.');
    } else if (index > 0 && percent < steps[index - 1].percent) {
      const must = `must not be less than in the step before (${steps[index - 1].percent})`;
      faults.add(prop, must, percent, 'Put the steps in order; going back is another currentStep.');
    }
    if (steps.findIndex((step) => step.name === name) < index) {
      faults.add(`split.steps[${index}].name`, 'must be unique', name, 'Give the step a name of its own.');
    }
  });
  const names = steps.map(({ name }) => name);
  if (isKnown(currentStep) && names.every(isKnown) && !names.includes(currentStep)) {
    faults.add('split.currentStep', `must be one of ${names.join(', ')}`, currentStep, `Use for example ${names[0]}.`);
  }
}

export function checkHeaderRoutes(faults: Faults, { headerRoutes }: MeshServiceOptions): void {
  if (headerRoutes?.length === 0) faults.add('headerRoutes', 'must not be empty', undefined, 'Leave it out.');
  headerRoutes?.forEach(({ _isRegex, _options: { header, value } }, index) => {
    const at = `headerRoutes[${index}]`;
    checkLiteral(faults, `${at}.header`, header, 'it is a key of an object');
    checkPattern(faults, `${at}.header`, header, headerName, 'must be the name of a header in lowercase', 'x-canary');
    if (!checkGiven(faults, `${at}.value`, value, "Use for example 'true'.")) return;
    if (_isRegex) checkRegularExpression(faults, `${at}.value`, value, 'beta|nightly');
    checkHeaderValue(faults, `${at}.value`, value);
  });
}

/** Checks versions: their names become subset names, so each name must identify one version. */
export function checkVersions(faults: Faults, service: MeshServiceOptions): void {
  const known = new Map<string, string>();
  for (const [prop, version] of namedVersions(service)) {
    const fix = "Use for example { name: 'v1', service: 'checkout-v1', labels: { version: 'v1' } }.";
    if (!checkGiven(faults, prop, version, fix) || !version) continue;
    checkName(faults, `${prop}.name`, version.name, nameRules.kubernetesLabel);
    checkElementsKnown(faults, `${prop}.labels`, version.labels);
    if (version.service !== undefined) checkName(faults, `${prop}.service`, version.service, nameRules.kubernetesLabel);
    const text = JSON.stringify([version.service, version.labels]);
    if ((known.get(version.name) ?? text) !== text) {
      const must = 'must be the same version wherever it is named';
      faults.add(prop, must, version.name, 'Give the two the same service and labels, or names of their own.');
    }
    known.set(version.name, known.get(version.name) ?? text);
  }
}
