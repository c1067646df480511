import {
  checkElementsKnown,
  checkGiven,
  checkInteger,
  checkLiteral,
  checkName,
  checkOneOf,
  isKnown,
} from '../../core/checks';
import type { Faults } from '../../core/faults';
import { nameRules } from '../../core/names';
import type { TlsIntent } from '../gateways/tls-version';
import { TlsVersion } from '../gateways/tls-version';
import { checkResources } from '../sidecars/sidecar-checks';
import type { ApiGatewaySettings, Served } from './consul-api-gateway-objects';
import type { ConsulApiGatewayAttributes, ConsulApiGatewayProps } from './consul-api-gateway-props';
import { serviceOn } from './consul-services';

/** The maximum number of certificates of a listener, by its schema in the Gateway API. */
const mostCertificates = 64;

/** Checks the props of a gateway before any resource is created. */
export function checkApiGateway(
  faults: Faults,
  props: ConsulApiGatewayProps,
  { gatewayName, exposure, resources }: Omit<ApiGatewaySettings, 'namespace' | 'routeNamespaces'>,
): void {
  const { mesh, namespace } = props;
  const hasMesh = checkGiven(faults, 'mesh', mesh, 'Pass the mesh of this stack, e.g. a ConsulMesh.');
  checkName(faults, 'gatewayName', gatewayName, { ...nameRules.helmRelease, example: 'api-gateway' });
  exposure._check(faults, 'exposure');
  checkInteger(faults, 'replicas', props.replicas, 1, 100, 'pods');
  const isEmpty = props.resources && Object.values(props.resources).every((value) => value === undefined);
  checkResources(faults, 'resources', isEmpty ? {} : resources);
  checkTls(faults, props);
  if (!hasMesh) return;
  if (namespace && namespace.cluster !== mesh.cluster) {
    const must = `must be on the cluster of the mesh (${mesh.cluster.node.path})`;
    faults.add('namespace', must, namespace.cluster.node.path, 'Use a namespace of that cluster.');
  }
  const other = isKnown(gatewayName) ? serviceOn(mesh.cluster, gatewayName) : undefined;
  if (!other) return;
  const must = `must be unique among all services of the mesh, but '${other.node.path}' has it already`;
  faults.add('gatewayName', must, gatewayName, 'Use another name for the gateway.');
}

/** Checks the attributes of a gateway that is created elsewhere. */
export function checkKnownApiGateway(faults: Faults, attributes: ConsulApiGatewayAttributes): void {
  checkGiven(faults, 'mesh', attributes.mesh, 'Pass the mesh of this stack, e.g. a ConsulMesh.');
  checkName(faults, 'gatewayName', attributes.gatewayName, nameRules.kubernetesLabel);
  checkName(faults, 'namespaceName', attributes.namespaceName, nameRules.kubernetesLabel);
  checkTls(faults, attributes);
  checkLiteral(
    faults,
    'certificateSecretNames',
    attributes.certificateSecretNames,
    'it is compared with the Secrets of each MeshIngress',
  );
  if (attributes.minimumTlsVersion === undefined || attributes.certificateSecretNames !== undefined) return;
  const must = 'can only be used with certificateSecretNames';
  faults.add(
    'minimumTlsVersion',
    must,
    attributes.minimumTlsVersion,
    'Set certificateSecretNames too, or leave it out.',
  );
}

function checkTls(
  faults: Faults,
  { minimumTlsVersion, certificateSecretNames: names }: Partial<ConsulApiGatewayProps>,
): void {
  checkOneOf(faults, 'minimumTlsVersion', minimumTlsVersion, Object.values(TlsVersion));
  if (names === undefined || !checkElementsKnown(faults, 'certificateSecretNames', names)) return;
  if (names.length === 0) {
    faults.add('certificateSecretNames', 'must contain a Secret name', names, 'Leave it out, or list the Secrets.');
  }
  names.forEach((name, index) => {
    checkName(faults, `certificateSecretNames[${index}]`, name, nameRules.kubernetesObject);
  });
}

/** There is one HTTPS port, and the gateway sets its minimum TLS version. */
export function checkTlsVersion(faults: Faults, tls: TlsIntent | undefined, minimum: TlsVersion): void {
  if (!tls || tls.minimumVersion === minimum) return;
  const must = `must be that of the gateway (${minimum}) on Consul, which has one HTTPS port for all hosts`;
  faults.add('tls.minimumVersion', must, tls.minimumVersion, "Change the gateway's minimumTlsVersion.");
}

/** Checks everything that a gateway serves. */
export function checkServed(faults: Faults, { secretNames, plain }: Served): void {
  if (secretNames.length === 0 && !plain) {
    const fix = 'Create a MeshIngress with it, or set certificateSecretNames for those of other programs.';
    faults.add('certificateSecretNames', 'must be set for a gateway without a MeshIngress', undefined, fix);
  }
  if (secretNames.length <= mostCertificates) return;
  const must = `must be at most ${mostCertificates} including those of each MeshIngress`;
  faults.add('certificateSecretNames', must, secretNames.length, 'Create a second gateway for some of the hosts.');
}
