import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { type App, LocalBackend, TerraformStack, Testing } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';

export type Attributes = { [name: string]: any };

/** An app that writes to a temporary folder, if at all. */
export function testApp(): App {
  return Testing.app({ stackTraces: false, context: { 'cdktf-aks:printWarnings': false } });
}

/** A stack with what every stack of a user has: an azurerm provider and a backend. */
export function azureStack(app: Construct = testApp(), id = 'platform'): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AzurermProvider(stack, 'Azure', { features: [{}] });
  new LocalBackend(stack, { path: '../../../terraform.tfstate' });
  return stack;
}

/** What a stack plans: its synthesized JSON, with validations run, and its annotations. */
export class Planned {
  public static of(stack: TerraformStack): Planned {
    return new Planned(Testing.synth(stack, true), stack);
  }

  /** Synthesizes a new stack with what `build` puts into it. */
  public static by(build: (stack: TerraformStack) => void): Planned {
    const stack = azureStack();
    build(stack);
    return Planned.of(stack);
  }

  public readonly json: Attributes;

  private constructor(
    public readonly text: string,
    private readonly stack: TerraformStack,
  ) {
    this.json = JSON.parse(text);
  }

  /** All resources of a type, by name, without cdktf's metadata. */
  public all(type: string): { [name: string]: Attributes } {
    return withoutMetadata(this.json.resource?.[type] ?? {});
  }

  public allData(type: string): { [name: string]: Attributes } {
    return withoutMetadata(this.json.data?.[type] ?? {});
  }

  /** The one resource of a type, or the one whose name contains `name`. */
  public one(type: string, name = ''): Attributes {
    const found = Object.entries(this.all(type)).filter(([key]) => key.includes(name));
    if (found.length !== 1) {
      throw new Error(`${found.length} of ${type} match '${name}': ${Object.keys(this.all(type)).join(', ')}`);
    }
    return found[0][1];
  }

  /** Warnings of the whole stack, as their texts. */
  public get warnings(): string[] {
    return this.annotations('@cdktf/warn');
  }

  public get infos(): string[] {
    return this.annotations('@cdktf/info');
  }

  private annotations(level: string): string[] {
    return this.stack.node
      .findAll()
      .flatMap((node: IConstruct) => node.node.metadata)
      .filter((entry) => entry.type === level)
      .map((entry) => entry.data);
  }
}

/** The message of what `action` throws; fails if it throws nothing. */
export function errorOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It was expected to throw, and did not.');
}

/** What the rules of the finished program find, one line a fault, without what cdktf puts around it. */
export function lateErrorOf(synthesize: () => unknown): string {
  const [title, ...lines] = errorOf(synthesize).split('\n');
  if (title !== 'Validation failed with the following errors:') throw new Error(`Not found at synth, but: ${title}`);
  const end = lines.indexOf('');
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^ {2}\[[^\]]*\] /, ''))
    .join('\n');
}

function withoutMetadata(resources: { [name: string]: Attributes }): { [name: string]: Attributes } {
  return Object.fromEntries(Object.entries(resources).map(([name, { '//': _, ...attributes }]) => [name, attributes]));
}
