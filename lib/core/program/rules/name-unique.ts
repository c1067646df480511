import { type TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { ownerOf } from '../owner';
import type { ProgramModel } from '../program-model';
import type { ProgramRule } from '../program-rule';
import { type NamedResource, uniqueNames } from '../unique-names';

export const nameUnique: ProgramRule = {
  id: 'name-unique',
  title: 'No two resources of a type have the same name where Azure allows the name once; letter case does not count',
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules',

  check(model, report) {
    const owners = new Map<string, TerraformResource>();
    for (const resource of model.resources) {
      const key = keyOf(model, resource);
      if (key === undefined) continue;
      const other = owners.get(key);
      owners.set(key, other ?? resource);
      if (!other) continue;
      const faults = report.at(ownerOf(resource));
      const { where } = uniqueNames[resource.terraformResourceType];
      const must = `must be unique ${where}, and ${ownerOf(other).node.path} has it`;
      const fix = isSameStack(resource, other)
        ? 'Rename one of the two, or use one for both.'
        : 'Rename one of the two, or give the azurerm provider of each stack its subscriptionId if they differ.';
      faults.add('name', must, (resource as NamedResource).nameInput, fix);
    }
  },
};

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

function isSameStack(one: IConstruct, other: IConstruct): boolean {
  return TerraformStack.of(one) === TerraformStack.of(other);
}
