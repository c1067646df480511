import { spawnSync } from 'node:child_process';
import { stringify } from 'yaml';
import { IstioMesh, MutualTls } from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { Planned } from '../../support/planned';
import { manifestsOf } from '../../support/releases';
import { describeWith, shared } from '../../support/tools';

describeWith(
  ['shared:crd-check/check', 'shared:contracts/crds/istio', 'go'],
  "Istio's API accepts what is applied",
  () => {
    test.each(Object.values(MutualTls))(
      'mutual TLS %s',
      (mutualTls) => {
        const plan = Planned.by((stack) => {
          new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack), mutualTls });
        });
        const input = manifestsOf(plan, 'MutualTls')
          .map((manifest) => stringify(manifest))
          .join('---\n');
        const result = spawnSync(shared('crd-check/check'), [shared('contracts/crds/istio')], {
          input,
          encoding: 'utf8',
        });
        expect({ status: result.status, said: result.stderr }).toEqual({ status: 0, said: expect.any(String) });
      },
      120_000,
    );
  },
);
