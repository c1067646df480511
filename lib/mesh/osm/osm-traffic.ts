import { Op, Token } from 'cdktf';
import { compact } from '../../core/compact';
import type { Faults } from '../../core/faults';
import { derivedName, nameRules } from '../../core/names';
import type { Manifest } from '../../helm/manifest';
import type { ConnectionLimits } from '../traffic/connection-limits';
import { duration } from '../traffic/durations';
import type { EgressIntent, NamespacePolicyIntent, ServiceIntent } from '../traffic/intents';
import { EgressProtocol, isWildcard } from '../traffic/mesh-egress-options';
import type { MeshPeer } from '../traffic/mesh-peer';
import { morePortsOf } from '../traffic/ports';
import { conditionsOf, type RetryPolicy } from '../traffic/retry-policy';
import { ServiceProtocol } from '../traffic/service-protocol';
import type { TrafficRenderer } from '../traffic/traffic-renderer';
import { hostOf, versionsOf } from '../traffic/versions';
import { withoutDisabled } from '../traffic/zero-intents';
import { accessObjects, sourcesOf } from './osm-access';

const policyApi = 'policy.openservicemesh.io/v1alpha1';

/**
 * How Open Service Mesh expresses intents. Versions are separate Services: the leaves of a TrafficSplit of the root Service.
 *
 * @internal
 */
export const osmTraffic: TrafficRenderer = {
  checkService(faults: Faults, intent: ServiceIntent): void {
    const service = withoutDisabled(intent);
    const { retries, allowFrom, probePaths } = service;
    for (const [prop, { name, service: leaf }] of versionsOf(service)) {
      if (leaf) continue;
      const fix = `Set one, e.g. service: '${service.name}-${name}'.`;
      const must = `must have a Service of version ${name}: Open Service Mesh selects versions by them`;
      faults.add(prop, must, undefined, fix);
    }
    if (retries && !allowFrom) {
      const must = 'can only be used with allowFrom on Open Service Mesh, where a Retry lists the callers';
      faults.add('retries', must, undefined, 'List them: MeshPeer.serviceAccount(...).');
    }
    if (service.split?._isByController) {
      const must = 'must not be byController on Open Service Mesh, where controllers make a TrafficSplit of their own';
      faults.add('split', must, undefined, 'Leave split to the controller.');
    }
    if (retries?.statuses) {
      const must = 'must be left out on Open Service Mesh, whose Retry has conditions only';
      faults.add('retries.statuses', must, retries.statuses, 'Use RetryOn.SERVER_ERRORS or RetryOn.GATEWAY_ERRORS.');
    }
    if (retries && retries.perTryTimeoutSeconds === undefined) {
      const must = 'must be set on Open Service Mesh';
      faults.add('retries.perTryTimeoutSeconds', must, undefined, 'For example, use 1.');
    }
    allowFrom?.forEach((peer, index) => {
      if (peer._serviceAccount !== undefined) return;
      const must = 'must be a ServiceAccount on Open Service Mesh';
      const fix = 'List each of them: MeshPeer.serviceAccount(...).';
      faults.add(`allowFrom[${index}]`, must, `namespace ${peer._namespace}`, fix);
    });
    checkExpressions(faults, allowFrom);
    checkPortAccess(faults, service);
    checkTcpShares(faults, service);
    if (service.protocol === ServiceProtocol.HTTP2) {
      const must = "must be HTTP, GRPC or TCP on Open Service Mesh, which doesn't support other HTTP/2 services";
      faults.add(
        'protocol',
        must,
        service.protocol,
        'Use ServiceProtocol.HTTP: the proxies then call the application by HTTP/1.1.',
      );
    }
    if (probePaths) {
      const must = "must be left out on Open Service Mesh, whose sidecars allow the kubelet's probes";
      faults.add('probePaths', must, probePaths, 'Leave it out.');
    }
  },

  service(intent: ServiceIntent): Manifest[] {
    const service = withoutDisabled(intent);
    const { split, allowFrom, retries } = service;
    return [
      ...(split ? [trafficSplit(service)] : []),
      ...upstreamSettings(service),
      ...(allowFrom ? [...accessObjects(service), ...tcpPortsOf(service).flatMap(accessObjects)] : []),
      ...(retries ? retryObjects(service) : []),
    ];
  },

  serviceAnnotations: () => ({}),

  /** Source: `SupportedProtocolsInMesh` in pkg/constants/constants.go of https://github.com/openservicemesh/osm/tree/v1.2.4 */
  appProtocol: (protocol) => (protocol === ServiceProtocol.GRPC ? 'grpc' : undefined),

  checkEgress(faults: Faults, { callers, hosts, protocol }: EgressIntent): void {
    hosts.forEach((host, index) => {
      if (!isWildcard(host) || protocol !== EgressProtocol.HTTP) return;
      const must = 'must be a full name with protocol HTTP on Open Service Mesh, whose proxies resolve the host';
      faults.add(`hosts[${index}]`, must, host, 'List each host.');
    });
    callers?.forEach((peer, index) => {
      if (!peer._isScoped) return;
      const scope =
        'must be a ServiceAccount without methods or paths on Open Service Mesh, whose Egress allows all requests to a host';
      faults.add(`callers[${index}]`, scope, undefined, 'Leave them out.');
    });
    if (callers?.every((peer) => peer._serviceAccount !== undefined) && callers.length > 0) return;
    const must = 'must be ServiceAccounts on Open Service Mesh, where an Egress applies to callers';
    faults.add('callers', must, undefined, 'For example, use [MeshPeer.serviceAccount(...)].');
  },

  /** Hosts apply only to HTTP and TLS, addresses only to TCP. */
  egress({ namespaceName, name, hosts, addresses, port = 443, protocol, callers = [] }: EgressIntent): Manifest[] {
    const spoken = { TLS: 'https', HTTP: 'http', TCP: 'tcp' }[protocol ?? EgressProtocol.TLS];
    const ranges = addresses && { ipAddresses: addresses.map((one) => (one.includes('/') ? one : `${one}/32`)) };
    const places = protocol === EgressProtocol.TCP ? ranges : { hosts: [...hosts] };
    return [
      {
        apiVersion: policyApi,
        kind: 'Egress',
        metadata: { name, namespace: namespaceName },
        spec: { sources: sourcesOf(callers), ...places, ports: [{ number: port, protocol: spoken }] },
      },
    ];
  },

  /** Its sidecars accept only mutual TLS and deny callers without a TrafficTarget, unless the MeshConfig is permissive. */
  checkNamespacePolicy(faults: Faults, { plainTextPorts }: NamespacePolicyIntent): void {
    const must = 'must not be used on Open Service Mesh, which always requires mutual TLS and denies by default';
    faults.add('namespace', must, undefined, 'Remove the construct; permissiveTrafficPolicy of the mesh is false.');
    if (!plainTextPorts) return;
    const fix = 'Use MeshWorkload.excludedInboundPorts.';
    faults.add('plainTextPorts', 'must be left out on Open Service Mesh', undefined, fix);
  },

  namespacePolicy: () => [],
};

