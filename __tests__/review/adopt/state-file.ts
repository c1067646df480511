import type { Attributes } from '../../support/planned';

/** What `terraform show -json` says of a state. */
export interface ShownState {
  readonly format_version: string;
  readonly terraform_version: string;
  readonly values: { readonly root_module: ShownModule };
}

export interface ShownModule {
  readonly address?: string;
  readonly resources?: readonly ShownResource[];
  readonly child_modules?: readonly ShownModule[];
}

export interface ShownResource {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly provider_name: string;
  readonly schema_version: number;
  readonly sensitive_values?: object;
  readonly values: Attributes;
}

/** The state file that Terraform would have shown so. */
export function stateFile(state: ShownState): object {
  const resources = new Map<string, Attributes>();
  for (const [module, resource] of resourcesIn(state.values.root_module)) {
    const { mode, type, name, provider_name: provider, index, schema_version, values } = resource;
    const key = [module, mode, type, name].join(' ');
    const known = resources.get(key) ?? {
      module,
      mode,
      type,
      name,
      provider: `provider["${provider}"]`,
      instances: [],
    };
    const attributes = type === 'terraform_data' ? withTypes(values) : values;
    known.instances.push({ index_key: index, schema_version, attributes });
    resources.set(key, known);
  }
  const { terraform_version } = state;
  return { version: 4, terraform_version, serial: 1, lineage: 'test', outputs: {}, resources: [...resources.values()] };
}

function resourcesIn({
  address,
  resources = [],
  child_modules: modules = [],
}: ShownModule): [string | undefined, ShownResource][] {
  return [
    ...resources.map((resource): [string | undefined, ShownResource] => [address, resource]),
    ...modules.flatMap(resourcesIn),
  ];
}

/** Values of any type are stored with it. */
function withTypes(values: Attributes): Attributes {
  const typed = Object.entries(values).map(([name, value]) => {
    if (typeof value !== 'object' || value === null) return [name, value];
    return [name, { value, type: ['object', Object.fromEntries(Object.keys(value).map((key) => [key, 'string']))] }];
  });
  return Object.fromEntries(typed);
}
