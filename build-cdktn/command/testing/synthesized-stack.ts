import { type TerraformStack, Testing } from 'cdktn';
import type { IConstruct } from 'constructs';
import { type Annotation, annotationLevels, readFolder } from '../output/folder';
import { readStackJson, stackOf } from '../output/stack';
import type { Resource as FoundResource, Stack } from '../terraform/resource';
import { objectsOf } from '../values/objects';
import { parserMissing, valuesOf } from '../values/release-values';

/** The arguments of a resource as Terraform names them, the values of a release, or a Kubernetes object. */
export type Attributes = { [name: string]: any };

/** A resource or data source of a stack. */
export interface Resource {
  /** E.g. `azurerm_subnet.Network_Nodes_23796194`. */
  readonly address: string;
  readonly type: string;
  /** The path of its construct in the stack, e.g. `Network/Nodes`. */
  readonly construct: string;
  readonly attributes: Attributes;
}

/** A Helm release. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  /** The path of its construct in the stack. */
  readonly construct: string;
  /**
   * All documents of values, merged as Helm merges them. Expressions that only Terraform evaluates stay texts. Values that the
   * library did not print, e.g. those of a `helm_release` with a file of YAML, need the package `yaml` in the project.
   */
  readonly values: Attributes;
}

/** A Kubernetes object that a release of manifests applies. */
export interface KubernetesObject {
  readonly kind: string;
  readonly name: string;
  /** Empty if the object has no namespace of its own and its release has none. */
  readonly namespace: string;
  readonly content: Attributes;
}

/** A warning, note or error of a construct. */
export interface Remark {
  /** The path of the construct, with the stack. */
  readonly construct: string;
  readonly text: string;
}

/** What a stack plans, for tests. */
export class SynthesizedStack {
  /**
   * Synthesizes a stack in memory, with the checks of the complete program. A fault throws its error.
   *
   * @param stack a stack of `new App()` or `Testing.app()`, with all constructs.
   */
  public static of(stack: TerraformStack): SynthesizedStack {
    Testing.synth(stack, true);
    // Its text lacks the paths of constructs.
    const json = JSON.parse(JSON.stringify(stack.toTerraform())) as Attributes;
    const entries = stack.node.findAll().flatMap((construct) => remarksOf(construct));
    return new SynthesizedStack(json, stackOf(stack.node.id, json), entries);
  }

  /**
   * Reads a stack from the folder that a program was synthesized to.
   *
   * @param folder e.g. `cdktf.out`.
   * @param name the stack's name.
   */
  public static read(folder: string, name: string): SynthesizedStack {
    const stacks = readFolder(folder);
    const entry = stacks.find((one) => one.name === name);
    if (!entry) {
      throw new Error(`${folder} has no stack ${name}. It has ${stacks.map((one) => one.name).join(', ')}.`);
    }
    const json = readStackJson(entry);
    return new SynthesizedStack(json, stackOf(name, json), entry.annotations);
  }

  private constructor(
    /** The stack's Terraform JSON. */
    public readonly json: Attributes,
    private readonly stack: Stack,
    private readonly remarks: readonly Annotation[],
  ) {}

  /** All resources of a type, in the order of their addresses; of every type if none is given. */
  public resources(type?: string): Resource[] {
    return this.found(false, type);
  }

  /**
   * The one resource of a type.
   *
   * @param construct the path of its construct in the stack, or of one above it, e.g. `Cluster`. Needed if there are several.
   */
  public resource(type: string, construct?: string): Resource {
    return one(`resources of type ${type}`, construct, this.resources(type), (resource) => resource.construct);
  }

  /** All data sources of a type, in the order of their addresses; of every type if none is given. */
  public dataSources(type?: string): Resource[] {
    return this.found(true, type);
  }

