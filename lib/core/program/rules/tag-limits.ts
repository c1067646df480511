import { Token } from 'cdktf';
import { type Taggable, taggedOf } from '../../azure-tags';
import { checkTags, tagLimits } from '../../tag-limits';
import { ownerOf } from '../owner';
import type { ProgramRule } from '../program-rule';

export const tagLimitsRule: ProgramRule = {
  id: 'tag-limits',
  title: 'A resource has no more, longer or other tags than Azure takes, with those of its scopes',
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations',

  check(model, report) {
    for (const resource of model.resources) {
      const type = resource.terraformResourceType;
      if (!type.startsWith('azurerm_') || !('tagsInput' in resource)) continue;
      for (const { part, tags } of taggedOf(resource as unknown as Taggable)) {
        if (!tags || Token.isUnresolved(tags)) continue;
        const prop = part === '' ? 'tags' : `${part}.tags`;
        checkTags(report.at(ownerOf(resource)), prop, tags, tagLimits(type));
      }
    }
  },
};
