import * as path from 'node:path';
import { AssetType, TerraformAsset, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

const chartFolder = path.join(__dirname, '../../charts/manifests');
/** As in Chart.yaml. Stands for the content of the chart's files, which may differ by line ends: raise it with every change of them. */
const chartVersion = '1.0.0';
const chartId = 'CdktfAksManifestsChart';

/** The chart that applies the objects in its values: one copy a stack. */
export function manifestsChart(scope: IConstruct): { readonly chart: string; readonly version: string } {
  const stack = TerraformStack.of(scope);
  const found = stack.node.tryFindChild(chartId) as TerraformAsset | undefined;
  const config = { path: chartFolder, type: AssetType.DIRECTORY, assetHash: chartVersion };
  return { chart: (found ?? new TerraformAsset(stack, chartId, config)).path, version: chartVersion };
}
