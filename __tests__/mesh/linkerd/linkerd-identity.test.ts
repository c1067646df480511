import { CertManagerSource, LinkerdIdentity } from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { type Attributes, Planned } from '../../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../../support/releases';
import { certificatePem, faultOf, givenBy, linkerdOn, planned } from './linkerd';

function secretsOf(plan: Planned): { [name: string]: string } {
  const secrets: Attributes[] = plan.one('helm_release', 'ControlPlane').set_sensitive ?? [];
  return Object.fromEntries(secrets.map(({ name, value }) => [name, value.replace(/_[0-9A-F]{8}/g, '')]));
}

describe('by the tls provider, the default', () => {
  const plan = planned();

  test('all keys are P-256, of a provider of their own', () => {
    const keys = Object.values(plan.all('tls_private_key'));
    expect(keys).toHaveLength(6);
    for (const key of keys) expect(key).toMatchObject({ algorithm: 'ECDSA', ecdsa_curve: 'P256' });
    expect(plan.json.provider.tls).toHaveLength(1);
  });

  test('trust anchors hold ten years and are not renewed early', () => {
    expect(plan.one('tls_self_signed_cert', 'TrustAnchorFirst')).toMatchObject({
      subject: [{ common_name: 'root.linkerd.cluster.local' }],
      allowed_uses: ['cert_signing', 'crl_signing'],
      is_ca_certificate: true,
      validity_period_hours: 3650 * 24,
    });
    for (const anchor of Object.values(plan.all('tls_self_signed_cert'))) {
      expect(anchor.early_renewal_hours).toBeUndefined();
    }
  });

  test('the issuer is an authority by the DNS name that the control plane looks for', () => {
    expect(plan.one('tls_cert_request', 'Issuer').dns_names).toEqual(['identity.linkerd.cluster.local']);
    const issuer = plan.one('tls_locally_signed_cert', 'Issuer');
    expect(issuer).toMatchObject({
      allowed_uses: ['cert_signing', 'crl_signing'],
      is_ca_certificate: true,
      validity_period_hours: 365 * 24,
      early_renewal_hours: 60 * 24,
    });
    expect(issuer.ca_cert_pem).toContain('TrustAnchorFirst');
  });

  test.each([
    ['ProxyInjector', 'linkerd-proxy-injector.linkerd.svc'],
    ['ProfileValidator', 'linkerd-sp-validator.linkerd.svc'],
    ['PolicyValidator', 'linkerd-policy-validator.linkerd.svc'],
  ])('the webhook of the %s serves %s, signed by an authority that stays', (id, name) => {
    expect(plan.one('tls_cert_request', id).dns_names).toEqual([name]);
    const certificate = plan.one('tls_locally_signed_cert', id);
    expect(certificate).toMatchObject({ early_renewal_hours: 60 * 24, validity_period_hours: 365 * 24 });
    expect(certificate.is_ca_certificate).toBeUndefined();
    expect(certificate.ca_cert_pem).toContain('WebhookAuthority');
  });

  test('the chart gets certificates and keys in PKCS #8 out of sight of plans', () => {
    const secrets = secretsOf(plan);
    expect(Object.keys(secrets)).toHaveLength(12);
    expect(secrets['policyValidator.keyPEM']).toContain(
      'tls_private_key.Mesh_Identity_PolicyValidator_Key.private_key_pem_pkcs8',
    );
    expect(secrets['policyValidator.caBundle']).toContain('Mesh_Identity_WebhookAuthority_Certificate.cert_pem');
    expect(secrets['identity.issuer.tls.keyPEM']).toContain('Mesh_Identity_Issuer_Key.private_key_pem_pkcs8');
    expect(secrets.identityTrustAnchorsPEM).toContain('Mesh_Identity_TrustAnchorFirst_Certificate.cert_pem');
    expect(plan.one('helm_release', 'ControlPlane').values[0]).not.toContain('tls_');
  });

  test('keys in the state are warned of', () => {
    expect(plan.warnings).toContain(
      "W180: The Terraform state contains the keys of the mesh's trust anchor, issuer and webhooks in plain text: anyone with read access can impersonate any workload. Encrypt it and restrict access to it, or use LinkerdIdentity.byCertManager.",
    );
  });

  test('a rotation trusts both anchors, and the first one signs', () => {
    const plan = planned({ identity: LinkerdIdentity.byTlsProvider({ trustAnchors: ['Second', 'First'] }) });
    expect(secretsOf(plan).identityTrustAnchorsPEM).toMatch(/TrustAnchorSecond.*TrustAnchorFirst/);
    expect(plan.one('tls_locally_signed_cert', 'Issuer').ca_cert_pem).toContain('TrustAnchorSecond');
  });

  test('another trust domain is in the names', () => {
    const plan = planned({ trustDomain: 'shop.example.com' });
    expect(plan.one('tls_cert_request', 'Issuer').dns_names).toEqual(['identity.linkerd.shop.example.com']);
  });

  test('times and names that cannot be right are refused together', () => {
    const options = { trustAnchorValidityDays: 300, issuerValidityDays: 30, trustAnchors: ['a b', 'x', 'x'] };
    expect(faultOf({ identity: LinkerdIdentity.byTlsProvider(options) })).toBe(
      [
        "LinkerdMesh 'platform/Mesh' has 4 faults:",
        '- identity.renewalDays must be shorter than identity.issuerValidityDays (30 days), got 60. Lower identity.renewalDays or raise identity.issuerValidityDays.',
        '- identity.webhookValidityDays must be shorter than identity.trustAnchorValidityDays (300 days), got 365. Lower identity.webhookValidityDays or raise identity.trustAnchorValidityDays.',
        "- identity.trustAnchors must be names of 1 to 32 letters and digits, got \"a b\". For example, use ['First'], and ['First', 'Second'] to start a rotation.",
        "- identity.trustAnchors must be different names, got \"a b, x, x\". For example, use ['First'], and ['First', 'Second'] to start a rotation.",
      ].join('\n'),
    );
  });
});

