import type { Construct, IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { hasNodesForPods } from '../cluster/pod-capacity';
import { checkGiven, checkInteger, checkName, checkPattern, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { Claim, perApp } from '../core/ledger';
import { nameRules } from '../core/names';
import { checkOwnedValues } from '../helm/owned-values';
import { releaseNameOf } from './agic-chart';
import type { AgicHelmOptions } from './agic-helm-options';
import { checkNetwork } from './agic-network-rules';
import type { GatewayFacts, IApplicationGateway } from './application-gateway-base';
import type { ApplicationGatewayIngressProps } from './application-gateway-ingress-props';
import type { IApplicationGatewayIngress } from './application-gateway-ingress-ref';
import { gatewayService } from './gateway-subnet-rules';

interface Names {
  readonly ingressClassName: string;
  readonly hasOwnClass: boolean;
}

/** Settings that the add-on doesn't have. */
const ofChart = [
  'ingressClassName',
  'defaultIngressClass',
  'watchNamespaces',
  'resourceNamePrefix',
  'prohibitedTargets',
  'privateFrontend',
  'reconcilePeriodSeconds',
] as const;

/** Checks the props of a controller before any resource is created. */
export function checkController(
  faults: Faults,
  owner: Construct,
  props: ApplicationGatewayIngressProps,
  names: Names,
): void {
  const { cluster, deployment } = props;
  const isGiven = [
    checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.'),
    checkGiven(faults, 'deployment', deployment, 'For example, use AgicDeployment.helm(...).'),
  ];
  if (isGiven.includes(false)) return;
  checkSameStack(faults, 'cluster', cluster, owner, 'AksCluster.fromCluster');
  checkSettings(faults, props, names);
  checkGateway(faults, owner, props);
  checkClassIsNew(faults, cluster, names.ingressClassName);
  if (deployment._helm) checkChart(faults, owner, props, deployment._helm, names);
  else checkOnlyChart(faults, props);
  if (deployment._gateway) checkShared(faults, props, deployment._gateway);
  const subnet = deployment._gateway ? deployment._gateway._facts.subnet : deployment._newGateway?.subnet._facts;
  checkNetwork(faults, owner, cluster, deployment, subnet);
}

/** From now on another controller of the class, or on the gateway, is checked against this one. */
export function claimController(
  controller: IApplicationGatewayIngress,
  props: ApplicationGatewayIngressProps,
  names: Names,
): void {
  const { cluster, deployment } = props;
  ingressClasses.take(cluster, controller, controller.ingressClassName);
  if (deployment._helm) releases.take(cluster, controller, nameOfRelease(props, names));
  if (!deployment._gateway) return;
  const { key } = deployment._gateway._facts;
  const users = usersOf(controller, key);
  users.push({ controller, sharing: sharingOf(props) });
}

/** By name of the class. */
export const ingressClasses = new Claim<IApplicationGatewayIngress>();

/** The add-on's pod runs on an ordinary pool. */
export function checkAddOnPool(faults: Faults, cluster: IAksCluster): void {
  if (hasNodesForPods(cluster) !== false) return;
  const must = "must have an untainted pool for the add-on's pod, but all pools are tainted";
  faults.add('cluster', must, cluster.node.path, 'Set userPool on the cluster, or call addNodePool.');
}

function checkSettings(faults: Faults, props: ApplicationGatewayIngressProps, { ingressClassName }: Names): void {
  const { watchNamespaces, resourceNamePrefix, prohibitedTargets, privateFrontend, deployment } = props;
  checkName(faults, 'ingressClassName', ingressClassName, nameRules.kubernetesLabel);
  checkInteger(faults, 'reconcilePeriodSeconds', props.reconcilePeriodSeconds, 30, 300, 'seconds');
  const must = 'must have 1 to 20 letters, digits and -';
  checkPattern(faults, 'resourceNamePrefix', resourceNamePrefix, /^[A-Za-z0-9-]{1,20}$/, must, 'shop-');
  if (isKnown(watchNamespaces) && watchNamespaces.length === 0) {
    faults.add('watchNamespaces', 'must not be empty', watchNamespaces, 'Leave it out for all namespaces.');
  }
  watchNamespaces?.forEach((name, index) => {
    checkName(faults, `watchNamespaces[${index}]`, name, nameRules.kubernetesLabel);
  });
  if (prohibitedTargets?.length === 0) {
    const why = 'must not be empty: the controller would treat all paths as prohibited';
    faults.add('prohibitedTargets', why, prohibitedTargets, 'List the paths that others own, or leave it out.');
  }
  prohibitedTargets?.forEach(({ name, paths }, index) => {
    checkName(faults, `prohibitedTargets[${index}].name`, name, nameRules.kubernetesObject);
    paths?.forEach((path, at) => {
      const prop = `prohibitedTargets[${index}].paths[${at}]`;
      checkPattern(faults, prop, path, /^\/(?:.+\/)?\*$/, 'must start with / and end with /*', '/legacy/*');
    });
  });
  const { _newGateway: made, _gateway: gateway } = deployment;
  if (privateFrontend && (made || gateway?._facts.hasPrivateFrontend === false)) {
    const why = 'can only be used with a gateway that has a private address: the controller stops otherwise';
    faults.add('privateFrontend', why, true, 'Set privateAddress on the ApplicationGateway.');
  }
}

function checkGateway(faults: Faults, owner: Construct, { deployment }: ApplicationGatewayIngressProps): void {
  const { _gateway: gateway, _newGateway: made } = deployment;
  if (gateway) checkSameStack(faults, 'deployment.gateway', gateway, owner, 'ApplicationGateway.fromGateway');
  if (!made) return;
  checkName(faults, 'deployment.gatewayName', made.gatewayName, nameRules.networkPart);
  if (checkGiven(faults, 'deployment.subnet', made.subnet, 'Use a separate subnet.')) {
    made.subnet._checkSameStack(faults, 'deployment.subnet', owner);
    const { delegatedTo } = made.subnet._facts;
    if (delegatedTo !== undefined && delegatedTo !== gatewayService) {
      const fix = 'Use a subnet without delegation, or with SubnetDelegation.APPLICATION_GATEWAY.';
      faults.add('deployment.subnet', 'must not be delegated to another service', delegatedTo, fix);
    }
    checkSmallest(faults, made.subnet._usableAddresses);
  }
  if (deployment._helm) {
    checkName(faults, 'deployment.gatewayResourceGroupName', made.gatewayResourceGroupName, nameRules.resourceGroup);
  }
}

/** Gateways that AKS and the controller create scale to ten instances. */
function checkSmallest(faults: Faults, addresses: number | undefined): void {
  const instances = 10;
  if (addresses === undefined || addresses >= instances) return;
  const must = `must have an address for each of the gateway's up to ${instances} instances, and 5 that Azure reserves`;
  faults.add('deployment.subnet', must, `${addresses} addresses`, 'Use a /24.');
}

function checkOnlyChart(faults: Faults, props: ApplicationGatewayIngressProps): void {
  for (const prop of ofChart.filter((name) => props[name] !== undefined)) {
    const must = "must be left out with the add-on, which doesn't support it";
    faults.add(prop, must, props[prop], 'Use AgicDeployment.helm(...), or leave it out.');
  }
}

/** The prop that sets each of the chart's values. */
const owned = {
  fullnameOverride: 'the release, whose ServiceAccount the identity trusts',
  nameOverride: 'the release, whose ServiceAccount the identity trusts',
  armAuth: 'identity or newIdentity',
  'appgw.applicationGatewayID': 'deployment',
  'appgw.shared': 'prohibitedTargets',
  'appgw.prohibitedTargets': 'prohibitedTargets',
  'appgw.usePrivateIP': 'privateFrontend',
  'appgw.subResourceNamePrefix': 'resourceNamePrefix',
  'appgw.environment': 'cloud',
  reconcilePeriodSeconds: 'reconcilePeriodSeconds',
  'kubernetes.watchNamespace': 'watchNamespaces',
  'kubernetes.ingressClassResource': 'ingressClassName',
};

function checkChart(
  faults: Faults,
  owner: Construct,
  props: ApplicationGatewayIngressProps,
  helm: AgicHelmOptions,
  names: Names,
): void {
  const { identity, newIdentity, namespace, version, values } = helm;
  if ((identity === undefined) === (newIdentity === undefined)) {
    const both = identity === undefined ? 'must be set, or newIdentity' : 'must not be set together with newIdentity';
    faults.add('deployment.identity', both, undefined, 'Set either identity or newIdentity.');
  }
  if (identity) checkSameStack(faults, 'deployment.identity', identity, owner, 'ManagedIdentity.fromLookup');
  if (helm.grantRoles === false && newIdentity) {
    const fix = 'Leave it out, or use an identity that has its roles.';
    faults.add('deployment.grantRoles', 'must not be false for an identity that is created here', false, fix);
  }
  version?._check(faults, 'deployment.version');
  if (helm.releaseName !== undefined) {
    checkName(faults, 'deployment.releaseName', helm.releaseName, nameRules.helmRelease);
  }
  const releaseName = nameOfRelease(props, names);
  const other = releases.ownerOn(props.cluster, releaseName);
  if (other) {
    const must = `must be unique in the cluster, because it is the name of a ClusterRole, but '${other.node.path}' has it`;
    faults.add('deployment.releaseName', must, releaseName, 'Use a different name for each controller.');
  }
  if (namespace && 'mesh' in namespace) {
    const must = 'must not be in a mesh: the controller calls Azure, and its own pod needs no sidecar';
    faults.add('deployment.namespace', must, namespace.namespaceName, 'Use a Namespace.');
  }
  if (namespace && namespace.cluster !== props.cluster) {
    const must = `must be on the cluster of the controller (${props.cluster.node.path})`;
    faults.add('deployment.namespace', must, namespace.cluster.node.path, 'Use a namespace of that cluster.');
  }
  checkOwnedValues(faults, 'deployment.values', values, owned);
}

function checkClassIsNew(faults: Faults, cluster: IAksCluster, name: string): void {
  const other = ingressClasses.ownerOn(cluster, name);
  if (!other) return;
  const fix = 'Set another ingressClassName on the second controller, or use ApplicationGatewayIngress.fromCluster.';
  faults.add(
    'ingressClassName',
    `must have only one controller, but '${other.node.path}' serves it already`,
    name,
    fix,
  );
}

interface Sharing {
  readonly prefix: string | undefined;
  readonly shares: boolean;
}

interface User {
  readonly controller: IConstruct;
  readonly sharing: Sharing;
}

const usersOfApp = perApp(() => new Map<string, User[]>());

/** The controllers of one gateway. */
function usersOf(scope: IConstruct, key: string): User[] {
  const all = usersOfApp(scope);
  const users = all.get(key) ?? [];
  all.set(key, users);
  return users;
}

function sharingOf({ resourceNamePrefix, prohibitedTargets }: ApplicationGatewayIngressProps): Sharing {
  return { prefix: resourceNamePrefix, shares: prohibitedTargets !== undefined };
}

/** Controllers that share a gateway without being configured for it delete each other's rules again and again. */
function checkShared(faults: Faults, props: ApplicationGatewayIngressProps, gateway: IApplicationGateway): void {
  const { key }: GatewayFacts = gateway._facts;
  const sharing = sharingOf(props);
  for (const other of usersOf(props.cluster, key)) {
    const path = other.controller.node.path;
    if (!sharing.shares || !other.sharing.shares) {
      const must = `must be set here and on '${path}', which configures the same gateway`;
      faults.add(
        'prohibitedTargets',
        must,
        undefined,
        'List the hosts of the other on each, or use separate gateways.',
      );
    }
    if (sharing.prefix === other.sharing.prefix) {
      const must = `must differ from that of '${path}', which configures the same gateway`;
      faults.add('resourceNamePrefix', must, sharing.prefix, 'Use a different prefix for each.');
    }
  }
}

function nameOfRelease({ deployment }: ApplicationGatewayIngressProps, names: Names): string {
  return releaseNameOf({ helm: deployment._helm ?? {}, ...names });
}

/** By name of the release. */
const releases = new Claim();
