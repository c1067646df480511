import { Aspects, Fn, type IAspect, TerraformResource, TerraformStack } from 'cdktn';
import type { IConstruct } from 'constructs';
import { checkArgument } from './checked-props';
import { isKnown } from './checks';
import { Faults, fail } from './faults';
import { perConstruct, perStack } from './ledger';
import { publicClass } from './public-class';
import { checkTags } from './tag-limits';
import { note } from './warnings';

type Tags = { [key: string]: string };

/** A tagged object: a resource, or a part of it that is a separate resource in Azure. */
export interface Tagged {
  readonly part: string;
  /** Its current tags; a token if Terraform computes them. */
  readonly tags: Tags | undefined;
  put(tags: Tags): void;
}

/** The arguments of resources that affect tags. */
export interface Taggable {
  tags: Tags;
  readonly tagsInput?: Tags;
  readonly defaultNodePool?: Taggable;
  readonly georeplicationsInput?: { readonly tags?: Tags }[];
  putGeoreplications?(value: { readonly tags?: Tags }[]): void;
}

/**
 * Resources that a new tag would replace, because the provider can't change their tags in place.
 *
 * @internal
 */
export const replacedByTags = new Set([
  'azurerm_api_management_standalone_gateway',
  'azurerm_automation_runtime_environment',
  'azurerm_custom_provider',
  'azurerm_key_vault_managed_storage_account',
  'azurerm_key_vault_managed_storage_account_sas_token_definition',
  'azurerm_log_analytics_saved_search',
  'azurerm_machine_learning_compute_instance',
  'azurerm_machine_learning_datastore_blobstorage',
  'azurerm_machine_learning_datastore_datalake_gen2',
  'azurerm_machine_learning_datastore_fileshare',
  'azurerm_machine_learning_inference_cluster',
  'azurerm_machine_learning_synapse_spark',
  'azurerm_oracle_autonomous_database_clone_from_backup',
  'azurerm_oracle_autonomous_database_clone_from_database',
]);

const tagsOfScope = perConstruct(() => ({ own: undefined as AzureTags | undefined }));

/**
 * Azure tags for everything in a scope, the constructs of this library and plain resources of azurerm alike.
 *
 * A tag of an inner scope takes precedence over one of an outer scope, and a resource's own tags take precedence over all. Keys
 * are compared regardless of case, as in Azure. Unchanged are resources that ignore changes of their tags (if they ignore a
 * single key, only that key), and resources that the provider would replace because of a tag.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources
 */
export class AzureTags {
  /**
   * The tags of a stack, or of a construct in one and everything below it.
   *
   * Throws for a scope above the stacks, because Terraform has no such scope.
   *
   * @param scope the stack or construct.
   */
  public static of(scope: IConstruct): AzureTags {
    const known = tagsOfScope(scope).own;
    if (known) return known;
    if (!scope.node.scopes.some(TerraformStack.isStack)) {
      const must = 'must be a stack or a construct in one';
      fail(scope, 'AzureTags.of', must, undefined, 'Call it for each stack.');
    }
    const tags = new AzureTags(scope);
    tagsOfScope(scope).own = tags;
    TagAspect.on(TerraformStack.of(scope));
    return tags;
  }

