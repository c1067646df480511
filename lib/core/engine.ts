import { TerraformStack } from 'cdktf';
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
  const own = engineOf(TerraformStack.prototype) ?? 'cdktf';
  const other = engineOf(stack) ?? 'another engine';
  const isCopy = packageOf(own) === packageOf(other);
  fail(
    stack,
    'stack',
    isCopy
      ? `must be made by the copy of ${own} that cdktf-aks uses`
      : `must be made by ${own}, the engine of cdktf-aks`,
    other,
    isCopy
      ? `Keep one copy: npm ls ${packageOf(own)} lists them.`
      : `Make stacks with ${packageOf(own)}, or alias it: "${packageOf(own)}": "npm:${other}", as docs/cdk-terrain.md describes.`,
  );
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
