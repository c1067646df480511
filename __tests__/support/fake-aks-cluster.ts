import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { type Grant, type IAksCluster, Principal } from '../../lib';
import type { ClusterFacts } from '../../lib/cluster/aks-cluster-ref';
import { FakeHelmTarget } from './fake-helm-target';

/** An AKS cluster that exists, of which a test says what is known. */
export class FakeAksCluster extends FakeHelmTarget implements IAksCluster {
  public readonly clusterId =
    '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/shop';
  public readonly clusterName = 'shop';
  public readonly resourceGroupName = 'rg-shop';
  public readonly location = 'westeurope';
  public readonly oidcIssuerUrl = 'https://oidc.example.com/';
  public readonly nodeResourceGroupName = 'rg-shop-nodes';
  public readonly kubelet = Principal.group('00000000-0000-0000-0000-000000000000');
  public readonly _facts: ClusterFacts;

  public constructor(
    scope: Construct,
    id = 'Cluster',
    facts: Partial<ClusterFacts> = {},
    ready?: ITerraformDependable[],
  ) {
    super(scope, id, ready);
    this._facts = { key: this.node.path, ...facts };
  }

  public override get _key(): string {
    return this._facts.key;
  }

  public grantReader(): Grant {
    throw new Error('A fake cluster grants nothing.');
  }

  public grantWriter(): Grant {
    return this.grantReader();
  }

  public grantAdmin(): Grant {
    return this.grantReader();
  }

  public _claim(): void {}
}
