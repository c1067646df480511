import { type TerraformResource, TerraformStack } from 'cdktn';
import type { IConstruct } from 'constructs';
import { sortedByPath, sortedByPathOf } from '../ledger';
import type { ProgramModel } from './program-model';
import { type NamedResource, uniqueNames } from './unique-names';

/** Two resources with the same name in a scope in which Azure allows it only once. */
export interface Namesakes {
  readonly resource: TerraformResource;
  readonly other: TerraformResource;
  /** Whether they are certainly in the same subscription. Uncertain if two stacks read the subscription from the environment. */
  readonly areCertain: boolean;
}

export function namesakesOf(model: ProgramModel): Namesakes[] {
  return model.once(search);
}

function search(model: ProgramModel): Namesakes[] {
  const named = new Map<string, TerraformResource[]>();
  for (const resource of model.resources) {
    const key = keyOf(model, resource);
    if (key === undefined) continue;
    const known = named.get(key);
    if (known) known.push(resource);
    else named.set(key, [resource]);
  }
  const found = [...named.values()].flatMap((resources) => namesakesAmong(model, sortedByPath(resources)));
  return sortedByPathOf(found, ({ resource }) => resource);
}

function namesakesAmong(model: ProgramModel, resources: readonly TerraformResource[]): Namesakes[] {
  return resources.slice(1).map((resource, index) => {
    const others = resources.slice(0, index + 1);
    const certain = others.find((other) => isCertain(model, resource, other));
    return { resource, other: certain ?? others[0], areCertain: certain !== undefined };
  });
}

function keyOf(model: ProgramModel, resource: TerraformResource): string | undefined {
  const type = resource.terraformResourceType;
  const named = resource as NamedResource;
  const rule = uniqueNames[type];
  if (!rule || named.nameInput === undefined) return undefined;
  const parts = [named.nameInput, ...rule.within.map((argument) => named[argument])];
  const texts = parts.map((part) => model.comparable(resource, part));
  if (texts.includes(undefined)) return undefined;
  const subscription = rule.isGlobal ? undefined : model.subscription(resource);
  return [type, subscription ?? '', ...texts].join(' ');
}

function isCertain(model: ProgramModel, one: TerraformResource, other: TerraformResource): boolean {
  const { isGlobal } = uniqueNames[one.terraformResourceType];
  return isGlobal || isSameStack(one, other) || model.subscription(one) !== undefined;
}

function isSameStack(one: IConstruct, other: IConstruct): boolean {
  return TerraformStack.of(one) === TerraformStack.of(other);
}
