import { namesakesOf } from '../namesakes';
import { ownerOf } from '../owner';
import type { ProgramRule } from '../program-rule';
import { type NamedResource, uniqueNames } from '../unique-names';

export const nameUnique: ProgramRule = {
  id: 'name-unique',
  title:
    'No two resources of a type have the same name in a scope where Azure requires unique names; letter case is ignored',
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules',

  check(model, report) {
    for (const { resource, other, areCertain } of namesakesOf(model)) {
      if (!areCertain) continue;
      const { where } = uniqueNames[resource.terraformResourceType];
      const must = `must be unique ${where}, but ${ownerOf(other).node.path} has it already`;
      const fix = 'Rename one of the two, or use one for both.';
      report.at(ownerOf(resource)).add('name', must, (resource as NamedResource).nameInput, fix);
    }
  },
};
