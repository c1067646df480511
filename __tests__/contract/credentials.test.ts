import * as library from '../../lib';
import { holdsCredentials, withoutCredentials } from '../../lib/core/credentials';
import { classes, structs } from '../../lib/core/declarations';
import { faultsOf } from '../../lib/core/known-classes';
import { azureStack, errorOf } from '../support/planned';
import { samplesOf } from './support/all-samples';
import { type AnyStruct, Sample } from './support/sample';
import { made } from './support/variants';
import { propsOf } from './support/wrong-input';

const secret = 'hunter2-in-clear';

/** Props that take a secret itself, and what else each needs. */
const secretProps = [
  'ApplicationInsightsAttributes.connectionString',
  'ChartMirrorProps.chartPassword',
  'HttpsTokenOptions.password',
  'LinkerdGivenIdentityOptions.issuerKeyPem',
  'LinkerdVendorOptions.license',
  'LinkerdWebhookCertificate.keyPem',
  'RemoteChartOptions.password',
  'SshKeyOptions.privateKey',
  'WindowsAdminOptions.password',
  'HelmChartProps.secretValues',
];

/** Props that name a secret, a key inside of one, or are about tokens of callers. */
const references = [
  'AlertmanagerOptions.configSecretName',
  'ConsulApiGatewayAttributes.certificateSecretNames',
  'ConsulApiGatewayProps.certificateSecretNames',
  'ConsulSecretKey.secretKey',
  'ConsulSecretKey.secretName',
  'DashboardIngressOptions.tlsSecretName',
  'GrafanaAdminSecretOptions.passwordKey',
  'GrafanaAdminSecretOptions.secretName',
  'GrafanaAdminSecretOptions.userKey',
  'KedaIdentityOptions.credentialName',
  'KeyManagementOptions.keyVaultKeyId',
  'KialiEntraLoginOptions.clientSecretName',
  'KialiGrafanaOptions.tokenSecretKey',
  'KialiGrafanaOptions.tokenSecretName',
  'KialiManagedPrometheusOptions.clientSecretKey',
  'KialiManagedPrometheusOptions.clientSecretName',
  'KialiProps.signingKeySecretName',
  'LinuxAdminOptions.sshPublicKey',
  'ManagedIstioCertificateAuthorityOptions.certificateChainSecret',
  'ManagedIstioCertificateAuthorityOptions.certificateSecret',
  'ManagedIstioCertificateAuthorityOptions.keySecret',
  'ManagedIstioCertificateAuthorityOptions.rootCertificateSecret',
  'MeshGatewayCertificateProps.secretName',
  'MeshGatewayCertificateProps.secretSyncImage',
  'ObjectMetadataKeys.keys',
  'RegistryCredentialSetProps.credentialSetName',
  'RegistryCredentialSetProps.passwordSecretName',
  'RegistryCredentialSetProps.usernameSecretName',
  'TriggerSecret.key',
  'TriggerSecret.secretName',
  'WorkloadIdentityProps.credentialName',
];

test('each prop of text that a secret could be meant for is judged', () => {
  const named = Object.entries(structs).flatMap(([struct, { props }]) =>
    Object.entries(props)
      .filter(
        ([prop, kind]) =>
          kind.startsWith('string') && /secret|password|token|key|credential|license|conn.*string/i.test(prop),
      )
      .map(([prop]) => `${struct}.${prop}`),
  );
  expect([...secretProps, ...references].sort()).toEqual(named.sort());
});

describe('a literal secret is refused, and the error does not print it', () => {
  const reachable = secretProps.flatMap((id) => {
    const [type, prop] = id.split('.');
    const heirs = Object.keys(structs).filter((name) => name === type || structs[name].extends?.includes(type));
    return heirs.filter(samplesOf).map((struct) => [`${struct}.${prop}`, struct, prop] as const);
  });

  test.each(reachable)('%s', (_id, struct, prop) => {
    const { make, samples } = samplesOf(struct) as AnyStruct;
    const sample = samples[prop] as unknown;
    const isMap = propsOf(struct).some(([name, kind]) => name === prop && kind.startsWith('string{}'));
    const text = errorOf(() => {
      const stack = azureStack();
      const context = sample instanceof Sample ? (made(sample.terms.given, stack) as object | undefined) : undefined;
      make(stack, { ...context, [prop]: isMap ? { 'auth.password': secret } : secret });
    });
    expect(text).toContain(prop);
    expect(text).toContain('must be a token');
    expect(text).not.toContain(secret);
  });

  test('each is reached', () => {
    const reached = new Set(reachable.map(([, , prop]) => prop));
    expect(secretProps.map((id) => id.split('.')[1]).filter((prop) => !reached.has(prop))).toEqual([]);
  });
});

const texts = [
  `https://ci:${secret}@charts.example.com/charts`,
  `oci://${secret}@registry.example.com/helm`,
  `postgres://shop:${secret}@db.example.com:5432/shop`,
  `Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=${secret}`,
  `Server=db;User Id=shop;Password=${secret};`,
  `https://shop.blob.core.windows.net/a?sv=2024-11-04&sig=${secret}`,
  `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----\n`,
];

test.each(texts)('%s holds credentials', (text) => {
  expect(holdsCredentials(text)).toBe(true);
  expect(withoutCredentials(text)).not.toContain(secret);
});

test.each([
  'https://charts.example.com:8443/charts',
  'registry.example.com/shop@sha256:0123456789abcdef',
  'https://example.com/users/@me',
  'mail to: ops@example.com',
  'https://ci:${TfToken[TOKEN.7]}@charts.example.com',
  'Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKey=${TfToken[TOKEN.7]}',
  '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
])('%s holds none', (text) => {
  expect(holdsCredentials(text)).toBe(false);
});

describe('credentials in the text of any prop are refused, and the error does not print them', () => {
  test.each(Object.keys(structs).filter(samplesOf))('%s', (struct) => {
    const { make } = samplesOf(struct) as AnyStruct;
    propsOf(struct).forEach(([prop, declared], index) => {
      const kind = declared.replace('?', '');
      if (!kind.startsWith('string')) return;
      const text = texts[index % texts.length];
      const value = kind === 'string[]' ? [text] : kind === 'string{}' ? { key: text } : text;
      const error = errorOf(() => make(azureStack(), { [prop]: value }));
      expect([prop, error]).toEqual([prop, expect.stringMatching(/^[\w.]+ '/)]);
      expect(error).toContain(prop);
      expect(error).not.toContain(secret);
    });
  });
});

test('credentials in an argument of a value class are refused', () => {
  const accepted = Object.entries(classes).flatMap(([type, { calls = {} }]) =>
    Object.entries(calls)
      .filter(([, [first]]) => !/^(scope|stack): /.test(first))
      .flatMap(([method, parameters]) =>
        parameters.flatMap((parameter, index) => {
          const [name, kind] = parameter.split(': ');
          if (!/^string\??$/.test(kind)) return [];
          const owner = (
            library as unknown as { [name: string]: { [method: string]: (...given: unknown[]) => unknown } }
          )[type];
          const given = parameters.map((_, other) => (other === index ? texts[0] : undefined));
          const faults = faultsOf(owner[method](...given)).filter(({ prop }) => prop === name);
          const isRefused = faults.length === 1 && !faults[0].text.includes(secret);
          return isRefused ? [] : [`${type}.${method}(${name})`];
        }),
      ),
  );
  expect(accepted).toEqual([]);
});
