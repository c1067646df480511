import type { Construct } from 'constructs';
import {
  checkElementsKnown,
  checkGiven,
  checkInteger,
  checkName,
  checkPattern,
  checkSameStack,
  isKnown,
} from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import type { INamespace } from '../workload/namespace';
import { annotationPrefix, typedAnnotations } from './gateway-ingress-annotations';
import type { GatewayBackendTlsOptions, GatewayProbeOptions } from './gateway-ingress-options';
import type { GatewayIngressProps } from './gateway-ingress-props';

const host = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** Everything that can be wrong with an Ingress. */
export function checkGatewayIngress(
  faults: Faults,
  ingress: Construct,
  props: GatewayIngressProps,
  namespace: INamespace | undefined,
): void {
  const { controller, target, backendTls, probe, firewall } = props;
  checkName(faults, 'name', props.name, nameRules.kubernetesObject);
  const hasController = checkGiven(faults, 'controller', controller, 'For example, use an ApplicationGatewayIngress.');
  if (hasController) {
    checkSameStack(faults, 'controller', controller, ingress, 'ApplicationGatewayIngress.fromCluster');
  }
  if (checkGiven(faults, 'target', target, 'For example, use GatewayIngressTarget.service(...).')) {
    target._check(faults, 'target', { namespace: props.namespace, backendTls, probe });
    if (!namespace) faults.add('namespace', 'must be set', undefined, 'Set the namespace of the Service.');
  }
  if (hasController && namespace && namespace.cluster !== controller.cluster) {
    const must = `must be on the cluster of the controller (${controller.cluster.node.path})`;
    faults.add('namespace', must, namespace.cluster.node.path, 'Use a namespace of that cluster.');
  }
  checkRequests(faults, props);
  if (probe) checkProbe(faults, probe);
  checkTls(faults, props);
  if (firewall) checkSameStack(faults, 'firewall', firewall, ingress, 'WebApplicationFirewall.fromFirewallId');
  if (hasController) checkAtController(faults, props, namespace);
  checkAnnotations(faults, props.annotations);
}

/** For an imported controller, the watched namespaces and the gateway may become known later. */
export function checkAtController(
  faults: Faults,
  { controller, tls, backendTls, privateFrontend }: GatewayIngressProps,
  namespace: INamespace | undefined,
): void {
  const { gateway, watchNamespaces, privateFrontend: isForAll } = controller._facts;
  if (namespace && isKnown(watchNamespaces) && !watchNamespaces.includes(namespace.namespaceName)) {
    const must = `must be a namespace that the controller watches (${watchNamespaces.join(', ')})`;
    faults.add('namespace', must, namespace.namespaceName, "Add it to the controller's watchNamespaces.");
  }
  tls?._checkOn(faults, 'tls', gateway);
  if (backendTls) checkTrustedRoots(faults, backendTls, gateway?.trustedRootNames);
  if (privateFrontend && gateway?.hasPrivateFrontend === false) {
    const must =
      'can only be used with a gateway that has a private address: the controller ignores the Ingress otherwise';
    faults.add('privateFrontend', must, true, 'Set privateAddress on the ApplicationGateway.');
  }
  if (!privateFrontend && isForAll === false && gateway?.hasPublicFrontend === false) {
    const must = 'must be true here or on the controller, because the gateway has no public address';
    faults.add('privateFrontend', must, privateFrontend, 'Set privateFrontend: true.');
  }
}

