import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { describeWith } from '../support/tools';
import { PlatformFolder } from './support/platform';

jest.setTimeout(900_000);

describeWith(['python3'], 'the wheel for Python', () => {
  let folder: PlatformFolder;
  let python: string;
  let site: string;

  beforeAll(() => {
    folder = new PlatformFolder('python');
    python = withRequirements(folder);
    const pip = ['-m', 'pip', '--quiet', '--disable-pip-version-check'];
    folder.run(python, ...pip, 'wheel', '--no-deps', '--no-build-isolation', '--wheel-dir', 'wheels', folder.generated);
    const [wheel] = readdirSync(path.join(folder.work, 'wheels'));
    site = path.join(folder.work, 'site');
    folder.run(python, ...pip, 'install', '--no-deps', '--target', site, path.join('wheels', wheel));
  });
  afterAll(() => folder.remove());

  test('writes for README’s platform what the npm package writes', () => {
    cpSync(folder.program, folder.work, { recursive: true });
    folder.run('env', `PYTHONPATH=${site}`, python, 'main.py');
    const { own, ofTypeScript } = folder.outputs();
    expect(own).toEqual(ofTypeScript);
  });

  test('raises the library’s errors as they are, also where Python has no type to check', () => {
    const program = `
from cdktf import App, TerraformStack
from cdktf_aks import ProviderVersions
try:
    ProviderVersions.require(TerraformStack(App(), "platform"), azurerm=6)
except RuntimeError as error:
    print(error)`;
    expect(folder.run('env', `PYTHONPATH=${site}`, python, '-c', program)).toContain(
      "TerraformStack 'platform': azurerm must be 4 or 5, got 6. Use 5.",
    );
  });

  test('removes a default of a chart, which needs a null', () => {
    const program = `
import json
from cdktf import App, TerraformStack, Testing
from cdktf_aks import AksCluster, ChartSource, HelmChart, HelmValues
stack = TerraformStack(App(), "apps")
cluster = AksCluster.from_lookup(stack, "Cluster", cluster_name="shop", resource_group_name="rg-shop")
chart = ChartSource.https(repository="https://example.com", chart="podinfo", version="6.7.0")
values = {"image": HelmValues.unset(), "list": [1, HelmValues.unset()]}
HelmChart(stack, "Chart", cluster=cluster, chart=chart, release_name="podinfo", namespace="shop", values=values)
print(json.loads(Testing.synth(stack))["resource"]["helm_release"].popitem()[1]["values"])`;
    const printed = folder.run('env', `PYTHONPATH=${site}`, python, '-c', program);
    expect(printed).toMatch(/image: null\\nlist:\\n +- 1\\n +- null/);
  });

  test('has the command', () => {
    const command = path.join(site, 'bin/cdktf-aks');
    expect(folder.run('env', `PYTHONPATH=${site}`, python, command, '--help')).toContain('cdktf-aks');
  });
});

/** A Python with what the wheel needs, installed once a machine. */
function withRequirements(folder: PlatformFolder): string {
  const file = path.join(folder.program, 'requirements.txt');
  const key = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'cdktf-aks');
  const place = path.join(cache, `python-${key}`);
  const python = path.join(place, 'bin/python');
  if (existsSync(path.join(place, 'complete'))) return python;
  folder.run('python3', '-m', 'venv', '--clear', place);
  folder.run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', file);
  folder.run('touch', path.join(place, 'complete'));
  return python;
}
