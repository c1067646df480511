import { Token } from 'cdktn';
import { type Taggable, taggedOf } from '../../azure-tags';
import { checkTags, tagLimits } from '../../tag-limits';
import { ownerOf } from '../owner';
import type { ResourceRule } from '../program-rule';

export const tagLimitsRule: ResourceRule = {
  id: 'tag-limits',
  title: "The tags of a resource, including those of its scopes, are within Azure's limits",
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations',

  checkResource(resource, report) {
    const type = resource.terraformResourceType;
    if (!type.startsWith('azurerm_') || !('tagsInput' in resource)) return;
    for (const { part, tags } of taggedOf(resource as unknown as Taggable)) {
      if (!tags || Token.isUnresolved(tags)) continue;
      const prop = part === '' ? 'tags' : `${part}.tags`;
      checkTags(report.at(ownerOf(resource)), prop, tags, tagLimits(type));
    }
  },
};