  private readonly tags: Tags = {};

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Adds tags, at most 50 in total. They are set on all resources when the stack is synthesized, including resources that are
   * declared later.
   *
   * Throws if a key exists with a different value.
   *
   * @param tags keys of 1 to 512 characters without `<`, `>`, `%`, `&`, `\`, `?` and `/`; values of at most 256 characters, which
   * may be tokens.
   */
  public add(tags: { [key: string]: string }): void {
    checkArgument(this.scope, 'tags', 'string{}', tags);
    const faults = new Faults(this.scope);
    checkTags(faults, 'tags', { ...this.tags, ...tags });
    for (const [key, value] of Object.entries(tags)) this.check(faults, key, value);
    faults.throwIfAny();
    Object.assign(this.tags, tags);
  }

  /** @internal */
  public get _tags(): { [key: string]: string } {
    return { ...this.tags };
  }

  private check(faults: Faults, key: string, value: string): void {
    const known = this.tags[key];
    if (known !== undefined && known !== value) {
      const must = `must not be set twice for one scope (${key} is ${known})`;
      faults.add(`tags.${key}`, must, value, 'Set only one of the two, or set this one on an inner scope.');
    }
  }
}

/** Sets the tags of all scopes of a stack on its resources; idempotent. */
class TagAspect implements IAspect {
  public static readonly on = perStack((stack) => {
    const aspect = new TagAspect();
    Aspects.of(stack).add(aspect);
    return aspect;
  });

  private readonly written = new WeakMap<IConstruct, Map<string, { own: Tags | undefined; all: Tags }>>();
  private readonly noted = new WeakSet<IConstruct>();

  public visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node) || !node.terraformResourceType.startsWith('azurerm_')) return;
    if (!('tagsInput' in node)) return;
    const tags = merged(node.node.scopes.map((scope) => tagsOfScope(scope).own?._tags ?? {}));
    const ignored = ignoredOf(node);
    for (const key of Object.keys(tags)) if (ignored.includes(`tags["${key}"]`)) delete tags[key];
    if (Object.keys(tags).length === 0) return;
    const reason = reasonToSkip(node, ignored);
    if (reason === undefined) this.tag(node, tags);
    else if (!this.noted.has(node)) {
      this.noted.add(node);
      note(node, `The tags of its scope (${Object.keys(tags).join(', ')}) are not set on it: ${reason}.`);
    }
  }

  private tag(node: TerraformResource, tags: Tags): void {
    const written = this.written.get(node) ?? new Map<string, { own: Tags | undefined; all: Tags }>();
    this.written.set(node, written);
    for (const { part, tags: now, put } of taggedOf(node as unknown as Taggable)) {
      const before = written.get(part);
      const own = before && now === before.all ? before.own : now;
      const all: Tags = own === undefined || isKnown(own) ? merged([tags, own ?? {}]) : Fn.merge([tags, own]);
      put(all);
      written.set(part, { own, all });
    }
  }
}

function reasonToSkip(node: TerraformResource, ignored: string[]): string | undefined {
  if (ignored.includes('tags') || ignored.includes('all')) return 'it ignores changes of its tags';
  if (replacedByTags.has(node.terraformResourceType)) return 'a new tag would replace it';
  return undefined;
}

/** A resource, and its parts with separate tags: a cluster's first pool, a registry's replicas. */
export function taggedOf(resource: Taggable): Tagged[] {
  const { defaultNodePool: pool, georeplicationsInput: copies } = resource;
  const of = (part: string, target: Taggable): Tagged => ({
    part,
    tags: target.tagsInput,
    put: (tags) => {
      target.tags = tags;
    },
  });
  return [
    of('', resource),
    ...(pool ? [of('defaultNodePool', pool)] : []),
    ...(Array.isArray(copies) ? copies : []).map(({ tags }, index) => ({
      part: `georeplications.${index}`,
      tags,
      put: (all: Tags) => {
        const now = resource.georeplicationsInput ?? [];
        resource.putGeoreplications?.(now.map((copy, other) => (other === index ? { ...copy, tags: all } : copy)));
      },
    })),
  ];
}

function ignoredOf({ lifecycle }: TerraformResource): string[] {
  const { ignoreChanges = [] } = lifecycle ?? {};
  return typeof ignoreChanges === 'string' ? [ignoreChanges] : ignoreChanges;
}

/** A later key replaces an earlier one that differs only in case. */
function merged(maps: Tags[]): Tags {
  const all: Tags = {};
  for (const tags of maps) {
    for (const [key, value] of Object.entries(tags)) {
      const twin = sameKeyIn(key, all);
      if (twin !== undefined && twin !== key) delete all[twin];
      all[key] = value;
    }
  }
  return all;
}

function sameKeyIn(key: string, tags: Tags): string | undefined {
  return Object.keys(tags).find((candidate) => candidate.toLowerCase() === key.toLowerCase());
}

publicClass('AzureTags', AzureTags);