/**
 * Rejects expressions of several peers: requests that match more than one can't be determined, and the first matching route
 * decides.
 */
function checkExpressions(faults: Faults, allowFrom: MeshPeer[] = []): void {
  if (new Set(allowFrom.map((peer) => peer._scopeKey)).size < 2) return;
  allowFrom.forEach((peer, index) => {
    peer._scope.paths?.forEach((path, at) => {
      if (path._kind !== 'regex') return;
      const must =
        'must be an exact path or a prefix on Open Service Mesh where another peer has other methods or paths';
      faults.add(`allowFrom[${index}].paths[${at}]`, must, path._path, 'Use PathMatch.exact or PathMatch.prefix.');
    });
  });
}

/** An HTTP rule allows all HTTP ports of the pods; each TCP port has a separate rule. */
function tcpPortsOf(service: ServiceIntent): ServiceIntent[] {
  return morePortsOf(service)
    .filter(({ protocol }) => protocol === ServiceProtocol.TCP)
    .map((port) => ({ ...port, name: derivedName(service.name, port.portName, nameRules.kubernetesLabel) }));
}

function checkPortAccess(faults: Faults, { morePorts = [], protocol, allowFrom }: ServiceIntent): void {
  morePorts.forEach((port, index) => {
    const at = `morePorts[${index}]`;
    const isTcp = port.protocol === ServiceProtocol.TCP;
    if (port.protocol === ServiceProtocol.HTTP2) {
      const must = "must be HTTP, GRPC or TCP on Open Service Mesh, which doesn't support other HTTP/2 services";
      faults.add(`${at}.protocol`, must, port.protocol, 'Use ServiceProtocol.HTTP.');
    }
    if (port.allowFrom && !isTcp) {
      const must =
        'can only be used for TCP on Open Service Mesh: an HTTP rule allows all HTTP ports of a ServiceAccount';
      faults.add(`${at}.allowFrom`, must, undefined, 'Add these callers to allowFrom of the service.');
    }
    if (allowFrom && protocol === ServiceProtocol.TCP && !isTcp) {
      const must =
        'must be TCP on Open Service Mesh if the first port is TCP with allowFrom, whose rule allows no HTTP port';
      faults.add(`${at}.protocol`, must, port.protocol, 'Move the HTTP port to the first place.');
    }
    port.allowFrom?.forEach((peer, place) => {
      if (peer._serviceAccount !== undefined) return;
      const fix = 'List each of them: MeshPeer.serviceAccount(...).';
      const must = 'must be a ServiceAccount on Open Service Mesh';
      faults.add(`${at}.allowFrom[${place}]`, must, `namespace ${peer._namespace}`, fix);
    });
  });
}

/** The root, by its full name, and its leaves are Services in one namespace. */
function trafficSplit({ name, namespaceName, split }: ServiceIntent): Manifest {
  const versions = split?._versions ?? [];
  return {
    apiVersion: 'split.smi-spec.io/v1alpha2',
    kind: 'TrafficSplit',
    metadata: { name, namespace: namespaceName },
    spec: {
      service: hostOf(name, namespaceName),
      backends: versions.map(({ version, percent }) => ({ service: version.service, weight: percent })),
    },
  };
}

