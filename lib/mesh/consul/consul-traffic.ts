import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { Faults } from '../../core/faults';
import { checkLate } from '../../core/late-checks';
import { warn } from '../../core/warnings';
import type { Manifest } from '../../helm/manifest';
import type { NamespacePolicyIntent, ServiceIntent } from '../traffic/intents';
import type { DescribedService, TrafficRenderer } from '../traffic/traffic-renderer';
import { annotatedVersions, keyOfVersion, versionsOf } from '../traffic/versions';
import { serviceIntentions } from './consul-access';
import { checkConsulEgress, egressObjects } from './consul-egress';
import { consulIngressObjects, consulRouteObjects } from './consul-ingress';
import { checkConsulIngress, checkConsulRoutes, claimIngress } from './consul-ingress-rules';
import {
  consulIntent,
  overrideFor,
  serviceDefaults,
  serviceResolver,
  serviceRouter,
  serviceSplitter,
} from './consul-routing';
import { checkConsulService } from './consul-service-rules';
import { addOverride, type ConsulFacts, claimService, overridesOf, serviceOn } from './consul-services';

/** Pods behind a Service with this label are not registered under its name. */
const ignored = { 'consul.hashicorp.com/service-ignore': 'true' };

/**
 * How Consul expresses intents: one object of each kind per service, with its name. Versions are subsets of the service.
 *
 * @internal
 */
export function consulTraffic(facts: ConsulFacts): TrafficRenderer {
  const { cluster } = facts;
  return {
    checkService: (faults, service) => checkConsulService(faults, consulIntent(service), facts),

    /** In the order in which Consul accepts them: a split of a service whose protocol is not yet HTTP is rejected and retried. */
    service(intent: ServiceIntent): Manifest[] {
      const service = consulIntent(intent);
      const { name, namespaceName, allowFrom } = service;
      return [
        serviceDefaults(service, overridesOf(cluster, name)),
        allowFrom ? serviceIntentions(name, namespaceName, allowFrom) : undefined,
        serviceResolver(service),
        serviceRouter(service),
        serviceSplitter(service),
      ].filter((manifest) => manifest !== undefined);
    },

    serviceAnnotations: () => ({}),

    /** A pod behind two registered Services would be two services, which Consul rejects. */
    versionServiceLabels: () => ignored,

    madeService(service: DescribedService): void {
      claimService(cluster, service._intent.name, service);
      limitCallers(service, cluster);
      warnOfVersions(service, cluster);
    },

    checkEgress: (faults, egress) => checkConsulEgress(faults, egress, facts),
    egress: egressObjects,
    madeEgress: (owner, { name }) => claimService(cluster, name, owner),

    checkIngress: (faults, ingress) => checkConsulIngress(faults, ingress, facts),
    ingress: consulIngressObjects,
    checkIngressRoutes: (faults, routes) => checkConsulRoutes(faults, routes, facts),
    ingressRoutes: consulRouteObjects,
    madeIngress: (owner, ingress) => claimIngress(owner, ingress, facts),

    /** Its sidecars accept only mutual TLS, and the mesh denies callers without an intention. */
    checkNamespacePolicy(faults: Faults, { plainTextPorts }: NamespacePolicyIntent): void {
      const must = 'must not be used on Consul, which always requires mutual TLS and denies by default';
      faults.add('namespace', must, undefined, 'Remove the construct.');
      if (!plainTextPorts) return;
      const fix = 'Use MeshWorkload.excludedInboundPorts.';
      faults.add('plainTextPorts', 'must be left out on Consul', undefined, fix);
    },

    namespacePolicy: () => [],
  };
}

/** Limits and ejection are set in the callers' objects. */
function limitCallers(service: DescribedService, cluster: IAksCluster): void {
  const { _intent: intent } = service;
  const override = overrideFor(intent);
  if (!override) return;
  const described = (name: string) => serviceOn(cluster, name) as Partial<DescribedService> | undefined;
  const callers = [...new Set(intent.allowFrom?.map((peer) => peer._serviceAccount ?? ''))];
  for (const caller of callers) addOverride(cluster, caller, override);
  checkLate(service, (faults) => {
    const prop = override.limits ? 'connectionLimits' : 'outlierEjection';
    for (const caller of callers.filter((name) => described(name)?._intent === undefined)) {
      const must = `must have callers with a MeshService on Consul, because it is configured in their defaults, but '${caller}' has none`;
      faults.add(prop, must, undefined, `Create a MeshService for ${caller}, or leave ${prop} out.`);
    }
  });
}

function warnOfVersions(service: DescribedService, cluster: IAksCluster): void {
  const { _intent: intent } = service;
  const versions = versionsOf(intent).map(([, version]) => version);
  const leaves = versions.map((version) => version.service).filter((leaf) => leaf && leaf !== intent.name);
  if (leaves.length > 0 && !intent.ownsService) {
    const text = `Consul rejects pods that are behind two Services. Set the label ${Object.keys(ignored)[0]}: "true" on ${[...new Set(leaves)].join(', ')}, or leave the versions' service out.`;
    warn(service, 'W334', text);
  }
  if (versions.length === 0) return;
  const text =
    'Consul selects versions by annotations of their pods, not by labels. Set the annotations of a MeshWorkload with version on the pods; otherwise, ' +
    'requests for the version fail.';
  warn(service, 'W335', text, () =>
    versions.some((version) => !annotatedVersions.ownerOn(cluster, keyOfVersion(version))),
  );
}
