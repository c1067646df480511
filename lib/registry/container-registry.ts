import { ContainerRegistry as ContainerRegistryResource } from '@cdktf/provider-azurerm/lib/container-registry';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps, requireProps } from '../core/checked-props';
import { checkInteger, checkName, checkOneOf, checkPlace, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import type { PrivateLinkFacts } from '../network/private-link-target-ref';
import { ContainerRegistryBase, type IContainerRegistry } from './container-registry-base';
import { checkGeoReplications, type GeoReplication, renderGeoReplications } from './geo-replication';
import {
  type ContainerRegistryAttributes,
  type ContainerRegistryLookup,
  ImportedContainerRegistry,
  LookedUpContainerRegistry,
} from './imported-container-registry';
import { RegistryAccess } from './registry-access';

/**
 * The features and the price of a container registry.
 *
 * @see https://learn.microsoft.com/azure/container-registry/container-registry-skus
 */
export enum RegistrySku {
  /** For trials; open to the public network. */
  BASIC = 'Basic',

  /** More storage and throughput; open to the public network. */
  STANDARD = 'Standard',

  /** Private endpoints, rules by address, retention, replication; about ten times the price of `BASIC`. */
  PREMIUM = 'Premium',
}

/** Props of a new registry. */
export interface ContainerRegistryProps extends AzureResourceProps {
  /**
   * The name: 5 to 50 letters and digits, globally unique, because it is part of the login server.
   *
   * Changing this replaces the registry, with all images in it.
   */
  readonly registryName: string;

  /**
   * Only `PREMIUM` has private endpoints, rules by address, retention and replication. It costs about 50 USD a month, ten times
   * as much as `BASIC`.
   *
   * Changing this between `PREMIUM` and another one replaces the registry, with all images in it, unless `zoneRedundant` is
   * false all along.
   *
   * @see https://azure.microsoft.com/pricing/details/container-registry/
   * @default RegistrySku.PREMIUM
   */
  readonly sku?: RegistrySku;

  /**
   * Network access to the registry. With the default it is unreachable until it has a private endpoint, for a cluster's
   * nodes and for a laptop that pushes too. `BASIC` and `STANDARD` are always public, and require this prop.
   *
   * @default RegistryAccess.privateOnly()
   */
  readonly access?: RegistryAccess;

  /**
   * Whether trusted Azure services (Defender's scans, tasks, imports from another registry) bypass `access`. Only for
   * `PREMIUM`.
   *
   * @default true
   */
  readonly trustedServicesBypass?: boolean;

  /**
   * Anonymous pull: whether clients can pull without signing in. Not for `BASIC`.
   *
   * @default false
   */
  readonly anonymousPull?: boolean;

  /**
   * Whether images can be copied from here into another registry. It can be switched off only where the registry is private.
   * Only for `PREMIUM`.
   *
   * @see https://learn.microsoft.com/azure/container-registry/data-loss-prevention
   * @default - true with public access, false without
   */
  readonly exportAllowed?: boolean;

  /**
   * Days until Azure deletes a manifest that has lost its last tag; 0 to 365, 0 never. Only for `PREMIUM`.
   *
   * @see https://learn.microsoft.com/azure/container-registry/container-registry-retention-policy
   * @default - 7 with PREMIUM
   */
  readonly untaggedRetentionDays?: number;

  /**
   * Whether a pushed image can't be pulled before a scanner releases it. Without a scanner nothing can ever be pulled. Only
   * for `PREMIUM`.
   *
   * @default false
   */
  readonly quarantine?: boolean;

  /**
   * Dedicated data endpoints: layers come from a host of this registry (`NAME.REGION.data.azurecr.io`) instead of a host that Azure
   * Storage shares, so that a firewall can distinguish them. Only for `PREMIUM`.
   *
   * @see https://learn.microsoft.com/azure/container-registry/container-registry-dedicated-data-endpoints
   * @default - true with PREMIUM
   */
  readonly dedicatedDataEndpoint?: boolean;

  /**
   * Whether the registry is spread over the zones of its region. Azure does so anyway where the region has zones; in one that
   * has none, say false. Only for `PREMIUM`.
   *
   * Changing this replaces the registry, with all images in it.
   *
   * @see https://learn.microsoft.com/azure/container-registry/zone-redundancy
   * @default - true with PREMIUM
   */
  readonly zoneRedundant?: boolean;

  /**
   * Copies in other regions, which pushes and pulls from there are led to. Each costs as much as the registry, and takes one
   * more address of each private endpoint. Only for `PREMIUM`.
   *
   * @see https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication
   * @default - none
   */
  readonly geoReplications?: GeoReplication[];

  /**
   * Whether roles on the registry are assigned outside of Terraform, because the deployment identity may not assign roles. Then `grantPull` and `grantPush` create
   * nothing; their commands are in `grant.command` and in the stack's annotations. Nodes can pull once they have been run.
   *
   * @default false
   */
  readonly grantsByHand?: boolean;
}

/**
 * A registry of images and charts. Its admin user is disabled: clients sign in with Entra ID.
 *
 * @see https://learn.microsoft.com/azure/container-registry/
 */
export class ContainerRegistry extends ContainerRegistryBase {
  /** A registry of another program or stack, found by name; reads it at plan time. */
  public static fromLookup(scope: Construct, id: string, lookup: ContainerRegistryLookup): IContainerRegistry {
    return new LookedUpContainerRegistry(scope, id, lookup);
  }

  /**
   * A registry of another program, by its resource id; reads nothing.
   *
   * @param scope where the import is a child.
   * @param id the construct's id.
   * @param registryId the registry's resource id; a token works.
   * @param attributes facts about it that the library checks against; nothing is read from Azure.
   */
  public static fromRegistryId(
    scope: Construct,
    id: string,
    registryId: string,
    attributes: ContainerRegistryAttributes = {},
  ): IContainerRegistry {
    return new ImportedContainerRegistry(scope, id, registryId, attributes);
  }

  public readonly registryId: string;
  public readonly registryName: string;
  public readonly loginServer: string;
  public readonly ready: ITerraformDependable[];

  /** The registry itself, for arguments that this class does not offer. */
  public readonly resource: ContainerRegistryResource;

  /** @internal */
  protected override readonly _grantsByHand: boolean;

  /** @internal */
  protected override readonly _place: { registryName: string; resourceGroupName: string };

  private readonly access: RegistryAccess;
  private hasPrivateEndpoint = false;

  public constructor(scope: Construct, id: string, props: ContainerRegistryProps) {
    super(scope, id);
    requireProps(this, 'ContainerRegistryProps', props);
    const access = props.access ?? RegistryAccess.privateOnly();
    this.check(props, access);
    this.access = access;
    this._grantsByHand = props.grantsByHand ?? false;
    this._place = props;

    const isPremium = (props.sku ?? RegistrySku.PREMIUM) === RegistrySku.PREMIUM;
    this.resource = new ContainerRegistryResource(this, 'Resource', {
      name: props.registryName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      sku: props.sku ?? RegistrySku.PREMIUM,
      adminEnabled: false,
      publicNetworkAccessEnabled: access._isPublic,
      networkRuleSet: isPremium ? [access._render()] : [],
      networkRuleBypassOption: (props.trustedServicesBypass ?? true) ? 'AzureServices' : 'None',
      anonymousPullEnabled: props.anonymousPull ?? false,
      exportPolicyEnabled: props.exportAllowed ?? access._isPublic,
      quarantinePolicyEnabled: props.quarantine ?? false,
      retentionPolicyInDays: props.untaggedRetentionDays ?? (isPremium ? 7 : undefined),
      dataEndpointEnabled: props.dedicatedDataEndpoint ?? isPremium,
      zoneRedundancyEnabled: props.zoneRedundant ?? isPremium,
      georeplications: renderGeoReplications(props.geoReplications, props.tags),
    });
    this.registryId = this.resource.id;
    this.registryName = this.resource.name;
    this.loginServer = this.resource.loginServer;
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
    const unreachable =
      'The registry is unreachable: its access is private, and it has no private endpoint in this program.';
    warn(this, 'W140', unreachable, () => !access._isPublic && !this.hasPrivateEndpoint);
  }

  /** @internal */
  public override get _privateLink(): PrivateLinkFacts {
    const facts = super._privateLink;
    return {
      ...facts,
      check: (faults, prop, endpoint) => {
        facts.check(faults, prop, endpoint);
        this.checkPremium(faults, prop);
      },
      isOpen: () => this.access._isOpenToAll,
      noteEndpoint: () => this._notePrivateEndpoint(),
    };
  }

  /**
   * Called for each private endpoint of the registry.
   *
   * @internal
   */
  public _notePrivateEndpoint(): void {
    this.hasPrivateEndpoint = true;
  }

  private checkPremium(faults: Faults, prop: string): void {
    const sku = this.resource.skuInput;
    if (sku === RegistrySku.PREMIUM || !isKnown(sku)) return;
    const fix = 'Use RegistrySku.PREMIUM for the registry.';
    faults.add(prop, `must be a Premium registry (${this.node.path} is ${sku})`, undefined, fix);
  }

  private check(props: ContainerRegistryProps, access: RegistryAccess): void {
    checkProps(this, 'ContainerRegistryProps', props, (faults) => {
      checkPlace(faults, props);
      checkName(faults, 'registryName', props.registryName, nameRules.registry);
      checkOneOf(faults, 'sku', props.sku, Object.values(RegistrySku));
      checkInteger(faults, 'untaggedRetentionDays', props.untaggedRetentionDays, 0, 365, 'days');
      access._check(faults, 'access');
      checkGeoReplications(faults, 'geoReplications', props.geoReplications ?? [], props.location);
      this.checkSku(faults, props, access);
      if (props.exportAllowed === false && access._isPublic) {
        const fix = 'Use RegistryAccess.privateOnly(), or leave exportAllowed out.';
        faults.add('exportAllowed', 'must not be false if the registry is public', undefined, fix);
      }
    });
  }

  /** Options that Azure rejects for other SKUs. */
  private checkSku(faults: Faults, props: ContainerRegistryProps, access: RegistryAccess): void {
    const sku = props.sku ?? RegistrySku.PREMIUM;
    if (props.anonymousPull && sku === RegistrySku.BASIC) {
      faults.add('anonymousPull', 'must not be true with sku Basic', undefined, 'Use RegistrySku.STANDARD or PREMIUM.');
    }
    if (sku !== RegistrySku.BASIC && sku !== RegistrySku.STANDARD) return;
    const needsPremium = 'Use RegistrySku.PREMIUM, or leave it out.';
    if (!access._isOpenToAll) {
      const fix = 'Use RegistrySku.PREMIUM, or RegistryAccess.publicFromEverywhere().';
      faults.add('access', `must be public with sku ${sku}, which can't restrict access`, undefined, fix);
    }
    const { trustedServicesBypass, exportAllowed, quarantine, dedicatedDataEndpoint, zoneRedundant } = props;
    const asked = {
      trustedServicesBypass: trustedServicesBypass === false,
      exportAllowed: exportAllowed === false,
      untaggedRetentionDays: (props.untaggedRetentionDays ?? 0) > 0,
      quarantine,
      dedicatedDataEndpoint,
      zoneRedundant,
    };
    if ((props.geoReplications ?? []).length > 0) {
      faults.add('geoReplications', `must not be set together with sku ${sku}`, undefined, needsPremium);
    }
    for (const [prop] of Object.entries(asked).filter(([, isAsked]) => isAsked)) {
      const value = props[prop as keyof typeof asked];
      faults.add(prop, `must not be ${value} with sku ${sku}`, undefined, needsPremium);
    }
  }
}

publicClass('ContainerRegistry', ContainerRegistry);
