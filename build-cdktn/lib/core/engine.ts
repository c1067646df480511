import { TerraformStack } from 'cdktn';
import { ownEngine, ownPackage, packageFor } from './bindings/packages';
import { fail } from './faults';

/** What jsii records of a class that it compiled. */
interface TypeInformation {
  readonly fqn: string;
  readonly version: string;
}

const typeInformation = Symbol.for('jsii.rtti');

/** Throws where a stack is made by another engine than the library's, or by another copy of it: its synth would fail or leave things out. */
export function requireOwnEngine(stack: TerraformStack): void {
  if (stack instanceof TerraformStack) return;
  const own = engineOf(TerraformStack.prototype) ?? ownEngine;
  const other = engineOf(stack) ?? 'another engine';
  const [name, otherName] = [own, other].map(packageOf);
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

function fixFor(engine: string): string {
  const others = packageFor[engine];
  if (others === undefined) return `Create stacks with ${ownEngine}.`;
  return `Install ${others} in place of ${ownPackage}, or create stacks with ${ownEngine}.`;
}

/** The package and version of the stack class that an object is of, e.g. `cdktf@0.21.0`. */
function engineOf(stack: object): string | undefined {
  for (let one = stack; one; one = Object.getPrototypeOf(one)) {
    if (!Object.hasOwn(one.constructor ?? {}, typeInformation)) continue;
    const { fqn, version } = (one.constructor as unknown as { [typeInformation]: TypeInformation })[typeInformation];
    if (fqn.endsWith('.TerraformStack')) return `${fqn.slice(0, -'.TerraformStack'.length)}@${version}`;
  }
  return undefined;
}

function packageOf(engine: string): string {
  return engine.replace(/@[^@]*$/, '');
}
