import { Clouds, type NamedCloud } from '../clouds';
import type { CloudFacts } from '../facts';
import type { ProgramModel, Stated } from '../program-model';
import type { ProgramRule, Report } from '../program-rule';

export const cloudOfEndpoints: ProgramRule = {
  id: 'cloud-of-endpoints',
  title: 'Endpoints, sign-in addresses and private DNS zones are those of the cloud that the program is deployed to',
  source: 'https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure',

  check(model, report) {
    const stated = model.all('cloud');
    if (stated.length === 0) return;
    const clouds = model.once(cloudsOf);
    for (const fact of stated) {
      const own = clouds.of(fact.scope);
      if (own && own.cloud !== fact.cloud) add(report, fact, own);
    }
  },
};

function cloudsOf(model: ProgramModel): Clouds {
  return new Clouds(model);
}

/** The members of AzureCloud. */
const members: { readonly [cloud: string]: string } = {
  AzureCloud: 'AzureCloud.PUBLIC',
  AzureUSGovernment: 'AzureCloud.US_GOVERNMENT',
  AzureChinaCloud: 'AzureCloud.CHINA',
};

function add(report: Report, { scope, prop, cloud, isAddress }: Stated<'cloud'> & CloudFacts, own: NamedCloud): void {
  const faults = report.at(scope);
  if (isAddress) {
    const must = `must be set in ${own.cloud} (${own.by}): its default is the address in the public cloud`;
    faults.add(prop, must, undefined, 'Use the address that Azure shows for the resource.');
  } else {
    faults.add(prop, `must be ${own.cloud} (${own.by})`, cloud, `Use ${members[own.cloud]}.`);
  }
}
