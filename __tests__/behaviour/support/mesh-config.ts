import { parse } from 'yaml';
import type { Attributes, Planned } from '../../support/planned';

/** What istiod's release says to istiod. */
export function meshConfigOf(planned: Planned): Attributes {
  const [istiod] = Object.values(planned.all('helm_release')).filter(({ chart }) => chart === 'istiod');
  const values = (istiod.values as string[]).map((text) => parse(text) as Attributes);
  return Object.assign({}, ...values.map(({ meshConfig }) => meshConfig));
}
