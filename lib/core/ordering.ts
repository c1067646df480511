import type { IAspect, ITerraformDependable } from 'cdktf';
import { Aspects, TerraformModule, TerraformResource, TerraformStack } from 'cdktf';
import { Dependable, type IConstruct } from 'constructs';
import { writeAzurermArguments } from './azurerm-arguments';
import { checkBindings, requireOwnEngine } from './engine';
import { Faults } from './faults';
import { addLateRule, checkLate } from './late-checks';
import { perApp, perStack } from './ledger';
import { evaluateLate } from './program/program';
import { resolve } from './resolve';
import { beforeSynth, runStepsWith } from './synth-steps';
import { noteUnchecked } from './warnings';

type Orderable = TerraformResource | TerraformModule;

/**
 * cdktf ignores `node.addDependency`; this implements it for a construct of the library: resources that depend on `construct`
 * have a `dependsOn` on each element of `ready`, and a dependency from another stack orders the stacks.
 */
export function implementReady(construct: IConstruct, ready: () => ITerraformDependable[]): void {
  Dependable.implement(construct, {
    get dependencyRoots() {
      return ready() as unknown as IConstruct[];
    },
  });
  honourDependencies(construct);
}

const aspectOfStack = perStack((stack) => {
  requireOwnEngine(stack);
  const aspect = new DependencyAspect(stack);
  Aspects.of(stack).add(aspect);
  checkLate(stack, (faults) => checkBindings(faults, stack));
  writeAzurermArguments(stack);
  evaluateLate(stack);
  runStepsWith(stack);
  return aspect;
});

const orderOfStacks = perApp(() => ({ hasRule: false }));

/** Implements `node.addDependency` in the stack of a construct. */
export function honourDependencies(scope: IConstruct): void {
  const { stack } = aspectOfStack(scope);
  const order = orderOfStacks(scope);
  if (order.hasRule) return;
  order.hasRule = true;
  addLateRule(stack, () => orderStacks(scope.node.root));
}

/**
 * Orders the stack of an import after the stack that creates the original; adds a note that its facts are unknown if the program
 * doesn't create it.
 *
 * @param owner its creator, in the complete program.
 * @param unknown the checks that are skipped in that case.
 */
export function followOwner(imported: IConstruct, owner: () => IConstruct | undefined, unknown?: string): void {
  beforeSynth(imported, () => {
    const made = owner();
    const [own, other] = [TerraformStack.of(imported), made && TerraformStack.of(made)];
    if (other && other !== own) own.addDependency(other);
  });
  if (unknown !== undefined) noteUnchecked(imported, unknown, () => owner() === undefined);
}

/** The dependencies within one stack. An aspect of the stack, because cdktf doesn't run aspects of the app. */
class DependencyAspect implements IAspect {
  private readonly linked = new WeakMap<IConstruct, Set<string>>();

  public constructor(public readonly stack: TerraformStack) {}

  public visit(node: IConstruct): void {
    const addresses = node.node.dependencies
      .filter((root) => stackOf(root) === this.stack)
      .flatMap(orderablesOf)
      .map(addressOf)
      .sort();
    if (addresses.length === 0) return;
    for (const source of node.node.findAll()) if (isOrderable(source)) this.link(source, addresses);
  }

  private link(source: Orderable, addresses: string[]): void {
    const known = this.linked.get(source) ?? new Set(this.givenDependencies(source));
    this.linked.set(source, known);
    const missing = addresses.filter((address) => !known.has(address) && address !== addressOf(source));
    if (missing.length === 0) return;
    for (const address of missing) known.add(address);
    source.dependsOn = [...(source.dependsOn ?? []), ...new Set(missing)];
  }

  private givenDependencies(source: Orderable): string[] {
    return ((resolve(this.stack, source.dependsOn) as string[] | undefined) ?? []).map((text) =>
      text.replace(/^\$\{(.*)\}$/, '$1'),
    );
  }
}

/** Orders the stacks of the app, and returns a message for each dependency within a stack that has no effect. */
function orderStacks(root: IConstruct): string[] {
  return root.node.findAll().flatMap((node) => {
    const { dependencies } = node.node;
    if (dependencies.length === 0) return [];
    const faults = new Faults(node);
    for (const dependency of dependencies) {
      const own = stackOf(node);
      if (own && own === stackOf(dependency)) checkHasEffect(faults, node, dependency);
      else orderStacksOf(node, dependency);
    }
    return faults.messages();
  });
}

/** The stack of each, or all stacks of a group. */
function orderStacksOf(node: IConstruct, dependency: IConstruct): void {
  for (const from of stacksOf(node)) for (const to of stacksOf(dependency)) from.addDependency(to);
}

function stacksOf(node: IConstruct): TerraformStack[] {
  const own = stackOf(node);
  return own ? [own] : node.node.findAll().filter(TerraformStack.isStack);
}

/** Undefined for constructs above the stacks. */
function stackOf(node: IConstruct): TerraformStack | undefined {
  return node.node.scopes.findLast(TerraformStack.isStack);
}

function checkHasEffect(faults: Faults, node: IConstruct, dependency: IConstruct): void {
  const prop = 'node.addDependency';
  const { path } = dependency.node;
  if (node.node.scopes.includes(dependency)) {
    faults.add(prop, 'must not be the construct itself or one of its parents', path, 'Use one of its parts.');
  } else if (orderablesOf(dependency).length === 0) {
    faults.add(
      prop,
      'must be a construct with resources to wait for',
      path,
      'Use a construct that creates a resource.',
    );
  } else if (!node.node.findAll().some(isOrderable)) {
    const why =
      'must be called on a construct that creates a resource (a data source with dependencies has unknown outputs)';
    faults.add(prop, why, path, "Call it on the construct that uses the lookup's result.");
  }
}

/** The resources and modules that must exist before dependents of `target` are created. */
function orderablesOf(target: IConstruct): Orderable[] {
  if (isOrderable(target)) return [target];
  return target.node.children.flatMap((child) => {
    const roots = Dependable.of(child).dependencyRoots;
    return roots.length === 1 && roots[0] === child ? orderablesOf(child) : roots.flatMap(orderablesOf);
  });
}

function isOrderable(node: IConstruct): node is Orderable {
  return TerraformResource.isTerraformResource(node) || node instanceof TerraformModule;
}

/** Plain text, because each token would record a stack trace. */
function addressOf(target: Orderable): string {
  return target instanceof TerraformModule
    ? `module.${target.friendlyUniqueId}`
    : `${target.terraformResourceType}.${target.friendlyUniqueId}`;
}
