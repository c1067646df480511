import type { TlsIntent } from '../gateways/tls-version';
import type { MeshEgressOptions } from './mesh-egress-options';
import type { MeshNamespacePolicyOptions } from './mesh-namespace-policy-options';
import type { MeshServiceOptions } from './mesh-service-options';
import type { PathMatch } from './path-match';

/** A service as renderers read it, with the policy's presets filled in. */
export interface ServiceIntent extends MeshServiceOptions {
  readonly namespaceName: string;
}

export interface EgressIntent extends MeshEgressOptions {
  readonly namespaceName: string;
}

export interface NamespacePolicyIntent extends MeshNamespacePolicyOptions {
  readonly namespaceName: string;

  /** The namespace's annotations beside its enrolment; undefined where something else makes it. */
  readonly annotations?: { readonly [key: string]: string };
}

/** A gateway as the ingresses that it serves see it. */
export interface GatewayIntent {
  /** The construct's path, for errors. */
  readonly path: string;
  readonly gatewayName: string;
  readonly namespaceName: string;
  readonly selector: { readonly [label: string]: string };

  /** Whether the gateway is described by an object of the Gateway API, with listeners for what it serves. */
  readonly hasListeners: boolean;
}

export interface IngressRouteIntent {
  readonly path?: PathMatch;
  readonly service: ServiceIntent;

  /** All of the ingress where it is left out. */
  readonly hosts?: readonly string[];
}

export interface IngressIntent {
  readonly name: string;
  readonly namespaceName: string;
  readonly gateway: GatewayIntent;
  readonly hosts: readonly string[];

  /** One or more. */
  readonly routes: readonly IngressRouteIntent[];
  readonly tls?: TlsIntent;
  readonly redirectHttp?: boolean;
}
