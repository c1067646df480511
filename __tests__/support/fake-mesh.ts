import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { IAksCluster, IIstioMesh, MeshKind } from '../../lib';
import { dialects } from '../../lib/mesh/dialects/dialects';
import { istioTraffic } from '../../lib/mesh/istio/istio-traffic';
import type { MeshEnrolment } from '../../lib/mesh/service-mesh';
import type { MeshTelemetry } from '../../lib/mesh/telemetry/mesh-telemetry';

/** A mesh of any kind, that something else installs. */
export class FakeMesh extends Construct implements IIstioMesh {
  public readonly kind: MeshKind;
  public readonly revision = 'default';
  public readonly rootNamespace = 'mesh';
  public readonly ready: ITerraformDependable[] = [];
  public readonly _traffic = istioTraffic({});
  public readonly _telemetry: MeshTelemetry;

  public constructor(
    scope: Construct,
    id: string,
    public readonly cluster: IAksCluster,
    kind: `${MeshKind}`,
  ) {
    super(scope, id);
    this.kind = kind as MeshKind;
    this._telemetry = {
      signals: dialects[this.kind].signals,
      check: () => undefined,
      checkSettings: () => undefined,
      settingsOwner: () => undefined,
      settings: () => ({}),
      objects: () => [],
      monitors: () => [],
    };
  }

  public supports(): boolean {
    return false;
  }

  public _enrolment(): MeshEnrolment {
    return { labels: {}, annotations: {}, ownedKeys: [] };
  }
}
