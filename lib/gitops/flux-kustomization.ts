import type { KubernetesFluxConfigurationKustomizations } from '@cdktf/provider-azurerm/lib/kubernetes-flux-configuration';
import { checkElementsKnown, checkInteger, checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';

/** A folder of the repository that Flux applies. */
export interface FluxKustomization {
  /** The name, unique in the configuration: 1 to 30 lowercase letters, digits and `-`. */
  readonly name: string;

  /**
   * The folder, from the repository's root, e.g. `./clusters/prod`.
   *
   * @default - the root
   */
  readonly path?: string;

  /**
   * The names of kustomizations that must be ready before this one is applied.
   *
   * @default - none
   */
  readonly dependsOn?: string[];

  /**
   * Deletes objects that leave the repository, and all of them when the kustomization or the configuration is deleted.
   *
   * @default true
   */
  readonly garbageCollection?: boolean;

  /**
   * Deletes and creates objects whose immutable fields change, e.g. Jobs.
   *
   * @default false
   */
  readonly recreateImmutable?: boolean;

  /**
   * Whether the kustomization is ready only when its objects are: Deployments rolled out, Jobs completed.
   *
   * @default true
   */
  readonly wait?: boolean;

  /**
   * How often the folder is applied again, in seconds: 60 to 86400.
   *
   * @default 600
   */
  readonly syncIntervalSeconds?: number;

  /**
   * How long a failed attempt waits for the next one, in seconds: 60 to 86400.
   *
   * @default 600
   */
  readonly retryIntervalSeconds?: number;

  /**
   * How long an attempt may take, in seconds: 60 to 86400.
   *
   * @default 600
   */
  readonly timeoutSeconds?: number;

  /**
   * Values for variables of the folder's objects, e.g. `${cluster_name}`, by name. They are in Terraform's state: keep secrets out.
   *
   * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
   * @default - none
   */
  readonly substitute?: { [variable: string]: string };
}

const namePattern = /^[a-z\d]([-a-z\d]{0,28}[a-z\d])?$/;

export function checkFluxName(faults: Faults, prop: string, name: string): void {
  const must = 'must have 1 to 30 lowercase letters, digits and -, with a letter or digit at both ends';
  checkPattern(faults, prop, name, namePattern, must, 'cluster');
}

export function checkKustomizations(faults: Faults, kustomizations: readonly FluxKustomization[]): void {
  if (!checkElementsKnown(faults, 'kustomizations', kustomizations)) return;
  if (kustomizations.length === 0) {
    faults.add(
      'kustomizations',
      'must have at least one element',
      kustomizations,
      "For example, use [{ name: 'apps' }].",
    );
  }
  const names = kustomizations.map(({ name }) => name);
  kustomizations.forEach((kustomization, index) => {
    const at = `kustomizations[${index}]`;
    const { name, path, dependsOn, substitute } = kustomization;
    checkFluxName(faults, `${at}.name`, name);
    if (names.indexOf(name) < index) {
      faults.add(`${at}.name`, 'must be unique in the configuration', name, 'Rename one of the two.');
    }
    const must = 'must be a folder below the root of the repository';
    checkPattern(faults, `${at}.path`, path, /^(?!\/)(?!.*(^|\/)\.\.(\/|$)).+$/, must, './clusters/prod');
    for (const prop of ['syncIntervalSeconds', 'retryIntervalSeconds', 'timeoutSeconds'] as const) {
      checkInteger(faults, `${at}.${prop}`, kustomization[prop], 60, 86400, 'seconds');
    }
    for (const other of isKnown(dependsOn) ? dependsOn : []) {
      if (!isKnown(other) || (names.includes(other) && other !== name)) continue;
      const others = names.filter((one) => one !== name);
      const fix = others.length > 0 ? `Use ${others.join(' or ')}.` : 'Leave it out.';
      faults.add(`${at}.dependsOn`, 'must name another kustomization of the configuration', other, fix);
    }
    for (const variable of Object.keys(substitute ?? {})) {
      const mustBe = 'must have variables of letters, digits and _, with no digit first';
      checkPattern(faults, `${at}.substitute`, variable, /^[A-Za-z_]\w*$/, mustBe, 'cluster_name');
    }
  });
  const circle = circleOf(kustomizations);
  if (circle) {
    const fix = `Remove one of the dependencies of ${circle[0]}.`;
    faults.add('kustomizations', 'must not depend on each other in a circle', circle.join(' > '), fix);
  }
}

/** The names of a circle of dependencies, the first one again at the end. */
function circleOf(kustomizations: readonly FluxKustomization[]): string[] | undefined {
  const dependencies = new Map(
    kustomizations.map(({ name, dependsOn }) => [name, isKnown(dependsOn) ? dependsOn : []]),
  );
  const search = (name: string, path: string[]): string[] | undefined => {
    const start = path.indexOf(name);
    if (start >= 0) return path.length - start > 1 ? [...path.slice(start), name] : undefined;
    for (const next of dependencies.get(name) ?? []) {
      const found = search(next, [...path, name]);
      if (found) return found;
    }
    return undefined;
  };
  for (const name of dependencies.keys()) {
    const found = search(name, []);
    if (found) return found;
  }
  return undefined;
}

export function renderKustomization(kustomization: FluxKustomization): KubernetesFluxConfigurationKustomizations {
  const { name, path, dependsOn, substitute } = kustomization;
  return {
    name,
    path,
    dependsOn,
    garbageCollectionEnabled: kustomization.garbageCollection ?? true,
    recreatingEnabled: kustomization.recreateImmutable,
    wait: kustomization.wait,
    syncIntervalInSeconds: kustomization.syncIntervalSeconds,
    retryIntervalInSeconds: kustomization.retryIntervalSeconds,
    timeoutInSeconds: kustomization.timeoutSeconds,
    postBuild: substitute && { substitute },
  };
}