  /** All Helm releases, in the order of their addresses. */
  public releases(): Release[] {
    return this.managed('helm_release').map((resource) => ({
      name: String(resource.args.name),
      namespace: String(resource.args.namespace ?? 'default'),
      chart: String(resource.args.chart),
      construct: resource.construct,
      get values() {
        const { values, unread } = valuesOf(resource);
        if (unread.includes(parserMissing)) throw new Error(`The values of ${resource.address} are ${parserMissing}.`);
        return values;
      },
    }));
  }

  /** The one Helm release of a name. */
  public release(name: string, namespace?: string): Release {
    const named = this.releases().filter((release) => release.name === name);
    const found = named.filter((release) => namespace === undefined || release.namespace === namespace);
    if (found.length === 1) return found[0];
    const all = this.releases().map((release) => `${release.namespace}/${release.name}`);
    throw new Error(`${found.length} releases have the name ${name}. The stack has ${list(all)}.`);
  }

  /** The Kubernetes objects of a kind that the stack applies; of every kind if none is given. */
  public objects(kind?: string): KubernetesObject[] {
    return this.managed()
      .flatMap(objectsOf)
      .filter((object) => kind === undefined || object.kind === kind)
      .map(({ kind: ofKind, name, namespace, content }) => ({ kind: ofKind, name, namespace, content }));
  }

  /** The content of the one Kubernetes object of a kind and name. */
  public object(kind: string, name: string, namespace?: string): Attributes {
    const found = this.objects(kind).filter(
      (object) => object.name === name && (namespace === undefined || object.namespace === namespace),
    );
    if (found.length === 1) return found[0].content;
    const all = this.objects(kind).map((object) => `${object.namespace}/${object.name}`);
    throw new Error(`${found.length} objects of kind ${kind} have the name ${name}. The stack has ${list(all)}.`);
  }

  /** The library's warnings and cdktf's, in the order of the constructs. */
  public get warnings(): Remark[] {
    return this.remarksOf('warning');
  }

  /** Information: acknowledged warnings, checks that were skipped, commands to run manually. */
  public get notes(): Remark[] {
    return this.remarksOf('info');
  }

  /** Errors that constructs added to the annotations. */
  public get errors(): Remark[] {
    return this.remarksOf('error');
  }

  private remarksOf(level: Annotation['level']): Remark[] {
    return this.remarks.filter((remark) => remark.level === level).map(({ construct, text }) => ({ construct, text }));
  }

  private found(isData: boolean, type: string | undefined): Resource[] {
    return [...this.stack.resources.values()]
      .filter((resource) => resource.isData === isData && (type === undefined || resource.type === type))
      .sort(byAddress)
      .map(({ address, type: ofType, construct, args }) => ({ address, type: ofType, construct, attributes: args }));
  }

  private managed(type?: string): FoundResource[] {
    return [...this.stack.resources.values()]
      .filter((resource) => !resource.isData && (type === undefined || resource.type === type))
      .sort(byAddress);
  }
}

function remarksOf({ node }: IConstruct): Annotation[] {
  return node.metadata
    .filter(({ type }) => Object.hasOwn(annotationLevels, type))
    .map(({ type, data }) => ({ level: annotationLevels[type], construct: node.path, text: String(data) }));
}

function one<T>(what: string, construct: string | undefined, all: T[], pathOf: (item: T) => string): T {
  const found = all.filter(
    (item) => construct === undefined || pathOf(item) === construct || pathOf(item).startsWith(`${construct}/`),
  );
  if (found.length === 1) return found[0];
  const where = construct === undefined ? '' : ` at or below ${construct}`;
  throw new Error(
    `The stack has ${found.length} ${what}${where}, not 1. Their constructs are ${list(all.map(pathOf))}.`,
  );
}

function list(texts: readonly string[]): string {
  return texts.length === 0 ? 'none' : texts.join(', ');
}

function byAddress(left: { readonly address: string }, right: { readonly address: string }): number {
  return left.address < right.address ? -1 : 1;
}