function checkRequests(faults: Faults, props: GatewayIngressProps): void {
  const { hosts, paths, backendPathPrefix } = props;
  for (const [prop, list] of Object.entries({ hosts, paths })) {
    if (isKnown(list) && list.length === 0) faults.add(prop, 'must not be empty', list, 'Leave it out for all.');
  }
  hosts?.forEach((name, index) => {
    checkPattern(faults, `hosts[${index}]`, name, host, 'must be a host in lowercase', 'shop.example.com');
  });
  paths?.forEach((path, index) => {
    const must = 'must start with / and have no *: it includes all paths below';
    checkPattern(faults, `paths[${index}]`, path, /^\/[^*\s]*$/, must, '/api');
  });
  checkPattern(faults, 'backendPathPrefix', backendPathPrefix, /^\//, 'must start with /', '/');
  checkInteger(faults, 'requestTimeoutSeconds', props.requestTimeoutSeconds, 1, 86400, 'seconds');
  checkInteger(faults, 'connectionDrainingSeconds', props.connectionDrainingSeconds, 1, 3600, 'seconds');
  checkInteger(faults, 'frontendPort', props.frontendPort, 1, 64999);
  checkInteger(faults, 'rulePriority', props.rulePriority, 1, 20000);
  checkRulePriority(faults, props);
}

/**
 * The controller sets the priority on each listener's rule, and Azure rejects a gateway with duplicate priorities.
 *
 * Source: https://learn.microsoft.com/azure/application-gateway/ingress-controller-annotations#rule-priority
 */
function checkRulePriority(
  faults: Faults,
  { rulePriority, hosts = ['*'], tls, sslRedirect = true }: GatewayIngressProps,
): void {
  if (rulePriority === undefined || !isKnown(hosts)) return;
  const listeners = hosts.length * (tls && sslRedirect ? 2 : 1);
  if (listeners < 2) return;
  const must = `must be left out of an Ingress with ${listeners} listeners, one for each host${tls && sslRedirect ? ' and for its redirect' : ''}: their rules would have the same priority`;
  const fix = 'Use an Ingress for each host, with sslRedirect: false, or leave it out.';
  faults.add('rulePriority', must, rulePriority, fix);
}

function checkProbe(faults: Faults, probe: GatewayProbeOptions): void {
  checkPattern(faults, 'probe.path', probe.path, /^\//, 'must start with /', '/healthz');
  checkInteger(faults, 'probe.port', probe.port, 1, 65535);
  checkPattern(faults, 'probe.hostName', probe.hostName, host, 'must be a host in lowercase', 'shop.example.com');
  checkInteger(faults, 'probe.intervalSeconds', probe.intervalSeconds, 1, 86400, 'seconds');
  checkInteger(faults, 'probe.timeoutSeconds', probe.timeoutSeconds, 1, 86400, 'seconds');
  checkInteger(faults, 'probe.unhealthyThreshold', probe.unhealthyThreshold, 1, 20);
  probe.statusCodes?.forEach((codes, index) => {
    const must = 'must be a code or a range of codes';
    checkPattern(faults, `probe.statusCodes[${index}]`, codes, /^[1-5]\d\d(-[1-5]\d\d)?$/, must, '200-399');
  });
}

function checkTls(faults: Faults, { tls, sslRedirect, backendTls }: GatewayIngressProps): void {
  tls?._check(faults, 'tls');
  if (!tls && sslRedirect) {
    faults.add(
      'sslRedirect',
      'can only be used with tls: without it there is no HTTPS to redirect to',
      true,
      'Set tls, or leave it out.',
    );
  }
  if (backendTls) checkBackendTls(faults, backendTls);
}

function checkBackendTls(faults: Faults, { hostName, trustedRootNames }: GatewayBackendTlsOptions): void {
  if (checkGiven(faults, 'backendTls.hostName', hostName, "Use the name in the backend's certificate.")) {
    checkPattern(faults, 'backendTls.hostName', hostName, host, 'must be a host in lowercase', 'shop.example.com');
  }
  checkElementsKnown(faults, 'backendTls.trustedRootNames', trustedRootNames);
}

function checkTrustedRoots(
  faults: Faults,
  { trustedRootNames = [] }: GatewayBackendTlsOptions,
  known: string[] | undefined,
): void {
  if (known === undefined || !isKnown(trustedRootNames)) return;
  trustedRootNames.forEach((name, index) => {
    if (!isKnown(name) || known.includes(name)) return;
    const must = `must exist on the gateway (${known.length > 0 ? known.join(', ') : 'none'})`;
    faults.add(`backendTls.trustedRootNames[${index}]`, must, name, 'Add the trusted root to the ApplicationGateway.');
  });
}

function checkAnnotations(faults: Faults, annotations: { [key: string]: string } = {}): void {
  for (const key of Object.keys(annotations)) {
    const [prefix, name] = key.split('/');
    const prop = prefix === annotationPrefix ? typedAnnotations[name] : undefined;
    if (prop) faults.add('annotations', `must leave ${key} to ${prop}`, annotations[key], `Set ${prop}.`);
    if (key === 'kubernetes.io/ingress.class') {
      faults.add('annotations', `must leave ${key} to controller`, annotations[key], 'Leave it out.');
    }
  }
}