/**
 * With a split, connection limits are set on each leaf, because the caller's proxy has a cluster for each leaf; a rate limit is
 * set on the root too, because a request's route is selected by its host.
 *
 * Source: `GetOutboundMeshTrafficPolicy` in pkg/catalog/outbound_traffic_policies.go, and `GetInboundMeshTrafficPolicy` in
 * pkg/catalog/inbound_traffic_policies.go, of https://github.com/openservicemesh/osm/tree/v1.2.4
 */
function upstreamSettings(service: ServiceIntent): Manifest[] {
  const { name, namespaceName, connectionLimits, rateLimit } = service;
  const versions = versionsOf(service).map(([, version]) => version);
  const leaves = versions.map((version) => version.service ?? '');
  const limitsOf = (host: string) => versions.find((version) => version.service === host)?.connectionLimits;
  const isSplit = leaves.length > 0;
  return [...new Set([name, ...leaves])].flatMap((host) => {
    const hasCluster = !isSplit || leaves.includes(host);
    const spec = compact({
      connectionSettings: hasCluster ? connectionSettings(limitsOf(host) ?? connectionLimits) : undefined,
      rateLimit: rateLimit ? { local: { http: localLimit(service) } } : undefined,
    });
    if (!spec) return [];
    return [
      {
        apiVersion: policyApi,
        kind: 'UpstreamTrafficSetting',
        metadata: { name: host, namespace: namespaceName },
        spec: { host: hostOf(host, namespaceName), ...spec },
      },
    ];
  });
}

function connectionSettings(limits: ConnectionLimits | undefined): object | undefined {
  if (!limits) return undefined;
  const { connectTimeoutSeconds: seconds } = limits;
  const connectTimeout = seconds === undefined ? undefined : duration(seconds);
  return compact({
    tcp: compact({ maxConnections: limits.maxConnections, connectTimeout }),
    http: compact({
      maxRequests: limits.maxRequests,
      maxPendingRequests: limits.maxPendingRequests,
      maxRequestsPerConnection: limits.maxRequestsPerConnection,
    }),
  });
}

/**
 * The bucket size is the sum of the rate and the burst here.
 *
 * Source: `MaxTokens` in pkg/envoy/rds/route/route_config.go of https://github.com/openservicemesh/osm/tree/v1.2.4
 */
function localLimit({ rateLimit }: ServiceIntent): object | undefined {
  if (!rateLimit) return undefined;
  const { requestsPerSecond: requests, burst } = rateLimit;
  if (burst === undefined) return { requests, unit: 'second' };
  const isKnown = ![requests, burst].some((number) => Token.isUnresolved(number));
  return { requests, unit: 'second', burst: isKnown ? burst - requests : Token.asNumber(Op.sub(burst, requests)) };
}

/**
 * One for each caller; its destination is the root, with or without a split, because the caller's proxy uses the root's route.
 *
 * Source: `getRetryPolicy` and its caller in pkg/catalog of https://github.com/openservicemesh/osm/tree/v1.2.4
 */
function retryObjects({ name, namespaceName, retries, protocol, allowFrom = [] }: ServiceIntent): Manifest[] {
  const given: RetryPolicy = retries ?? { attempts: 0 };
  const { attempts, perTryTimeoutSeconds = 0, backoffSeconds = 0.025 } = given;
  return sourcesOf(allowFrom).map((source) => ({
    apiVersion: policyApi,
    kind: 'Retry',
    metadata: {
      name: derivedName(name, `${source.namespace}-${source.name}`, nameRules.kubernetesLabel),
      namespace: namespaceName,
    },
    spec: {
      source,
      destinations: [{ kind: 'Service', name, namespace: namespaceName }],
      retryPolicy: {
        retryOn: conditionsOf(given, protocol).join(','),
        numRetries: attempts,
        perTryTimeout: duration(perTryTimeoutSeconds),
        retryBackoffBaseInterval: duration(backoffSeconds),
      },
    },
  }));
}

/**
 * Envoy rejects a listener if a TCP weight is 0; HTTP weights may be 0.
 *
 * Source: `getOutboundTCPFilter` in pkg/envoy/lds/inmesh.go of https://github.com/openservicemesh/osm/tree/v1.2.4, and
 * `ClusterWeight` in https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/filters/network/tcp_proxy/v3/tcp_proxy.proto
 */
function checkTcpShares(faults: Faults, { split, protocol }: ServiceIntent): void {
  const { _versions: versions = [] } = split ?? {};
  if (protocol !== ServiceProtocol.TCP || versions.length < 2 || versions.every(({ percent }) => percent !== 0)) return;
  const must = 'must have no weight of 0 on Open Service Mesh if protocol is TCP: its proxies reject such a listener';
  faults.add('split', must, undefined, 'Leave split out, or use PhasedRollout.finished for the last version.');
}
