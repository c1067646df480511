import type { ITerraformDependable } from 'cdktn';
import { Construct } from 'constructs';
import { checkProps, requireProps } from '../../core/checked-props';
import { compact } from '../../core/compact';
import { Faults } from '../../core/faults';
import { checkLate } from '../../core/late-checks';
import { derivedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import { type INamespace, Namespace } from '../../workload/namespace';
import { PodSecurityLevel } from '../../workload/pod-security';
import { GatewayExposure } from '../gateways/gateway-exposure';
import type { GatewayListeners, IMeshGateway } from '../gateways/mesh-gateway';
import { type TlsIntent, TlsVersion } from '../gateways/tls-version';
import { registerProxies } from '../telemetry/proxied-namespaces';
import { meshGateways } from '../traffic/mesh-access-register';
import { type ApiGatewaySettings, apiGatewayObjects, type Served } from './consul-api-gateway-objects';
import type { ConsulApiGatewayAttributes, ConsulApiGatewayProps } from './consul-api-gateway-props';
import { checkApiGateway, checkKnownApiGateway, checkServed, checkTlsVersion } from './consul-api-gateway-rules';
import type { IConsulMesh } from './consul-mesh-ref';
import { claimService } from './consul-services';

/** A Consul API gateway: created by this program, or referenced by its names. */
export interface IConsulApiGateway extends IMeshGateway {
  /** The mesh that the gateway belongs to. */
  readonly mesh: IConsulMesh;
}

/** The usage of an idle proxy; the memory limit exceeds the chart's 100Mi, at which the proxy is killed under load. */
const defaultResources = { cpuRequest: '100m', memoryRequest: '128Mi', memoryLimit: '512Mi' };

/**
 * A gateway through which requests enter a Consul mesh: Consul's API gateway, defined by a Gateway of the Kubernetes Gateway API.
 * Consul's controller creates its pods, Service and ServiceAccount, all with its name.
 *
 * `MeshIngress` configures what it serves: port 443 with all their certificates, and port 80 if one has no TLS. It serves
 * HTTP/1.1 and HTTP/2 to callers, and calls services by HTTP/1.1.
 *
 * Terraform does not wait for the load balancer's address: `kubectl get gateway` shows it.
 *
 * @see https://developer.hashicorp.com/consul/docs/north-south/api-gateway
 */
export class ConsulApiGateway extends Construct implements IConsulApiGateway {
  /** A gateway that another stack or program creates; creates no resources. Its listeners must be named `https` and `http`. */
  public static fromAttributes(
    scope: Construct,
    id: string,
    attributes: ConsulApiGatewayAttributes,
  ): IConsulApiGateway {
    return new ImportedConsulApiGateway(scope, id, attributes);
  }

  public readonly mesh: IConsulMesh;
  public readonly gatewayName: string;
  public readonly namespace: INamespace;
  public readonly selector: { [key: string]: string };
  public readonly serviceAccountName: string;
  public readonly ready: ITerraformDependable[];

  /** The release of the Gateway and its class. */
  public readonly manifests: KubernetesManifests;

  private readonly settings: ApiGatewaySettings;
  private readonly secretNames: string[];

  /** The TLS settings of each ingress; undefined for hosts without TLS. */
  private readonly ingresses: (TlsIntent | undefined)[] = [];

  public constructor(scope: Construct, id: string, props: ConsulApiGatewayProps) {
    super(scope, id);
    requireProps(this, 'ConsulApiGatewayProps', props);
    const { gatewayName = 'api-gateway' } = props;
    const settings = {
      gatewayName,
      exposure: props.exposure ?? GatewayExposure.internal(),
      replicas: props.replicas ?? 2,
      resources: { ...defaultResources, ...compact({ ...props.resources }) },
      minimumTlsVersion: props.minimumTlsVersion ?? TlsVersion.TLS_1_2,
    };
    checkProps(this, 'ConsulApiGatewayProps', props, (faults) => {
      checkApiGateway(faults, props, settings);
    });

    const { mesh } = props;
    this.mesh = mesh;
    this.gatewayName = gatewayName;
    this.serviceAccountName = gatewayName;
    this.namespace = props.namespace ?? this.makeNamespace();
    this.selector = selectorOf(gatewayName, this.namespace);
    this.settings = { ...settings, namespace: this.namespace, routeNamespaces: mesh._enrolment().labels };
    this.secretNames = props.certificateSecretNames ?? [];
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: mesh.cluster,
      releaseName: derivedName(gatewayName, 'gateway', nameRules.helmRelease),
      namespace: this.namespace.namespaceName,
      manifests: apiGatewayObjects(this.settings, this.served),
      _finalManifests: () => apiGatewayObjects(this.settings, this.served),
    });
    this.manifests.node.addDependency(this.namespace, mesh);
    claimService(mesh.cluster, gatewayName, this);
    meshGateways.add(mesh.cluster, this);
    registerProxies(this.namespace);
    checkLate(this, (late) => checkServed(late, this.served));
    this.ready = this.manifests.ready;
    implementReady(this, () => this.ready);
  }

  /** @internal */
  public get _listeners(): GatewayListeners {
    return {
      check: (faults, tls) => checkTlsVersion(faults, tls, this.settings.minimumTlsVersion),
      serve: (tls) => void this.ingresses.push(tls),
    };
  }

  /** Secrets from the props come first, in their order; those of ingresses are sorted by name. */
  private get served(): Served {
    const ofIngresses = this.ingresses.flatMap((tls) => tls?.secretName ?? []).sort();
    return {
      secretNames: [...new Set([...this.secretNames, ...ofIngresses])],
      plain: this.ingresses.includes(undefined),
    };
  }

  private makeNamespace(): Namespace {
    return new Namespace(this, 'Namespace', {
      cluster: this.mesh.cluster,
      name: 'consul-ingress',
      podSecurity: PodSecurityLevel.BASELINE,
    });
  }
}

