import { TerraformStack, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { normalizedLocation } from '../locations';
import type { ProgramModel } from './program-model';

/** A cloud, by its name in the Azure CLI, and the setting of the program that names it. */
export interface NamedCloud {
  readonly cloud: string;
  /** For messages, e.g. `location usgovvirginia of platform/Network`. */
  readonly by: string;
}

export const publicCloud = 'AzureCloud';

const environments: { readonly [environment: string]: string } = {
  public: publicCloud,
  usgovernment: 'AzureUSGovernment',
  china: 'AzureChinaCloud',
};

/**
 * The cloud of a location; undefined for those of clouds without public documentation.
 *
 * @see https://learn.microsoft.com/azure/reliability/sovereign-cloud-regions
 */
export function cloudOfLocation(location: string): string | undefined {
  const name = normalizedLocation(location);
  if (/^us(gov|dod)/.test(name)) return 'AzureUSGovernment';
  if (/^china/.test(name)) return 'AzureChinaCloud';
  return /^us(nat|sec)/.test(name) ? undefined : publicCloud;
}

/** The cloud that a stack's azurerm provider names; undefined if it comes from `ARM_ENVIRONMENT`. */
export function cloudOfProvider(model: ProgramModel, stack: TerraformStack): NamedCloud | undefined {
  const { environmentInput: environment } = model.azureProviders.get(stack) ?? {};
  const cloud = environments[environment ?? ''];
  return cloud === undefined ? undefined : { cloud, by: `environment ${environment} of the azurerm provider` };
}

/**
 * The clouds that the program names for its stacks: by the provider, else by the locations of resources if they agree. Other stacks
 * are in the cloud of the others, if these are all in one.
 */
export class Clouds {
  private readonly byStack = new Map<TerraformStack, NamedCloud>();
  private readonly only: NamedCloud | undefined;

  public constructor(private readonly model: ProgramModel) {
    const mixed = new Set<TerraformStack>();
    for (const resource of model.resources) {
      const location = literalLocation(resource);
      const cloud = location && cloudOfLocation(location);
      if (!cloud) continue;
      const stack = TerraformStack.of(resource);
      const known = this.byStack.get(stack);
      if (known && known.cloud !== cloud) mixed.add(stack);
      else if (!known) this.byStack.set(stack, { cloud, by: `location ${location} of its resources` });
    }
    for (const stack of mixed) this.byStack.delete(stack);
    const [first, ...others] = this.byStack.values();
    this.only = others.every(({ cloud }) => cloud === first?.cloud) ? first : undefined;
  }

  public of(scope: IConstruct): NamedCloud | undefined {
    const stack = TerraformStack.of(scope);
    return cloudOfProvider(this.model, stack) ?? this.byStack.get(stack) ?? this.only;
  }
}

/** The location of a resource that uses its stack's provider. */
export function literalLocation(resource: IConstruct): string | undefined {
  const { locationInput: location, provider } = resource as Located;
  return typeof location !== 'string' || provider || Token.isUnresolved(location) ? undefined : location;
}

interface Located extends IConstruct {
  readonly locationInput?: unknown;
  readonly provider?: unknown;
}
