import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { IstioGateway, IstioMesh } from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { Planned } from '../../support/planned';
import { describeWith, projectRoot } from '../../support/tools';

/** Istio's charts, as the Go module has them that tools/mesh-lab is built with. */
function chartsFolder(): string {
  const options = { cwd: path.join(projectRoot, 'tools/mesh-lab'), encoding: 'utf8' } as const;
  const { Dir } = JSON.parse(execFileSync('go', ['mod', 'download', '-json', 'istio.io/istio'], options));
  return path.join(Dir, 'manifests/charts');
}

describeWith(['go', 'helm'], "pods of Istio's charts, as Helm renders them", () => {
  const work = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  const planned = Planned.by((stack) => {
    const mesh = new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack), highAvailability: true });
    new IstioGateway(stack, 'Gateway', { mesh });
  });

  test.each([
    ['Istiod', 'istio-control/istio-discovery'],
    ['Gateway_Chart', 'gateway'],
  ])('%s is spread by the pods of one ReplicaSet, with the labels that its pods have', (name, chart) => {
    const values = path.join(work, `${name}.yaml`);
    writeFileSync(values, planned.one('helm_release', name).values[0]);
    const release = planned.one('helm_release', name);
    const args = ['template', release.name, path.join(chartsFolder(), chart), '--namespace', release.namespace];
    const text = execFileSync('helm', [...args, '--values', values], { encoding: 'utf8' });
    const deployments = parseAllDocuments(text)
      .map((document) => document.toJS())
      .filter((object) => object?.kind === 'Deployment');
    expect(deployments).toHaveLength(1);
    const { metadata, spec } = deployments[0].spec.template;
    expect(spec.topologySpreadConstraints.length).toBeGreaterThan(0);
    for (const { matchLabelKeys, labelSelector } of spec.topologySpreadConstraints) {
      expect(matchLabelKeys).toEqual(['pod-template-hash']);
      expect(metadata.labels).toMatchObject(labelSelector.matchLabels);
    }
  });
});
