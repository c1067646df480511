import { isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import type { ExternalAuthorization } from '../traffic/external-authorization';
import type {
  EgressIntent,
  GatewayRoutesIntent,
  IngressIntent,
  NamespacePolicyIntent,
  ServiceIntent,
} from '../traffic/intents';
import type { JwtAuthentication } from '../traffic/jwt-authentication';
import type { MeshPeer } from '../traffic/mesh-peer';
import type { PathMatch } from '../traffic/path-match';
import type { TrafficRenderer } from '../traffic/traffic-renderer';
import { versionsOf } from '../traffic/versions';
import { withoutDisabled } from '../traffic/zero-intents';
import { authorizationPolicy, endUserPolicies, externalPolicies } from './istio-access';
import { destinationRules } from './istio-destination-rule';
import { egressObjects } from './istio-egress';
import type { IstioFacts } from './istio-facts';
import { delegatedRoutes, ingressObjects } from './istio-ingress';
import { rateLimitFilter } from './istio-rate-limit';
import { serviceRoutes } from './istio-routing';
import { checkGatewayApiRoutes } from './istio-service-routes';

/**
 * How Istio, installed or managed, expresses intents. Versions are subsets of the Service, so that all settings apply to one
 * host; settings of pods (access, rate limit) select them by their labels.
 *
 * @internal
 */
export function istioTraffic(facts: IstioFacts): TrafficRenderer {
  return {
    checkService(faults: Faults, service: ServiceIntent): void {
      checkGatewayApiRoutes(faults, service, facts);
      for (const [prop, { name, labels, service: leaf }] of versionsOf(service)) {
        if (facts.gatewayApi) {
          if (leaf) continue;
          const must = `must have a Service of version ${name}: Gateway API routes select versions by them`;
          faults.add(prop, must, undefined, `Set one, e.g. service: '${service.name}-${name}'.`);
          continue;
        }
        if (labels && Object.keys(labels).length > 0) continue;
        const fix = `Set a label on its pods, e.g. labels: { version: '${name}' }.`;
        faults.add(prop, `must have labels of version ${name}: Istio selects versions by them`, undefined, fix);
      }
      checkPeerPaths(faults, 'allowFrom', service.allowFrom);
      service.morePorts?.forEach(({ allowFrom }, index) => {
        checkPeerPaths(faults, `morePorts[${index}].allowFrom`, allowFrom);
      });
      checkExemptPaths(faults, service.jwtAuthentication);
      if (service.externalAuthorization) checkExternal(faults, service.externalAuthorization, facts);
      if (service.probePaths) {
        const must = "must be left out on Istio, whose sidecars answer the kubelet's probes";
        faults.add('probePaths', must, service.probePaths, 'Leave it out.');
      }
    },

    /** The DestinationRule first: routes to an unknown subset fail with 503. */
    service(intent: ServiceIntent): Manifest[] {
      const service = withoutDisabled(intent, ['timeoutSeconds']);
      return [
        ...destinationRules(service, facts),
        ...serviceRoutes(service, facts),
        service.allowFrom ? authorizationPolicy(service) : undefined,
        ...endUserPolicies(service),
        ...externalPolicies(service),
        rateLimitFilter(service),
      ].filter((manifest) => manifest !== undefined);
    },

    serviceAnnotations: () => ({}),

    checkEgress(faults: Faults, { callers }: EgressIntent): void {
      if (!callers) return;
      const must = 'must be left out on Istio, where a ServiceEntry applies to all pods of the namespace';
      faults.add('callers', must, undefined, 'Leave it out, or use a separate namespace for the callers.');
    },

    egress: egressObjects,

    checkNamespacePolicy(faults: Faults, { scrapers }: NamespacePolicyIntent): void {
      if (!scrapers) return;
      const must = 'must be left out on Istio, whose proxies serve their metrics to all clients';
      faults.add(
        'scrapers',
        must,
        undefined,
        'Leave it out; for metrics of applications use MeshPeer.prometheus in allowFrom.',
      );
    },

    /** An AuthorizationPolicy without rules denies all traffic; the policies of MeshServices add the allowed callers. */
    namespacePolicy(policy: NamespacePolicyIntent): Manifest[] {
      const { denyByDefault = true, strictMutualTls = true, plainTextPorts = [] } = policy;
      const { namespaceName: namespace } = policy;
      const api = { apiVersion: 'security.istio.io/v1' };
      const deny = { ...api, kind: 'AuthorizationPolicy', metadata: { name: 'deny-by-default', namespace }, spec: {} };
      const strict = { mode: 'STRICT' };
      const metadata = { name: 'default', namespace };
      return [
        ...(denyByDefault ? [deny] : []),
        ...(strictMutualTls ? [{ ...api, kind: 'PeerAuthentication', metadata, spec: { mtls: strict } }] : []),
        ...plainTextPorts.map(({ labels, port }, index) => ({
          ...api,
          kind: 'PeerAuthentication',
          metadata: { name: `plain-text-${index + 1}`, namespace },
          spec: {
            selector: { matchLabels: { ...labels } },
            mtls: strict,
            portLevelMtls: { [port]: { mode: 'PERMISSIVE' } },
          },
        })),
      ];
    },

    checkIngress(faults: Faults, { externalAuthorization, jwtAuthentication }: IngressIntent): void {
      checkExemptPaths(faults, jwtAuthentication);
      if (externalAuthorization) checkExternal(faults, externalAuthorization, facts);
    },

    ingress: (ingress: IngressIntent) =>
      ingressObjects(ingress, facts, (service) => withoutDisabled(service, ['timeoutSeconds'])),

    ingressRoutes: (routes: GatewayRoutesIntent) =>
      delegatedRoutes(routes, facts, (service) => withoutDisabled(service, ['timeoutSeconds'])),
  };
}

function checkExternal(faults: Faults, external: ExternalAuthorization, { providers }: IstioFacts): void {
  external._options.exemptPaths?.forEach((path, index) => {
    checkNoExpression(faults, `externalAuthorization.exemptPaths[${index}]`, path);
  });
  const { _provider: name } = external;
  if (!providers || !isKnown(name) || providers.includes(name)) return;
  const must = `must be an extension provider of the mesh (${providers.join(', ') || 'it has none'}), or all requests would be rejected`;
  const fix = `Define ${name} in extensionProviders of its MeshConfig: values: { meshConfig: { extensionProviders: [...] } }.`;
  faults.add('externalAuthorization.name', must, name, fix);
}

function checkExemptPaths(faults: Faults, jwt: JwtAuthentication | undefined): void {
  jwt?._options.exemptPaths?.forEach((path, index) => {
    checkNoExpression(faults, `jwtAuthentication.exemptPaths[${index}]`, path);
  });
}

function checkPeerPaths(faults: Faults, prop: string, peers: MeshPeer[] | undefined): void {
  peers?.forEach((peer, index) => {
    peer._scope.paths?.forEach((path, at) => {
      checkNoExpression(faults, `${prop}[${index}].paths[${at}]`, path);
    });
  });
}

function checkNoExpression(faults: Faults, prop: string, path: PathMatch): void {
  if (path._kind !== 'regex') return;
  const must = 'must be an exact path or a prefix on Istio';
  faults.add(prop, must, path._path, 'Use PathMatch.exact or PathMatch.prefix.');
}
