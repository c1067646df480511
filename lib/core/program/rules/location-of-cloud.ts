import { TerraformStack } from 'cdktf';
import { cloudOfLocation, cloudOfProvider, literalLocation } from '../clouds';
import { ownerOf } from '../owner';
import type { ProgramRule } from '../program-rule';

export const locationOfCloud: ProgramRule = {
  id: 'location-of-cloud',
  title: 'Resources are in locations of the cloud that their azurerm provider names',
  source: 'https://learn.microsoft.com/azure/reliability/sovereign-cloud-regions',

  check(model, report) {
    const clouds = new Map([...model.azureProviders.keys()].map((stack) => [stack, cloudOfProvider(model, stack)]));
    if (![...clouds.values()].some(Boolean)) return;
    for (const resource of model.resources) {
      const own = clouds.get(TerraformStack.of(resource));
      const location = own && literalLocation(resource);
      const cloud = location && cloudOfLocation(location);
      if (!own || !cloud || cloud === own.cloud) continue;
      const must = `must be a location of ${own.cloud} (${own.by})`;
      report.at(ownerOf(resource)).add('location', must, location, "Set the provider's environment to that cloud.");
    }
  },
};
