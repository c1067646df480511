import type { IConstruct } from 'constructs';

/**
 * What constructs state about themselves: plain data, as it is once the program is finished. Texts may be tokens, and what is
 * undefined is not known at synth. An interface a kind.
 */
export interface ProgramFacts {
  readonly cluster: ClusterFacts;
  readonly pool: PoolFacts;
  readonly network: NetworkFacts;
  readonly subnet: SubnetFacts;
  readonly vault: VaultFacts;
  readonly endpoint: EndpointFacts;
  readonly zoneLink: ZoneLinkFacts;
  readonly grant: GrantFacts;
  readonly caller: CallerFacts;
  readonly place: PlaceFacts;
  readonly diagnostics: DiagnosticsFacts;
  readonly certificate: CertificateFacts;
  readonly address: AddressFacts;
  readonly objects: ObjectsFacts;
  readonly rulePriority: RulePriorityFacts;
}

export interface NetworkRef {
  /** Where its texts come from. */
  readonly scope: IConstruct;
  readonly networkId: string;
  readonly networkName?: string;
  readonly resourceGroupName?: string;
  readonly location?: string;
  readonly addressSpace?: string[];
  /** Whether the program makes the network, and so knows its subnets. */
  readonly isOwn?: boolean;
}

export interface SubnetRef {
  /** Where its texts come from. */
  readonly scope: IConstruct;
  readonly subnetId: string;
  readonly subnetName?: string;
  readonly prefixes?: string[];
  /** How many addresses Azure leaves to its users. */
  readonly usableAddresses?: number;
  readonly network: NetworkRef;
  /** The public addresses that traffic leaves from by a NAT gateway of the program. */
  readonly natGatewayRanges?: string[];
  /** The NAT gateway that traffic leaves through, where the program attaches it. */
  readonly natGateway?: NatGatewayUse;
}

export interface NatGatewayUse {
  /** The prop that names the gateway. */
  readonly prop: 'natGateway' | 'natGatewayId';
  readonly natGatewayId: string;
}

/** A cluster that the program makes. */
export interface ClusterFacts {
  readonly clusterName: string;
  readonly resourceGroupName: string;
  readonly location: string;
  readonly nodeResourceGroupName?: string;
  readonly serviceCidr: string;
  readonly outboundType: string;
  readonly nodeOsChannel?: string;
  readonly egressRanges?: string[];
  readonly apiServer: ApiServerFacts;
  readonly keyVault?: KeyVaultUse;
  readonly nodeSubnet: SubnetRef;
}

export interface ApiServerFacts {
  readonly isPublic: boolean;
  /** Whether the nodes reach it inside the network, by VNet integration. */
  readonly isInNetwork: boolean;
  readonly authorizedRanges?: string[];
}

/** Use of a key of a vault for what is in etcd. */
export interface KeyVaultUse {
  readonly vaultId: string;
  readonly vaultPath: string;
  readonly isPrivate: boolean;
}

/** Nodes of one size; a system pool is stated by its cluster. */
export interface PoolFacts {
  /** The path of its cluster, or the key of one that was looked up. */
  readonly cluster: string;
  readonly isOverlay: boolean;
  readonly isWindows: boolean;
  readonly minCount: number;
  readonly maxCount: number;
  /** Nodes that are added while a pool of `count` nodes is upgraded. */
  surge(count: number): number;
  readonly demands: AddressDemand[];
}

/** Addresses that each node of a pool takes. */
export interface AddressDemand {
  readonly prop: 'nodeSubnet' | 'podSubnet' | 'podCidr';
  readonly subnet?: SubnetRef;
  /** The pod range, which only the nodes of one cluster share. */
  readonly podRange?: { readonly cluster: string; readonly cidr: string };
  /** Addresses (of a pod range, blocks of 256) that a new node takes. */
  readonly firstPerNode: number;
  /** What a node takes once it has all pods that it may have. */
  readonly mostPerNode: number;
}

/** A network that the program makes or imports; the scope is the construct itself. */
export interface NetworkFacts extends NetworkRef {
  readonly dnsServers?: string[];
  /** Whether the traffic in it is encrypted. */
  readonly isEncrypted?: boolean;
}

/** A subnet that the program makes or imports. */
export type SubnetFacts = SubnetRef;

/** A key vault that the program makes. */
export interface VaultFacts {
  readonly vaultId: string;
  /** Who reaches it from the Internet. */
  readonly reachableFrom?: 'everywhere' | 'selected networks' | 'private endpoints only';
}

/** A private endpoint. */
export interface EndpointFacts {
  readonly targetId: string;
  /** The construct that stands for the target, if one does. */
  readonly targetPath?: string;
  readonly groupId: string;
  readonly network: NetworkRef;
  /** The zones that its records go to; undefined where somebody else writes them. */
  readonly zones?: ZoneRef[];
}

export interface ZoneRef {
  readonly scope: IConstruct;
  readonly zoneId: string;
  readonly zoneName: string;
  /** Whether all links of the zone are in the program. */
  readonly isOwn: boolean;
}

/** A link that lets a network resolve the names of a zone. */
export interface ZoneLinkFacts {
  readonly zoneId: string;
  readonly network: NetworkRef;
}

/** A role of a principal on a resource. */
export interface GrantFacts {
  readonly roleName: string;
  readonly principalId: string;
  readonly resourceId: string;
}

/** Something in a network that uses resources as a principal: nodes, a workload, a gateway. */
export interface CallerFacts {
  readonly principalId: string;
  /** What it is, for messages: `the nodes`, `the pods`. */
  readonly what: string;
  readonly network: NetworkRef;
  /** Whether `trustedServicesBypass` of a resource lets it in. */
  readonly isTrustedService?: boolean;
}

/** Something that must be in the location of its network. */
export interface PlaceFacts {
  readonly location: string;
  readonly others: { readonly prop: string; readonly path: string; readonly location?: string }[];
}

/** A diagnostic setting. */
export interface DiagnosticsFacts {
  readonly targetId: string;
  readonly workspaceId: string;
  readonly categories: string[];
  readonly hasMetrics: boolean;
}

/** A certificate or secret of a vault that must exist when its user is created. */
export interface CertificateFacts {
  readonly vaultId: string;
  readonly vaultPath: string;
  readonly certificateName: string;
}

/** A private address that the program chooses. */
export interface AddressFacts {
  readonly prop: string;
  readonly address: string;
  readonly network: NetworkRef;
}

/** Objects that one release applies; texts may be tokens. */
export interface ObjectsFacts {
  /** Equal for all references to one cluster. */
  readonly cluster: string;
  readonly objects: {
    readonly apiGroup: string;
    readonly kind: string;
    readonly name: string;
    /** Empty for objects that are in none. */
    readonly namespace: string;
  }[];
}

/** The priority of an application gateway's rules that an Ingress sets. */
export interface RulePriorityFacts {
  /** Equal for all references to one controller. */
  readonly controller: string;
  readonly priority: number;
  /** Empty for all hosts. */
  readonly host: string;
}