describe('by cert-manager', () => {
  const by = (certManager: CertManagerSource) => planned({ identity: LinkerdIdentity.byCertManager({ certManager }) });
  const plan = by(CertManagerSource.installed());

  test('no key and no tls resource is in Terraform', () => {
    expect(plan.json.resource.tls_private_key).toBeUndefined();
    expect(plan.one('helm_release', 'ControlPlane').set_sensitive).toBeUndefined();
    expect(plan.warnings.filter((text) => /^W(101|180)/.test(text))).toEqual([]);
  });

  test('the chart is told where its certificates are', () => {
    const webhook = (certificate: string) => ({ externalSecret: true, injectCaFrom: `linkerd/${certificate}` });
    expect(valuesOf(plan, 'ControlPlane')).toMatchObject({
      identity: { externalCA: true, issuer: { scheme: 'kubernetes.io/tls' } },
      proxyInjector: webhook('linkerd-proxy-injector'),
      profileValidator: webhook('linkerd-sp-validator'),
      policyValidator: webhook('linkerd-policy-validator'),
    });
  });

  test('charts, certificates and control plane come one after the other', () => {
    expect(plan.one('helm_release', 'CertManager_')).toMatchObject({
      repository: 'oci://quay.io/jetstack/charts',
      chart: 'cert-manager',
      version: 'v1.21.1',
      namespace: 'cert-manager',
    });
    expect(plan.one('helm_release', 'TrustManager')).toMatchObject({ chart: 'trust-manager', version: 'v0.24.0' });
    expect(valuesOf(plan, 'CertManager_').crds).toEqual({ enabled: true, keep: true });
    expect(waitsOf(plan, 'CertManager_')).toEqual(['helm_release.Mesh_Identity_CertManagerNamespace_Manifests']);
    expect(waitsOf(plan, 'TrustManager')).toEqual(['helm_release.Mesh_Identity_CertManager']);
    expect(waitsOf(plan, 'Certificates')).toEqual([
      'helm_release.Mesh_Identity_CertManager',
      'helm_release.Mesh_Identity_TrustManager',
      'helm_release.Mesh_RootNamespace_Manifests',
    ]);
    expect(waitsOf(plan, 'ControlPlane')).toEqual([
      'helm_release.Mesh_Crds',
      'helm_release.Mesh_Identity_Certificates',
    ]);
  });

  test('a cert-manager that is present gets the objects in its own namespace, and no chart', () => {
    const plan = by(CertManagerSource.present({ namespace: 'certificates' }));
    expect(Object.values(plan.all('helm_release')).map(({ name }) => name)).not.toContain('cert-manager');
    const anchor = manifestsOf(plan, 'Certificates').find(({ metadata }) => metadata.name === 'linkerd-trust-anchor');
    expect(anchor?.metadata.namespace).toBe('certificates');
  });

  test('the trust anchor keeps its key, the issuer does not; webhooks have PKCS #8', () => {
    const certificates = manifestsOf(plan, 'Certificates').filter(({ kind }) => kind === 'Certificate');
    const specOf = (name: string) => certificates.find(({ metadata }) => metadata.name === name)?.spec;
    expect(specOf('linkerd-trust-anchor')).toMatchObject({
      isCA: true,
      commonName: 'root.linkerd.cluster.local',
      duration: '87600h',
      renewBefore: '8760h',
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Never' },
    });
    expect(specOf('linkerd-identity-issuer')).toMatchObject({
      isCA: true,
      dnsNames: ['identity.linkerd.cluster.local'],
      duration: '48h',
      renewBefore: '25h',
      privateKey: { rotationPolicy: 'Always' },
      issuerRef: { kind: 'ClusterIssuer', name: 'linkerd-identity-issuer' },
    });
    expect(specOf('linkerd-policy-validator')).toMatchObject({
      dnsNames: ['linkerd-policy-validator.linkerd.svc'],
      secretName: 'linkerd-policy-validator-k8s-tls',
      duration: '2160h',
      renewBefore: '720h',
      privateKey: { encoding: 'PKCS8' },
    });
    expect(certificates).toHaveLength(6);
  });

  test('a renewal that never comes, and a version that is none', () => {
    const certManager = CertManagerSource.installed({ certManagerVersion: '1.21' });
    const identity = LinkerdIdentity.byCertManager({ certManager, issuerRenewalHours: 48, webhookRenewalDays: 90 });
    expect(faultOf({ identity })).toBe(
      [
        "LinkerdMesh 'platform/Mesh' has 3 faults:",
        '- identity.certManager.certManagerVersion must be one exact version (vmajor.minor.patch), not a range, got 1.21. For example, use v1.21.1.',
        '- identity.issuerRenewalHours must be shorter than identity.issuerValidityHours (48 hours), got 48. Lower identity.issuerRenewalHours or raise identity.issuerValidityHours.',
        '- identity.webhookRenewalDays must be shorter than identity.webhookValidityDays (90 days), got 90. Lower identity.webhookRenewalDays or raise identity.webhookValidityDays.',
      ].join('\n'),
    );
    expect(faultOf({ identity: LinkerdIdentity.byCertManager({} as never) })).toBe(
      "LinkerdMesh 'platform/Mesh': identity.certManager must be set. Use CertManagerSource.installed() or CertManagerSource.present().",
    );
  });
});

