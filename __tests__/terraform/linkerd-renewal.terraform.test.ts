import { describeWith } from '../support/tools';
import { Workplace } from './program';
import { needs, type ResourceChange } from './terraform';

jest.setTimeout(240_000);

describeWith(needs, 'Certificates of Linkerd', () => {
  const workplace = new Workplace();
  afterAll(() => workplace.remove());

  test('renewed ones of issuer and webhook upgrade the control plane in place, and nothing else', async () => {
    const [stack] = workplace.synthesize('examples/linkerd/main.ts');
    await stack.init();
    await stack.plan();
    await stack.apply();
    const renewed = (await stack.addresses()).filter((address) => /_(Issuer|ProxyInjector)_Certificate_/.test(address));
    const changes = await stack.plan(...renewed);
    expect(changes.map(actionOf).sort()).toEqual([
      'helm_release.Mesh_ControlPlane: update',
      'tls_locally_signed_cert.Mesh_Identity_Issuer_Certificate: delete,create',
      'tls_locally_signed_cert.Mesh_Identity_ProxyInjector_Certificate: delete,create',
    ]);
    await stack.apply();
    expect(await stack.plan()).toEqual([]);
  });
});

function actionOf({ address, change }: ResourceChange): string {
  return `${address.replace(/_[0-9A-F]{8}$/, '')}: ${change.actions.join()}`;
}
