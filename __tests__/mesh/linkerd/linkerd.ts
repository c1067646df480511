import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  GatewayApi,
  GatewayApiChannel,
  type IAksCluster,
  type LinkerdGivenIdentityOptions,
  LinkerdMesh,
  type LinkerdMeshProps,
  LinkerdVersion,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { errorOf, Planned } from '../../support/planned';

export type Options = Partial<Omit<LinkerdMeshProps, 'cluster'>>;

export const certificatePem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

/** A mesh with what must be given. */
export function linkerdOn(
  stack: TerraformStack,
  cluster: IAksCluster,
  options: Options = {},
  id = 'Mesh',
): LinkerdMesh {
  const known = { version: '1.2.1', channel: GatewayApiChannel.STANDARD };
  const gatewayApi = options.gatewayApi ?? GatewayApi.present(stack, `${id}GatewayApi`, { cluster, ...known });
  return new LinkerdMesh(stack, id, { cluster, version: LinkerdVersion.EDGE_26_8_3, ...options, gatewayApi });
}

export function planned(options: Options = {}): Planned {
  return Planned.by((stack) => {
    linkerdOn(stack, new FakeAksCluster(stack), options);
  });
}

export function faultOf(options: Options): string {
  return errorOf(() => planned(options));
}

export function givenBy(stack: TerraformStack): LinkerdGivenIdentityOptions {
  const secret = (id: string) => new TerraformVariable(stack, id, { type: 'string', sensitive: true }).stringValue;
  const webhook = (id: string) => ({ certificatePem, keyPem: secret(id), caBundlePem: certificatePem });
  return {
    trustAnchorPem: certificatePem,
    issuerCertificatePem: certificatePem,
    issuerKeyPem: secret('issuer_key'),
    proxyInjector: webhook('injector_key'),
    profileValidator: webhook('profile_key'),
    policyValidator: webhook('policy_key'),
  };
}
