import { spawnSync } from 'node:child_process';
import { stringify } from 'yaml';
import { CertManagerSource, LinkerdIdentity } from '../../../lib';
import { manifestsOf } from '../../support/releases';
import { describeWith, shared } from '../../support/tools';
import { planned } from './linkerd';

const folders = ['cert-manager', 'trust-manager'].map((place) => `contracts/crds/${place}`);

describeWith(
  ['shared:crd-check/check', ...folders.map((folder) => `shared:${folder}`), 'go'],
  'The API of cert-manager and trust-manager accepts what is applied',
  () => {
    test('all objects of the certificates', () => {
      const identity = LinkerdIdentity.byCertManager({ certManager: CertManagerSource.installed() });
      const input = manifestsOf(planned({ identity }), 'Certificates')
        .map((manifest) => stringify(manifest))
        .join('---\n');
      const result = spawnSync(shared('crd-check/check'), folders.map(shared), { input, encoding: 'utf8' });
      expect({ status: result.status, said: result.stdout }).toEqual({ status: 0, said: expect.any(String) });
    }, 120_000);
  },
);
