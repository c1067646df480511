import type { Construct, IConstruct, IDependable } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { Faults } from '../../core/faults';
import type { Values } from './control-plane-values';

/** What the certificates of a mesh are made for. */
export interface IdentityNeeds {
  /** Below it everything is made. */
  readonly scope: Construct;
  readonly cluster: IAksCluster;
  /** The namespace of the control plane; what is put into it waits for `namespaceReady`. */
  readonly namespace: string;
  readonly namespaceReady: IConstruct;
  readonly trustDomain: string;
}

/** The control plane chart's values for its certificates. */
export interface IdentityParts {
  readonly values: Values;
  /** Tokens, by the path of their value. */
  readonly secretValues: { [path: string]: string };
  /** What the control plane waits for. */
  readonly dependencies: IDependable[];
}

/** Where the certificates of a mesh come from. */
export interface IdentitySource {
  check(faults: Faults, prop: string): void;
  make(needs: IdentityNeeds): IdentityParts;
}

/** An admission webhook of the control plane. */
export interface LinkerdWebhook {
  /** Its key in the chart's values. */
  readonly key: 'proxyInjector' | 'profileValidator' | 'policyValidator';
  /** Its id among constructs. */
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

/** The name that the identity controller looks for in the issuer's certificate, as DNS name. */
export function issuerName({ namespace, trustDomain }: IdentityNeeds): string {
  return `identity.${namespace}.${trustDomain}`;
}

export function trustAnchorName({ namespace, trustDomain }: IdentityNeeds): string {
  return `root.${namespace}.${trustDomain}`;
}
