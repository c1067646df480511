import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps, requireProps } from '../core/checked-props';
import { checkLate } from '../core/late-checks';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { state } from '../core/program/program';
import { publicClass } from '../core/public-class';
import { replacedIn } from '../core/token-values';
import { warn } from '../core/warnings';
import { KubernetesManifests } from '../helm/kubernetes-manifests';
import { annotationsOf } from './gateway-ingress-annotations';
import type { GatewayIngressProps } from './gateway-ingress-props';
import { checkAtController, checkGatewayIngress } from './gateway-ingress-rules';

/**
 * A Kubernetes Ingress for an application gateway, with checked annotations.
 *
 * @see https://azure.github.io/application-gateway-kubernetes-ingress/annotations/
 */
export class GatewayIngress extends Construct {
  /** The namespace of the Ingress. */
  public readonly namespaceName: string;

  /** The resources that dependents wait for: the release that applies the Ingress. */
  public readonly ready: ITerraformDependable[];

  /** The release that applies the Ingress. */
  public readonly manifests: KubernetesManifests;

  public constructor(scope: Construct, id: string, props: GatewayIngressProps) {
    super(scope, id);
    requireProps(this, 'GatewayIngressProps', props);
    const namespace = props.namespace ?? props.target?._namespace;
    checkProps(this, 'GatewayIngressProps', props, (faults) => {
      checkGatewayIngress(faults, this, props, namespace);
    });

    const { controller, name, target, firewall } = props;
    this.namespaceName = namespace?.namespaceName ?? '';
    const exceptions = target._manifests(derivedName(name, 'gateway', nameRules.kubernetesObject), namespace);
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: controller.cluster,
      releaseName: derivedName(replacedIn(name, '.', '-'), 'ingress', nameRules.helmRelease),
      namespace: this.namespaceName,
      manifests: [ingressOf(props, this.namespaceName), ...exceptions],
    });
    this.manifests.node.addDependency(controller);
    if (namespace) this.manifests.node.addDependency(namespace);
    if (firewall) this.manifests.node.addDependency(firewall);
    this.ready = this.manifests.ready;
    implementReady(this, () => this.ready);
    this.stateRulePriority(props);
    checkLate(this, (late) => checkAtController(late, props, namespace));
    if (!props.tls) warn(this, 'W253', `Clients call Ingress ${name} by plain HTTP: it has no tls.`);
    if (exceptions.length > 0) {
      warn(
        this,
        'W254',
        `The pods of Ingress ${name} accept plain text on one port, from every client that can reach them.`,
      );
    }
  }

  private stateRulePriority({ controller, rulePriority, hosts }: GatewayIngressProps): void {
    if (rulePriority === undefined) return;
    const { cluster, ingressClassName } = controller;
    const priority = rulePriority;
    state(this, 'rulePriority', () => ({
      controller: `${cluster._key} ${ingressClassName}`,
      priority,
      host: hosts?.[0] ?? '',
    }));
  }
}

function ingressOf(props: GatewayIngressProps, namespace: string): { [key: string]: unknown } {
  const { controller, name, target, hosts, paths = ['/'], tls } = props;
  const { name: service, port } = target._service(props.backendTls !== undefined);
  const backend = { service: { name: service, port: { number: port } } };
  const http = { paths: paths.map((path) => ({ path, pathType: 'Prefix', backend })) };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace, annotations: annotationsOf(props) },
    spec: {
      ingressClassName: controller.ingressClassName,
      tls: tls?._secretName === undefined ? undefined : [{ hosts: hosts && [...hosts], secretName: tls._secretName }],
      rules: hosts ? hosts.map((host) => ({ host, http })) : [{ http }],
    },
  };
}

publicClass('GatewayIngress', GatewayIngress);
