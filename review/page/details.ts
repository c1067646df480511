import { visible } from '../../command/print/visible';
import { isMap, type Json, type Resource } from '../../command/terraform/resource';
import { objectsOf, titleOf } from '../../command/values/objects';
import { valuesOf } from '../../command/values/release-values';
import { withoutSecrets } from '../changes/describe';
import type { ResourceChange } from '../changes/resource-changes';
import { shownChanges } from '../changes/resource-findings';
import type { ReviewedStack } from '../review';
import { nameOf } from '../terraform/expression';

/** What the page shows of a selected resource. */
export interface Detail {
  readonly title: string;
  readonly stack: string;
  readonly address: string;
  readonly construct: string;
  readonly change: string;
  readonly findings: readonly string[];
  /** Argument, before, after. */
  readonly changed: readonly (readonly [string, string, string])[];
  /** Argument and value. */
  readonly unchanged: readonly (readonly [string, string])[];
  /** Whether unchanged arguments were left out to limit the page's size. */
  readonly isCut: boolean;
}

export const changeWords: { readonly [action in ResourceChange['action']]: string } = {
  create: 'created',
  update: 'changed in place',
  replace: 'replaced',
  delete: 'destroyed',
};

const mostArguments = 40;
const mostCharacters = 400;

/** Text of the input as the page shows it: visible, and not longer than a reader needs. */
export function limited(text: string, most = mostCharacters): string {
  return visible(text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text);
}

/** Details of a stack's resources, destroyed ones too, by address. */
export function detailsOf({ code, after, changes, findings }: ReviewedStack): Map<string, Detail> {
  const changeOf = new Map(changes.map((change) => [(change.after ?? change.before)?.address, change]));
  const gone = changes.flatMap(({ action, before }) => (action === 'delete' && before ? [before] : []));
  return new Map(
    [...after.resources.values(), ...gone].map((resource) => {
      const change = changeOf.get(resource.address);
      const changed = change ? shownChanges(change) : [];
      const paths = new Set(changed.map(({ path }) => path));
      const values = argumentsOf(resource).filter(([path]) => !paths.has(path));
      const detail: Detail = {
        title: limited(nameOf(resource)),
        stack: limited(code.name),
        address: limited(resource.address),
        construct: limited(resource.construct),
        change: change ? changeWords[change.action] : resource.isData ? 'read only' : 'unchanged',
        findings: findings.filter(({ address }) => address === resource.address).map(({ text }) => limited(text)),
        changed: changed.map(({ path, before, after: now }) => [
          limited(path),
          valueText(resource, path, before),
          valueText(resource, path, now),
        ]),
        unchanged: values
          .slice(0, mostArguments)
          .map(([path, value]) => [limited(path), valueText(resource, path, value)]),
        isCut: values.length > mostArguments,
      };
      return [resource.address, detail] as const;
    }),
  );
}

function argumentsOf(resource: Resource): [string, Json][] {
  const { values, depends_on: _order, ...args } = resource.args;
  if (resource.type !== 'helm_release' || values === undefined) return leaves(resource.args, '');
  const { manifests: _objects, ...chart } = valuesOf(resource).values;
  const objects = objectsOf(resource).map((object): [string, Json] => ['object', titleOf(object)]);
  return [...leaves(args, ''), ...leaves(chart, 'values'), ...objects];
}

function leaves(value: Json, path: string): [string, Json][] {
  if (value === null) return [];
  if (isMap(value)) {
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
  }
  if (Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null)) {
    return value.flatMap((item, index) => leaves(item, value.length === 1 ? path : `${path}[${index}]`));
  }
  return [[path, value]];
}

function valueText({ type, isData }: Resource, path: string, value: Json | undefined): string {
  const shown = withoutSecrets(`${isData ? 'data.' : ''}${type}`, path.replaceAll(/\[\d+\]/g, ''), value);
  if (shown === undefined || shown === null) return '';
  return limited(typeof shown === 'string' ? shown : JSON.stringify(shown));
}
