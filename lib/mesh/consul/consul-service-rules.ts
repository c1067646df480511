import { isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import type { ServiceIntent } from '../traffic/intents';
import type { MeshPeer } from '../traffic/mesh-peer';
import type { RetryPolicy } from '../traffic/retry-policy';
import { ServiceProtocol } from '../traffic/service-protocol';
import { versionsOf } from '../traffic/versions';
import { overrideFor } from './consul-routing';
import { type ConsulFacts, serviceOn } from './consul-services';

/** Source: `validate` of `IntentionHTTPPermission` in control-plane/api/v1alpha1/serviceintentions_types.go of consul-k8s */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'];

/** Rejects options of supported features that Consul can't express. */
export function checkConsulService(faults: Faults, service: ServiceIntent, facts: ConsulFacts): void {
  checkIdentity(faults, service);
  checkUniqueName(faults, service.name, facts);
  checkVersions(faults, service);
  checkTcp(faults, service);
  checkRoutes(faults, service);
  checkRetries(faults, '', service.retries);
  const { connectionLimits, allowFrom, probePaths } = service;
  if (connectionLimits?.maxRequestsPerConnection !== undefined) {
    const { maxRequestsPerConnection } = connectionLimits;
    const prop = 'connectionLimits.maxRequestsPerConnection';
    faults.add(prop, 'must be left out on Consul', maxRequestsPerConnection, "Consul doesn't support it.");
  }
  if (overrideFor(service) && !allowFrom) {
    const prop = service.outlierEjection ? 'outlierEjection' : 'connectionLimits';
    const must = 'can only be used with allowFrom on Consul, where it is configured in the defaults of each caller';
    faults.add(prop, must, undefined, 'Set the callers: MeshPeer.serviceAccount(...).');
  }
  checkCallers(faults, 'allowFrom', allowFrom);
  if (probePaths) {
    const must = "must be left out on Consul, whose sidecars allow the kubelet's probes";
    faults.add('probePaths', must, probePaths, 'Leave it out.');
  }
}

function checkRetries(faults: Faults, at: string, retries: RetryPolicy | undefined): void {
  const settings = { perTryTimeoutSeconds: 'timeoutSeconds', backoffSeconds: 'fewer attempts' } as const;
  for (const [prop, instead] of Object.entries(settings) as [keyof typeof settings, string][]) {
    if (retries?.[prop] === undefined) continue;
    const fix = `Consul doesn't support it; use ${instead}.`;
    faults.add(`${at}retries.${prop}`, 'must be left out on Consul', retries[prop], fix);
  }
}

/** A route's destination is a subset or another service, and it rewrites the part of the path that it matches. */
function checkRoutes(faults: Faults, { routes = [], split }: ServiceIntent): void {
  routes.forEach(({ match = {}, action, rewritePath, retries }, index) => {
    const at = `routes[${index}]`;
    checkRetries(faults, `${at}.`, retries);
    const { path, methods: own } = match;
    checkMethods(faults, `${at}.match.methods`, own);
    if (rewritePath?._kind === 'regex' || (rewritePath && path?._kind === 'regex')) {
      const must = 'must not come with a regular expression on Consul, which replaces an exact path or a prefix';
      faults.add(`${at}.rewritePath`, must, rewritePath._path, 'Use PathMatch.prefix and PathRewrite.prefix.');
    } else if (rewritePath?._kind === 'full' && path?._kind !== 'exact') {
      const must = 'must be a prefix on Consul, which replaces the whole path with PathMatch.exact only';
      faults.add(`${at}.rewritePath`, must, rewritePath._path, 'Use PathRewrite.prefix, or PathMatch.exact in match.');
    }
    const intent = action?._intent;
    if (intent?.kind === 'versions' && intent.versions.length === 0 && split) {
      const must = 'must not be all pods beside split on Consul, whose routes without a version lead on to the split';
      faults.add(`${at}.action`, must, undefined, 'Use RouteAction.version, or leave split out.');
    }
    if (intent?.kind !== 'services') return;
    if (intent.services.length > 1) {
      const must = 'must lead to one Service on Consul, which splits the requests of a whole service only';
      faults.add(`${at}.action`, must, undefined, 'Use RouteAction.service.');
    }
    for (const { service } of intent.services) {
      for (const prop of ['namespaceName', 'port'] as const) {
        if (service[prop] === undefined) continue;
        const must = 'must be left out on Consul, which knows services by their name';
        faults.add(`${at}.action.${prop}`, must, service[prop], 'Leave it out.');
      }
    }
  });
}

/** Splits apply to requests, and so do hash policies: the source address is evaluated on routes. */
function checkTcp(faults: Faults, { protocol, split, loadBalancing }: ServiceIntent): void {
  if (protocol !== ServiceProtocol.TCP) return;
  if (split && split._versions.length > 1) {
    const must = "must be left out on Consul if protocol is TCP, which it can't split";
    faults.add('split', must, undefined, 'Use PhasedRollout.finished to switch from one version to the other.');
  }
  if (loadBalancing?._affinity) {
    const must = 'must not be bySourceAddress on Consul if protocol is TCP';
    faults.add('loadBalancing', must, undefined, 'For example, use LoadBalancing.leastRequest().');
  }
}

/**
 * A pod may register only as the service with the name of its ServiceAccount; `default` may not register at all.
 *
 * Source: `getConnectServiceRegistrations` in control-plane/subcommand/connect-init/command.go of
 * https://github.com/hashicorp/consul-k8s/tree/v2.0.3, and `connectInject.aclBindingRuleSelector` of its chart
 */
function checkIdentity(faults: Faults, { name, workload: { serviceAccount } }: ServiceIntent): void {
  if (isKnown(serviceAccount) && isKnown(name)) {
    const prop = 'workload.serviceAccount';
    if (serviceAccount === 'default') {
      const must = 'must not be default on Consul, which gives it no identity';
      faults.add(prop, must, serviceAccount, `Run the pods under a ServiceAccount ${name}.`);
    } else if (serviceAccount !== name) {
      const must = `must be the name of the Service (${name}) on Consul, where a pod belongs to the service with the name of its ServiceAccount`;
      faults.add(
        prop,
        must,
        serviceAccount,
        `Run the pods under a ServiceAccount ${name}, or name the Service ${serviceAccount}.`,
      );
    }
  }
}

/** Source: `ValidateConfigEntry` in control-plane/api/common/configentry_webhook.go of consul-k8s */
export function checkUniqueName(faults: Faults, name: string, { cluster }: ConsulFacts): void {
  const other = serviceOn(cluster, name);
  if (!other) return;
  const must = `must be unique in all namespaces on Consul, but '${other.node.path}' has it already`;
  faults.add('name', must, name, 'Rename one of the two, with its Service and ServiceAccount.');
}

function checkVersions(faults: Faults, service: ServiceIntent): void {
  for (const [prop, { name, labels }] of versionsOf(service)) {
    if (labels && Object.keys(labels).length > 0) continue;
    const fix = `Set a label and the corresponding annotation on its pods, e.g. labels: { version: '${name}' }.`;
    faults.add(prop, `must have labels of version ${name}: Consul selects versions by them`, undefined, fix);
  }
}

/** Services and callers are identified only by name; the Community Edition ignores namespaces. */
export function checkCallers(faults: Faults, prop: string, peers: MeshPeer[] | undefined): void {
  peers?.forEach((peer, index) => {
    if (peer._serviceAccount === undefined) {
      const must = 'must be a ServiceAccount on Consul, which ignores namespaces';
      const fix = 'List each of them: MeshPeer.serviceAccount(...).';
      faults.add(`${prop}[${index}]`, must, `namespace ${peer._namespace}`, fix);
    }
    checkMethods(faults, `${prop}[${index}].methods`, peer._scope.methods);
  });
}

function checkMethods(faults: Faults, prop: string, given: readonly string[] = []): void {
  given.forEach((method, at) => {
    if (!isKnown(method) || methods.includes(method)) return;
    const must = `must be one of ${methods.join(', ')} on Consul`;
    faults.add(`${prop}[${at}]`, must, method, 'Leave methods out, to allow all.');
  });
}
