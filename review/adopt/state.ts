import { existsSync, readFileSync, statSync } from 'node:fs';
import { isRecord } from '../../command/output/folder';
import { Problem } from '../../command/problem';
import { isMap, type Json, type JsonMap } from '../../command/terraform/resource';
import { argumentsOf } from '../terraform/argument-facts';
import { withoutSecrets } from './secrets';

/** A resource that a state holds. */
export interface StateResource {
  /** With modules and index, e.g. `module.aks["a"].azurerm_subnet.this[0]`. */
  readonly address: string;
  readonly type: string;
  /** The name in its configuration. */
  readonly label: string;
  /** E.g. `registry.terraform.io/hashicorp/azurerm`. */
  readonly provider: string;
  /** Secrets are replaced by what stands for them. */
  readonly values: JsonMap;
}

export interface State {
  readonly resources: readonly StateResource[];
  /** What the data sources read, by type. */
  readonly data: readonly StateResource[];
}

const howTo = 'Write one with: terraform show -json > state.json';

/** Reads the output of `terraform show -json` for a state. */
export function readState(file: string): State {
  const content = parse(file);
  if (!isRecord(content)) throw new Problem(`${file} is no state as JSON. ${howTo}`);
  if ('planned_values' in content || 'resource_changes' in content) {
    throw new Problem(`${file} is a plan, and a plan mixes what is with what shall be. ${howTo}`);
  }
  if ('serial' in content && 'lineage' in content) {
    throw new Problem(`${file} is a state file as Terraform stores it. ${howTo}`);
  }
  if (typeof content.format_version !== 'string') throw new Problem(`${file} is no state as JSON. ${howTo}`);
  const root = isRecord(content.values) && isRecord(content.values.root_module) ? content.values.root_module : {};
  const all = resourcesIn(root as JsonMap).sort((a, b) => (a.resource.address < b.resource.address ? -1 : 1));
  const resources = all.filter(({ mode }) => mode === 'managed').map(({ resource }) => resource);
  if (resources.length === 0) {
    throw new Problem(`${file} is the state of an empty backend: it holds no resources. Import the cluster first.`);
  }
  if (!resources.some(({ type }) => type === 'azurerm_kubernetes_cluster')) {
    throw new Problem(
      `${file} holds no azurerm_kubernetes_cluster. Import the cluster into this state (terraform import), and run ` +
        'terraform show -json again.',
    );
  }
  for (const { resource, version } of all.filter(({ mode }) => mode === 'managed')) checkVersion(resource, version);
  return { resources, data: all.filter(({ mode }) => mode === 'data').map(({ resource }) => resource) };
}

function parse(file: string): unknown {
  if (!existsSync(file) || !statSync(file).isFile()) throw new Problem(`${file} does not exist. ${howTo}`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Problem(`${file} is not JSON. ${howTo}`);
  }
}

interface Found {
  readonly mode: string;
  readonly version: number;
  readonly resource: StateResource;
}

function resourcesIn(module: JsonMap): Found[] {
  const own = mapsIn(module.resources).flatMap((entry) => {
    const { address, mode, type, name, provider_name: provider, values, sensitive_values: sensitive = {} } = entry;
    // A deposed instance is an old one that Terraform has yet to destroy.
    if (typeof address !== 'string' || !isMap(values) || entry.deposed_key !== undefined) return [];
    const label = String(name);
    const owner = typeof values.name === 'string' ? values.name : label;
    const visible = withoutSecrets(owner, values, sensitive, argumentsOf(String(type))?.arguments);
    const resource = { address, type: String(type), label, provider: String(provider), values: visible };
    return [{ mode: String(mode), version: Number(entry.schema_version), resource }];
  });
  return [...own, ...mapsIn(module.child_modules).flatMap(resourcesIn)];
}

function mapsIn(value: Json | undefined): JsonMap[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}

/** Another schema names other arguments, so a program would lack some. */
function checkVersion({ address, type, provider }: StateResource, version: number): void {
  const facts = argumentsOf(type);
  if (!facts || !provider.includes('/hashicorp/') || version === facts.version) return;
  const fix =
    version < facts.version
      ? 'Take azurerm 4.81 or a later 4.x, run terraform apply -refresh-only, and then terraform show -json again.'
      : 'Take a version of cdktf-aks that knows the provider, or azurerm 4.x.';
  throw new Problem(
    `${address} was written by another version of its provider (schema ${version}, and not ${facts.version}). ${fix}`,
  );
}
