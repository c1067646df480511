import { ContainerRegistryCacheRule } from '@cdktf/provider-azurerm/lib/container-registry-cache-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkName, checkPattern, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { perStack } from '../core/ledger';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { comparableText } from '../core/resolve';
import type { IContainerRegistry } from './container-registry-base';
import type { RegistryCredentialSet } from './registry-credential-set';

/** Props of a cache rule. */
export interface RegistryCacheRuleProps {
  /**
   * The registry that caches, created or imported in the same stack.
   *
   * Changing this replaces the rule; images that it has cached are kept.
   */
  readonly registry: IContainerRegistry;

  /**
   * The name: 5 to 49 letters, digits and single `-`, unique in the registry.
   *
   * Changing this replaces the rule; images that it has cached are kept.
   */
  readonly ruleName: string;

  /**
   * The cached images: a repository with its host, e.g. `docker.io/library/nginx`, or all of a prefix, `mcr.microsoft.com/*`.
   *
   * Changing this replaces the rule; images that it has cached are kept.
   */
  readonly source: string;

  /**
   * The repository in this registry: `nginx`, or, for a source with `*`, a prefix with `*`: `mcr/*`. No two rules of a registry
   * overlap.
   *
   * Changing this replaces the rule; images that it has cached are kept.
   */
  readonly target: string;

  /**
   * How the registry signs in to the source's host. Docker Hub requires it.
   *
   * @default - without signing in
   */
  readonly credentials?: RegistryCredentialSet;
}

const repository = '[a-z0-9]+([._/-]+[a-z0-9]+)*';
const rulesOfStack = perStack((): { readonly key: string; readonly rule: RegistryCacheRule }[] => []);

/**
 * Caches another registry's images at their first pull: later pulls depend neither on that registry nor on the Internet. All
 * skus have it; a registry has at most 1,000 rules.
 *
 * @see https://learn.microsoft.com/azure/container-registry/artifact-cache-overview
 */
export class RegistryCacheRule extends Construct {
  /** The host and path that pods name: the registry's login server and the target, e.g. `shop4711.azurecr.io/nginx`. */
  public readonly imagePrefix: string;

  /** The resources that dependents wait for. */
  public readonly ready: ITerraformDependable[];

  /** The rule itself, for arguments that this class does not offer. */
  public readonly resource: ContainerRegistryCacheRule;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RegistryCacheRuleProps,
  ) {
    super(scope, id);
    checkProps(this, 'RegistryCacheRuleProps', props, (faults) => this.check(faults));
    this.rules.push({ key: this.key, rule: this });

    const { registry, ruleName, source, target, credentials } = props;
    this.resource = new ContainerRegistryCacheRule(this, 'Resource', {
      name: ruleName,
      containerRegistryId: registry.registryId,
      sourceRepo: source,
      targetRepo: target,
      credentialSetId: credentials?.credentialSetId,
      dependsOn: credentials?.ready,
    });
    this.imagePrefix = `${registry.loginServer}/${isKnown(target) ? target.replace(/\/\*$/, '') : target}`;
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
  }

  /** @internal */
  public get _registry(): IContainerRegistry {
    return this.props.registry;
  }

  /** @internal */
  public get _source(): string {
    return this.props.source;
  }

  /**
   * The name in the registry of a repository with its host; undefined for one that the rule doesn't cache.
   *
   * @internal
   */
  public _targetOf(repository: string): string | undefined {
    const { source, target } = this.props;
    if (!isKnown(source) || !isKnown(target)) return undefined;
    if (!source.endsWith('*')) return repository === source ? target : undefined;
    const prefix = source.slice(0, -1);
    return repository.startsWith(prefix) ? `${target.slice(0, -1)}${repository.slice(prefix.length)}` : undefined;
  }

  private check(faults: Faults): void {
    const { registry, ruleName, source, target, credentials } = this.props;
    checkSameStack(faults, 'registry', registry, this, 'ContainerRegistry.fromLookup');
    checkName(faults, 'ruleName', ruleName, nameRules.registryPart);
    const from = new RegExp(`^[a-z0-9][a-z0-9-]*(\\.[a-z0-9-]+)+/(${repository}(/\\*)?|\\*)$`);
    const to = new RegExp(`^(${repository}(/\\*)?|\\*)$`);
    const mustBeSource = 'must be a host and a repository, in lowercase, or a prefix of one followed by /*';
    checkPattern(faults, 'source', source, from, mustBeSource, 'docker.io/library/nginx');
    const mustBeTarget = 'must be a repository, in lowercase, or a prefix of one followed by /*';
    checkPattern(faults, 'target', target, to, mustBeTarget, 'docker-hub/*');
    if (isKnown(source) && isKnown(target) && source.endsWith('*') !== target.endsWith('*')) {
      const fix = source.endsWith('*') ? `For example, use ${target}/*.` : `Leave out the * of the target.`;
      faults.add('target', 'must end with * if the source does, and only then', target, fix);
    }
    this.checkCredentials(faults, credentials);
    this.checkOverlap(faults);
  }

  private checkCredentials(faults: Faults, credentials: RegistryCredentialSet | undefined): void {
    const { source, registry } = this.props;
    const host = isKnown(source) ? source.split('/')[0] : undefined;
    if (!credentials) {
      if (host === 'docker.io') {
        const fix = 'Create a RegistryCredentialSet for docker.io.';
        faults.add('credentials', 'must be set for Docker Hub, which limits anonymous pulls', undefined, fix);
      }
      return;
    }
    checkSameStack(faults, 'credentials', credentials, this, 'by creating one there');
    if (credentials._registry !== registry) {
      const fix = `Create them for ${registry.node.path}.`;
      faults.add('credentials', 'must belong to the same registry', credentials.node.path, fix);
    }
    if (host !== undefined && isKnown(credentials._sourceHost) && credentials._sourceHost !== host) {
      const must = `must be for the host of the source (${host})`;
      faults.add('credentials', must, credentials._sourceHost, 'Create a RegistryCredentialSet for it.');
    }
  }

  /** Azure rejects rules that overlap. */
  private checkOverlap(faults: Faults): void {
    const { target } = this.props;
    for (const { key, rule } of this.rules) {
      const other = rule.props.target;
      if (key !== this.key || !isKnown(target) || !isKnown(other) || !overlap(target, other)) continue;
      const must = `must not overlap that of ${rule.node.path} (${other})`;
      faults.add('target', must, target, 'Use another prefix.');
    }
  }

  private get key(): string {
    const { registry } = this.props;
    return comparableText(registry, registry.registryId);
  }

  private get rules(): { key: string; rule: RegistryCacheRule }[] {
    return rulesOfStack(this);
  }
}

/** A rule without `*` may stand within a prefix: the longer one wins. Two equal ones may not, nor two prefixes. */
function overlap(one: string, other: string): boolean {
  if (one === other) return true;
  if (!one.endsWith('*') || !other.endsWith('*')) return false;
  const [a, b] = [one, other].map((text) => text.slice(0, -1));
  return a.startsWith(b) || b.startsWith(a);
}

publicClass('RegistryCacheRule', RegistryCacheRule);
