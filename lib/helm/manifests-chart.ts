import * as path from 'node:path';
import { AssetType, TerraformAsset, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

/** A chart of the library, as a release takes it. */
interface ChartArguments {
  readonly chart: string;
  readonly version: string;
}

/** Versions as in Chart.yaml. They stand for the content of the charts' files, which may differ by line ends: raise one with every change. */
const ids = { manifests: 'CdktfAksManifestsChart', namespace: 'CdktfAksNamespaceChart' } as const;
const versions = { manifests: '1.0.0', namespace: '1.0.0' } as const;

/** The chart that applies the objects in its values: one copy a stack. */
export function manifestsChart(scope: IConstruct): ChartArguments {
  return chartOf(scope, 'manifests');
}

/** The chart that applies a namespace, unless another tool has set keys that belong to the release alone: one copy per stack. */
export function namespaceChart(scope: IConstruct): ChartArguments {
  return chartOf(scope, 'namespace');
}

function chartOf(scope: IConstruct, name: keyof typeof ids): ChartArguments {
  const stack = TerraformStack.of(scope);
  const found = stack.node.tryFindChild(ids[name]) as TerraformAsset | undefined;
  const source = path.join(__dirname, '../../charts', name);
  const config = { path: source, type: AssetType.DIRECTORY, assetHash: versions[name] };
  return { chart: (found ?? new TerraformAsset(stack, ids[name], config)).path, version: versions[name] };
}
