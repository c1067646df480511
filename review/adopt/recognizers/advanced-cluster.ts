import type { JsonMap } from '../../../command/terraform/resource';
import { block, given, text } from '../adoption';
import { type Expression, literal, props } from '../expression';

/** What few clusters have: a proxy, certificates of an own authority, an administrator's SSH key. */
export function advancedClusterOf(values: JsonMap): Expression | undefined {
  const httpProxy = proxyOf(block(values, 'http_proxy_config'));
  const trustedCertificates = given(values.custom_ca_trust_certificates_base64);
  const linuxAdmin = linuxAdminOf(block(values, 'linux_profile'));
  if (!httpProxy && !trustedCertificates && !linuxAdmin) return undefined;
  return props({}, { httpProxy, trustedCertificates, linuxAdmin });
}

function proxyOf(proxy: JsonMap): Expression | undefined {
  if (Object.keys(proxy).length === 0) return undefined;
  return props(
    {},
    {
      httpProxy: given(proxy.http_proxy),
      httpsProxy: given(proxy.https_proxy),
      noProxy: given(proxy.no_proxy),
      trustedCa: given(proxy.trusted_ca),
    },
  );
}

function linuxAdminOf(profile: JsonMap): Expression | undefined {
  const key = text(block(profile, 'ssh_key'), 'key_data');
  if (key === undefined) return undefined;
  return props({ userName: literal(profile.admin_username), sshPublicKey: literal(key) });
}
