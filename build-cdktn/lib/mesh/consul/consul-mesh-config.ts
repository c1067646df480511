import type { Manifest } from '../../helm/manifest';
import { TlsVersion } from '../gateways/tls-version';
import type { ConsulMeshProps } from './consul-mesh-props';
import { egressGatewayName } from './consul-values';

export const consulApi = 'consul.hashicorp.com/v1alpha1';

/** Consul's names of TLS versions. */
export const consulTlsVersions: { readonly [version in TlsVersion]: string } = {
  [TlsVersion.TLS_1_2]: 'TLSv1_2',
  [TlsVersion.TLS_1_3]: 'TLSv1_3',
};

/**
 * Mesh-wide settings. Paths are normalized before intentions match them; otherwise `//admin` would bypass rules for `/admin`.
 *
 * The gateway is linked to all services (`*`), which includes the destinations of all ServiceDefaults, also later ones:
 * `checkGatewayWildcardsAndUpdate` in agent/consul/state/catalog.go of https://github.com/hashicorp/consul.
 *
 * @see https://developer.hashicorp.com/consul/docs/reference/config-entry/mesh
 */
export function meshConfig(props: ConsulMeshProps, namespace: string): Manifest[] {
  const { egressGateway = false, meshDestinationsOnly = false } = props;
  const tlsMinVersion = consulTlsVersions[props.minimumTlsVersion ?? TlsVersion.TLS_1_3];
  const object = (kind: string, name: string, spec: object) => ({
    apiVersion: consulApi,
    kind,
    metadata: { name, namespace },
    spec,
  });
  return [
    object('Mesh', 'mesh', {
      allowEnablingPermissiveMutualTLS: false,
      tls: { incoming: { tlsMinVersion }, outgoing: { tlsMinVersion } },
      transparentProxy: { meshDestinationsOnly },
      http: { incoming: { requestNormalization: { mergeSlashes: true } } },
    }),
    ...(egressGateway ? [object('TerminatingGateway', egressGatewayName, { services: [{ name: '*' }] })] : []),
  ];
}
