import type { JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block, given, text } from '../adoption';
import { code, type Expression, literal, props } from '../expression';
import { entraIdOf } from './entra-id';

/** What few clusters have, and what the library turns on by itself. */
export function advancedClusterOf(values: JsonMap, adoption: Adoption): Expression | undefined {
  const httpProxy = proxyOf(block(values, 'http_proxy_config'));
  const trustedCertificates = given(values.custom_ca_trust_certificates_base64);
  const linuxAdmin = linuxAdminOf(block(values, 'linux_profile'));
  const { azure_rbac_enabled: hasAzureRbac, admin_group_object_ids: groups } = entraIdOf(values);
  const options = {
    httpProxy,
    trustedCertificates,
    linuxAdmin,
    adminGroupObjectIds: hasAzureRbac ? given(groups) : undefined,
    oidcIssuer: values.oidc_issuer_enabled === true ? undefined : literal(false),
    workloadIdentity: values.workload_identity_enabled === true ? undefined : literal(false),
    edgeZone: given(values.edge_zone),
    appRouting: appRoutingOf(block(values, 'web_app_routing'), adoption),
    upgradeOverride: upgradeOverrideOf(block(values, 'upgrade_override')),
  };
  return Object.values(options).some((option) => option !== undefined) ? props({}, options) : undefined;
}

const controllers: { readonly [value: string]: string } = {
  AnnotationControlled: 'ANNOTATION_CONTROLLED',
  External: 'EXTERNAL',
  Internal: 'INTERNAL',
  None: 'NONE',
};

function appRoutingOf(routing: JsonMap, adoption: Adoption): Expression | undefined {
  if (Object.keys(routing).length === 0) return undefined;
  const controller = controllers[String(routing.default_nginx_controller)] ?? 'ANNOTATION_CONTROLLED';
  const AppRoutingController = adoption.program.library('AppRoutingController');
  const zones = Array.isArray(routing.dns_zone_ids) ? routing.dns_zone_ids.filter((id) => id !== '') : [];
  return props(
    {},
    {
      dnsZoneIds: zones.length > 0 ? adoption.value(zones) : undefined,
      defaultController: code(`${AppRoutingController}.${controller}`),
    },
  );
}

/** Without a time, an override would change at each apply. */
function upgradeOverrideOf(override: JsonMap): Expression | undefined {
  const until = given(override.effective_until);
  return until && props({ force: literal(override.force_upgrade_enabled === true), until });
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
