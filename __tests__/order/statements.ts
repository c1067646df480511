import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { type App, LocalBackend, TerraformStack } from 'cdktf';
import { AksCluster, type IAksCluster, type IServiceMesh, requireProviders } from '../../lib';

/** What the statements of a program have created so far, by name. */
export class World {
  private readonly made = new Map<string, unknown>();

  public constructor(public readonly app: App) {}

  public get<T>(name: string): T {
    return this.made.get(name) as T;
  }

  public set(name: string, value: unknown): void {
    this.made.set(name, value);
  }

  public get stack(): TerraformStack {
    return this.get('stack');
  }

  public get cluster(): IAksCluster {
    return this.get('cluster');
  }

  public get mesh(): IServiceMesh {
    return this.get('mesh');
  }
}

/** A statement: what it names, and what it makes. */
export interface Statement {
  readonly name: string;
  readonly needs: string[];
  /** Whether programs without it are of interest. */
  readonly isOptional: boolean;
  make(world: World): unknown;
}

/** Programs by name; the statements that are optional are drawn, with all that they need. */
export interface Programs {
  readonly [program: string]: Statement[];
}

export const must = (name: string, needs: string[], make: Statement['make']): Statement => ({
  name,
  needs,
  isOptional: false,
  make,
});
export const may = (name: string, needs: string[], make: Statement['make']): Statement => ({
  name,
  needs,
  isOptional: true,
  make,
});

export const azureStack = must('stack', [], ({ app }) => azureStackOf(app, 'program'));

export function azureStackOf(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AzurermProvider(stack, 'Azure', { features: [{}] });
  requireProviders(stack);
  new LocalBackend(stack, { path: '../../../terraform.tfstate' });
  return stack;
}

export const foundation: Statement[] = [
  azureStack,
  must('cluster', ['stack'], ({ stack }) =>
    AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' }),
  ),
];