describe('given', () => {
  test('certificates are values, keys are not', () => {
    const plan = Planned.by((stack) => {
      linkerdOn(stack, new FakeAksCluster(stack), { identity: LinkerdIdentity.given(givenBy(stack)) });
    });
    const webhook = { crtPEM: certificatePem, caBundle: certificatePem };
    expect(valuesOf(plan, 'ControlPlane')).toMatchObject({
      identityTrustAnchorsPEM: certificatePem,
      identity: { issuer: { tls: { crtPEM: certificatePem } } },
      proxyInjector: webhook,
      profileValidator: webhook,
      policyValidator: webhook,
    });
    expect(Object.keys(secretsOf(plan))).toEqual([
      'identity.issuer.tls.keyPEM',
      'proxyInjector.keyPEM',
      'profileValidator.keyPEM',
      'policyValidator.keyPEM',
    ]);
    expect(plan.json.provider.tls).toBeUndefined();
  });

  test('a key as text is refused and not repeated; so are certificates that are none, and missing webhooks', () => {
    let fault = '';
    Planned.by((stack) => {
      const given = { ...givenBy(stack), issuerKeyPem: 'top secret', trustAnchorPem: 'ca.crt' };
      fault = faultOf({ identity: LinkerdIdentity.given({ ...given, policyValidator: undefined as never }) });
    });
    expect(fault).toBe(
      [
        "LinkerdMesh 'platform/Mesh' has 3 faults:",
        '- identity.trustAnchorPem must be certificates in PEM, got ca.crt. For example, use the text of a file that starts with -----BEGIN CERTIFICATE-----.',
        '- identity.issuerKeyPem must be a token: literal text would be in the synthesized JSON. Use the value of a sensitive TerraformVariable, or an attribute of a resource.',
        '- identity.policyValidator must be set. Set its certificate, key and authority; otherwise the chart creates one that expires after a year.',
      ].join('\n'),
    );
  });
});
