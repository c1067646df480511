import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ITraceReceiver } from '../../lib';

/** A collector that exists, in a namespace that a test names. */
export class FakeTraceReceiver extends Construct implements ITraceReceiver {
  public readonly otlpGrpcPort = 4317;
  public readonly otlpHttpPort = 4318;
  public readonly zipkinPort = 9411;
  public readonly serviceAccountName = 'collector';
  public readonly ready: ITerraformDependable[] = [];

  public constructor(
    scope: Construct,
    id = 'Collector',
    public readonly namespaceName = 'telemetry',
  ) {
    super(scope, id);
  }

  public get host(): string {
    return `collector.${this.namespaceName}.svc.cluster.local`;
  }
}
