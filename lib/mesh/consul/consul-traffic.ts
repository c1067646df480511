import type { Faults } from '../../core/faults';
import { checkLate } from '../../core/late-checks';
import { warn } from '../../core/warnings';
import { ownerOn } from '../../workload/once-a-cluster';
import type { MeshEgress } from '../mesh-egress';
import type { MeshEgressProps } from '../mesh-egress-props';
import type { MeshNamespacePolicyProps } from '../mesh-namespace-policy-props';
import type { MeshService } from '../mesh-service';
import type { MeshServiceProps } from '../mesh-service-props';
import { versionClaim } from '../mesh-workload';
import type { Manifest } from '../traffic/manifest';
import type { TrafficRenderer } from '../traffic/traffic-renderer';
import { versionsOf } from '../traffic/versions';
import { serviceIntentions } from './consul-access';
import { checkConsulEgress, egressObjects } from './consul-egress';
import { checkConsulIngress, consulIngressObjects, madeConsulIngress } from './consul-ingress';
import { overrideFor, serviceDefaults, serviceResolver, serviceRouter, serviceSplitter } from './consul-routing';
import { checkConsulService } from './consul-service-rules';
import { addOverride, claimService, serviceOn } from './consul-services';

/** Pods behind a Service with this label are not registered under its name. */
const ignored = { 'consul.hashicorp.com/service-ignore': 'true' };

/**
 * What Consul makes of intents: one object of each kind a service, named after it. Versions are subsets of the one service.
 *
 * @internal
 */
export const consulTraffic: TrafficRenderer = {
  checkService: checkConsulService,

  /** In the order in which Consul takes them: a split of a service that is not known as HTTP is refused, and tried again. */
  service(service: MeshServiceProps): Manifest[] {
    const { name, namespace, allowFrom } = service;
    return [
      serviceDefaults(service),
      allowFrom ? serviceIntentions(name, namespace, allowFrom) : undefined,
      serviceResolver(service),
      serviceRouter(service),
      serviceSplitter(service),
    ].filter((manifest) => manifest !== undefined);
  },

  serviceAnnotations: () => ({}),

  /** A pod that is behind two Services that count would be two services, which Consul refuses. */
  versionServiceLabels: () => ignored,

  madeService(service: MeshService): void {
    const { namespace, serviceName } = service;
    claimService(namespace.cluster, serviceName, service);
    tellCallers(service);
    warnOfVersions(service);
  },

  checkEgress: checkConsulEgress,
  egress: egressObjects,

  madeEgress(egress: MeshEgress, { namespace, name }: MeshEgressProps): void {
    claimService(namespace.cluster, name, egress);
  },

  checkIngress: checkConsulIngress,
  ingress: consulIngressObjects,
  madeIngress: madeConsulIngress,

  /** Its sidecars take mutual TLS only, and the mesh denies whom no intention names. */
  checkNamespacePolicy(faults: Faults, { plainTextPorts }: MeshNamespacePolicyProps): void {
    const must = 'must not be used on Consul, which is strict and denies by default as a whole';
    faults.add('namespace', must, undefined, 'Take the construct out.');
    if (!plainTextPorts) return;
    const fix = 'Use excludedInboundPorts of MeshWorkload.';
    faults.add('plainTextPorts', 'must be left out on Consul', undefined, fix);
  },

  namespacePolicy: () => [],
};

/** Limits and ejection stand in the callers' own objects, whichever of the services is described first. */
function tellCallers(service: MeshService): void {
  const { namespace, _intents: intents } = service;
  const override = overrideFor(intents);
  if (!override) return;
  const callers = [...new Set(intents.allowFrom?.map((peer) => peer._serviceAccount ?? ''))];
  for (const caller of callers) {
    addOverride(namespace.cluster, caller, override);
    (serviceOn(namespace.cluster, caller) as Partial<MeshService> | undefined)?._refresh?.();
  }
  checkLate(service, (faults) => {
    const prop = override.limits ? 'connectionLimits' : 'outlierEjection';
    const isDescribed = (name: string) =>
      (serviceOn(namespace.cluster, name) as Partial<MeshService> | undefined)?._intents !== undefined;
    for (const caller of callers.filter((name) => !isDescribed(name))) {
      const must = `must have callers that a MeshService describes on Consul, where their own defaults say it, and '${caller}' has none`;
      faults.add(prop, must, undefined, `Make a MeshService for ${caller}, or leave ${prop} out.`);
    }
  });
}

function warnOfVersions(service: MeshService): void {
  const { _intents: intents } = service;
  const versions = versionsOf(intents).map(([, version]) => version);
  const leaves = versions.map((version) => version.service).filter((leaf) => leaf && leaf !== intents.name);
  if (leaves.length > 0 && !intents.ownsService) {
    const text = `Consul refuses pods that are behind two Services. Give ${[...new Set(leaves)].join(', ')} the label ${Object.keys(ignored)[0]}: "true", or leave service of the versions out.`;
    warn(service, 'W334', text);
  }
  if (versions.length === 0) return;
  const text =
    'Consul tells versions apart by annotations of their pods, not by labels. Give the pods what a MeshWorkload with version says, or ' +
    'requests for the version find no pod.';
  const { cluster } = service.namespace;
  warn(service, 'W335', text, () => versions.some((version) => !ownerOn(cluster, versionClaim(version))));
}
