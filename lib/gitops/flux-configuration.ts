import { KubernetesFluxConfiguration } from '@cdktf/provider-azurerm/lib/kubernetes-flux-configuration';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkInteger, checkName, checkPattern, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { noteUnchecked } from '../core/warnings';
import type { IFluxExtension } from './flux-extension';
import { checkFluxName, checkKustomizations, type FluxKustomization, renderKustomization } from './flux-kustomization';
import type { GitAccess } from './git-access';
import { GitReference } from './git-reference';

/** What a configuration may change. */
export enum FluxScope {
  /** Objects of all namespaces, and objects without one. */
  CLUSTER = 'cluster',

  /** Objects of the configuration's namespace. */
  NAMESPACE = 'namespace',
}

/** Props of a repository that Flux applies. */
export interface FluxConfigurationProps {
  /** Flux on the cluster; of the same stack. */
  readonly extension: IFluxExtension;

  /**
   * The name, unique in the cluster: 1 to 30 lowercase letters, digits and `-`.
   *
   * Changing this replaces the configuration.
   */
  readonly configurationName: string;

  /**
   * The namespace of Flux's objects; Azure creates it.
   *
   * Changing this replaces the configuration.
   *
   * @default - `configurationName`
   */
  readonly namespace?: string;

  /**
   * What the repository may change.
   *
   * Changing this replaces the configuration.
   *
   * @default FluxScope.NAMESPACE
   */
  readonly scope?: FluxScope;

  /** The repository's URL: `https://`, `http://`, `ssh://` or `git@`, without user and password. */
  readonly url: string;

  /**
   * What of the repository Flux follows.
   *
   * @default GitReference.branch('main')
   */
  readonly reference?: GitReference;

  /**
   * How Flux signs in to a private repository.
   *
   * @default - the repository is public
   */
  readonly access?: GitAccess;

  /** The folders that are applied, at least one. */
  readonly kustomizations: FluxKustomization[];

  /**
   * How often the repository is fetched, in seconds: 60 to 86400.
   *
   * @default 600
   */
  readonly syncIntervalSeconds?: number;

  /**
   * How long a fetch may take, in seconds: 60 to 86400.
   *
   * @default 600
   */
  readonly timeoutSeconds?: number;

  /**
   * Stops applying changes, e.g. during an incident. What is applied stays.
   *
   * @default false
   */
  readonly suspended?: boolean;
}

/** By name. */
const configurations = new Claim();

/**
 * A Git repository that Flux applies to the cluster.
 *
 * @see https://learn.microsoft.com/azure/azure-arc/kubernetes/tutorial-use-gitops-flux2
 */
export class FluxConfiguration extends Construct {
  /** The resources that dependents wait for: the configuration. Its objects may not be applied yet. */
  public readonly ready: ITerraformDependable[];

  /** The configuration itself, for arguments that this class does not offer. */
  public readonly resource: KubernetesFluxConfiguration;

  public constructor(scope: Construct, id: string, props: FluxConfigurationProps) {
    super(scope, id);
    checkProps(this, 'FluxConfigurationProps', props, (faults) => this.check(faults, props));
    const { extension, configurationName, reference = GitReference.branch('main'), access } = props;
    if (access?._kind === 'workloadIdentity' && extension._hasIdentity === undefined) {
      noteUnchecked(this, 'that Flux has an identity for GitAccess.workloadIdentity');
    }
    configurations.take(extension.cluster, this, configurationName);
    this.resource = new KubernetesFluxConfiguration(this, 'Resource', {
      name: configurationName,
      clusterId: extension.cluster.clusterId,
      namespace: props.namespace ?? configurationName,
      scope: props.scope ?? FluxScope.NAMESPACE,
      continuousReconciliationEnabled: !props.suspended,
      gitRepository: {
        url: props.url,
        referenceType: reference._type,
        referenceValue: reference._value,
        syncIntervalInSeconds: props.syncIntervalSeconds,
        timeoutInSeconds: props.timeoutSeconds,
        ...access?._render(),
      },
      kustomizations: props.kustomizations.map(renderKustomization),
    });
    this.resource.node.addDependency(extension);
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
  }

  private check(faults: Faults, props: FluxConfigurationProps): void {
    const { extension, configurationName, namespace, url, access, reference } = props;
    checkSameStack(faults, 'extension', extension, this, 'FluxExtension.fromAttributes');
    checkFluxName(faults, 'configurationName', configurationName);
    const other = configurations.ownerOn(extension.cluster, configurationName);
    if (other) {
      const must = `must be unique in the cluster, but ${other.node.path} has it already`;
      faults.add('configurationName', must, configurationName, 'Use another name.');
    }
    if (namespace !== undefined) checkName(faults, 'namespace', namespace, nameRules.kubernetesLabel);
    checkUrl(faults, url);
    reference?._check(faults, 'reference');
    access?._check(faults, 'access', url);
    if (access?._kind === 'workloadIdentity' && extension._hasIdentity === false) {
      const must = 'must not be workloadIdentity without an identity of Flux';
      faults.add('access', must, extension.node.path, 'Set identity on the FluxExtension.');
    }
    checkKustomizations(faults, props.kustomizations);
    for (const prop of ['syncIntervalSeconds', 'timeoutSeconds'] as const) {
      checkInteger(faults, prop, props[prop], 60, 86400, 'seconds');
    }
  }
}

/** Source: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.81.0/internal/services/containers/validate/kubernetes.go */
function checkUrl(faults: Faults, url: string): void {
  const example = 'https://github.com/shop/clusters';
  checkPattern(faults, 'url', url, /^(https?:\/\/|ssh:\/\/|git@)\S+$/, 'must be the URL of a Git repository', example);
}

publicClass('FluxConfiguration', FluxConfiguration);
