import { TerraformStack } from 'cdktf';
import { constructsRange, ownBindings, ownEngine, ownPackage, packageFor } from './bindings/packages';
import { type Faults, fail } from './faults';
import { compareVersions } from './versions';

/** What jsii records of a class that it compiled. */
interface TypeInformation {
  readonly fqn: string;
  readonly version: string;
}

const typeInformation = Symbol.for('jsii.rtti');

/**
 * Throws where a stack is made by another engine than the library's, or by another copy of it, and where the engine runs on a release of
 * constructs that it doesn't support: its synth would fail or leave things out.
 */
export function requireOwnEngine(stack: TerraformStack): void {
  if (stack instanceof TerraformStack) {
    requireConstructs(stack);
    return;
  }
  const own = engineOf(TerraformStack.prototype) ?? ownEngine;
  const other = engineOf(stack) ?? 'another engine';
  const [name, otherName] = [own, other].map((engine) => engine.replace(/@[^@]*$/, ''));
  const isCopy = name === otherName;
  fail(
    stack,
    'stack',
    isCopy
      ? `must be made by the copy of ${own} that ${ownPackage} uses`
      : `must be made by ${own}, the engine of ${ownPackage}`,
    other,
    isCopy ? `Keep one copy: npm ls ${name} lists them.` : fixFor(otherName),
  );
}

/** Bindings of another major version have other arguments, or are generated from another major version of a provider. */
export function checkBindings(faults: Faults, stack: TerraformStack): void {
  const found = new Map<string, string>();
  for (const node of stack.node.findAll()) {
    for (const { fqn, version } of typesOf(node)) {
      const name = fqn.split('.')[0];
      if (name in ownBindings) found.set(name, version);
    }
  }
  for (const [name, version] of [...found].sort()) {
    const major = ownBindings[name];
    if (version.split('.')[0] === major) continue;
    faults.add(name, `must be of major version ${major}`, version, `Run npm install ${name}@${major}.`);
  }
}

function requireConstructs(stack: TerraformStack): void {
  const version = typesOf(stack).find(({ fqn }) => fqn === 'constructs.Construct')?.version;
  const { oldest, below } = constructsRange;
  if (version === undefined || (compareVersions(version, oldest) >= 0 && compareVersions(version, below) < 0)) return;
  const range = `>=${oldest} <${below}`;
  fail(stack, 'constructs', `must be of a version ${range}`, version, `Run npm install "constructs@${range}".`);
}

function fixFor(engine: string): string {
  const others = packageFor[engine];
  if (others === undefined) return `Create stacks with ${ownEngine}.`;
  return `Install ${others} in place of ${ownPackage}, or create stacks with ${ownEngine}.`;
}

/** The package and version of the stack class that an object is of, e.g. `cdktf@0.21.0`. */
function engineOf(stack: object): string | undefined {
  const suffix = '.TerraformStack';
  const found = typesOf(stack).find(({ fqn }) => fqn.endsWith(suffix));
  return found && `${found.fqn.slice(0, -suffix.length)}@${found.version}`;
}

/** The classes that jsii compiled among those that an object is of. */
function typesOf(object: object): TypeInformation[] {
  const found: TypeInformation[] = [];
  for (let one = object; one; one = Object.getPrototypeOf(one)) {
    const type = Object.hasOwn(one, 'constructor') ? one.constructor : undefined;
    if (type && Object.hasOwn(type, typeInformation)) {
      found.push((type as unknown as { [typeInformation]: TypeInformation })[typeInformation]);
    }
  }
  return found;
}
