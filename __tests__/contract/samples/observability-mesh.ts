import type { TerraformStack } from 'cdktf';
import {
  AccessLogs,
  type IPrometheusStack,
  IstioMesh,
  MeshMetrics,
  MeshObservability,
  type MeshObservabilityProps,
  MeshTraces,
  type MeshTracesOptions,
  PrometheusStack,
} from '../../../lib';
import { FakeTraceReceiver } from '../../support/fake-trace-receiver';
import { given, type RoomSamples, struct } from '../support/sample';
import { knownCluster } from '../support/values';

/** How each struct of what is seen of a mesh reaches the output, and a value other than the default. */
export const samples: RoomSamples = {
  MeshObservabilityProps: struct<MeshObservabilityProps>(observe, {
    accessLogs: given((stack) => ({ metrics: inCluster(stack) }), AccessLogs.errorsOnly()),
    dashboards: given((stack) => ({ metrics: inCluster(stack) }), false),
    metrics: (stack) => inCluster(stack),
    traces: (stack) => MeshTraces.to(collector(stack)),
  }),
  MeshTracesOptions: struct<MeshTracesOptions>(
    (stack, options) => observe(stack, { traces: MeshTraces.to(collector(stack), options) }),
    { samplingPercent: 5 },
  ),
};

function observe(stack: TerraformStack, props: Partial<MeshObservabilityProps>): void {
  const mesh = new IstioMesh(stack, 'Mesh', { cluster: knownCluster(stack) });
  new MeshObservability(stack, 'Seen', { mesh, accessLogs: AccessLogs.all(), ...props });
}

function inCluster(stack: TerraformStack): MeshMetrics {
  const found = stack.node.tryFindChild('Prometheus') as IPrometheusStack | undefined;
  const prometheus = found ?? new PrometheusStack(stack, 'Prometheus', { cluster: knownCluster(stack) });
  return MeshMetrics.prometheusStack(prometheus);
}

function collector(stack: TerraformStack): FakeTraceReceiver {
  const found = stack.node.tryFindChild('Collector') as FakeTraceReceiver | undefined;
  return found ?? new FakeTraceReceiver(stack);
}
