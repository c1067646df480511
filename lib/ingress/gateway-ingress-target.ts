import { checkGiven, checkInteger, checkLiteral, checkName, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import type { Manifest } from '../helm/manifest';
import { dialectOf } from '../mesh/dialects/dialects';
import type { IIstioGateway } from '../mesh/istio/istio-gateway';
import type { IServiceMesh } from '../mesh/service-mesh';
import type { INamespace } from '../workload/namespace';
import type { GatewayBackendTlsOptions, GatewayProbeOptions } from './gateway-ingress-options';

/** A Service whose pods are in a mesh. */
export interface MeshedServiceOptions {
  /** The Service, of the Ingress' namespace. */
  readonly serviceName: string;

  /** The Service's port: 1 to 65535. */
  readonly port: number;

  /** The labels of the Service's pods. */
  readonly podLabels: { [key: string]: string };

  /** The pods' port behind the Service, 1 to 65535: it accepts plain text in addition to mutual TLS. */
  readonly podPort: number;
}

/** @internal */
export interface TargetContext {
  readonly namespace: INamespace | undefined;
  readonly backendTls: GatewayBackendTlsOptions | undefined;
  readonly probe: GatewayProbeOptions | undefined;
}

/** The health port of an Istio gateway, in plain text. */
const istioHealthPort = 15021;

/**
 * The backend of an Ingress. The gateway calls pods directly, from outside of the mesh, so it can't use mutual TLS.
 */
export abstract class GatewayIngressTarget {
  /**
   * A Service whose pods are in no mesh.
   *
   * @param serviceName the Service, of the Ingress' namespace.
   * @param port its port: 1 to 65535.
   */
  public static service(serviceName: string, port: number): GatewayIngressTarget {
    return new PlainService(serviceName, port);
  }

  /**
   * A Service whose pods are in an Istio mesh. One port of the pods accepts plain text in addition to mutual TLS; the rest of the
   * mesh stays strict. The gateway's probe uses the sidecar's own port, which never requires mutual TLS.
   *
   * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/
   */
  public static meshedService(options: MeshedServiceOptions): GatewayIngressTarget {
    return new MeshedService(options);
  }

  /**
   * An Istio gateway, which routes requests into the mesh: the whole mesh stays strict. The Ingress is in the gateway's
   * namespace.
   *
   * @param gateway the gateway, of the same stack; best one with `GatewayExposure.clusterOnly()`, or the add-on's internal one.
   */
  public static istioGateway(gateway: IIstioGateway): GatewayIngressTarget {
    return new IstioTarget(gateway);
  }

  /** @internal */
  public get _namespace(): INamespace | undefined {
    return undefined;
  }

  /** @internal */
  public abstract _service(hasTls: boolean): { name: string; port: number };

  /** @internal */
  public abstract _check(faults: Faults, prop: string, context: TargetContext): void;

  /**
   * The default probe.
   *
   * @internal
   */
  public _probe(_hasTls: boolean): GatewayProbeOptions {
    return {};
  }

  /**
   * The target's objects besides the Ingress.
   *
   * @internal
   */
  public _manifests(_name: string, _namespace: INamespace | undefined): Manifest[] {
    return [];
  }
}

function meshOf(namespace: INamespace | undefined): IServiceMesh | undefined {
  return (namespace as { mesh?: IServiceMesh } | undefined)?.mesh;
}

function checkService(faults: Faults, prop: string, serviceName: string, port: number): void {
  checkName(faults, `${prop}.serviceName`, serviceName, nameRules.kubernetesLabel);
  if (checkGiven(faults, `${prop}.port`, port, 'For example, use 80.')) {
    checkInteger(faults, `${prop}.port`, port, 1, 65535);
  }
}

class PlainService extends GatewayIngressTarget {
  public constructor(
    private readonly serviceName: string,
    private readonly port: number,
  ) {
    super();
  }

  public _service() {
    return { name: this.serviceName, port: this.port };
  }

  public _check(faults: Faults, prop: string, { namespace, backendTls }: TargetContext): void {
    checkService(faults, prop, this.serviceName, this.port);
    checkPortProtocol(faults, prop, this.port, backendTls);
    const mesh = meshOf(namespace);
    if (!mesh) return;
    const must =
      `must not be a plain Service: its pods are in the mesh '${mesh.node.path}', and pods that accept only mutual TLS reject the ` +
      'gateway, which is not in the mesh';
    const fix = dialectOf(mesh).plainTextException
      ? 'Use GatewayIngressTarget.istioGateway(...) or GatewayIngressTarget.meshedService(...).'
      : "Route to an ingress gateway of the mesh in a separate Namespace, or exclude the pods' port by MeshWorkload.excludedInboundPorts.";
    faults.add(prop, must, this.serviceName, fix);
  }
}

class MeshedService extends GatewayIngressTarget {
  public constructor(private readonly options: MeshedServiceOptions) {
    super();
  }

  public _service() {
    return { name: this.options.serviceName, port: this.options.port };
  }

  public _check(faults: Faults, prop: string, { namespace, backendTls }: TargetContext): void {
    const { serviceName, port, podPort, podLabels } = this.options;
    checkService(faults, prop, serviceName, port);
    checkLiteral(faults, `${prop}.podPort`, podPort, 'it is a key in an object');
    checkInteger(faults, `${prop}.podPort`, podPort, 1, 65535);
    checkPortProtocol(faults, prop, podPort, backendTls);
    if (!podLabels || Object.keys(podLabels).length === 0) {
      const must = 'must not be empty: every pod in the namespace would accept plain text';
      faults.add(`${prop}.podLabels`, must, podLabels, "Set the labels of the Service's selector.");
    }
    const mesh = meshOf(namespace);
    if (!namespace) return;
    if (!mesh) {
      const fix = 'Use a MeshNamespace, or GatewayIngressTarget.service(...).';
      faults.add('namespace', 'must be in a mesh', namespace.namespaceName, fix);
    } else if (!dialectOf(mesh).plainTextException) {
      const must = `must be in an Istio mesh, whose pods can accept plain text on one port: ${mesh.kind} doesn't support it`;
      const fix = 'Route to an ingress gateway of the mesh with GatewayIngressTarget.service(...).';
      faults.add('namespace', must, namespace.namespaceName, fix);
    }
  }

  public override _manifests(name: string, namespace: INamespace | undefined): Manifest[] {
    const mesh = meshOf(namespace);
    const { podLabels, podPort } = this.options;
    const exception = { name, namespaceName: namespace?.namespaceName ?? '', podLabels, podPort };
    const manifest = mesh && dialectOf(mesh).plainTextException?.(exception);
    return manifest ? [manifest] : [];
  }
}

class IstioTarget extends GatewayIngressTarget {
  public constructor(private readonly gateway: IIstioGateway) {
    super();
  }

  public override get _namespace(): INamespace {
    return this.gateway.namespace;
  }

  public _service(hasTls: boolean) {
    return { name: this.gateway.gatewayName, port: hasTls ? 443 : 80 };
  }

  public _check(faults: Faults, prop: string, { namespace, backendTls, probe }: TargetContext): void {
    const own = this.gateway.namespace.namespaceName;
    if (namespace && namespace.namespaceName !== own) {
      const must = `must be that of the Istio gateway (${own}): an Ingress can only use Services of its own namespace`;
      faults.add('namespace', must, namespace.namespaceName, 'Leave it out.');
    }
    if (!backendTls) return;
    const why =
      "with backendTls the gateway's probes use TLS too, but the health port 15021 of an Istio gateway accepts only plain text";
    const fix =
      "Set the path of an existing route, e.g. probe: { path: '/healthz', port: 443 }, or leave backendTls out.";
    if (isKnown(probe?.port) && probe.port === istioHealthPort) {
      faults.add('probe.port', `must not be ${istioHealthPort}: ${why}`, probe.port, fix);
    } else if (probe?.path === undefined) {
      faults.add('probe.path', `must be set in front of '${prop}': ${why}`, undefined, fix);
    }
  }

  public override _probe(hasTls: boolean): GatewayProbeOptions {
    return hasTls ? {} : { path: '/healthz/ready', port: istioHealthPort, statusCodes: ['200-399'] };
  }
}

/**
 * The controller always uses TLS for port 443.
 *
 * Source: https://azure.github.io/application-gateway-kubernetes-ingress/annotations/#backend-protocol
 */
function checkPortProtocol(
  faults: Faults,
  prop: string,
  port: number,
  tls: GatewayBackendTlsOptions | undefined,
): void {
  if (tls && port === 80) {
    faults.add(`${prop}.port`, 'must not be 80 with backendTls', port, 'Use a TLS port, e.g. 443.');
  } else if (!tls && port === 443) {
    const fix = 'Set backendTls with the name in the certificate, or use another port.';
    faults.add(`${prop}.port`, 'can only be used with backendTls: the controller uses TLS for 443', port, fix);
  }
}

publicClass('GatewayIngressTarget', GatewayIngressTarget);
