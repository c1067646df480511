import type { IConstruct } from 'constructs';

/**
 * The facts that constructs state about themselves: plain data of the complete program. Texts may be tokens, and undefined means
 * unknown at synth time. One interface per kind.
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
  readonly cloud: CloudFacts;
  readonly remoteGateway: RemoteGatewayFacts;
}

export interface NetworkRef {
  /** The scope of its texts. */
  readonly scope: IConstruct;
  readonly networkId: string;
  readonly networkName?: string;
  readonly resourceGroupName?: string;
  readonly location?: string;
  readonly addressSpace?: string[];
  /** Whether the program creates the network and thus all its subnets. */
  readonly isOwn?: boolean;
}

export interface SubnetRef {
  /** The scope of its texts. */
  readonly scope: IConstruct;
  readonly subnetId: string;
  readonly subnetName?: string;
  readonly prefixes?: string[];
  /** The number of addresses that Azure doesn't reserve. */
  readonly usableAddresses?: number;
  readonly network: NetworkRef;
  /** The public addresses of outbound traffic through a NAT gateway of the program. */
  readonly natGatewayRanges?: string[];
  /** The NAT gateway for outbound traffic, if the program attaches it. */
  readonly natGateway?: NatGatewayUse;
}

export interface NatGatewayUse {
  /** The prop that names the gateway. */
  readonly prop: 'natGateway' | 'natGatewayId';
  readonly natGatewayId: string;
}

/** A cluster that the program creates. */
export interface ClusterFacts {
  readonly clusterName: string;
  readonly resourceGroupName: string;
  readonly location: string;
  readonly nodeResourceGroupName?: string;
  readonly serviceCidr: string;
  readonly outboundType: string;
  readonly nodeOsChannel?: string;
  /** Whether its identities are user-assigned. */
  readonly hasOwnIdentities: boolean;
  readonly egressRanges?: string[];
  readonly apiServer: ApiServerFacts;
  readonly keyVault?: KeyVaultUse;
  /** Undefined in a network that AKS creates. */
  readonly nodeSubnet?: SubnetRef;
}

export interface ApiServerFacts {
  readonly isPublic: boolean;
  /** Whether the nodes reach it within the network, by VNet integration. */
  readonly isInNetwork: boolean;
  /** Whether it is public without authorized ranges. */
  readonly answersEveryone: boolean;
  readonly authorizedRanges?: string[];
}

/** The use of a vault's key to encrypt etcd. */
export interface KeyVaultUse {
  readonly vaultId: string;
  readonly vaultPath: string;
  readonly isPrivate: boolean;
}

/** Nodes of one size; a system pool is stated by its cluster. */
export interface PoolFacts {
  /** The path of its cluster, or the key of an existing one. */
  readonly cluster: string;
  readonly isOverlay: boolean;
  readonly isWindows: boolean;
  readonly minCount: number;
  readonly maxCount: number;
  /** The number of nodes that are added while a pool of `count` nodes is upgraded. */
  surge(count: number): number;
  readonly demands: AddressDemand[];
}

/** The addresses that each node of a pool uses. */
export interface AddressDemand {
  readonly prop: 'nodeSubnet' | 'podSubnet' | 'podCidr';
  readonly subnet?: SubnetRef;
  /** The pod range, which only the nodes of one cluster share. */
  readonly podRange?: { readonly cluster: string; readonly cidr: string };
  /** The addresses (in a pod range, blocks of 256) that a new node uses. */
  readonly firstPerNode: number;
  /** The addresses that a node uses with the maximum number of pods. */
  readonly mostPerNode: number;
}

/** A network that the program creates or imports; the scope is the construct itself. */
export interface NetworkFacts extends NetworkRef {
  readonly dnsServers?: string[];
  /** Whether the traffic in it is encrypted. */
  readonly isEncrypted?: boolean;
}

/** A subnet that the program creates or imports. */
export type SubnetFacts = SubnetRef;

/** A key vault that the program creates. */
export interface VaultFacts {
  readonly vaultId: string;
  /** Its exposure to the internet. */
  readonly reachableFrom?: 'everywhere' | 'selected networks' | 'private endpoints only';
}

/** A private endpoint. */
export interface EndpointFacts {
  readonly targetId: string;
  /** The path of the target's construct, if there is one. */
  readonly targetPath?: string;
  readonly groupId: string;
  readonly network: NetworkRef;
  /** The zones of its records; undefined if the records are managed elsewhere. */
  readonly zones?: ZoneRef[];
}

export interface ZoneRef {
  readonly scope: IConstruct;
  readonly zoneId: string;
  readonly zoneName: string;
  /** Whether the program contains all links of the zone. */
  readonly isOwn: boolean;
}

/** A link that lets a network resolve the names of a zone. */
export interface ZoneLinkFacts {
  readonly zoneId: string;
  readonly zoneName: string;
  readonly network: NetworkRef;
  /** Whether the network's machines get records in the zone. */
  readonly registersMachines: boolean;
}

/** A principal's role on a resource. */
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
  /** Whether `trustedServicesBypass` of a resource allows it. */
  readonly isTrustedService?: boolean;
}

/** A resource that must be in its network's location. */
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

/** The objects that a release applies; texts may be tokens. */
export interface ObjectsFacts {
  /** Equal for all references to one cluster. */
  readonly cluster: string;
  readonly objects: {
    readonly apiGroup: string;
    readonly kind: string;
    readonly name: string;
    /** Empty for cluster-scoped objects. */
    readonly namespace: string;
  }[];
}

/** The priority that an Ingress sets for an application gateway's rules. */
export interface RulePriorityFacts {
  /** Equal for all references to one controller. */
  readonly controller: string;
  readonly priority: number;
  /** Empty for all hosts. */
  readonly host: string;
}

/** The cloud that a prop names, or whose addresses it has by default. */
export interface CloudFacts {
  readonly prop: string;
  /** A value of `AzureCloud`. */
  readonly cloud: string;
  /** Whether the prop is an address, and only its default is of a cloud. */
  readonly isAddress: boolean;
}

/** A network that uses the gateway of a peered one. */
export interface RemoteGatewayFacts {
  readonly network: NetworkRef;
}
