import type { IConstruct } from 'constructs';
import { checkGiven, checkInteger, checkName, checkNotEmpty, checkSameStack, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { nameRules } from '../../core/names';
import { dialectOf, meshesWith } from '../dialects/dialects';
import type { IServiceMesh } from '../service-mesh';
import { canExpress } from '../traffic/capability';
import { checkSeconds } from '../traffic/durations';
import type { ServiceIntent } from '../traffic/intents';
import { checkLocality } from '../traffic/locality';
import { checkAccess, checkLabels } from '../traffic/mesh-access-rules';
import { MeshFeature } from '../traffic/mesh-feature';
import type { MeshServiceOptions, MeshServiceWorkload } from '../traffic/mesh-service-options';
import { ServiceProtocol } from '../traffic/service-protocol';
import { versionsOf } from '../traffic/versions';
import { isDisabled } from '../traffic/zero-intents';
import { checkConnections } from './mesh-connection-rules';
import { checkHeadless, checkHeadlessIntents } from './mesh-headless-rules';
import { checkMorePorts } from './mesh-port-rules';
import { checkProtocol } from './mesh-protocol-rules';
import { checkRequests } from './mesh-request-rules';
import { checkRetries } from './mesh-retry-rules';
import { checkRoutes, featuresOfRoute } from './mesh-route-rules';
import type { MeshServiceProps } from './mesh-service-props';
import { checkSplit, checkVersions } from './mesh-split-rules';

/** One description per host: a second one would overwrite or contradict the first. */
export const describedServices = new Claim();

export function keyOfService({ name, namespace }: MeshServiceProps): string {
  return `${namespace.namespaceName}/${name}`;
}

export function checkMeshService(
  faults: Faults,
  scope: IConstruct,
  props: MeshServiceProps,
  intent: ServiceIntent,
): void {
  const { namespace, name } = props;
  const fix = 'Pass a MeshNamespace of this stack.';
  checkName(faults, 'name', name, nameRules.kubernetesLabel);
  if (checkGiven(faults, 'port', props.port, 'For example, use 80.'))
    checkInteger(faults, 'port', props.port, 1, 65535);
  checkWorkload(faults, props.workload);
  checkIntents(faults, scope, intent);
  checkProtocol(faults, props);
  checkMorePorts(faults, props);
  checkHeadless(faults, props);
  if (!checkGiven(faults, 'namespace', namespace, fix)) return;
  checkSameStack(faults, 'namespace', namespace, scope, "MeshNamespace.fromName(stack, 'Shop', { mesh, name })");
  const other = describedServices.ownerOn(namespace.cluster, keyOfService(props));
  if (other && name) {
    const must = `must be declared only once, but '${other.node.path}' declares it already`;
    faults.add('name', must, name, 'Use one MeshService for everything.');
  }
  const [features, ofRoutes] = [featuresOf(intent), featuresOfRoutes(intent)];
  for (const [prop, feature] of features) checkSupported(faults, namespace.mesh, prop, feature, props);
  for (const [prop, feature] of [...ofRoutes, ...featuresOfVersions(intent)]) {
    checkSupported(faults, namespace.mesh, prop, feature);
  }
  const isSupported = ([, feature]: [string, MeshFeature]) => namespace.mesh.supports(feature);
  checkHeadlessIntents(faults, namespace.mesh, props, [
    ...features.filter(isSupported).map(([prop]) => prop),
    ...(intent.routes && ofRoutes.every(isSupported) ? (['routes'] as const) : []),
  ]);
  if (!faults.any) namespace.mesh._traffic.checkService(faults, intent);
}

/** Rejects features that the mesh doesn't support; the error names the meshes that support them and the nearest alternative. */
export function checkSupported(
  faults: Faults,
  mesh: IServiceMesh,
  prop: string,
  feature: MeshFeature,
  { policy, ...given }: Partial<MeshServiceOptions> = {},
): void {
  if (mesh.supports(feature)) return;
  const fromPolicy = policy !== undefined && given[prop as keyof typeof given] === undefined;
  const name = Object.entries(MeshFeature).find(([, value]) => value === feature)?.[0];
  const nearest = dialectOf(mesh).capabilities[feature].nearest;
  const able = `${meshesWith(({ capabilities }) => canExpress(capabilities, feature))} can`;
  const fix = fromPolicy ? ` Use TrafficPolicy.webDefault({ without: [MeshFeature.${name}] }).` : '';
  faults.add(
    fromPolicy ? 'policy' : prop,
    `must ${fromPolicy ? `leave ${prop} out` : 'be left out'} on ${mesh.kind}, which doesn't support this feature (${feature})`,
    undefined,
    `${able}; the nearest alternative: ${nearest}.${fix}`,
  );
}

/** The features that a service's intents require, each with the prop that requires it. */
export function featuresOf(
  intents: MeshServiceOptions,
): [prop: keyof MeshServiceOptions & string, feature: MeshFeature][] {
  const { loadBalancing, allowFrom, morePorts } = intents;
  const affinity = loadBalancing?._affinity !== undefined;
  const scoped = allowFrom?.some((peer) => peer?._isScoped);
  const peers = [...(allowFrom ?? []), ...(morePorts ?? []).flatMap((port) => port?.allowFrom ?? [])];
  const ofPeers = [
    [peers.some((peer) => peer?._ranges), MeshFeature.ADDRESS_ACCESS_POLICY],
    [peers.some((peer) => peer?._scope?.clientRanges), MeshFeature.CLIENT_ADDRESS_ACCESS_POLICY],
  ] as const;
  const all: [keyof MeshServiceOptions & string, MeshFeature][] = [
    ['headless', MeshFeature.HEADLESS_SERVICES],
    ['morePorts', MeshFeature.SEVERAL_PORTS],
    ['split', MeshFeature.TRAFFIC_SPLIT],
    ['mirror', MeshFeature.MIRRORING],
    ['faultInjection', MeshFeature.FAULT_INJECTION],
    ['retries', MeshFeature.RETRIES],
    ['timeoutSeconds', MeshFeature.TIMEOUTS],
    ['connectionLimits', MeshFeature.CONNECTION_LIMITS],
    ['outlierEjection', MeshFeature.OUTLIER_EJECTION],
    ['loadBalancing', affinity ? MeshFeature.SESSION_AFFINITY : MeshFeature.LOAD_BALANCING],
    ['rateLimit', MeshFeature.LOCAL_RATE_LIMIT],
    ['allowFrom', scoped ? MeshFeature.HTTP_ACCESS_POLICY : MeshFeature.ACCESS_POLICY],
    ['jwtAuthentication', MeshFeature.JWT_AUTHENTICATION],
    ['externalAuthorization', MeshFeature.EXTERNAL_AUTHORIZATION],
    ['locality', MeshFeature.LOCALITY],
  ];
  const spoken = { [ServiceProtocol.TCP]: MeshFeature.TCP_SERVICES, [ServiceProtocol.GRPC]: MeshFeature.GRPC_SERVICES };
  const ofProtocol = spoken[intents.protocol as keyof typeof spoken];
  return [
    ...(ofProtocol ? [['protocol', ofProtocol] satisfies [keyof MeshServiceOptions & string, MeshFeature]] : []),
    ...all.filter(([prop]) => intents[prop] !== undefined && intents[prop] !== false && !isDisabled(intents, prop)),
    ...ofPeers.flatMap(([isWanted, feature]) =>
      isWanted ? [['allowFrom', feature] as ['allowFrom', MeshFeature]] : [],
    ),
  ];
}

/** The features that a service's routes need, each with the prop that requires it. */
export function featuresOfRoutes({ routes = [] }: MeshServiceOptions): [prop: string, feature: MeshFeature][] {
  return routes.flatMap((route, index) => featuresOfRoute(`routes[${index}]`, route));
}

/** The features that settings of versions need, each with the prop that requires it. */
function featuresOfVersions(intents: MeshServiceOptions): [prop: string, feature: MeshFeature][] {
  return versionsOf(intents).flatMap(([prop, { loadBalancing, connectionLimits, outlierEjection }]) => {
    const all: [string, unknown, MeshFeature][] = [
      ['loadBalancing', loadBalancing, MeshFeature.VERSION_LOAD_BALANCING],
      ['connectionLimits', connectionLimits, MeshFeature.VERSION_LIMITS],
      ['outlierEjection', outlierEjection, MeshFeature.VERSION_LIMITS],
      ['outlierEjection', outlierEjection, MeshFeature.OUTLIER_EJECTION],
    ];
    return all
      .filter(([, value]) => value !== undefined)
      .map(([name, , feature]) => [`${prop}.${name}`, feature] as [string, MeshFeature]);
  });
}

function checkWorkload(faults: Faults, workload: MeshServiceWorkload | undefined): void {
  const fix = "For example, use { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 }.";
  if (!checkGiven(faults, 'workload', workload, fix) || !workload) return;
  checkLabels(faults, 'workload.labels', workload.labels);
  checkName(faults, 'workload.serviceAccount', workload.serviceAccount, nameRules.kubernetesObject);
  if (checkGiven(faults, 'workload.containerPort', workload.containerPort, 'For example, use 8080.')) {
    checkInteger(faults, 'workload.containerPort', workload.containerPort, 1, 65535);
  }
}

function checkIntents(faults: Faults, scope: IConstruct, intents: MeshServiceOptions): void {
  const { split, retries, timeoutSeconds, outlierEjection, rateLimit } = intents;
  if (split) checkSplit(faults, scope, 'split', split);
  if (intents.locality) checkLocality(faults, intents.locality, outlierEjection);
  checkNotEmpty(faults, 'versions', intents.versions);
  checkRoutes(faults, scope, intents);
  checkVersions(faults, intents);
  if (timeoutSeconds !== 0) checkSeconds(faults, 'timeoutSeconds', timeoutSeconds, 3600);
  if (retries) checkRetries(faults, '', retries, timeoutSeconds);
  checkConnections(faults, '', intents);
  for (const [prop, version] of versionsOf(intents)) checkConnections(faults, `${prop}.`, version);
  if (
    rateLimit &&
    checkGiven(faults, 'rateLimit.requestsPerSecond', rateLimit.requestsPerSecond, 'For example, use 100.')
  ) {
    const { requestsPerSecond, burst } = rateLimit;
    checkInteger(faults, 'rateLimit.requestsPerSecond', requestsPerSecond, 1, 1000000);
    checkInteger(faults, 'rateLimit.burst', burst, isKnown(requestsPerSecond) ? requestsPerSecond : 1, 1000000);
  }
  checkRequests(faults, intents);
  checkAccess(faults, intents);
}