class ImportedConsulApiGateway extends Construct implements IConsulApiGateway {
  public readonly mesh: IConsulMesh;
  public readonly gatewayName: string;
  public readonly namespace: INamespace;
  public readonly selector: { [key: string]: string };
  public readonly serviceAccountName: string;
  public readonly ready: ITerraformDependable[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly attributes: ConsulApiGatewayAttributes,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    checkKnownApiGateway(faults, attributes);
    faults.throwIfAny();

    const { mesh, gatewayName, namespaceName: name } = attributes;
    this.mesh = mesh;
    this.gatewayName = gatewayName;
    this.serviceAccountName = gatewayName;
    this.namespace = Namespace.fromName(this, 'Namespace', { cluster: mesh.cluster, name });
    this.selector = selectorOf(gatewayName, this.namespace);
    meshGateways.add(mesh.cluster, this);
    this.ready = mesh.ready;
    implementReady(this, () => this.ready);
  }

  public get _listeners(): GatewayListeners {
    return { check: (faults, tls) => this.checkTls(faults, tls), serve: () => undefined };
  }

  private checkTls(faults: Faults, tls: TlsIntent | undefined): void {
    const { certificateSecretNames: names = [], minimumTlsVersion = TlsVersion.TLS_1_2, plainHttp } = this.attributes;
    if (!tls) {
      if (plainHttp) return;
      const must = `must be set: '${this.node.path}' has no listener for hosts without TLS`;
      faults.add('tls', must, undefined, 'Use IngressTls.kubernetesSecret(...), or set plainHttp on the gateway.');
      return;
    }
    if (!names.includes(tls.secretName)) {
      const must = `must be one of the Secrets that '${this.node.path}' serves (${names.join(', ') || 'none'})`;
      const fix = 'Add it to certificateSecretNames, here and where the gateway is created.';
      faults.add('tls.secretName', must, tls.secretName, fix);
    }
    checkTlsVersion(faults, tls, minimumTlsVersion);
  }
}

/** Source: `LabelsForGateway` in control-plane/api-gateway/common/labels.go of https://github.com/hashicorp/consul-k8s/tree/v2.0.3 */
function selectorOf(name: string, { namespaceName }: INamespace): { [key: string]: string } {
  return { 'gateway.consul.hashicorp.com/name': name, 'gateway.consul.hashicorp.com/namespace': namespaceName };
}

publicClass('ConsulApiGateway', ConsulApiGateway);
