import { type ITerraformDependable, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { checkGiven, checkPattern, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { literalName } from '../core/references';
import type { IPrincipal } from '../identity/principal';
import type { IContainerRegistry } from './container-registry-base';

/** Who pulls from a mirror. */
export interface MirrorPullOptions {
  /**
   * The principals that are granted the role to pull before any chart is installed: the clusters' kubelet identities.
   *
   * @default - no role is assigned; another stack, e.g. that of the clusters, assigns it
   */
  readonly pulledBy?: IPrincipal[];
}

/** `shop4711.azurecr.io`, or with a domain name label `shop4711-d5e9.azurecr.io`. */
const azureHost = /^([a-z0-9]+)(-[a-z0-9]+)?\.azurecr\.(io|us|cn)$/;

/** The registry of a mirror's charts and images. */
export abstract class MirrorRegistry {
  /** An Azure container registry, created or imported in the mirror's stack. */
  public static containerRegistry(registry: IContainerRegistry, options: MirrorPullOptions = {}): MirrorRegistry {
    return new AzureMirrorRegistry(registry, options);
  }

  /**
   * Any registry, by its host, e.g. `shop4711.azurecr.io` or `harbor.example.com:8443`. Nodes must be able to pull from it
   * without a secret: for an Azure container registry by a role of the kubelet identity.
   */
  public static host(host: string): MirrorRegistry {
    return new HostMirrorRegistry(host);
  }

  /** @internal */
  public abstract readonly _host: string;

  /** @internal */
  public abstract readonly _registry: IContainerRegistry | undefined;

  /** @internal */
  public abstract _check(faults: Faults, prop: string, scope: IConstruct): void;

  /**
   * The registry's name in the Azure CLI; undefined for other registries.
   *
   * @internal
   */
  public abstract _azureName(): string | undefined;

  /**
   * Makes the roles.
   *
   * @internal
   */
  public abstract _grant(): ITerraformDependable[];
}

class AzureMirrorRegistry extends MirrorRegistry {
  public constructor(
    public readonly _registry: IContainerRegistry,
    private readonly options: MirrorPullOptions,
  ) {
    super();
  }

  public get _host(): string {
    return this._registry.loginServer;
  }

  public _check(faults: Faults, prop: string, scope: IConstruct): void {
    if (!checkGiven(faults, prop, this._registry, 'Use a registry of the stack.')) return;
    if (scope.node.scopes.some(TerraformStack.isStack)) {
      checkSameStack(faults, prop, this._registry, scope, 'ContainerRegistry.fromLookup');
      return;
    }
    const must = 'must be a host for a mirror above the stacks, because a registry belongs to one stack';
    faults.add(prop, must, this._registry.node.path, "For example, use MirrorRegistry.host('shop4711.azurecr.io').");
  }

  public _azureName(): string {
    const { registryName } = this._registry;
    return literalName(TerraformStack.of(this._registry), registryName);
  }

  public _grant(): ITerraformDependable[] {
    const grants = (this.options.pulledBy ?? []).map((principal) => this._registry.grantPull(principal));
    return [...this._registry.ready, ...grants.flatMap((grant) => grant.ready)];
  }
}

class HostMirrorRegistry extends MirrorRegistry {
  public readonly _registry = undefined;

  public constructor(public readonly _host: string) {
    super();
  }

  public _check(faults: Faults, prop: string): void {
    if (!checkGiven(faults, prop, this._host, 'For example, use shop4711.azurecr.io.')) return;
    const pattern = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?$/;
    const must = 'must be a host in lowercase, optionally with a port, without https:// and path';
    checkPattern(faults, prop, this._host, pattern, must, 'shop4711.azurecr.io');
  }

  public _azureName(): string | undefined {
    return isKnown(this._host) ? azureHost.exec(this._host)?.[1] : undefined;
  }

  public _grant(): ITerraformDependable[] {
    return [];
  }
}

publicClass('MirrorRegistry', MirrorRegistry);
