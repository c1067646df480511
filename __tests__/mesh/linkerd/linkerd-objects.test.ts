import { CertManagerSource, LinkerdIdentity } from '../../../lib';
import { checked, needsOf } from '../../contract/support/crd-check';
import { manifestsOf } from '../../support/releases';
import { describeWith } from '../../support/tools';
import { planned } from './linkerd';

const definitions = ['cert-manager', 'trust-manager'];

describeWith(needsOf(...definitions), 'The API of cert-manager and trust-manager accepts what is applied', () => {
  test('all objects of the certificates', () => {
    const identity = LinkerdIdentity.byCertManager({ certManager: CertManagerSource.installed() });
    const manifests = manifestsOf(planned({ identity }), 'Certificates');
    expect(manifests.length).toBeGreaterThan(0);
    expect(checked(manifests, ...definitions)).toEqual([]);
  });
});
