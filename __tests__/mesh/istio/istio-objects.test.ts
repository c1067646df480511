import { IstioMesh, MutualTls } from '../../../lib';
import { checked, needsOf } from '../../contract/support/crd-check';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { Planned } from '../../support/planned';
import { manifestsOf } from '../../support/releases';
import { describeWith } from '../../support/tools';

describeWith(needsOf('istio'), "Istio's API accepts what is applied", () => {
  test.each(Object.values(MutualTls))('mutual TLS %s', (mutualTls) => {
    const plan = Planned.by((stack) => {
      new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack), mutualTls });
    });
    expect(checked(manifestsOf(plan, 'MutualTls'), 'istio')).toEqual([]);
  });
});
