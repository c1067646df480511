import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { IAksCluster, IIstioMesh, MeshKind } from '../../lib';
import type { MeshEnrolment } from '../../lib/mesh/service-mesh';

/** A mesh of any kind, that something else installs. */
export class FakeMesh extends Construct implements IIstioMesh {
  public readonly kind: MeshKind;
  public readonly revision = 'default';
  public readonly rootNamespace = 'mesh';
  public readonly ready: ITerraformDependable[] = [];

  public constructor(
    scope: Construct,
    id: string,
    public readonly cluster: IAksCluster,
    kind: `${MeshKind}`,
  ) {
    super(scope, id);
    this.kind = kind as MeshKind;
  }

  public supports(): boolean {
    return false;
  }

  public _enrolment(): MeshEnrolment {
    return { labels: {}, annotations: {}, ownedKeys: [] };
  }
}
