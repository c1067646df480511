import { isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import type { ServiceIntent } from '../traffic/intents';
import type { MeshPeer } from '../traffic/mesh-peer';
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
  const { retries, connectionLimits, allowFrom, probePaths } = service;
  const settings = { perTryTimeoutSeconds: 'timeoutSeconds', backoffSeconds: 'fewer attempts' } as const;
  for (const [prop, instead] of Object.entries(settings) as [keyof typeof settings, string][]) {
    if (retries?.[prop] === undefined) continue;
    faults.add(
      `retries.${prop}`,
      'must be left out on Consul',
      retries[prop],
      `It has no such setting; use ${instead}.`,
    );
  }
  if (connectionLimits?.maxRequestsPerConnection !== undefined) {
    const { maxRequestsPerConnection } = connectionLimits;
    const prop = 'connectionLimits.maxRequestsPerConnection';
    faults.add(prop, 'must be left out on Consul', maxRequestsPerConnection, 'It has no such setting.');
  }
  if (overrideFor(service) && !allowFrom) {
    const prop = service.outlierEjection ? 'outlierEjection' : 'connectionLimits';
    const must = 'must come with allowFrom on Consul, where the defaults of each caller say it';
    faults.add(prop, must, undefined, 'Name the callers: MeshPeer.serviceAccount(...).');
  }
  checkCallers(faults, 'allowFrom', allowFrom);
  if (probePaths) {
    const must = "must be left out on Consul, whose sidecars let the kubelet's probes through";
    faults.add('probePaths', must, probePaths, 'Leave it out.');
  }
}

/** Splits apply to requests, and so do hash policies: the source address is evaluated on routes. */
function checkTcp(faults: Faults, { protocol, split, loadBalancing }: ServiceIntent): void {
  if (protocol !== ServiceProtocol.TCP) return;
  if (split && split._versions.length > 1) {
    const must = 'must be left out on Consul where protocol is TCP, which it does not split';
    faults.add('split', must, undefined, 'Use PhasedRollout.finished to change from one version to the other.');
  }
  if (loadBalancing?._affinity) {
    const must = 'must not be bySourceAddress on Consul where protocol is TCP';
    faults.add('loadBalancing', must, undefined, 'Use for example LoadBalancing.leastRequest().');
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
      const must = 'must not be default on Consul, which gives that one no identity';
      faults.add(prop, must, serviceAccount, `Run the pods under a ServiceAccount ${name}.`);
    } else if (serviceAccount !== name) {
      const must = `must be the name of the Service (${name}) on Consul, where a pod is the service that its ServiceAccount is named after`;
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
  const must = `must be unique in all namespaces on Consul, and '${other.node.path}' has it`;
  faults.add('name', must, name, 'Give one of the two another name, its Service and ServiceAccount too.');
}

function checkVersions(faults: Faults, service: ServiceIntent): void {
  for (const [prop, { name, labels }] of versionsOf(service)) {
    if (labels && Object.keys(labels).length > 0) continue;
    const fix = `Give its pods a label and the annotation that goes with it, e.g. labels: { version: '${name}' }.`;
    faults.add(prop, `must have labels of version ${name}: Consul tells versions apart by them`, undefined, fix);
  }
}

/** Services and callers are identified only by name; the Community Edition ignores namespaces. */
export function checkCallers(faults: Faults, prop: string, peers: MeshPeer[] | undefined): void {
  peers?.forEach((peer, index) => {
    if (peer._serviceAccount === undefined) {
      const must = 'must be a ServiceAccount on Consul, which knows no namespaces';
      const fix = 'Name each of them: MeshPeer.serviceAccount(...).';
      faults.add(`${prop}[${index}]`, must, `namespace ${peer._namespace}`, fix);
    }
    peer._scope.methods?.forEach((method, at) => {
      if (!isKnown(method) || methods.includes(method)) return;
      const must = `must be one of ${methods.join(', ')} on Consul`;
      faults.add(`${prop}[${index}].methods[${at}]`, must, method, 'Leave methods out, to allow all.');
    });
  });
}
