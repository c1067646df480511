import { isMap, type Json, type JsonMap, type Resource, textAt, textsAt } from '../../command/terraform/resource';
import { objectsOf, titleOf } from '../../command/values/objects';
import { valuesOf } from '../../command/values/release-values';
import { nameOf } from '../terraform/expression';
import type { Exposure } from './exposure';

const internal = 'service.beta.kubernetes.io/azure-load-balancer-internal';
const ranges = 'service.beta.kubernetes.io/azure-allowed-ip-ranges';

/** The load balancers that a release requests from AKS: for its chart's Services, or for objects that it applies. */
export function servicesOf(release: Resource): Omit<Exposure, 'key'>[] {
  return [...chartServices(release), ...objectServices(release)];
}

function chartServices(release: Resource): Omit<Exposure, 'key'>[] {
  const { values } = valuesOf(release);
  const chart = textAt(release.args, 'chart') ?? '';
  const found: Omit<Exposure, 'key'>[] = [];
  // Istio's gateway chart creates a load balancer by default.
  if (chart === 'gateway' && textAt(values, 'service.type') === undefined) {
    const service = isMap(values.service) ? values.service : {};
    found.push({ subject: nameOf(release), from: sourcesOf(service, service), paths: pathsOf('service') });
  }
  const walk = (value: Json, place: string[]): void => {
    if (!isMap(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'manifests') continue;
      if (isMap(inner) && /^service$/i.test(key) && inner.type === 'LoadBalancer') {
        const where = place.length > 0 ? ` (${place.join('.')})` : '';
        found.push({
          subject: `${nameOf(release)}${where}`,
          from: sourcesOf(inner, inner),
          paths: pathsOf([...place, key].join('.')),
        });
      } else walk(inner, [...place, key]);
    }
  };
  walk(values, []);
  return found;
}

/** The values that limit who reaches a Service. */
function pathsOf(service: string): string[] {
  return [`annotations.${internal}`, `annotations.${ranges}`, 'loadBalancerSourceRanges', 'type'].map(
    (key) => `${service}.${key}`,
  );
}

function objectServices(release: Resource): Omit<Exposure, 'key'>[] {
  return objectsOf(release).flatMap((object) => {
    const { content, kind, group } = object;
    const metadata = isMap(content.metadata) ? content.metadata : {};
    if (kind === 'Service' && group === '' && textAt(content, 'spec.type') === 'LoadBalancer') {
      return [{ subject: titleOf(object), from: sourcesOf(metadata, content.spec as JsonMap) }];
    }
    if (kind === 'Gateway' && group === 'gateway.networking.k8s.io') {
      // Istio creates a ClusterIP Service for a waypoint.
      if (textAt(content, 'spec.gatewayClassName') === 'istio-waypoint') return [];
      const infrastructure = isMap(content.spec) ? content.spec.infrastructure : undefined;
      return [{ subject: titleOf(object), from: sourcesOf(isMap(infrastructure) ? infrastructure : {}, {}) }];
    }
    return [];
  });
}

function sourcesOf(annotated: JsonMap, service: JsonMap): string[] {
  const annotations = annotationsOf(annotated.annotations);
  if (String(annotations[internal] ?? 'false') === 'true') return [];
  const limited = [
    ...String(annotations[ranges] ?? '').split(','),
    ...textsAt(service, 'loadBalancerSourceRanges'),
  ].map((range) => range.trim());
  const given = limited.filter((range) => range !== '');
  return given.length > 0 ? given : ['anyone'];
}

/** Annotations are a map, or, in Consul's chart, YAML text of one. */
function annotationsOf(value: Json | undefined): JsonMap {
  if (isMap(value)) return value;
  if (typeof value !== 'string') return {};
  const lines = value.split('\n').flatMap((line) => {
    const [, key, text] = line.match(/^\s*['"]?([^\s'":]+)['"]?\s*:\s*['"]?(.*?)['"]?\s*$/) ?? [];
    return key === undefined ? [] : [[key, text] as const];
  });
  return Object.fromEntries(lines);
}
