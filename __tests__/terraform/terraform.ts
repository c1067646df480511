import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { providerNames } from '../../scripts/contracts/providers';
import { cliConfigFile } from '../../tools/terraform-offline/mirror';
import type { Attributes } from '../support/planned';
import { variableFor } from './variables';

/** What the tests of this folder need. */
export const needs = ['terraform', 'go', ...providerNames.map((name) => `contracts:schemas/${name}`)];

/** A resource in a plan: what Terraform means to do with it, and what it will be. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly actions: string[]; readonly after: Attributes | null };
}

/** A resource in a state. */
export interface StateResource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly values: Attributes;
}

/** The folder of one synthesized stack, driven by the real Terraform with the offline providers. */
export class TerraformFolder {
  /** The synthesized program of the stack. */
  public readonly json: Attributes;
  private readonly env: NodeJS.ProcessEnv;

  public constructor(private readonly folder: string) {
    this.json = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8'));
    this.env = {
      ...process.env,
      ...variablesOf(this.json),
      TF_CLI_CONFIG_FILE: configFile(),
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
    };
  }

  /** Whether the stack holds something that Terraform must refuse to destroy. */
  public get keepsSomething(): boolean {
    return this.resources().some(([, { lifecycle }]) => lifecycle?.prevent_destroy === true);
  }

  /** Where the local backend keeps the state. */
  public get stateFile(): string {
    return path.resolve(this.folder, this.json.terraform.backend.local.path);
  }

  /** What the stack makes: types of resources, and Helm charts by their names. */
  public get kinds(): string[] {
    return this.resources().map(([type, { chart }]) => (type === 'helm_release' ? `chart ${chart}` : type));
  }

  /** @param options e.g. `-upgrade`, which takes other versions of providers than the lock file has. */
  public async init(...options: string[]): Promise<void> {
    await this.run('init', '-no-color', ...options);
  }

  public async validate(): Promise<void> {
    await this.run('validate', '-no-color');
  }

  /**
   * Everything that the stack plans to change; `read` of data sources included.
   *
   * @param replaced addresses of what is made again, as a certificate is whose time has come.
   */
  public async plan(...replaced: string[]): Promise<ResourceChange[]> {
    await this.run('plan', '-no-color', '-out=plan', ...replaced.map((address) => `-replace=${address}`));
    const { resource_changes: changes = [] } = JSON.parse(await this.run('show', '-json', 'plan'));
    return changes.filter(({ change }: ResourceChange) => change.actions.join() !== 'no-op');
  }

  /** Applies the last plan. */
  public async apply(): Promise<void> {
    await this.run('apply', '-no-color', 'plan');
  }

  public async destroy(): Promise<void> {
    await this.run('destroy', '-no-color', '-auto-approve');
  }

  /** Everything in the state, data sources included. */
  public async state(): Promise<StateResource[]> {
    return JSON.parse(await this.run('show', '-json')).values?.root_module?.resources ?? [];
  }

  /** The addresses of everything in the state; quicker than `state`, as no provider is asked for its schema. */
  public async addresses(): Promise<string[]> {
    return (await this.run('state', 'list')).split('\n').filter(Boolean);
  }

  /** All that Terraform tells of the state, or of a plan: as JSON, and as people see it. */
  public async shown(...plan: string[]): Promise<string> {
    return (await this.run('show', '-json', ...plan)) + (await this.run('show', '-no-color', ...plan));
  }

  /** What expressions of Terraform's language are worth in the applied state. */
  public async evaluate(expressions: string[]): Promise<unknown[]> {
    if (expressions.length === 0) return [];
    // One line: the console answers the first of several only, once a line has brackets.
    const list = expressions.map((expression) => `nonsensitive(${expression})`).join(', ');
    // From a local backend it takes no other state than terraform.tfstate, unless it is told.
    const state = this.json.terraform.backend.local.path;
    const output = await this.run('console', `-state=${state}`, { input: `base64encode(jsonencode([${list}]))` });
    if (!output.startsWith('"')) throw new Error(`terraform console said:\n${output}`);
    return JSON.parse(Buffer.from(JSON.parse(output), 'base64').toString('utf8'));
  }

  private resources(): [type: string, attributes: Attributes][] {
    const byType = Object.entries<Attributes>(this.json.resource ?? {});
    return byType.flatMap(([type, byName]) =>
      Object.values<Attributes>(byName).map((attributes): [string, Attributes] => [type, attributes]),
    );
  }

  /** The types that the program and the state have: the provider serves no others, and Terraform starts faster. */
  private types(): string[] {
    const { resource = {}, data = {} } = this.json;
    const state = existsSync(this.stateFile) ? JSON.parse(readFileSync(this.stateFile, 'utf8')).resources : [];
    return [...Object.keys(resource), ...Object.keys(data), ...state.map(({ type }: { type: string }) => type)];
  }

  private run(...args: (string | { input: string })[]): Promise<string> {
    const words = args.filter((arg) => typeof arg === 'string');
    const input = args.find((arg) => typeof arg === 'object')?.input ?? '';
    return new Promise((resolve, reject) => {
      const env = { ...this.env, TF_OFFLINE_TYPES: this.types().join(',') };
      const options = { cwd: this.folder, env, maxBuffer: 256 * 1024 * 1024 };
      const child = execFile('terraform', words, options, (error, stdout, stderr) => {
        if (error)
          reject(new Error(`terraform ${words.join(' ')} in ${path.basename(this.folder)}:\n${stderr || stdout}`));
        else resolve(stdout);
      });
      child.stdin?.end(input);
    });
  }
}

let file: string | undefined;

function configFile(): string {
  file ??= cliConfigFile();
  return file;
}

function variablesOf(json: Attributes): NodeJS.ProcessEnv {
  const variables: [string, Attributes][] = Object.entries(json.variable ?? {});
  const without = variables.filter(([, variable]) => !('default' in variable));
  return Object.fromEntries(without.map(([name, { type }]) => [`TF_VAR_${name}`, variableFor(name, type)]));
}
