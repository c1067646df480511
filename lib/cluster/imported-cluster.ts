import { DataAzurermKubernetesCluster } from '@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster';
import { type ITerraformDependable, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { checkName, isKnown } from '../core/checks';
import { Faults, fail } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import type { IPrincipal } from '../identity/principal';
import { keyInStack } from '../identity/resource-identity';
import { AksClusterBase } from './aks-cluster-base';
import type { ClusterFacts } from './aks-cluster-ref';
import type { ArgumentClaim } from './argument-claims';
import type { ClusterAccess, ClusterSource } from './cluster-access';
import { stateNodes } from './cluster-statements';

/** The properties with which an import finds its cluster, and the known facts about it. */
export interface ImportedClusterProps {
  readonly clusterName: string;
  readonly resourceGroupName: string;
  readonly access: ClusterAccess;
  readonly facts: ClusterFacts;
  /** The path of the construct that creates the cluster, if this program creates it. */
  readonly madeAt?: string;
}

/** A cluster that exists before its stack is deployed; it is read by name, at plan time. */
export class ImportedCluster extends AksClusterBase {
  public readonly clusterId: string;
  public readonly clusterName: string;
  public readonly resourceGroupName: string;
  public readonly location: string;
  public readonly oidcIssuerUrl: string;
  public readonly nodeResourceGroupName: string;
  public readonly kubelet: IPrincipal;
  public readonly ready: ITerraformDependable[] = [];
  public readonly _facts: ClusterFacts;
  protected readonly _access: ClusterAccess;

  private readonly data: DataAzurermKubernetesCluster;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ImportedClusterProps,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    checkName(faults, 'clusterName', props.clusterName, nameRules.cluster);
    checkName(faults, 'resourceGroupName', props.resourceGroupName, nameRules.resourceGroup);
    props.access._check(faults);
    if (props.madeAt) {
      checkLiteral(faults, 'clusterName', props.clusterName);
      checkLiteral(faults, 'resourceGroupName', props.resourceGroupName);
    }
    faults.throwIfAny();

    this.data = new DataAzurermKubernetesCluster(this, 'Resource', {
      name: props.clusterName,
      resourceGroupName: props.resourceGroupName,
    });
    this._facts = props.facts;
    this._access = props.access;
    this.clusterName = props.clusterName;
    this.resourceGroupName = props.resourceGroupName;
    this.clusterId = this.data.id;
    this.location = this.data.location;
    this.oidcIssuerUrl = this.data.oidcIssuerUrl;
    this.nodeResourceGroupName = this.data.nodeResourceGroup;
    this.kubelet = this.kubeletOf(this.data);
    stateNodes(this);
    implementReady(this, () => this.ready);
  }

  public _claim({ argument, value, owner, azCommand }: ArgumentClaim): void {
    const { clusterName, resourceGroupName, madeAt } = this.props;
    const command = `az aks ${azCommand} --resource-group ${resourceGroupName} --name ${clusterName}`;
    const fix = madeAt
      ? `Move the construct to the stack of ${madeAt} and pass that cluster.`
      : `Run ${command}, and import the result here.`;
    fail(
      owner,
      argument,
      `can only be set where the cluster is created, not on the import ${this.node.path}`,
      value,
      fix,
    );
  }

  protected _source(): ClusterSource {
    return this.data;
  }

  private get kubeletCommand(): string | undefined {
    const { clusterName, resourceGroupName } = this.props;
    if (!isKnown(clusterName) || !isKnown(resourceGroupName)) return undefined;
    const query = '--query identityProfile.kubeletidentity.objectId --output tsv';
    return `az aks show --resource-group ${resourceGroupName} --name ${clusterName} ${query}`;
  }

  private kubeletOf(data: DataAzurermKubernetesCluster): IPrincipal {
    const stack = TerraformStack.of(this);
    return {
      _inStackOf: () => ({
        key: `${keyInStack(this, stack)}-Kubelet`,
        objectId: data.kubeletIdentity.get(0).objectId,
        type: 'ServicePrincipal',
        stack,
        objectIdCommand: () => this.kubeletCommand,
      }),
      _check: () => {},
    };
  }
}

/** A token of the other stack would be read from that stack's state. */
function checkLiteral(faults: Faults, prop: string, value: string): void {
  if (isKnown(value)) return;
  const fix = 'Set literal text on the cluster, or use AksCluster.fromLookup with a value of this stack.';
  faults.add(prop, 'must be literal text if another stack imports the cluster', undefined, fix);
}

/** A value of another stack would need that stack's state. */
export function literalTags(tags: { [key: string]: string } | undefined): { [key: string]: string } | undefined {
  if (!isKnown(tags)) return undefined;
  const literal = Object.entries(tags).filter(([, value]) => isKnown(value));
  return literal.length > 0 ? Object.fromEntries(literal) : undefined;
}
