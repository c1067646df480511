import type { Construct, IConstruct, IDependable } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { Faults } from '../../core/faults';
import type { Values } from './control-plane-values';

/** The facts for which a mesh's certificates are created. */
export interface IdentityNeeds {
  /** The scope of all created constructs. */
  readonly scope: Construct;
  readonly cluster: IAksCluster;
  /** The control plane's namespace; resources in it depend on `namespaceReady`. */
  readonly namespace: string;
  readonly namespaceReady: IConstruct;
  readonly trustDomain: string;
}

/** The control plane chart's values for its certificates. */
export interface IdentityParts {
  readonly values: Values;
  /** Tokens, by the path of the value. */
  readonly secretValues: { [path: string]: string };
  /** The dependencies of the control plane. */
  readonly dependencies: IDependable[];
}

/** The source of a mesh's certificates. */
export interface IdentitySource {
  check(faults: Faults, prop: string): void;
  make(needs: IdentityNeeds): IdentityParts;
}

/** An admission webhook of the control plane. */
export interface LinkerdWebhook {
  /** Its key in the chart's values. */
  readonly key: 'proxyInjector' | 'profileValidator' | 'policyValidator';
  /** Its construct id. */
  readonly id: string;
  /** The name of its Service; its Secret is `NAME-k8s-tls`. */
  readonly service: string;
}

/** Source: https://linkerd.io/2-edge/tasks/automatically-rotating-webhook-tls-credentials/ */
export const linkerdWebhooks: readonly LinkerdWebhook[] = [
  { key: 'proxyInjector', id: 'ProxyInjector', service: 'linkerd-proxy-injector' },
  { key: 'profileValidator', id: 'ProfileValidator', service: 'linkerd-sp-validator' },
  { key: 'policyValidator', id: 'PolicyValidator', service: 'linkerd-policy-validator' },
];

/** The DNS name that the identity controller requires in the issuer's certificate. */
export function issuerName({ namespace, trustDomain }: IdentityNeeds): string {
  return `identity.${namespace}.${trustDomain}`;
}

export function trustAnchorName({ namespace, trustDomain }: IdentityNeeds): string {
  return `root.${namespace}.${trustDomain}`;
}
