import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { type ITerraformDependable, type TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { implementReady } from '../../lib/core/ordering';
import type { IHelmTarget } from '../../lib/helm/helm-target';

/** A cluster that exists: it makes nothing but its Helm provider. */
export class FakeHelmTarget extends Construct implements IHelmTarget {
  private provider?: TerraformProvider;

  public get _key(): string {
    return this.node.path;
  }

  public constructor(
    scope: Construct,
    id = 'Cluster',
    public readonly ready: ITerraformDependable[] = [],
  ) {
    super(scope, id);
    implementReady(this, () => this.ready);
  }

  public _helmProvider(): TerraformProvider {
    const alias = TerraformStack.of(this).getLogicalId(this.node);
    this.provider ??= new HelmProvider(this, 'HelmProvider', { alias });
    return this.provider;
  }
}
